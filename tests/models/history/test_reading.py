"""What pages get: the story of one record, the row of an earlier day, and the auditor's search."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert

from models import history
from models.history import searching
from models.history.searching import Query
from tests.engines import Databases
from tests.models.history.office import CHAIR, CLERK, Area, Project, Step, open_engine, run, session, writing


@pytest.fixture(scope="module")
def told(databases: Databases, prepared: str) -> Iterator[Engine]:
    """Yield a database with a short story, for tests that only read."""
    url = databases.clone(prepared)
    engine = open_engine(url)
    _tell(engine)
    yield engine
    engine.dispose()
    databases.drop(url)


def _tell(engine: Engine) -> None:
    """Tell a short story in three saves, and something of another organization."""
    with session(engine) as s:
        s.add(
            Project(
                id=1,
                organization_id=1,
                title="助餐点",
                secret="x",
                steps=[Step(id=1, organization_id=1, text="选址")],
            )
        )
        s.flush()
        history.record_event(s, "submitted", table="project", record_id=1, organization_id=1, version=1)
    with writing(engine, CHAIR) as c:
        run(c, "UPDATE project SET target = 1500, title = '老年助餐点', version = 2")
        history.record_event(
            c, "approved", table="project", record_id=1, organization_id=1, version=2, reason="同意"
        )
    with writing(engine, CLERK) as c:
        run(c, "UPDATE project SET target = 1800, version = 3, secret = 'y'")
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 2, '别处')")
        history.record_event(c, "exported", table="project", organization_id=1, detail={"行数": 62})


def _timeline(engine: Engine, *args: Any, **kwargs: Any) -> history.Page:
    with engine.connect() as c:
        return history.timeline(c, *args, **kwargs)


def test_one_save_is_one_entry(told: Engine) -> None:
    page = _timeline(told, "project", 1, children={"step": [1]})

    assert [[(line.table, line.kind) for line in entry.lines] for entry in page.entries] == [
        [("project", "update")],
        [("project", "approved"), ("project", "update")],
        [("project", "submitted"), ("step", "insert"), ("project", "insert")],
    ]
    assert page.before_id is None
    approved = page.entries[1]
    assert [line.kind for line in approved.events] == ["approved"]
    assert approved.changes[0].new == {"target": 1500, "title": "老年助餐点", "version": 2}
    assert (approved.reason, approved.first.actor_label, approved.first.on_behalf) == (
        "同意",
        "主席",
        "account:9",
    )
    assert approved.first.moment.tzinfo is UTC


def test_pages_tear_no_save_and_lose_no_line(told: Engine) -> None:
    seen: list[int] = []
    sizes = []
    before_id = None
    while True:
        page = _timeline(told, "project", 1, children={"step": [1]}, limit=4, before_id=before_id)
        seen += [line.id for line in page.lines]
        sizes.append([len(entry.lines) for entry in page.entries])
        before_id = page.before_id
        if before_id is None:
            break

    assert sizes == [[1, 2], [3]]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 6


def test_a_save_longer_than_a_page_is_torn(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(Area), [{"id": n, "organization_id": 1, "name": str(n)} for n in range(1, 11)])

    first = _search(engine, Query(), limit=7)
    second = _search(engine, Query(), limit=7, before_id=first.before_id)
    assert [len(first.lines), len(second.lines)] == [7, 3]
    assert first.torn == first.lines[0].transaction_id
    assert (second.before_id, second.torn) == (None, None)


def test_a_mass_entry_can_be_passed_over(engine: Engine) -> None:
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (99, 1, '早')")
    with writing(engine) as c:
        c.execute(insert(Area), [{"id": n, "organization_id": 1, "name": str(n)} for n in range(1, 31)])

    mass = _search(engine, Query(), limit=5)
    older = _search(engine, Query(skipping=mass.torn), limit=5, before_id=mass.before_id)
    assert [line.record_id for line in older.lines] == ["99"]


def test_a_row_is_read_as_of_a_moment(told: Engine) -> None:
    with told.connect() as c:
        moments = [line.moment for line in history.timeline(c, "project", 1).lines if line.entry == "change"]
        assert history.as_of(c, "project", 1, datetime(2020, 1, 1, tzinfo=UTC)) is None
        first, second, third = (history.as_of(c, "project", 1, moment) for moment in sorted(moments))
    assert first is not None
    assert (first["title"], first["target"], first["secret"]) == ("助餐点", None, "changed")
    assert second == {**first, "title": "老年助餐点", "target": 1500, "version": 2}
    assert third == {**second, "target": 1800, "version": 3}


def test_a_deleted_row_is_not_there(engine: Engine) -> None:
    _tell(engine)
    with writing(engine) as c:
        run(c, "DELETE FROM project")
    with engine.connect() as c:
        (newest, *_) = history.timeline(c, "project", 1).lines
        assert history.as_of(c, "project", 1, newest.moment) is None


def _search(engine: Engine, query: Query, organization_id: int | None = 1, **kwargs: Any) -> history.Page:
    with engine.connect() as c:
        return history.search(c, organization_id, query, **kwargs)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), ["exported", "update", "approved", "update", "submitted", "insert", "insert"]),
        (Query(actor="account:2"), ["approved", "update"]),
        (Query(actor="account:9"), ["approved", "update"]),
        (Query(role="committee"), ["exported", "update", "submitted", "insert", "insert"]),
        (Query(role="commit"), []),
        (Query(table="step"), ["insert"]),
        (Query(table="project", record_id=1), ["update", "approved", "update", "submitted", "insert"]),
        (Query(column="target"), ["update", "update"]),
        (Query(column="title"), ["update"]),
        (Query(column="tit_e"), []),
        (Query(operation="insert"), ["insert", "insert"]),
        (Query(kind="approved"), ["approved"]),
        (Query(words="老年"), ["update"]),
        (Query(words="助餐点 TITLE"), ["update", "insert"]),
        (Query(words="同意"), ["approved"]),
        (Query(words="62"), ["exported"]),
        (Query(words="100%"), []),
        (Query(words="助餐", masked={"project": ["title"], "step": ["text"]}), []),
        (Query(words="选址", masked={"project": ["title"]}), ["insert"]),
        (Query(since=datetime(2020, 1, 1, tzinfo=UTC), table="step"), ["insert"]),
        (Query(until=datetime(2020, 1, 1, tzinfo=UTC)), []),
        (Query(operation="update", kind="approved"), []),
    ],
)
def test_the_auditor_finds(told: Engine, query: Query, expected: list[str]) -> None:
    page = _search(told, query)
    assert [line.kind for line in sorted(page.lines, key=lambda line: -line.id)] == expected


def test_nothing_of_another_organization_is_found(told: Engine) -> None:
    assert {line.organization_id for line in _search(told, Query()).lines} == {1}
    assert [line.table for line in _search(told, Query(), 2).lines] == ["area"]
    assert {line.organization_id for line in _search(told, Query(), None).lines} == {1, 2}


def test_everything_written_together_can_be_opened(told: Engine) -> None:
    (line,) = _search(told, Query(kind="submitted")).lines
    assert len(_search(told, Query(transaction_id=line.transaction_id)).lines) == 3


def test_a_search_without_an_index_stops_and_goes_on(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "REACH", 10)
    with writing(engine) as c:
        for n in range(1, 36):
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (:n, 1, :name)", n=n, name=f"第{n}号")

    found: list[history.Line] = []
    pages, before_id = 0, None
    while True:
        page = _search(engine, Query(words="第3号"), before_id=before_id)
        found += page.lines
        pages += 1
        before_id = page.before_id
        if before_id is None:
            break
    assert [line.record_id for line in found] == ["3"]
    assert pages == 4


@pytest.mark.parametrize(
    ("query", "count"), [(Query(table="project"), 1), (Query(words="点", role="clerk"), 2)]
)
def test_the_number_of_statements_is_constant(told: Engine, query: Query, count: int) -> None:
    with told.connect() as c:
        run(c, "SELECT 1")
        statements: list[str] = []
        event.listen(c, "before_cursor_execute", lambda _c, _u, statement, *_: statements.append(statement))
        history.search(c, 1, query)
    assert len(statements) == count
