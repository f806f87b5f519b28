"""Counts stop at a thousand unless asked, and an export reads every row once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from models.access import current_actor
from models.base import db
from models.learning.training import Training
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.session import maintenance
from panel.listing.query import COUNTED, ListQuery
from tests.fixtures.app import as_system
from tests.panel.listing.office import (
    arguments,
    asked,
    departments_view,
    drawn,
    enter,
    statements,
    trainings_view,
)

MANY = COUNTED + 17


@pytest.fixture
def many(app, office):
    """Enter more units than are counted, in one statement."""
    start = datetime(2020, 1, 1, tzinfo=UTC)
    rows = [
        {
            "organization_id": office,
            "version": 1,
            "fact_date": date(2020, 1, 1),
            "created_at": start,
            "changed_at": start + timedelta(seconds=n // 3),
            "name": f"单位{n:05}",
            "kind": "other" if n % 2 else "party",
            "rank": n % 5,
            "handing_over_office": False,
        }
        for n in range(MANY)
    ]
    with as_system(app), maintenance("seed"):
        db.session.execute(insert(Department), rows)
        db.session.commit()


def test_a_count_is_capped_and_exact_when_asked(app, people, many):
    with asked(app, people.actor(people.add("clerk"))):
        first = drawn(departments_view())
        whole = drawn(departments_view(), arguments(first["count_url"]))
        half = drawn(departments_view(), {"kind": "party"})

    assert first["counted"] == "20 on this page, <b>1,000+</b> in all"
    assert whole["counted"] == f"20 on this page, <b>{MANY:,}</b> in all"
    assert whole["count_url"] is None
    assert half["counted"] == f"20 on this page, <b>{(MANY + 1) // 2}</b> in all"
    assert arguments(first["next_url"]).keys() == {"after"}
    # Who asked for the exact number once does not pay for it on every page.
    assert "count" not in arguments(whole["next_url"])


def test_a_short_list_is_counted_without_a_statement(app, office, people):
    enter(app, office, Department(name="县民政局"))
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        page = ListQuery(departments_view(), current_actor(), {}).page()

    assert (page.count, page.capped, page.count_words) == (1, False, "1")
    assert len(sent) == 1


def test_the_last_page_counts_like_the_first(app, people, many):
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        page = ListQuery(departments_view(), current_actor(), {"before": "end", "page_size": "50"}).page()

    assert len(page.rows) == 50
    assert (page.count, page.capped) == (COUNTED, True)
    assert len(sent) == 2


def test_a_page_has_one_of_the_sizes_that_are_offered(app, people, many):
    with asked(app, people.actor(people.add("clerk"))):
        for asked_for, size in (("50", 50), ("100", 100), ("99999", 20), ("-1", 20), ("x", 20), ("", 20)):
            assert ListQuery(departments_view(), current_actor(), {"page_size": asked_for}).page_size == size
        assert (
            ListQuery(departments_view(), current_actor(), {"page_size": "50"}, page_size=10).page_size == 10
        )


@pytest.mark.parametrize("sort", ["", "-rank", "name"])
def test_an_export_reads_every_row_once_in_the_order_of_the_list(app, people, many, sort):
    with asked(app, people.actor(people.add("clerk"))):
        query = ListQuery(
            departments_view(),
            current_actor(),
            {"sort": sort, "kind": "other", "after": "x", "page_size": "50"},
        )
        counted = query.count_all()
        chunks = [[row.id for row in rows] for rows, _ in query.chunks(200)]
        first = [
            row.id
            for row in ListQuery(departments_view(), current_actor(), {"sort": sort, "kind": "other"})
            .page()
            .rows
        ]

    every = [row_id for chunk in chunks for row_id in chunk]
    assert len(every) == len(set(every)) == counted == MANY // 2
    assert {len(chunk) for chunk in chunks[:-1]} == {200}
    assert every[:20] == first


def test_an_export_names_what_its_rows_refer_to_chunk_by_chunk(app, office, people):
    bodies = enter(app, office, *(SpecialCommittee(name=f"第{n}委", short_name=f"{n}委") for n in range(3)))
    rows = (
        Training(name=f"班{n}", kind="performance", starts_on=date(2020, 1, 1), committee_id=bodies[n % 3])
        for n in range(9)
    )
    enter(app, office, *rows)
    with asked(app, people.actor(people.add("clerk"))), statements() as sent:
        query = ListQuery(
            trainings_view(column_list=["name", "committee_id", "kind", "state"]),
            current_actor(),
            {"sort": "id"},
        )
        written = []
        for some, wording in query.chunks(3):
            words = [wording.text_of(column) for column in query.columns]
            written += [
                [write(value) for write, value in zip(words, query.cells(row), strict=True)] for row in some
            ]

    assert written[0] == [
        "班0",
        "第0委",
        "Yearly performance training",
        Training.workflow.states["planned"].label,
    ]
    assert [line[1] for line in written] == ["第0委", "第1委", "第2委"] * 3
    # A statement for each chunk and the empty one behind them; the labels once, for the chunks name the same bodies.
    assert len(sent) == 5


def test_an_empty_list_exports_nothing(app, people):
    with asked(app, people.actor(people.add("clerk"))):
        assert list(ListQuery(departments_view(), current_actor(), {}).chunks()) == []


def test_a_view_reads_at_once_what_its_cells_need_for_the_rows(app, office, people):
    ids = enter(app, office, *(Department(name=f"单位{n}", kind="other") for n in range(5)))
    prepared: list[list[int]] = []
    view = departments_view(prepare_rows=prepared.append, page_size=3)
    with asked(app, people.actor(people.add("clerk"))):
        ListQuery(view, current_actor(), {"sort": "id"}).page()
        list(ListQuery(view, current_actor(), {"sort": "id"}).chunks(4))

    assert prepared == [ids[:3], ids[:4], ids[4:]]
