"""The entries of the search follow every record through every door, on both engines."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select, text, update

from models import search
from models.base import db
from models.people.member import Member
from models.search.tables import SearchEntry
from models.session import maintenance
from models.writing import name_writer, pen
from tests import factories
from tests.fixtures.app import People, add_organization, as_system


def found(words: str, cls: Any = Member, gate: str = "full") -> list[str]:
    """Return what is called the rows in which the words are found, after everything was taken in."""
    search.take_in()
    asked = search.words_of(*words.split())
    assert asked is not None
    statement = select(cls.name).where(search.holds_words(cls, cls, asked)).order_by(cls.name)
    return list(db.session.scalars(statement, execution_options={"gate": gate}))


def test_whatever_door_a_change_comes_through_it_is_found(app: Flask, office: int, people: People) -> None:
    with as_system(app, organization_id=office):
        # The form, the import and every act of the panel end in a flush.
        first = factories.make_member(name="张维翰", name_traditional="張維翰", work_unit="鼎屏镇中学")
        second = factories.make_member(name="欧阳秀英")
        db.session.commit()
        for words in ("张维翰", "張維", "维翰", "zwh", "wh", "张", "翰", "鼎屏 维翰", "鼎屏鎮", "ZWH"):
            assert found(words) == ["张维翰"], words
        assert found("张翰") == found("维张") == found("屏维") == []

        first.name, first.name_traditional = "张维国", None
        db.session.commit()
        assert (found("张维翰"), found("zwg")) == ([], ["张维国"])

        # Statements past the session: bulk, raw SQL, and a row that is taken away.
        name_writer()
        with maintenance("seed"):
            db.session.execute(update(Member).where(Member.id == second.id).values(name="欧阳秀兰"))
            db.session.execute(
                text("UPDATE member SET work_unit = '石永镇卫生院' WHERE id = :id"), {"id": first.id}
            )
        db.session.commit()
        assert (found("秀英"), found("秀兰"), found("石永"), found("鼎屏")) == (
            [],
            ["欧阳秀兰"],
            ["张维国"],
            [],
        )
        name_writer()
        with maintenance("seed"):
            db.session.execute(text("DELETE FROM member WHERE id = :id"), {"id": second.id})
        db.session.commit()
        assert found("秀兰") == []

        with pen(db.session, first, "trash"):
            first.trashed_at = first.changed_at
        db.session.commit()
    with people.acting(people.add("clerk")):
        assert (found("维国"), found("维国", gate="trash")) == ([], ["张维国"])
        assert (search.missing(), search.take_in().whole) == ({}, True)


def test_only_what_everybody_sees_can_be_found(app: Flask, office: int, people: People) -> None:
    with as_system(app, organization_id=office):
        unit = factories.make_department(name="县水务局", contact="李四光", phone="0826-3334455")
        factories.make_member(name="张维翰", native_place="湖南长沙", phone="13900001234")
        db.session.commit()
        assert found("水务", type(unit)) == ["县水务局"]
        for words in ("李四光", "3334455", "长沙", "13900001234"):
            assert found(words, type(unit)) == found(words) == []
    columns = {
        name: cls.__mapper__.columns[name]
        for cls in search.searched_types().values()
        for name in search.searched_columns(cls)
    }
    assert {column.info.get("sensitivity", "open") for column in columns.values()} == {"open"}
    assert (
        not {"issued_ballot", "evaluation_count", "teller_count", "correction"}
        & search.searched_types().keys()
    )
    keys = {search.entries.first_key(table) for table in search.searched_types()}
    assert len(keys) == len(search.searched_types())


def test_another_office_is_not_found_and_an_index_made_anew_is_the_same(app: Flask, office: int) -> None:
    other = add_organization(app, "政协别县委员会", "别县")
    with as_system(app, organization_id=other):
        factories.make_member(name="张维翰")
        db.session.commit()
    with as_system(app, organization_id=office):
        factories.make_member(name="张维国")
        db.session.commit()
        assert found("张维") == ["张维国"]
        before = dict(
            db.session.execute(select(SearchEntry.key, SearchEntry.terms).select_from(SearchEntry)).all()
        )
        assert search.rebuild() == len(before)
        after = dict(db.session.execute(select(SearchEntry.key, SearchEntry.terms)).all())
        assert after == before
        assert found("张维") == ["张维国"]
