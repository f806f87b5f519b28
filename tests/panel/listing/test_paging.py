"""Pages by key: every row once, in one order, forward and back, whatever stands in the address."""

from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.access import current_actor
from models.learning.training import Training
from models.office.department import Department
from models.people.member import Member
from panel.listing.ordering import UNSORTABLE, Order, sort_without_index
from panel.listing.paging import LOST_PLACE, read_place, write_key
from panel.listing.query import ListQuery
from tests.panel.listing.office import (
    arguments,
    asked,
    departments_view,
    enter,
    members_view,
    names,
    trainings_view,
)


def _walk(view, way: str, **args: str) -> list[list[int]]:
    """Follow the links of the pages and return the ids of each."""
    pages = []
    while True:
        page = ListQuery(view, current_actor(), args).page()
        pages.append([row.id for row in page.rows])
        onward = getattr(page, way)
        if onward is None:
            return pages
        args = arguments(onward)


def _flat(pages) -> list[int]:
    return [row_id for page in pages for row_id in page]


@pytest.fixture
def units(app, office):
    # Few ranks, so that many rows share the sort value; names in three scripts, which languages order differently.
    rows = [
        Department(
            name=f"{'Ab县aB'[n % 5]}{n:03}", rank=n % 3, kind="other", short_name=None if n % 2 else "局"
        )
        for n in range(53)
    ]
    return enter(app, office, *rows)


@pytest.mark.parametrize("sort", ["", "-changed_at", "name", "-name", "rank", "-rank", "id", "-id"])
def test_every_row_is_shown_once_forward_and_back(app, people, units, sort):
    with asked(app, people.actor(people.add("clerk"))):
        forward = _walk(departments_view(), "next", sort=sort)
        back = _walk(departments_view(), "previous", sort=sort, before="end")

    assert sorted(_flat(forward)) == sorted(units)
    assert [len(page) for page in forward] == [20, 20, 13]
    assert [len(page) for page in back] == [20, 20, 13]
    assert _flat(reversed(back)) == _flat(forward)


def test_texts_are_ordered_byte_by_byte_on_both_engines(app, people, units):
    with asked(app, people.actor(people.add("clerk"))):
        found = names(departments_view(page_size=100), sort="name")

    assert found == sorted(found, key=str.encode)
    assert len(found) == len(units)


def test_the_next_page_stays_where_it_was_when_rows_come_in_before_it(app, office, people, units):
    with asked(app, people.actor(people.add("clerk"))):
        page = ListQuery(departments_view(), current_actor(), {"sort": "name"}).page()
        following = ListQuery(departments_view(), current_actor(), arguments(page.next)).page()
        before = [row.id for row in following.rows]
    enter(app, office, Department(name="A", kind="other"))
    with asked(app, people.actor(people.add("clerk", login="second"))):
        after = ListQuery(departments_view(), current_actor(), arguments(page.next)).page()

    assert [row.id for row in after.rows] == before


def test_beyond_the_end_the_way_back_is_offered(app, people, units):
    order = Order("rank")
    with asked(app, people.actor(people.add("clerk"))):
        behind = ListQuery(
            departments_view(), current_actor(), {"sort": "rank", "after": write_key(order, 99, 1)}
        ).page()
        ahead = ListQuery(
            departments_view(), current_actor(), {"sort": "rank", "before": write_key(order, -1, 1)}
        ).page()

    assert (behind.rows, behind.next, arguments(behind.previous)["before"]) == ([], None, "end")
    assert (ahead.rows, ahead.previous, arguments(ahead.next)) == ([], None, {"sort": "rank"})


def _encoded(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "%%%",
        "数",
        _encoded("[]"),
        _encoded("{}"),
        _encoded("[" * 5000),
        _encoded('["-rank",1,1]'),
        _encoded('["rank","1",1]'),
        _encoded('["rank",null,1]'),
        _encoded('["rank",true,1]'),
        _encoded('["rank",1,"1"]'),
        _encoded('["rank",1,-1]'),
        _encoded('["rank",99999999999999999999,1]'),
        _encoded('["rank",1,99999999999999999999]'),
    ],
)
def test_a_place_that_is_no_place_gives_the_beginning_and_says_so(app, people, units, key):
    with asked(app, people.actor(people.add("clerk"))):
        query = ListQuery(departments_view(), current_actor(), {"sort": "rank", "after": key})
        page = query.page()

    assert query.notes == [(LOST_PLACE, {})]
    assert page.previous is None
    assert len(page.rows) == 20


@pytest.mark.parametrize(
    ("cls", "name", "value"),
    [
        (Department, "name", '"a\\u0000"'),
        (Department, "name", '"\\ud800"'),
        (Department, "name", "7"),
        (Training, "starts_on", '"yesterday"'),
        (Training, "starts_on", "20200101"),
        (Training, "cost", '"NaN"'),
        (Training, "cost", '"1e99"'),
        (Training, "changed_at", '"2020-01-01"'),
        (Training, "changed_at", '"0001-01-01T00:00:00+08:00"'),
    ],
)
def test_a_value_of_another_type_never_reaches_the_database(cls, name, value):
    with pytest.raises(ValueError, match="does not lead"):
        read_place(cls, Order(name), _encoded(f'["{name}",{value},1]'), "")


@given(
    value=some.one_of(
        some.tuples(some.just("starts_on"), some.dates()),
        some.tuples(some.just("cost"), some.decimals(min_value=0, max_value=10**12, places=2)),
        some.tuples(some.just("quota"), some.integers(0, 2**31 - 1)),
        some.tuples(
            some.just("name"),
            some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
        ),
        some.tuples(
            some.just("changed_at"),
            some.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001
        ),
    ),
    row_id=some.integers(0, 2**31 - 1),
    descending=some.booleans(),
)
def test_a_key_is_read_as_it_was_written(value, row_id, descending):
    name, kept = value
    order = Order(name, descending)

    place = read_place(Training, order, write_key(order, kept, row_id), "")

    assert place.key is not None
    assert tuple(place.key) == (kept, row_id)
    assert type(place.key[0]) is type(kept)


def test_a_masked_or_empty_column_or_one_that_is_none_cannot_be_sorted_by(app, people, units):
    with asked(app, people.actor(people.add("chair"))):
        for asked_for in ("phone", "born", "gender", "organization", "nothing", "name;drop", "-"):
            query = ListQuery(members_view(), current_actor(), {"sort": asked_for})
            assert query.order == Order("changed_at", descending=True)
            assert query.notes == [(UNSORTABLE, {})]


def test_a_key_kept_for_sorting_stands_for_the_name(app, people, monkeypatch):
    monkeypatch.setitem(Member.__table__.c.name.info, "sort_key", "name_strokes")
    view = members_view(column_sortable_list=["name"])

    with asked(app, people.actor(people.add("chair"))):
        assert ListQuery(view, current_actor(), {"sort": "name_strokes"}).order == Order("name_strokes")


def test_without_a_declaration_a_list_is_sorted_by_what_an_index_keeps_in_order(app, people):
    with asked(app, people.actor(people.add("chair"))):
        by_name = ListQuery(departments_view(column_sortable_list=[]), current_actor(), {"sort": "name"})
        by_kind = ListQuery(departments_view(column_sortable_list=[]), current_actor(), {"sort": "kind"})

    assert by_name.order == Order("name")
    assert by_kind.notes == [(UNSORTABLE, {})]


def test_a_sort_needs_an_index_that_begins_with_the_organization():
    assert not sort_without_index(Department, "changed_at")
    assert not sort_without_index(Department, "name")
    assert not sort_without_index(Department, "id")
    assert not sort_without_index(Department, "rank")
    assert sort_without_index(Department, "kind")
    assert sort_without_index(Member, "phone")


def test_numbers_dates_and_moments_sort_as_what_they_are(app, office, people):
    rows = [
        Training(name=f"t{n}", kind="performance", starts_on=date(2020, 1, 31 - n), hours=Decimal(n))
        for n in range(25)
    ]
    enter(app, office, *rows)
    with asked(app, people.actor(people.add("clerk"))):
        pages = _walk(trainings_view(), "next", sort="starts_on")
        first = names(trainings_view(), sort="starts_on")

    assert [len(page) for page in pages] == [20, 5]
    assert first[:2] == ["t24", "t23"]
