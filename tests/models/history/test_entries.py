"""What an entry holds: values that survive, values that never enter, and a hash both engines agree on."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from models import history
from models.history.canonical import CHANGE_FIELDS, EVENT_FIELDS
from tests.models.history.office import CHAIR, CLERK, Project, lines, open_engine, run, session, writing

ODD = "关于“桑葚”的建议\n第二行\t'单' \"双\" \\ % :name {a} \u0001 😀 𠮷 é"


def test_the_hash_covers_every_column() -> None:
    assert {*CHANGE_FIELDS, "hash"} == set(history.Change.__table__.columns.keys())
    assert {*EVENT_FIELDS, "hash"} == set(history.Event.__table__.columns.keys())


def test_values_survive_and_read_the_same_on_both_engines(engine: Engine) -> None:
    heard = datetime(2020, 9, 23, 2, 41, 7, 120_000, tzinfo=UTC)
    with session(engine) as s:
        s.add(
            Project(
                id=1,
                organization_id=1,
                title=ODD,
                target=Decimal("961.70"),
                key=True,
                due=date(2020, 12, 20),
                heard_at=heard,
                choices=["是", {"a": None}],
                secret="argon2$abc",
            )
        )
    with session(engine) as s:
        project = s.get_one(Project, 1)
        project.title, project.key, project.due = None, False, None
        project.heard_at = heard.replace(microsecond=0)
        project.choices = None
        project.secret = "argon2$def"

    inserted, updated = lines(engine, "project", 1)
    assert inserted.new == {
        "id": 1,
        "organization_id": 1,
        "version": 1,
        "title": ODD,
        "target": 96170,
        "key": True,
        "due": "2020-12-20",
        "heard_at": "2020-09-23T02:41:07.12",
        "choices": ["是", {"a": None}],
        "secret": "changed",
    }
    assert updated.old == {
        "version": 1,
        "title": ODD,
        "key": True,
        "due": "2020-12-20",
        "heard_at": "2020-09-23T02:41:07.12",
        "choices": ["是", {"a": None}],
        "secret": "changed",
    }
    assert updated.new == {
        "version": 2,
        "title": None,
        "key": False,
        "due": None,
        "heard_at": "2020-09-23T02:41:07",
        "choices": None,
        "secret": "changed",
    }


def test_hidden_values_never_enter_history(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(Project), [{"id": 1, "organization_id": 1, "version": 1}])
        for secret in ("湖蓝", "桔红", None):
            c.execute(update(Project).values(secret=secret))
        run(c, "DELETE FROM project")

    said = [(line.old, line.new) for line in lines(engine, "project", 1)]
    assert said[0][1] is not None
    assert said[0][1]["secret"] is None
    assert said[1:4] == [
        ({"secret": None}, {"secret": "changed"}),
        ({"secret": "changed"}, {"secret": "changed"}),
        ({"secret": "changed"}, {"secret": None}),
    ]
    with engine.connect() as c:
        everything = "".join(str(tuple(row)) for row in run(c, "SELECT * FROM change"))
    assert not re.search("湖蓝|桔红", everything)


def test_case_alone_is_a_change(engine: Engine) -> None:
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, 'a')")
        run(c, "UPDATE area SET name = 'A'")

    assert lines(engine, "area", 1)[-1].new == {"name": "A"}


def test_the_text_of_both_engines_is_the_same(engine: Engine) -> None:
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '鼎屏 \"镇\"')")
        stored = run(c, "SELECT new FROM change").scalar()

    assert stored == '{"id": 1, "name": "鼎屏 \\"镇\\"", "organization_id": 1}'


def test_moments_are_the_databases_own_in_utc(engine: Engine) -> None:
    before = datetime.now(UTC)
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一')")

    (line,) = lines(engine, "area", 1)
    # The same machine: SQLite keeps milliseconds.
    assert before - timedelta(milliseconds=2) <= line.moment <= datetime.now(UTC)


def test_events_are_completed_by_the_database(engine: Engine) -> None:
    with writing(engine, CHAIR) as c:
        first = history.record_event(
            c, "returned", table="area", record_id=3, organization_id=1, version=4, reason="请补依据"
        )
        second = history.record_event(c, "exported", table="area", detail={"行数": 12, "条件": ["年度=2020"]})
    with writing(engine, CLERK) as c:
        third = history.record_event(c, "looked_at", table="area", record_id=3)

    assert first < second < third
    returned, looked_at = lines(engine, "area", 3)
    assert (returned.entry, returned.kind, returned.reason, returned.version) == (
        "event",
        "returned",
        "请补依据",
        4,
    )
    assert (returned.actor, returned.on_behalf, returned.organization_id) == ("account:2", "account:9", 1)
    assert looked_at.reason == CLERK.reason
    with engine.connect() as c:
        assert json.loads(run(c, "SELECT detail FROM event WHERE id = :n", n=second).scalar()) == {
            "条件": ["年度=2020"],
            "行数": 12,
        }
        assert history.verify(c) == []


def test_an_event_brings_its_own_actor_when_nothing_else_was_written(engine: Engine) -> None:
    with session(engine) as s:
        s.connection()
        history.record_event(s, "signed_in", context=CHAIR)

    with engine.connect() as c:
        assert run(c, "SELECT actor, kind FROM event").one() == ("account:2", "signed_in")


def test_an_event_without_an_actor_is_refused(engine: Engine) -> None:
    with engine.connect() as c, pytest.raises(IntegrityError, match="nobody is bound"):
        history.record_event(c, "signed_in")


@pytest.mark.parametrize("kind", ["", "Signed in", "x" * 41, "审定"])
def test_a_kind_is_a_short_identifier(engine: Engine, kind: str) -> None:
    with engine.connect() as c, pytest.raises(ValueError, match="no kind of event"):
        history.record_event(c, kind)


def test_a_context_needs_an_actor() -> None:
    with pytest.raises(ValueError, match="needs an actor"):
        history.Context(actor=" ")


def test_an_engine_that_was_not_attached_cannot_bind(url: str, engine_name: str) -> None:
    with open_engine(url, attached=False).connect() as c:
        if engine_name == "sqlite":
            with pytest.raises(RuntimeError, match="attach"):
                history.bind(c, CLERK)
        else:
            history.bind(c, CLERK)


_TEXT = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30)


@given(name=_TEXT, label=_TEXT, reason=st.none() | _TEXT, roles=_TEXT)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_database_compute_the_same_hash(
    engine: Engine, name: str, label: str, reason: str | None, roles: str
) -> None:
    context = history.Context(actor="account:1", actor_label=label, roles=roles, reason=reason)
    with engine.connect() as c:
        history.bind(c, context)
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, :name)", name=name)
        history.record_event(c, "submitted", table="area", record_id=1, reason=reason, detail={"name": name})
        assert history.verify(c) == []
        new: Any = c.scalar(text("SELECT new FROM change"))
        assert json.loads(new)["name"] == name
        c.rollback()


def test_no_field_can_pass_text_to_its_neighbour() -> None:
    fields = ["1"] * len(CHANGE_FIELDS)
    assert history.digest("change", [*fields, "ab", "c"]) != history.digest("change", [*fields, "a", "bc"])
    assert history.digest("change", [*fields, None]) != history.digest("change", [*fields, ""])
    assert history.digest("change", fields) != history.digest("event", fields)


def test_what_json_cannot_hold_is_refused_not_bent(engine: Engine, engine_name: str) -> None:
    if engine_name == "sqlite":
        with writing(engine) as c, pytest.raises(DatabaseError, match="BLOB"):
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, x'ff')")
    else:
        with engine.connect() as c, pytest.raises((DatabaseError, ValueError)):
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, :name)", name="a\0b")
