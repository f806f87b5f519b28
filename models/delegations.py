"""What can be delegated at all, and for how much a delegation speaks; the record itself is ``models.office.delegation``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.access import CHAIR, CLERK, COMMITTEE, DEPARTMENT
from models.base import Record
from models.fields import Choice
from models.marks import N_
from models.registry import record_types
from models.settings import Setting
from models.workflow import Transition

OFFICE = frozenset({CLERK, COMMITTEE, CHAIR})
"""Roles of the office's own people: what they may do is delegated among themselves."""
LENDABLE = OFFICE | {DEPARTMENT}
"""Roles whose acts can be delegated. A member votes, signs and hands in personally; auditors and administrators stand apart."""

PERSONNEL = frozenset({"seat", "seat_assignment"})
RESULTS = frozenset({"evaluation", "evaluation_count", "assessment"})
"""Evaluation results and assessments."""
IN_PERSON = frozenset(
    {
        "account", "role_grant", "delegation", "desk_handover", "desk_handover_item", "issued_ballot", "teller_sheet",
        "teller_count",
    }
)  # fmt: skip
"""Rights themselves, and what belongs to a secret ballot: never delegated, whatever is set."""


PERSONNEL_TOO = Setting(
    "delegation_personnel",
    N_("Seats and assignments may be decided by delegation"),
    kind="flag",
    default=False,
    help=N_("Usually no: personnel are decided in person"),
)
RESULTS_TOO = Setting(
    "delegation_results",
    N_("Evaluation results and assessments may be decided by delegation"),
    kind="flag",
    default=False,
    help=N_("Usually no: results are decided in person"),
)


def withheld() -> frozenset[str]:
    """Return the tables that nobody can delegate today, in the organization of whoever acts."""
    personnel = frozenset() if PERSONNEL_TOO.value() else PERSONNEL
    results = frozenset() if RESULTS_TOO.value() else RESULTS
    return IN_PERSON | personnel | results


def steps_of(cls: type[Record]) -> list[Transition]:
    """Return the steps of a type that a delegate could take."""
    if cls.workflow is None:
        return []
    return [
        step
        for step in cls.workflow.transitions.values()
        if LENDABLE & set(step.by) and not step.recalls and not step.computed
    ]


def kinds_that_are_decided() -> Iterator[Choice]:
    """Yield by its slug every kind of record with a step that could be delegated."""
    return (
        Choice(cls.slug(), cls.plural or cls.title)
        for cls in record_types()
        if not cls.is_link and cls.__tablename__ not in IN_PERSON and steps_of(cls)
    )


def tables_named(kinds: str | None) -> frozenset[str]:
    """Return the tables of the kinds in a kept list (",training,meeting,")."""
    return frozenset(kind.replace("-", "_") for kind in (kinds or "").split(",") if kind)


def spoken_of(named: Iterable[str], but: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return for named tables those that a delegation gives today, and the same with all that belongs to their records.

    Args:
        named: the tables that the delegation names.
        but: the tables that are withheld.
    """
    given = frozenset(named) - but
    owners = {
        cls.__tablename__: cls.__table__.c[cls.parent].info["ref"] for cls in record_types() if cls.parent
    }
    reached = set(given)
    grown = True
    while grown:
        found = {table for table, owner in owners.items() if owner in reached} - reached - but
        reached |= found
        grown = bool(found)
    return given, frozenset(reached | {"attachment"} if given else reached)
