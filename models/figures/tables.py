"""The tables and charts of the summary: a number taken apart, its base printed, and whether it adds up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from models.figures.declaration import Dated, Figure, OfYear, Rule
from models.figures.livelihood import SECTION as LIVELIHOOD
from models.figures.opinions import SECTION as OPINIONS
from models.figures.proposals import CASES, COUNTED, RECEIVED
from models.marks import N_
from models.plenary import session_on

_DATED = Dated()
Drawing = Literal["bars", "months", "stacks"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one record type parted by a column of their list.

    Attributes:
        key: its name on the page.
        table: the record type's table.
        title: what is taken apart (message id).
        base: which rows, on the last day of the period, and the sentence that calls them the base.
        by: the column whose values part them.
        on: how the period becomes conditions.
        groups: value -> what stands together under one heading (message id), where values are not shown one by one.
        rest: the heading of the rows that belong to no part (message id).
        then: a second column, whose values part each part (a stacked bar).
        drawing: bars beside the table, a chart by months, or stacked bars.
        percentages: whether each part is printed as a share of the base.
    """

    key: str
    table: str
    title: str
    base: Callable[[date], Rule]
    by: str
    on: Dated | OfYear = _DATED
    groups: Mapping[str, str] = field(default_factory=dict)
    rest: str = N_("not filled in")
    then: str = ""
    drawing: Drawing = "bars"
    percentages: bool = True


_ACCEPTED = N_("accepted")
_OUTCOMES = {
    **dict.fromkeys(CASES.split(","), _ACCEPTED),
    "merged": N_("merged into another case"),
    "to_opinion": N_("turned into an opinion report"),
    "referred": N_("referred for reference"),
    "not_accepted": N_("not accepted"),
    "withdrawn": N_("withdrawn"),
}
_PROPOSERS = {
    "one": N_("members, alone or jointly"),
    "joint": N_("members, alone or jointly"),
    **dict.fromkeys(
        ("party", "peoples_organization", "sector", "group", "committee"), N_("bodies (collective)")
    ),
}


def _received(_day: date) -> Rule:
    return Rule(RECEIVED, N_("Base: all proposals received."))


def _percentage_base(day: date) -> Rule:
    """Return the base of percentages as the session that last opened by a day sets it."""
    session = session_on(day)
    base = session.percentage_base if session is not None else "accepted"
    if base == "received":
        return _received(day)
    if base == "handed_over":
        return Rule({"state__in": CASES}, N_("Base: accepted proposals, merged ones left out."))
    return Rule({"state__in": f"{CASES},merged"}, N_("Base: accepted proposals, merged ones among them."))


def _rule_of(figure: Figure, sentence: str) -> Callable[[date], Rule]:
    return lambda day: Rule(figure.rule_on(day).where, sentence)


_PROJECTS, _BULLETINS = LIVELIHOOD.figures[0], OPINIONS.figures[0]

TABLES = (
    Table(
        "bulletins_by_month",
        "bulletin",
        N_("Bulletin issues by month"),
        _rule_of(_BULLETINS, N_("By the day of the signature.")),
        "signed_on",
        on=Dated("signed_on"),
        drawing="months",
        percentages=False,
    ),
    Table(
        "proposals_by_outcome",
        "proposal",
        N_("What became of the proposals received"),
        _received,
        "state",
        on=COUNTED,
        groups=_OUTCOMES,
        rest=N_("not decided yet"),
    ),
    Table(
        "proposals_by_category",
        "proposal",
        N_("Proposals by category"),
        _percentage_base,
        "category_id",
        on=COUNTED,
        rest=N_("without a category"),
    ),
    Table(
        "proposals_by_proposer",
        "proposal",
        N_("Proposals by kind of proposer"),
        _percentage_base,
        "proposer_kind",
        on=COUNTED,
        groups=_PROPOSERS,
    ),
    Table(
        "proposals_by_sector",
        "proposal",
        N_("Proposals by sector of the first proposer"),
        _percentage_base,
        "sector_of_proposer",
        on=COUNTED,
        rest=N_("of bodies that are no sector"),
    ),
    Table(
        "projects_by_level_and_state",
        "livelihood_project",
        N_("Livelihood projects by level and state"),
        _rule_of(_PROJECTS, N_("Base: the projects on the list of the year.")),
        "level",
        on=OfYear(),
        then="state",
        drawing="stacks",
    ),
)
