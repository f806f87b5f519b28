"""What an office settles for a term about items and issues: how long an item may be, and who signs an issue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.fields import Choice
from models.lookups import rows_where
from models.marks import N_
from models.periods import covers
from models.problems import Problem
from models.settings import Setting

LONGEST_ITEM: Setting[int] = Setting(
    "opinion_report_length",
    N_("Longest opinion report"),
    kind="count",
    default=1500,
    unit=N_("characters"),
    help=N_("Longer ones are taken all the same; the desk sees a remark"),
    lowest=1,
)
SIGNATORY: Setting[str] = Setting(
    "bulletin_signatory",
    N_("Who signs a bulletin issue"),
    kind="choice",
    default="vice_chairman",
    choices=(
        Choice("chairman", N_("The chairman alone")),
        Choice("vice_chairman", N_("The chairman, or the vice chairman in charge")),
    ),
)

_POSTS = {"chairman": ("chairman",), "vice_chairman": ("chairman", "vice_chairman")}
_CHAIRMAN_SIGNS = N_("Issues are signed by the chairman in this term; please name the chairman.")
_CHAIR_OR_VICE = N_("Issues are signed by the chairman or a vice chairman; please name one of them.")


def signatory_problem(field: str, seat_id: int | None, day: date) -> Iterator[Problem]:
    """Yield a problem at ``field`` when the seat does not hold, on ``day``, a post that signs issues in that term."""
    if seat_id is None:
        return
    who = SIGNATORY.value(on=day)
    held = {
        row.post
        for row in rows_where(
            "seat_assignment", "post", "valid_from", "valid_until", where={"seat_id": seat_id, "kind": "post"}
        )
        if covers(day, row.valid_from, row.valid_until)
    }
    if not held & set(_POSTS[who]):
        yield Problem(field, _CHAIRMAN_SIGNS if who == "chairman" else _CHAIR_OR_VICE)
