"""A small office for the tests of lists: views made of plain attributes, and rows entered as the seed enters them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask_babel import force_locale
from sqlalchemy import event

from models.access import Actor, acting, current_actor
from models.accounts.role_grant import RoleGrant
from models.base import db
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from models.office.department import Department
from models.people.member import Member
from panel.listing.context import list_context
from panel.listing.query import ListQuery
from panel.listing.render import Look
from tests.fixtures.app import as_system


class View:
    """What the engine reads of a record type's view."""

    page_size = 20

    def __init__(self, model: Any, **attributes: Any) -> None:
        self.model = model
        self.url = f"/panel/{model.slug()}"
        self.column_labels: dict[str, str] = {}
        self.list_columns: dict[str, Any] = {}
        self.column_list = ["name", "changed_at"]
        self.column_filters: list[Any] = []
        self.column_searchable_list: list[Any] = ["name"]
        self.column_sortable_list: list[Any] = []
        self.column_default_sort: Any = ("changed_at", True)
        vars(self).update(attributes)


def members_view(**attributes: Any) -> View:
    """Return a view of members with masked and plain columns."""
    given = {
        "column_list": ["name", "gender", "work_unit", "phone", "changed_by_id", "changed_at"],
        "column_filters": ["gender", "work_unit", "phone", "levels", "born"],
        "column_searchable_list": ["name", "name_traditional", "initials", "work_unit", "phone"],
        "column_sortable_list": ["initials", "name_strokes", "phone", "born"],
    }
    return View(Member, **(given | attributes))


def trainings_view(**attributes: Any) -> View:
    """Return a view of trainings: references, dates, numbers and a state."""
    given = {
        "column_list": ["name", "kind", "committee_id", "hours", "cost", "starts_on", "state"],
        "column_filters": [
            "state",
            "kind",
            "committee_id",
            "starts_on",
            "hours",
            "quota",
            "cost",
            "organiser",
            "content",
        ],
        "column_sortable_list": ["starts_on", "name"],
    }
    return View(Training, **(given | attributes))


def departments_view(**attributes: Any) -> View:
    """Return a view of units."""
    given = {
        "column_list": ["name", "kind", "handing_over_office", "rank", "successor_id"],
        "column_filters": ["kind", "handing_over_office", "rank", "successor_id", "valid_from"],
        "column_sortable_list": ["name", "rank"],
    }
    return View(Department, **(given | attributes))


ATTENDANCES = View(TrainingAttendance, column_list=["name", "training_id", "attendance"])
GRANTS = View(RoleGrant, column_list=["role", "account_id", "member_id"])


@contextmanager
def asked(app: Flask, actor: Actor) -> Iterator[Actor]:
    """Act within a request, as every list does; in English, whose words are the identifiers."""
    with app.test_request_context("/"), force_locale("en"), acting(actor) as bound:
        yield bound


def enter(app: Flask, organization_id: int, *rows: Any) -> list[int]:
    """Enter rows of an organization and return their ids."""
    with as_system(app, organization_id=organization_id):
        for row in rows:
            row.organization_id = organization_id
            db.session.add(row)
            # One at a time: ids and moments rise in the order given.
            db.session.flush()
        db.session.commit()
        return [row.id for row in rows]


def names(view: View, **args: str) -> list[str]:
    """Return the names in the rows of a list as the actor of the block sees it."""
    query = ListQuery(view, current_actor(), args)
    assert query.broken == []
    return [row.name for row in query.page().rows]


def problems(view: View, **args: str) -> list[str]:
    """Return the sentences of the conditions that were not understood."""
    query = ListQuery(view, current_actor(), args)
    assert query.page().rows == []
    return [broken.sentence for broken in query.broken]


def drawn(view: View, args: Any = (), **look: Any) -> dict[str, Any]:
    """Return what the template is given."""
    query = ListQuery(view, current_actor(), dict(args), base=f"{view.url}/")
    return list_context(query, query.page(), Look(base=f"{view.url}/", **look))


def arguments(url: str | None) -> dict[str, str]:
    """Return the arguments of an address that must be there."""
    assert url is not None
    return dict(parse_qsl(urlsplit(url).query))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Collect the SELECTs that are sent to the database in the block."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    # The tests' sessions all join one connection.
    bind = db.session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bind, "before_cursor_execute", note)
