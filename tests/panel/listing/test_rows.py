"""The rows as they are drawn: every text escaped, every value in its place, nothing masked in the page."""

from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from markupsafe import Markup
from sqlalchemy import func

from models import search
from models.access import MEMBER, current_actor
from models.access.sensitivity import MASK
from models.base import db
from models.learning.training import Training
from models.office.department import Department
from models.office.special_committee import SpecialCommittee
from models.people.member import Member
from models.transitions import perform
from panel.listing.cells import Wording
from panel.listing.columns import ListColumn, RowLink
from panel.listing.drawing import completion_html, state_html
from panel.listing.labels import Label
from panel.listing.query import ListQuery
from panel.listing.small import child_table
from panel.saved_views import list_columns_menu
from panel.saving import move_to_bin
from tests.fixtures.app import as_system
from tests.panel.listing.office import (
    View,
    asked,
    departments_view,
    drawn,
    enter,
    members_view,
    statements,
    trainings_view,
)


class _Rows(HTMLParser):
    """Reads the cells of rows: tag, classes, text; and every address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str, str]]] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(str(html))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append((tag, given.get("class", ""), ""))
        if tag == "a":
            self.links.append(given["href"])

    def handle_data(self, data):
        tag, css, text = self.rows[-1][-1]
        self.rows[-1][-1] = (tag, css, text + data)


def _cells(page) -> list[list[tuple[str, str, str]]]:
    return _Rows(page["rows_html"]).rows


@pytest.fixture
def training(app, office):
    (body,) = enter(app, office, SpecialCommittee(name="学习<委员会>", short_name="学习委"))
    row = Training(
        name="甲 & 乙",
        kind="university",
        starts_on=date(2020, 9, 16),
        hours=Decimal("1234.5"),
        cost=Decimal(98000),
        committee_id=body,
    )
    return enter(app, office, row)[0]


def test_a_row_has_its_cells_in_order_with_their_classes(app, people, training):
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(trainings_view())

    assert _cells(page) == [
        [
            ("td", "c", ""),
            ("th", "", "甲 & 乙"),
            ("td", "q", "Training at an outside university"),
            ("td", "q", "学习<委员会>"),
            ("td", "n", "1,234.5 hours"),
            ("td", "n", "98,000.00 yuan"),
            ("td", "d x2 xp", "2020-09-16"),
            ("td", "s", Training.workflow.states["planned"].label),
            ("td", "a", ""),
        ]
    ]
    assert [head["cls"] for head in page["columns"]] == ["", "q", "q", "n", "n", "d x2 xp", "s"]
    assert _Rows(page["rows_html"]).links == [
        f"/panel/training/details/?id={training}",
        f"/panel/training/edit/?id={training}",
    ]


@pytest.mark.parametrize(
    "text",
    ['"><script>alert(1)</script>', "<b>&amp;", "'; onmouseover='x", "\\x00", "{{ 7 * 7 }}", "%(x)s %s"],
)
def test_what_people_type_stays_text(app, office, people, text):
    enter(app, office, Member(name=text[:40], work_unit=text))
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(members_view(), {"q": text})
        rows = _Rows(page["rows_html"])

    assert rows.rows[0][1] == ("th", "", text[:40])
    assert rows.rows[0][3] == ("td", "", text)
    assert {name for name, _ in rows.attributes} <= {
        "class", "type", "name", "value", "form", "aria-label", "scope", "href", "data-label", "aria-hidden",
    }  # fmt: skip
    assert f"Select: {text[:40]}" in [value for _, value in rows.attributes]


def test_what_is_empty_is_a_dash_and_a_row_without_a_name_can_still_be_opened(app, office, people):
    enter(app, office, Department(name="县民政局"))
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(
            departments_view(
                column_list=["short_name", "valid_from", "successor_id"], main_column="short_name"
            )
        )

    assert _cells(page)[0][1:4] == [
        ("th", "", "Without a name"),
        ("td", "d x2 xp none", "—"),
        ("td", "q none", "—"),
    ]


def test_a_number_before_the_name_is_what_names_the_row_shortly(app, office, people):
    enter(app, office, Department(name="县民政局", rank=1200))
    view = departments_view(column_list=["rank", "name", "kind", "rank"], column_ranks={"kind": 1, "rank": 3})
    with asked(app, people.actor(people.add("clerk"))):
        row = _cells(drawn(view))[0]

    assert row[1:4] == [
        ("td", "k xp", "1,200"),
        ("th", "", "县民政局"),
        ("td", "q x1 xp", "Government department"),
    ]


@pytest.mark.parametrize("role", ["chair", "auditor"])
def test_a_masked_value_never_leaves_the_database(app, office, people, role):
    enter(app, office, Member(name="张维翰", phone="13911112222"), Member(name="李明"))
    with asked(app, people.actor(people.add(role))):
        query = ListQuery(members_view(), current_actor(), {})
        page = query.page()
        chunk = [row for rows, _ in query.chunks() for row in rows]
        html = drawn(members_view())["rows_html"]

    for rows in (page.rows, chunk):
        assert {row.phone for row in rows} == {MASK, None}
    assert "139" not in html
    assert MASK in html


def test_a_member_sees_their_own_telephone_in_the_list(app, office, people):
    me, _ = enter(app, office, Member(name="张维翰", phone="139"), Member(name="李明", phone="138"))
    with asked(app, people.actor(people.add(MEMBER, member_id=me))):
        assert [row[4][2] for row in _cells(drawn(members_view()))] == ["139"]


def test_a_date_that_was_read_as_text_for_its_own_person_is_shown(app, office, people):
    (me,) = enter(app, office, Member(name="张维翰", born=date(1970, 2, 3)))
    with asked(app, people.actor(people.add(MEMBER, member_id=me))):
        assert "1970-02-03" in drawn(members_view(column_list=["name", "born"]))["rows_html"]


def test_who_may_not_edit_is_offered_nothing_to_press(app, people, training):
    with asked(app, people.actor(people.add("auditor"))):
        page = drawn(
            trainings_view(row_transitions=["announce"], row_links=[RowLink("Attendances", "/x/?id={id}")]),
            bulk="",
        )

    assert _Rows(page["rows_html"]).links == [f"/panel/training/details/?id={training}"]
    assert "checkbox" not in page["rows_html"]


def test_steps_and_links_stand_where_the_person_may_take_them(app, office, people, training):
    enter(app, office, Training(name="旧", kind="performance", starts_on=date(2019, 1, 1), place="县委党校"))
    clerk = people.add("clerk")
    with people.acting(clerk):
        old = db.session.query(Training.id).filter_by(name="旧").scalar()
        perform(Training, old, "announce")
        db.session.commit()
    everybody = RowLink("Sheet", "/panel/training/{id}/sheet", when=lambda _actor, cls: cls.id > 0)
    view = trainings_view(row_transitions=["announce"], row_links=[everybody], column_sortable_list=["id"])
    with asked(app, people.actor(clerk)):
        links = _Rows(
            drawn(view, {"sort": "id"}, back="/panel/training/?year=2020&sort=id")["rows_html"]
        ).links

    assert links == [
        f"/panel/training/details/?id={training}",
        f"/panel/training/transition/announce/?id={training}&next=%2Fpanel%2Ftraining%2F%3Fyear%3D2020%26sort%3Did",
        f"/panel/training/{training}/sheet",
        f"/panel/training/edit/?id={training}",
        f"/panel/training/details/?id={old}",
        f"/panel/training/{old}/sheet",
        f"/panel/training/edit/?id={old}",
    ]


def test_a_view_draws_its_own_column_from_what_it_needs(app, people, training):
    view = trainings_view(
        column_list=["name", "burden"],
        list_columns={
            "burden": ListColumn(
                "Hours for each head",
                expression=lambda row: row.hours,
                kind="measure",
                needs=("cost", "twice"),
                css="p",
                render=lambda value, row: completion_html(value, f"{row.cost:.0f}/{row.twice:.0f}<"),
            ),
            "twice": ListColumn("Again", expression=lambda row: func.coalesce(row.hours, 0), kind="measure"),
        },
    )
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(view)

    assert _cells(page)[0][2] == ("td", "p", "98000/1234<")
    assert '<path class="gap" d="M69 12l5-10M74 12l5-10"/>' in page["rows_html"]
    assert [head["label"] for head in page["columns"]] == ["Name", "Hours for each head"]


def test_a_computed_column_is_masked_with_what_it_reads(app, people, training):
    double = ListColumn(
        "Again",
        expression=lambda row: func.coalesce(row.cost, 0),
        kind="money",
        reads=("cost",),
        render=lambda v, _r: f"={v}",
    )
    view = trainings_view(column_list=["name", "double"], list_columns={"double": double})
    (me,) = enter(app, people.organization_id, Member(name="张维翰"))
    with asked(app, people.actor(people.add(MEMBER, member_id=me))):
        assert _cells(drawn(view))[0][2][2] == MASK
    with asked(app, people.actor(people.add("clerk"))):
        assert _cells(drawn(view))[0][2][2] == "=98000.00"


def test_a_moment_is_shown_as_the_office_s_day(app, people, training):
    with as_system(app):
        db.session.get_one(Training, training).created_at = datetime(2020, 9, 22, 16, 30, tzinfo=UTC)
        db.session.commit()
    with asked(app, people.actor(people.add("clerk"))):
        assert _cells(drawn(trainings_view(column_list=["name", "created_at"])))[0][2][2] == "2020-09-23"


def test_columns_are_chosen_in_the_address_and_kept(app, people, training):
    with asked(app, people.actor(people.add("clerk"))):
        query = ListQuery(trainings_view(), current_actor(), {"col": "place"})
        page = drawn(trainings_view(), {"col": "organiser", "kind": "university"})
        asked_for = ListQuery(trainings_view(), current_actor(), {"col": "organiser"})
        menu = list_columns_menu(asked_for, "/panel/training/columns/")
        unknown = ListQuery(trainings_view(), current_actor(), {"col": "seal_text"})

    assert [column.name for column in query.columns] == ["place"]
    assert [head["label"] for head in page["columns"]] == ["Organised by"]
    assert ("organiser", "Organised by", True) in menu["choices"]
    assert {"id", "version", "hands", "seal_hash", "organization_id"} & {
        name for name, *_ in menu["choices"]
    } == set()
    assert unknown.notes[0][1] == {"name": "seal_text"}
    assert len(unknown.columns) == 7


def test_the_recycle_bin_is_for_who_may_restore(app, office, people):
    _, gone = enter(app, office, Department(name="县民政局"), Department(name="县社工部"))
    with people.acting(people.add("clerk")):
        move_to_bin(db.session.get_one(Department, gone), None)
        db.session.commit()
    with asked(app, people.actor(people.add("clerk", login="second"))):
        plain, bin_ = drawn(departments_view()), drawn(departments_view(), {"trash": "1"}, row_form="row")
        unable = drawn(departments_view(), {"trash": "1"})
    with (
        asked(app, people.actor(people.add("chair"))),
        pytest.raises(Exception, match="handle this") as refused,
    ):
        ListQuery(departments_view(), current_actor(), {"trash": "1"})

    assert refused.typename == "Refused"
    assert [row[1][2] for row in _cells(plain)] == ["县民政局"]
    assert [row[1][2] for row in _cells(bin_)] == ["县社工部"]
    assert f'formaction="/panel/department/restore/?id={gone}"' in bin_["rows_html"]
    assert _Rows(bin_["rows_html"]).links == [f"/panel/department/details/?id={gone}"]
    assert "button" not in unable["rows_html"]


def test_a_short_table_for_the_page_of_the_parent_begins_with_the_name(app, people, training):
    view = trainings_view(column_list=["kind", "name", "committee_id"])
    with asked(app, people.actor(people.add("clerk"))):
        query = ListQuery(view, current_actor(), {})
        table = child_table(query, query.page(acts=False), "/panel/training/", "committee_id")

    assert table["columns"] == [("Name", ""), ("Kind of training", "q")]
    assert table["rows"] == [
        [
            Markup(f'<a href="/panel/training/details/?id={training}">甲 &amp; 乙</a>'),
            Markup("Training at an outside university"),
        ]
    ]


def test_the_list_of_nothing_says_so(app, people):
    with asked(app, people.actor(people.add("clerk"))):
        page = drawn(departments_view())
        empty_bin = drawn(departments_view(), {"trash": "1"})

    assert page["empty_html"]["title"] == "Nothing here yet"
    assert empty_bin["empty_html"]["title"] == "The recycle bin is empty"
    assert page["rows_html"] == ""


def test_shapes_that_ask_somebody_to_act_are_filled(app):
    with app.test_request_context("/"):
        assert 'class="st t-bad on"' in state_html("warning", "Behind")
        assert 'class="st t-warn on"' in state_html("returned", "Returned")
        assert 'class="st t-accent"' in state_html("half", "Running")
        assert 'class="st t-accent on"' in state_html("half", "Running", filled=True)
        assert "&lt;b&gt;" in state_html("half", "<b>")


@pytest.mark.parametrize(
    ("percent", "width"),
    [(None, None), (0, "0.0"), (50, "30.0"), (Decimal("130.4"), "78.2"), (961.7, "84.0"), (-5, "0.0")],
)
def test_a_bar_is_never_wider_than_its_picture(percent, width):
    bar = completion_html(percent, "x", behind=percent == 50)

    assert (f'd="M0 3h{width}v8H0z"' in bar) if width else ("<svg" not in bar)
    assert ('class="be"' in bar) == (percent == 50)


@pytest.mark.parametrize("size", [20, 100])
def test_a_page_costs_the_same_statements_however_many_rows_it_has(app, office, people, size):
    bodies = enter(app, office, *(SpecialCommittee(name=f"第{n}委", short_name=f"{n}委") for n in range(5)))
    clerk = people.add("clerk")
    with people.acting(clerk):
        for n in range(120):
            db.session.add(
                Training(
                    name=f"班{n}", kind="performance", starts_on=date(2020, 1, 1), committee_id=bodies[n % 5]
                )
            )
        db.session.commit()
    view = trainings_view(
        column_list=["name", "committee_id", "created_by_id", "changed_by_id", "state"],
        row_transitions=["announce", "hold"],
    )
    arguments = {"page_size": str(size), "committee_id__in": ",".join(map(str, bodies)), "q": "班"}
    with asked(app, people.actor(clerk)):
        search.take_in()
        with statements() as sent:
            page = drawn(view, arguments)

    assert len(_cells(page)) == size
    # How far the index of the search goes, the rows, the count, the bodies, the accounts.
    assert len(sent) == 5


def test_a_view_may_be_a_plain_one(app, people, training):
    view = View(Training)
    with asked(app, people.actor(people.add("clerk"))):
        assert [row[1][2] for row in _cells(drawn(view))] == ["甲 & 乙"]


def test_what_a_row_refers_to_is_marked_when_it_lies_in_the_recycle_bin(app, people, training):
    with asked(app, people.actor(people.add("chair"))):
        column = next(c for c in ListQuery(trainings_view(), current_actor(), {}).columns if c.target)
        text = Wording({column.name: {7: Label("学习委员会", trashed=True)}}).text_of(column)

        assert text(7) == "学习委员会 (in the recycle bin)"
        assert text(8) == "Not visible to you"
        assert (text(None), text(MASK)) == ("", MASK)
