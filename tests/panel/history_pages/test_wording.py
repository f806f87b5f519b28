"""What happened in the office's words, and what is marked as unusual."""

from datetime import date

import pytest
from sqlalchemy import select

from models.base import db
from models.office.department import Department
from models.people.seat import Seat
from models.registry import record_types
from panel.history_pages import wording
from panel.history_pages.printing import Printer, typed
from panel.language import translate
from tests.fixtures.app import People
from tests.panel.history_pages.office import line


@pytest.mark.parametrize(
    ("over", "tone"),
    [
        ({}, None),
        ({"actor": "system:seed", "request_id": None, "roles": ("seed",)}, None),
        ({"actor": "migration 0007", "request_id": None, "roles": ()}, None),
        ({"actor": "cli:root", "request_id": "1", "roles": ("operator",)}, "warn"),
        ({"request_id": None}, "bad"),
        ({"actor": "postgres", "roles": ()}, "bad"),
        ({"actor": "system:unknown"}, "bad"),
        ({"kind": "delete"}, "bad"),
        ({"kind": "delete", "actor": "migration 0007"}, None),
    ],
)
def test_only_what_came_another_way_is_marked(
    people: People, over: dict[str, object], tone: str | None
) -> None:
    with people.app.test_request_context("/"):
        mark = wording.odd_mark(line(**over))

    assert (mark["tone"] if mark else None) == tone


def test_every_step_of_every_workflow_and_every_event_has_words(people: People) -> None:
    with people.app.test_request_context("/"):
        for cls in record_types():
            for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
                told = line(
                    entry="event", kind=step.kind, table=cls.__tablename__, detail={"transition": step.name}
                )
                assert wording.event_words(told)[0] == translate(step.label)
        for kind, (words, _icon) in wording.EVENTS.items():
            assert wording.event_words(line(entry="event", kind=kind))[0] == translate(words)


def test_the_recycle_bin_is_told_by_its_name(people: People) -> None:
    with people.app.test_request_context("/"):
        gone = wording.change_words(
            Department, line(new={"trashed_at": "2020-09-23T00:00:00"}, old={"trashed_at": None})
        )
        back = wording.change_words(
            Department, line(new={"trashed_at": None}, old={"trashed_at": "2020-09-23T00:00:00"})
        )
        tied = wording.change_words(Department, line(new={"version": 3}, old={"version": 2}))

    assert (gone[1], back[1], tied[1]) == ("trash", "refresh", "change")


def test_values_of_the_history_become_the_columns_own_types(people: People) -> None:
    clerk = people.add("clerk")
    with people.acting(clerk) as actor:
        printer = Printer(actor, [])
        columns = Seat.__mapper__.columns
        assert typed(columns["valid_from"], "2020-09-01") == date(2020, 9, 1)
        assert typed(columns["valid_from"], "soon") == "soon"
        assert printer.value(Seat, "state", "checked") != "checked"
        assert printer.value(Seat, "gone_column", "x") == "••••"
        assert "99999" in printer.value(Seat, "member_id", 99_999)
        assert db.session.scalar(select(Seat.id)) is None
