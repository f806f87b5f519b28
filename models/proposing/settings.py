"""What an office decides about its proposals for a term."""

from __future__ import annotations

from models.fields import Choice
from models.marks import N_
from models.settings import Setting

COUNTERSIGN_DAYS: Setting[int] = Setting(
    "proposal_countersign_days",
    N_("Days for countersigning a proposal"),
    kind="count",
    default=7,
    lowest=1,
    highest=90,
    unit=N_("days"),
)
LONGEST_PART: Setting[int] = Setting(
    "proposal_longest_part",
    N_("Longest part of a proposal"),
    kind="count",
    default=3000,
    lowest=100,
    unit=N_("characters"),
    help=N_("Situation, analysis and advice, each"),
)
PLENARY_ONLY: Setting[bool] = Setting(
    "proposal_collective_at_plenary_only",
    N_("Sectors and groups propose only during the plenary session"),
    kind="flag",
    default=True,
)
DECIDED_BY: Setting[str] = Setting(
    "proposal_confirmed_by",
    N_("Acceptance of proposals is final"),
    kind="choice",
    default="committee",
    choices=(
        Choice("committee", N_("with the decision of the proposal committee")),
        Choice("chairpersons", N_("once the chairpersons' meeting has confirmed it")),
    ),
)
