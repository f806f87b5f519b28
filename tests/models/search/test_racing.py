"""On PostgreSQL a change can come to light after one with a higher number: it is taken in all the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from models import history, search
from models.access import acting, system_actor
from models.base import db
from models.office.place import Place
from models.search.tables import SearchState
from tests import factories
from tests.fixtures.app import add_organization, make_schema, own_app


def found(word: str, office: int) -> list[int]:
    """Return the numbers of the records in which a word is found, after everything was taken in."""
    words = search.words_of(word)
    assert words is not None
    search.take_in()
    return [number for hits in search.candidates(words, office).values() for number in hits.ids]


def done() -> int:
    """Return up to which change nothing can come to light any more."""
    with db.engine.connect() as connection:
        return int(connection.scalar(select(SearchState.done)) or 0)


def oldest_running() -> int:
    """Return the oldest transaction that runs on the server, in whichever of its databases."""
    with db.engine.connect() as connection:
        return int(
            connection.scalar(text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")) or 0
        )


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")
def test_a_transaction_that_ends_late_is_found_when_it_has_ended(fresh_database: str) -> None:
    with own_app(fresh_database) as app:
        make_schema(app)
        office = add_organization(app, "政协邻水县委员会", "邻水")
        with app.app_context(), acting(system_actor("seed", office)):
            early, late = factories.make_place(name="鼎屏镇"), factories.make_place(name="石永镇")
            db.session.commit()
            assert found("鼎屏", office) == [early.id]
            change = text(f"UPDATE {Place.__tablename__} SET name = :name WHERE id = :id")
            with db.engine.connect() as first, db.engine.connect() as second:
                for connection in (first, second):
                    history.bind(connection, history.Context(actor="cli:test"))
                first.execute(change, {"name": "城南镇", "id": early.id})
                second.execute(change, {"name": "城北镇", "id": late.id})
                second.commit()
                both = "SELECT min(id), max(id) FROM change WHERE actor = 'cli:test'"
                lower, higher = first.execute(text(both)).one()
                # The change with the higher number is found at once; the mark waits for the other.
                assert found("城北", office) == [late.id]
                assert found("城南", office) == []
                assert found("鼎屏", office) == [early.id]
                assert done() < lower
                late_one = int(first.scalar(text("SELECT pg_current_xact_id()::text::bigint")) or 0)
                first.commit()
            assert found("城南", office) == [early.id]
            assert found("鼎屏", office) == []
            # The server knows of transactions in its other databases too: as long as an older one runs the mark stays.
            while (oldest := oldest_running()) != (search.take_in(), oldest_running())[1]:
                pass
            assert done() >= higher or late_one >= oldest
            assert search.missing() == {}
