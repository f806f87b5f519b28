"""An office whose history is read: its people, what they do, and a line of the history made by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from models.access import Actor
from models.base import db
from models.history import Line
from models.office.department import Department
from models.writing import because
from tests.factories import make_department
from tests.fixtures.app import People, as_system

PHONE = "13800138000"


class Office(People):
    """People of an organization of this test's own, whose history is not another's."""

    def add(self, role: str | None, *, login: str | None = None, **grant: Any) -> int:
        """Enter an account whose login no other test has."""
        return super().add(role, login=f"{login or role}-{self.organization_id}", **grant)


@contextmanager
def entering(people: People) -> Iterator[Actor]:
    with as_system(people.app, organization_id=people.organization_id) as actor:
        yield actor
        db.session.commit()


def renamed_department(
    people: People, clerk: int, *, reason: str = "按县委编办文件更名", suffix: str = ""
) -> int:
    """Let a clerk enter a unit and rename it."""
    with people.acting(clerk):
        unit = make_department(name=f"县畜牧局{suffix}").id
        db.session.commit()
    with people.acting(clerk), because(db.session, reason):
        db.session.get_one(Department, unit).name = f"县农业农村局{suffix}"
        db.session.commit()
    return unit


def line(**over: object) -> Line:
    values: dict[str, object] = {
        "id": 1, "entry": "change", "kind": "update", "transaction_id": "t", "moment": None, "actor": "account:1",
        "actor_label": "周予宁", "roles": ("clerk",), "on_behalf": None, "request_id": "7F3A", "reason": None,
        "organization_id": 1, "table": "department", "record_id": "1", "version": 2, "old": {}, "new": {}, "detail": None,
    }  # fmt: skip
    return Line(**(values | over))  # type: ignore[arg-type]
