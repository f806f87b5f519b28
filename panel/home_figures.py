"""The figures of the home page: numbers that open into the very rows they count, for whoever is signed in.

A figure may carry a small chart: the months of the year, or the parts that it consists of. Charts are drawn from the same
conditions as the number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import extract, func, literal, select, union_all

from models import clock
from models.access import ADMIN, DEPARTMENT, MEMBER, STAFF_ROLES, Actor
from models.base import db
from models.marks import N_
from panel.language import format_number, join, translate
from panel.listing.filters import read_conditions
from panel.registry import views

MOST_COUNTED = 10_000
PART = N_("%(what)s %(number)s")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the home page: the rows of one type under some conditions.

    The same conditions, in the words of the list's address, make the count and the link, so the two cannot disagree.

    Attributes:
        table: the record type's table.
        label: what is counted (message id).
        unit: how it is counted (message id).
        conditions: as in the address of the list.
        definition: what exactly is counted (message id).
        by_month: whether a chart shows the months of the year, by the business date of the rows.
        parts: what the number consists of: words (message id), further conditions, and the class of its part of the bar
            (``fi`` done, ``be`` trouble); what is left over is the lighter rest.
    """

    table: str
    label: str
    unit: str = ""
    conditions: Mapping[str, str] | None = None
    definition: str = ""
    by_month: bool = False
    parts: tuple[tuple[str, Mapping[str, str], str], ...] = field(default=())

    def pairs_with(self, more: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
        """Return the conditions as pairs of an address; ``{year}`` stands for the year of the business date."""
        year = str(clock.business_today().year)
        both = {**(self.conditions or {}), **(more or {})}
        return [(name, value.replace("{year}", year)) for name, value in both.items()]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the figure's own conditions as pairs of an address."""
        return self.pairs_with()

    @property
    def url(self) -> str:
        """Return the address of the rows."""
        base = f"/panel/{self.table.replace('_', '-')}/"
        return f"{base}?{urlencode(self.pairs)}" if self.pairs else base


_SINCE_NEW_YEAR = {"fact_date__ge": "{year}-01-01"}
_SINCE = N_("since the beginning of the year")
_OF_THIS_YEAR = N_("of this year")
_MINE = N_("your own")

OFFICE = (
    Figure("topic", N_("Topics of consultation"), N_("topics"), _SINCE_NEW_YEAR, _SINCE, by_month=True),
    Figure("proposal", N_("Proposal cases"), N_("cases"), _SINCE_NEW_YEAR, _SINCE, by_month=True),
    Figure(
        "livelihood_project", N_("Livelihood projects"), N_("projects"), {"year": "{year}"}, _OF_THIS_YEAR,
        parts=(
            (N_("done"), {"state__in": "reported_done,evaluated"}, "fi"),
            (N_("behind"), {"behind": "1"}, "be"),
        ),
    ),
    Figure("opinion_report", N_("Opinion reports"), N_("reports"), _SINCE_NEW_YEAR, _SINCE, by_month=True),
    Figure("report", N_("Research reports"), N_("papers"), _SINCE_NEW_YEAR, _SINCE, by_month=True),
    Figure("training", N_("Trainings"), N_("trainings"), _SINCE_NEW_YEAR, _SINCE, by_month=True),
)  # fmt: skip
"""The year so far in six figures; each person sees those of them that the person reads."""

MEMBERS = (
    Figure("opinion_report", N_("Opinion reports"), N_("reports"), None, _MINE),
    Figure("training_attendance", N_("Trainings attended"), N_("trainings"), {"attendance": "full"}, _MINE),
    Figure(
        "livelihood_project", N_("Livelihood projects"), N_("projects"), {"year": "{year}"}, _OF_THIS_YEAR
    ),
)
UNITS = (
    Figure("handling", N_("Cases to be received"), N_("cases"), {"state": "handed_over"}),
    Figure("handling", N_("Cases being handled"), N_("cases"), {"state": "handling"}),
    Figure(
        "livelihood_project", N_("Livelihood projects"), N_("projects"), {"year": "{year}"}, _OF_THIS_YEAR
    ),
    Figure(
        "livelihood_project",
        N_("Reported done"),
        N_("projects"),
        {"year": "{year}", "state": "reported_done"},
        _OF_THIS_YEAR,
    ),
)
ACCOUNTS = (
    Figure("account", N_("Accounts"), N_("accounts"), {"status": "active"}, N_("in use")),
    Figure("account", N_("Disabled accounts"), N_("accounts"), {"status": "disabled"}),
    Figure("account", N_("First password not changed yet"), N_("accounts"), {"must_change_password": "1"}),
    Figure("role_grant", N_("Role grants"), N_("grants"), {}),
)


def wanted_by(actor: Actor) -> Sequence[Figure]:
    """Return the figures for the roles of the actor: those of the office before a member's or a unit's own."""
    if actor.roles & STAFF_ROLES:
        own: Sequence[Figure] = OFFICE
    elif MEMBER in actor.roles:
        own = MEMBERS
    else:
        own = UNITS if DEPARTMENT in actor.roles else ()
    return (*own, *(ACCOUNTS if ADMIN in actor.roles else ()))


def figures_of(actor: Actor) -> list[dict[str, Any]]:
    """Return the figures of the lists that the actor can open, counted in one statement through the gate, a second for charts."""
    shown = list(_shown(actor, wanted_by(actor)))
    months = _months([(figure, conditions) for figure, conditions, _parts in shown if figure.by_month])
    wanted = [
        conditions for _figure, own, parts in shown for conditions in (own, *(part for _words, part in parts))
    ]
    numbers = iter(count_all(wanted))
    drawn = []
    for figure, _conditions, parts in shown:
        number = next(numbers)
        counted = [(words, cls, next(numbers)) for (words, cls), _part in parts]
        drawn.append(_drawn(figure, number, counted, months.get(figure.table)))
    return drawn


def counted_lists(actor: Actor, figures: Sequence[Figure]) -> list[tuple[Figure, int]]:
    """Return the figures whose lists the actor can open, each with its number, in one statement through the gate."""
    shown = list(_shown(actor, figures))
    numbers = count_all([conditions for _figure, conditions, _parts in shown])
    return [(figure, number) for (figure, *_rest), number in zip(shown, numbers, strict=True)]


def count_all(wanted: Sequence[Any]) -> list[int]:
    """Return how many rows each of the SELECTs of ids has, at most one more than :data:`MOST_COUNTED`."""
    if not wanted:
        return []
    counts = [
        select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()
        for rows in wanted
    ]
    return [int(number) for number in db.session.execute(select(*counts)).one()]


def number_words(number: int) -> str:
    """Return a counted number as it is printed: ``1,234``, or ``10,000+`` where counting ended."""
    return format_number(min(number, MOST_COUNTED)) + ("+" if number > MOST_COUNTED else "")


def month_table(figures: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the table beside the charts: a row for each figure with months, a column for each month so far."""
    rows = [
        {"label": figure["label"], "numbers": [format_number(number) for number in figure["chart"]["values"]]}
        for figure in figures
        if figure.get("chart") and figure["chart"]["kind"] == "columns"
    ]
    if not rows:
        return None
    return {"months": list(range(1, len(rows[0]["numbers"]) + 1)), "rows": rows}


def _shown(
    actor: Actor, figures: Sequence[Figure]
) -> Iterator[tuple[Figure, Any, list[tuple[tuple[str, str], Any]]]]:
    """Yield the figures for the actor, the SELECT of their rows, and of each part with its words and class.

    A figure whose condition the list refuses for this actor is left out; a part likewise.
    """
    for figure in figures:
        rows = _rows(actor, figure)
        if rows is not None:
            parts = [
                ((words, cls), found)
                for words, more, cls in figure.parts
                if (found := _rows(actor, figure, more)) is not None
            ]
            yield figure, rows, parts


def _rows(actor: Actor, figure: Figure, more: Mapping[str, str] | None = None) -> Any:
    view = views().get(figure.table)
    if view is None or not view.is_accessible():
        return None
    conditions, broken = read_conditions(view, actor, figure.pairs_with(more))
    if broken:
        return None
    return select(view.model.id).where(*(condition.sql(view.model) for condition in conditions))


def _months(shown: Sequence[tuple[Figure, Any]]) -> dict[str, list[int]]:
    """Return by table how many rows each month of this year has, up to the current one, all in one statement."""
    if not shown:
        return {}
    today = clock.business_today()
    parts = []
    for figure, rows in shown:
        cls: Any = views()[figure.table].model
        month = extract("month", cls.fact_date)
        parts.append(
            rows.with_only_columns(
                literal(figure.table).label("kind"), month.label("month"), func.count().label("number")
            )
            .where(cls.fact_date <= today)
            .group_by(month)
        )
    found = {figure.table: [0] * today.month for figure, _rows in shown}
    together = union_all(*parts).subquery()
    for row in db.session.execute(select(together)):
        found[row.kind][int(row.month) - 1] = int(row.number)
    return found


def _drawn(
    figure: Figure, number: int, parts: Sequence[tuple[str, str, int]], months: list[int] | None
) -> dict[str, Any]:
    chart: dict[str, Any] | None = None
    definition = translate(figure.definition) if figure.definition else ""
    if months and any(months):
        chart = {"kind": "columns", "values": months}
    elif parts and number:
        done = [(many, cls) for _words, cls, many in parts if cls == "fi"]
        trouble = [(many, cls) for _words, cls, many in parts if cls == "be"]
        rest = max(number - sum(many for many, _cls in (*done, *trouble)), 0)
        chart = {"kind": "parts", "values": [*done, (rest, "se"), *trouble]}
        definition = join(
            translate(PART, what=translate(words), number=format_number(many)) for words, _cls, many in parts
        )
    return {
        "label": translate(figure.label),
        "number": number_words(number),
        "unit": translate(figure.unit),
        "definition": definition,
        "url": figure.url,
        "tone": "",
        "chart": chart,
    }
