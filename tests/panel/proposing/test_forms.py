"""What the forms of proposals begin with and find: a colleague by name, and the offices that hand over with us."""

from __future__ import annotations

from flask import Flask

from models.access import MEMBER
from models.base import db
from models.proposals.proposal_signer import ProposalSigner
from models.writing import pen
from tests.answering_factories import an_office, make_handling
from tests.contracts.pages import form_of
from tests.factories import a_term, make_member, make_seat
from tests.fixtures.app import People, as_system
from tests.proposal_factories import make_proposal


def test_a_member_finds_colleagues_by_name_to_ask_them_and_reads_nothing_of_their_seats(
    app: Flask, people: People
) -> None:
    with as_system(app, organization_id=people.organization_id):
        mine = make_seat(member_id=make_member(name="周怀远").id)
        colleague = make_seat(member_id=make_member(name="许柏舟").id).id
        gone = make_seat(member_id=make_member(name="郑知夏").id)
        with pen(db.session, gone, "trash"):
            gone.trashed_at = gone.created_at
        member, proposal = mine.member_id, make_proposal(proposer_kind="joint", seat_id=mine.id).id
        db.session.commit()
    client = people.client(people.add(MEMBER, member_id=member))

    found = client.get("/panel/proposal-signer/lookup/seat_id?q=许柏").get_json()
    assert [item["text"] for item in found["items"]] == ["许柏舟"]
    assert client.get(f"/panel/seat/details/?id={colleague}").status_code == 404
    url = f"/panel/proposal-signer/new/?proposal_id={proposal}"
    form = form_of(client.get(url).text)
    for name in ("郑知夏", "无此人"):
        wrong = client.post(url, data=form | {"seat_id": [""], "seat_id__text": [name]})
        assert wrong.status_code == 422, name
    assert client.post(url, data=form | {"seat_id": [""], "seat_id__text": ["许柏舟"]}).status_code == 303

    with as_system(app, organization_id=people.organization_id):
        assert [row.seat_id for row in db.session.query(ProposalSigner)] == [colleague]


def test_a_new_batch_begins_with_every_handing_over_office(app: Flask, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        a_term()
        names = [an_office(kind).name for kind in ("party", "government")]
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    form = form_of(clerk.get("/panel/handover/new/").text)

    assert set(form["handover_office"][0].split("、")) == set(names)


def test_a_page_of_one_members_proposal_leaves_out_what_bodies_have(app: Flask, people: People) -> None:
    with as_system(app, organization_id=people.organization_id):
        one = make_proposal(state="submitted").id
        body = make_proposal(
            state="submitted", proposer_kind="party", body_name="民盟邻水县支部", sealed=True
        ).id
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    assert "提案党派、团体" not in clerk.get(f"/panel/proposal/details/?id={one}").text
    assert "民盟邻水县支部" in clerk.get(f"/panel/proposal/details/?id={body}").text


def test_the_page_of_an_answered_case_names_the_next_step_only_where_there_is_one(
    app: Flask, people: People
) -> None:
    with as_system(app, organization_id=people.organization_id):
        content = make_handling(state="answered", feedback="satisfied").id
        second = make_handling(state="answered", feedback="not", round="second").id
        db.session.commit()
    clerk = people.client(people.add("clerk"))

    assert "登记面商会" not in clerk.get(f"/panel/handling/details/?id={content}").text
    page = clerk.get(f"/panel/handling/details/?id={second}").text
    assert "下一步" in page
    assert "登记面商会" in page
