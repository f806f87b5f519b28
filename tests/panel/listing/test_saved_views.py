"""Saved views and chosen columns: kept for one, a role or everybody, never showing more than the reader may see."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from models.accounts.saved_view import LONGEST_NAME, MOST_OF_ONE, SavedView
from models.base import db
from models.registry import record_type
from panel.listing import query as listing_query
from tests.factories import make, make_code_item, make_member, make_seat
from tests.fixtures.app import add_organization, as_system

ADDRESS = "/panel/member/view/"


@pytest.fixture
def member(app, people):
    with as_system(app, organization_id=people.organization_id):
        row = make_member(name="张三", gender="female", phone="0826-3220000")
        db.session.commit()
        return row.id


def tabs(page) -> dict[str, str]:
    """Return name -> address of the views among the tabs."""
    strip = page.text[page.text.index('class="tabs"') :].split("</nav>")[0]
    return {
        name: url.replace("&amp;", "&")
        for url, name in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', strip)
        if "view=" in url
    }


def save(client, name: str, query: str = "gender=female", **form: str):
    return client.post(f"{ADDRESS}?{query}", data={"name": name, "audience": "mine", **form})


def test_a_view_is_kept_renamed_shared_and_removed(people, client_for, member):
    clerk = client_for("clerk")
    other = people.client(people.add("clerk", login="other"))
    chair, seated = client_for("chair"), client_for("member", member_id=member)
    listed = clerk.get("/panel/member/?gender=female&sort=initials&col=name&col=gender")
    assert "/panel/member/view/?gender=female&amp;sort=initials" in listed.text
    form = clerk.get(f"{ADDRESS}?gender=female&sort=initials&col=name&col=gender")
    assert "role:clerk" in form.text
    assert "role:chair" not in form.text

    answer = save(clerk, "女委员", "gender=female&sort=initials&col=name&col=gender&page_size=50")
    assert answer.status_code == 303
    opened = clerk.get(answer.location)
    assert tabs(opened) == {"女委员": answer.location}
    assert f'href="{answer.location}" aria-current="page"'.replace("&", "&amp;") in opened.text
    assert "张三" in opened.text
    assert tabs(other.get("/panel/member/")) == {}

    # A changed view can be put back, and saved under the same name in its place.
    changed = clerk.get(answer.location + "&q=李")
    assert f'href="{answer.location}">'.replace("&", "&amp;") in changed.text
    save(clerk, "女委员", "gender=female&q=张")
    (kept,) = tabs(clerk.get("/panel/member/")).items()
    assert kept[0] == "女委员"
    assert "gender=female&q=%E5%BC%A0" in kept[1]

    number = kept[1].rsplit("view=", 1)[1]
    assert (
        clerk.post(f"{ADDRESS}?view={number}", data={"name": "女", "audience": "role:clerk"}).status_code
        == 303
    )
    assert list(tabs(other.get("/panel/member/"))) == ["女"]
    assert tabs(chair.get("/panel/member/")) == {}
    assert chair.get(f"{ADDRESS}?view={number}").status_code == 404
    # Who did not make it neither renames nor widens it.
    refused = other.post(f"{ADDRESS}?view={number}", data={"name": "别名", "audience": "office"})
    assert refused.status_code == 403
    clerk.post(f"{ADDRESS}?view={number}", data={"name": "女", "audience": "office"})
    assert list(tabs(chair.get("/panel/member/"))) == ["女"]
    # A member opens it with the own rights, and cannot remove it.
    assert seated.get(tabs(seated.get("/panel/member/"))["女"]).status_code == 200
    assert seated.post(f"{ADDRESS}?view={number}", data={"do": "remove"}).status_code == 403
    assert other.post(f"{ADDRESS}?view={number}", data={"do": "remove"}).status_code == 303
    assert tabs(clerk.get("/panel/member/")) == {}


def test_a_view_shows_no_more_than_its_reader_may_see(app, people, client_for, member):
    clerk, chair = client_for("clerk"), client_for("chair")
    answer = save(clerk, "电话", "q=张&col=name&col=phone", audience="office")
    opened = chair.get(tabs(chair.get("/panel/member/"))["电话"])
    assert "••••" in opened.text
    # A condition that its reader cannot ask is named, and answered with no rows.
    with as_system(app, organization_id=people.organization_id):
        row = db.session.scalars(select(SavedView)).one()
        row.arguments = "nothing=1"
        db.session.commit()
    broken = chair.get(answer.location.replace("q=%E5%BC%A0&col=name&col=phone", "nothing=1"))
    assert "张三" not in broken.text
    # Another office has no view of this one, and a plain member shares none.
    elsewhere = add_organization(app, "政协广安市委员会", "广安")
    stranger = people.client(people.add("clerk", login="stranger", organization_id=elsewhere))
    assert tabs(stranger.get("/panel/member/")) == {}
    assert stranger.get(f"{ADDRESS}?view={row.id}").status_code == 404
    seated = client_for("member", member_id=member)
    assert save(seated, "我的", audience="office").status_code == 422


@pytest.mark.usefixtures("member")
def test_a_view_that_cannot_be_kept_says_why(client_for):
    clerk = client_for("clerk")
    for name in ("", "长" * (LONGEST_NAME + 1)):
        assert save(clerk, name).status_code == 422
    assert save(clerk, "女", "&".join(f"work_unit__has={n:0>190}" for n in range(9))).status_code == 422
    for number in range(MOST_OF_ONE):
        assert save(clerk, f"{number}").status_code == 303
    assert save(clerk, "多").status_code == 422
    assert clerk.get("/panel/nowhere/view/").status_code == 404


@pytest.mark.usefixtures("member")
def test_chosen_columns_stay_until_the_list_is_put_back(people, client_for):
    clerk, other = client_for("clerk"), people.client(people.add("clerk", login="other"))
    usual = clerk.get("/panel/member/").text
    form = {"col": ["name", "ethnicity"], "page_size": "50", "keep_order": "1", "do": "keep"}
    answer = clerk.post("/panel/member/columns/?gender=female&sort=-changed_at&col=name", data=form)
    assert answer.location == "/panel/member/?gender=female&sort=-changed_at"
    for _visit in range(2):
        page = clerk.get("/panel/member/").text
        head = page[page.index("<thead>") : page.index("</thead>")]
        assert (
            head.count('scope="col"')
            == usual[usual.index("<thead>") : usual.index("</thead>")].count('scope="col"') - 3
        )
        assert "aria-sort" not in head
        assert '<option value="50" selected>' in page
        assert "/panel/member/export/csv/?col=name&amp;col=ethnicity&amp;sort=-changed_at" in page
    assert other.get("/panel/member/").text.count('scope="col"') == usual.count('scope="col"')
    # The address goes before the choice, and what is exported is what is seen.
    assert clerk.get("/panel/member/?col=name").text.count('scope="col"') == 3
    clerk.post("/panel/member/columns/", data={"do": "usual"})
    assert clerk.get("/panel/member/").text.count('scope="col"') == usual.count('scope="col"')


def test_sums_are_those_of_every_row_and_a_printed_list_sets_names_as_offices_do(
    app, people, client_for, monkeypatch
):
    with as_system(app, organization_id=people.organization_id):
        kind = make_code_item(table_name="visit_kind").id
        for number in range(21):
            make(
                record_type("visit"),
                name=f"走访{number}",
                visited_on=date(2020, 9, 1),
                kind_id=kind,
                households=2,
            )
        for name in ("张三", "欧阳明月"):
            make_seat(member_id=make_member(name=name).id)
        db.session.commit()
        someone = make_member().id
        db.session.commit()
    clerk = client_for("clerk")
    foot = clerk.get("/panel/visit/").text.split("<tfoot>")[1].split("</tfoot>")[0]
    assert '42 <span class="unit">' in foot
    assert "<tfoot>" in clerk.get("/panel/visit/?q=走访1").text
    assert "<tfoot>" not in clerk.get("/panel/visit/?q=nothing").text
    # A sum is told only where every row was counted, and then on request.
    monkeypatch.setattr(listing_query, "COUNTED", 20)
    assert "<tfoot>" not in clerk.get("/panel/visit/").text
    assert '42 <span class="unit">' in clerk.get("/panel/visit/?count=1").text
    printed = clerk.get("/panel/seat/print/?state=serving").text
    assert "张\u3000三" in printed
    assert "欧阳明月" in printed
    assert clerk.get("/panel/visit/print/").text.count("<tr>") == 22
    assert client_for("member", member_id=someone).get("/panel/visit/print/").status_code == 403
