"""Whatever way a row is written, history says so, or the write is refused."""

from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from models import history
from tests.models.history.office import (
    CHAIR,
    CLERK,
    Area,
    Project,
    Step,
    lines,
    open_engine,
    project_area,
    run,
    said,
    session,
    vote,
    wide,
    writing,
)

ROW = {"organization_id": 1, "version": 1}


def _project(number: int, **values: Any) -> dict[str, Any]:
    return {"id": number, **ROW, "title": f"第{number}项", **values}


def test_the_orm_is_recorded(engine: Engine) -> None:
    with session(engine) as s:
        s.add(
            Project(
                id=1, organization_id=1, title="助餐点", steps=[Step(id=1, organization_id=1, text="选址")]
            )
        )
        s.flush()
        project = s.get_one(Project, 1)
        project.title = "老年助餐点"
        s.flush()
        s.delete(project.steps[0])

    assert said(engine) == [
        ("insert", "project", "1"),
        ("insert", "step", "1"),
        ("update", "project", "1"),
        ("delete", "step", "1"),
    ]
    _inserted, updated = lines(engine, "project", 1)
    assert (updated.old, updated.new) == (
        {"title": "助餐点", "version": 1},
        {"title": "老年助餐点", "version": 2},
    )
    assert updated.version == 2


def test_the_count_of_rows_is_the_statements_own(engine: Engine) -> None:
    with session(engine) as s:
        s.add(Project(id=1, organization_id=1, title="甲"))
    with session(engine) as s:
        project = s.get_one(Project, 1)
        project.title = "乙"
        s.flush()
        # What the version column rests on: the trigger's own writes are not counted.
        counts: list[Any] = [
            s.execute(update(Project).where(Project.id == 1).values(title="丙")),
            s.execute(delete(Project).where(Project.id == 7)),
        ]
        assert [result.rowcount for result in counts] == [1, 0]


def test_bulk_statements_of_the_orm_are_recorded(engine: Engine) -> None:
    with session(engine) as s:
        s.execute(insert(Project), [_project(1), _project(2), _project(3)])
        s.execute(update(Project).where(Project.id < 3).values(key=True))
        s.execute(delete(Project).where(Project.id == 3))
        s.bulk_insert_mappings(Project.__mapper__, [_project(4)])
        s.bulk_update_mappings(Project.__mapper__, [{"id": 4, "version": 1, "title": "四"}])
        s.bulk_save_objects([Project(**_project(5))])

    assert said(engine) == [
        *(("insert", "project", str(n)) for n in (1, 2, 3)),
        ("update", "project", "1"),
        ("update", "project", "2"),
        ("delete", "project", "3"),
        ("insert", "project", "4"),
        ("update", "project", "4"),
        ("insert", "project", "5"),
    ]


def test_raw_statements_are_recorded(engine: Engine) -> None:
    with writing(engine) as c:
        counts = [
            run(
                c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '鼎屏'), (2, 1, '城北')"
            ).rowcount,
            run(c, "UPDATE area SET name = name || '镇'").rowcount,
            run(c, "DELETE FROM area WHERE id = 2").rowcount,
            run(c, "INSERT INTO area SELECT id + 10, organization_id, name || '新' FROM area").rowcount,
        ]

    assert counts == [2, 2, 1, 1]
    assert said(engine) == [
        ("insert", "area", "1"),
        ("insert", "area", "2"),
        ("update", "area", "1"),
        ("update", "area", "2"),
        ("delete", "area", "2"),
        ("insert", "area", "11"),
    ]


def test_a_stale_save_still_fails(engine: Engine) -> None:
    with session(engine) as s:
        s.add(Project(id=1, organization_id=1, title="甲"))
    with Session(engine) as stale:
        project = stale.get_one(Project, 1)
        stale.commit()
        with session(engine) as s:
            s.get_one(Project, 1).title = "乙"
        project.title = "丙"
        set_committed_value(project, "version", 1)
        history.bind(stale.connection(), CLERK)
        with pytest.raises(StaleDataError):
            stale.flush()


def test_many_rows_at_once_are_recorded(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(Area), [{"id": n, "organization_id": 1, "name": f"第{n}镇"} for n in range(1, 51)])
        c.execute(
            text("UPDATE area SET name = :name WHERE id = :id"),
            [{"id": n, "name": f"第{n}街道"} for n in range(1, 51)],
        )

    assert len(said(engine)) == 100
    with engine.connect() as c:
        assert run(c, "SELECT count(DISTINCT transaction_id) FROM change").scalar() == 1


def test_an_upsert_is_recorded_as_what_it_does(engine: Engine) -> None:
    dialect: Any = {"sqlite": sqlite, "postgresql": postgresql}[engine.dialect.name]
    with writing(engine) as c:
        for name in ("鼎屏", "城北", "鼎屏"):
            statement = dialect.insert(Area).values(organization_id=1, name=name)
            c.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"organization_id": 2}))
        c.execute(dialect.insert(Area).values(organization_id=1, name="城北").on_conflict_do_nothing())

    assert [operation for operation, *_ in said(engine)] == ["insert", "insert", "update"]


def test_replace_is_recorded_as_the_end_of_one_row_and_the_beginning_of_another(
    engine: Engine, engine_name: str
) -> None:
    with writing(engine) as c:
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '鼎屏')")
        if engine_name == "postgresql":
            with pytest.raises(DatabaseError, match="syntax"), c.begin_nested():
                run(c, "REPLACE INTO area (id, organization_id, name) VALUES (2, 1, '鼎屏')")
        else:
            run(c, "REPLACE INTO area (id, organization_id, name) VALUES (2, 1, '鼎屏')")
            run(c, "UPDATE OR REPLACE area SET name = '鼎屏' WHERE id = 2")

    expected = [("insert", "area", "1")]
    if engine_name == "sqlite":
        expected += [("delete", "area", "1"), ("insert", "area", "2")]
    assert said(engine) == expected


def test_what_a_deleted_parent_takes_along_is_recorded(engine: Engine) -> None:
    with session(engine) as s:
        steps = [Step(id=1, organization_id=1, text="选址")]
        areas = [Area(id=1, organization_id=1, name="鼎屏")]
        s.add(Project(id=1, organization_id=1, steps=steps, areas=areas))
    with writing(engine, CHAIR) as c:
        run(c, "DELETE FROM project")

    assert sorted(said(engine)[-3:]) == [
        ("delete", "project", "1"),
        ("delete", "project_area", "1,1"),
        ("delete", "step", "1"),
    ]
    assert lines(engine, "step", 1)[-1].actor == "account:2"


def test_an_association_is_recorded_by_both_keys(engine: Engine) -> None:
    with session(engine) as s:
        s.add_all([Area(id=n, organization_id=1, name=str(n)) for n in (1, 2)])
        project = Project(id=7, organization_id=1)
        s.add(project)
        s.flush()
        project.areas = list(s.scalars(select(Area).order_by(Area.id)))
        s.flush()
        project.areas.pop()
        s.flush()
        s.execute(update(project_area).values(area_id=2))

    assert said(engine, "project_area") == [
        ("insert", "project_area", "7,1"),
        ("insert", "project_area", "7,2"),
        ("delete", "project_area", "7,2"),
        ("delete", "project_area", "7,1"),
        ("insert", "project_area", "7,2"),
    ]


def test_only_what_a_savepoint_keeps_is_recorded(engine: Engine) -> None:
    with session(engine) as s:
        s.add(Area(id=1, organization_id=1, name="一"))
        with s.begin_nested():
            s.add(Area(id=2, organization_id=1, name="二"))
        with s.begin_nested() as undone:
            s.add(Area(id=3, organization_id=1, name="三"))
            s.flush()
            undone.rollback()
        s.add(Area(id=4, organization_id=1, name="四"))

    assert [record for *_, record in said(engine)] == ["1", "2", "4"]


def test_a_rolled_back_transaction_leaves_nothing(engine: Engine) -> None:
    with engine.connect() as c:
        history.bind(c, CLERK)
        run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一')")
        c.rollback()

    assert said(engine) == []


def test_an_update_that_changes_nothing_is_not_recorded(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(Project), [_project(1, title=None, target=2)])
        assert run(c, "UPDATE project SET title = title, target = 200, organization_id = 1").rowcount == 1

    assert said(engine) == [("insert", "project", "1")]


def test_a_row_that_takes_another_key_ends_and_begins(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(Area), [{"id": 1, "organization_id": 1, "name": "一"}])
        run(c, "UPDATE area SET id = 5, name = '五'")

    assert said(engine)[1:] == [("delete", "area", "1"), ("insert", "area", "5")]


def test_sixty_columns_are_recorded(engine: Engine) -> None:
    with writing(engine) as c:
        c.execute(insert(wide), [{"id": 1, **{f"c{n:02}": "旧" for n in range(59)}}])
        c.execute(update(wide).values({f"c{n:02}": "新" for n in range(59)}))
        c.execute(delete(wide))

    inserted, updated, deleted = lines(engine, "wide", 1)
    assert len(inserted.new or {}) == 60
    assert len(updated.old or {}) == 59
    assert deleted.old == {"id": 1, **{f"c{n:02}": "新" for n in range(59)}}


def test_votes_are_not_recorded_and_need_no_actor(engine: Engine) -> None:
    with engine.begin() as c:
        c.execute(insert(vote), [{"key": "a" * 32}])

    assert said(engine) == []


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO area (id, organization_id, name) VALUES (2, 1, '二')",
        "UPDATE area SET name = '改'",
        "DELETE FROM area",
    ],
)
class TestWithoutAnActor:
    @pytest.fixture(autouse=True)
    def _one_row(self, engine: Engine) -> None:
        with writing(engine) as c:
            run(c, "INSERT INTO area (id, organization_id, name) VALUES (1, 1, '一')")

    def test_a_write_is_refused(self, engine: Engine, statement: str) -> None:
        with engine.connect() as c, pytest.raises(IntegrityError, match="nobody is bound"):
            run(c, statement)

    def test_a_write_after_the_commit_is_refused(self, url: str, statement: str) -> None:
        engine = open_engine(url)
        with engine.connect() as c:
            history.bind(c, CLERK)
            run(c, "UPDATE area SET organization_id = 2")
            c.commit()
            with pytest.raises(IntegrityError, match="nobody is bound"):
                run(c, statement)

    def test_a_foreign_connection_is_refused(self, url: str, statement: str) -> None:
        foreign = open_engine(url, attached=False)
        with foreign.connect() as c, pytest.raises(DatabaseError, match=r"nobody is bound|no such function"):
            run(c, statement)


def test_the_actor_of_each_flush_is_recorded_not_that_of_the_transaction(engine: Engine) -> None:
    with Session(engine) as s:
        for context, number in ((CLERK, 1), (CHAIR, 2)):
            history.bind(s.connection(), context)
            s.add(Area(id=number, organization_id=1, name=str(number)))
            s.flush()
        s.commit()
    with Session(engine) as s:
        history.bind(s.connection(), CLERK)
        history.unbind(s.connection())
        s.add(Area(id=3, organization_id=1, name="三"))
        with pytest.raises(IntegrityError, match="nobody is bound"):
            s.flush()

    first, second = lines(engine, "area", 1) + lines(engine, "area", 2)
    assert (first.actor, first.actor_label, first.roles) == ("account:1", "周予宁", ("clerk", "committee"))
    assert (first.request_id, first.reason, first.on_behalf) == ("7F3A", CLERK.reason, None)
    assert (second.actor, second.on_behalf, second.reason) == ("account:2", "account:9", None)
    assert first.transaction_id == second.transaction_id
    assert lines(engine, "area", 3) == []
