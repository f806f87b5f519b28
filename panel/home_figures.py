"""The figures of the home page: numbers that open into the very rows they count, for whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func, select

from models import clock
from models.access import ADMIN, DEPARTMENT, MEMBER, STAFF_ROLES, Actor
from models.base import db
from models.marks import N_
from panel.language import format_number, translate
from panel.listing.filters import read_conditions
from panel.registry import views

MOST_COUNTED = 10_000


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
    """

    table: str
    label: str
    unit: str = ""
    conditions: Mapping[str, str] | None = None
    definition: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the conditions as pairs of an address; ``{year}`` stands for the year of the business date."""
        year = str(clock.business_today().year)
        return [(name, value.replace("{year}", year)) for name, value in (self.conditions or {}).items()]

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
    Figure("proposal", N_("Proposal cases"), N_("cases"), _SINCE_NEW_YEAR, _SINCE),
    Figure("topic", N_("Topics of consultation"), N_("topics"), _SINCE_NEW_YEAR, _SINCE),
    Figure("opinion_report", N_("Opinion reports"), N_("reports"), _SINCE_NEW_YEAR, _SINCE),
    Figure(
        "livelihood_project", N_("Livelihood projects"), N_("projects"), {"year": "{year}"}, _OF_THIS_YEAR
    ),
    Figure("evaluation_round", N_("Evaluation rounds"), N_("rounds"), {"year": "{year}"}, _OF_THIS_YEAR),
    Figure("training", N_("Trainings"), N_("trainings"), _SINCE_NEW_YEAR, _SINCE),
    Figure("meeting", N_("Meetings"), N_("meetings"), _SINCE_NEW_YEAR, _SINCE),
    Figure("seat", N_("Members in office"), N_("people"), {"state": "serving"}, N_("seats in service")),
)
"""What the office counts; each person sees those of them that the person reads."""

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
    """Return the figures of the lists that the actor can open, counted in one statement through the gate."""
    shown = list(_figures(actor))
    if not shown:
        return []
    counted = [
        select(func.count()).select_from(rows.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()
        for _figure, rows in shown
    ]
    numbers = db.session.execute(select(*counted)).one()
    return [_drawn(figure, number) for (figure, _rows), number in zip(shown, numbers, strict=True)]


def _figures(actor: Actor) -> Iterator[tuple[Figure, Any]]:
    """Yield the figures for the actor with the SELECT of their rows; one whose condition the list refuses is left out."""
    for figure in wanted_by(actor):
        view = views().get(figure.table)
        if view is None or not view.is_accessible():
            continue
        conditions, broken = read_conditions(view, actor, figure.pairs)
        if not broken:
            yield (
                figure,
                select(view.model.id).where(*(condition.sql(view.model) for condition in conditions)),
            )


def _drawn(figure: Figure, number: int) -> dict[str, Any]:
    return {
        "label": translate(figure.label),
        "number": format_number(min(number, MOST_COUNTED)) + ("+" if number > MOST_COUNTED else ""),
        "unit": translate(figure.unit),
        "definition": translate(figure.definition) if figure.definition else "",
        "url": figure.url,
        "tone": "",
    }
