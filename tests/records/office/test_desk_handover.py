"""A desk passes on: the system lists what lies on it, three people confirm, authorship stays and responsibility moves."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.access import CHAIR, CLERK, COMMITTEE, can
from models.base import db
from models.desks import lying_on
from models.office.correction import Correction
from models.office.desk_handover import DeskHandover
from models.office.desk_handover_item import DeskHandoverItem
from models.office.member_group import MemberGroup
from models.office.special_committee import SpecialCommittee
from models.transitions import Request, perform
from panel.waiting import queue, waiting
from tests.factories import (
    make,
    make_correction,
    make_meeting,
    make_member_group,
    make_seat,
    make_special_committee,
    make_staff,
    make_training,
    put_into,
)
from tests.fixtures.app import People, as_system
from tests.livelihood_factories import make_evaluation_round
from tests.panel.statements import counted
from tests.records.asserting import assert_invalid, assert_refused, readable, reload

_FROM, _TO, _WITNESS = ("me as from_account_id", "me as to_account_id", "me as witness_account_id")
_PARTY = "me as from_account_id/to_account_id/witness_account_id"
RIGHTS = {
    "read": f"clerk: all or {_PARTY}; committee department: {_PARTY}; chair auditor: all",
    "create draw_up": f"clerk: all or {_FROM}; committee chair department: {_FROM}",
    "update trash": f"clerk: (all or {_FROM}) and in drafted; committee chair department: {_FROM} and in drafted",
    "export": "clerk chair auditor: all",
    "correct": "clerk: all",
    "hand_over": f"clerk committee chair department: {_FROM}",
    "hand_over from paper": f"clerk: all and others as {_PARTY.removeprefix('me as ')}",
    "take_over": f"clerk committee chair department: {_TO}",
    "witness": f"clerk committee chair department: {_WITNESS}",
    "redraw": f"clerk: all or {_PARTY}; committee chair department: {_PARTY}",
}
STATES = "drafted; listed; handed; taken; closed frozen final"
BY_STEPS = frozenset({"drawn_on", "handed_at", "taken_at", "witnessed_at"})
STEPS = {
    "draw_up": "drafted > listed",
    "hand_over": "listed > handed; queued",
    "take_over": "handed > taken; queued",
    "witness": "taken > closed; seals; queued",
    "redraw": "listed handed taken > drafted; with a reason",
}
NOUNS = {
    "from": "from_account_id",
    "to": "to_account_id",
    "witness": "witness_account_id",
    "open records, drafts, deadlines in 30 days, waiting papers": "desk_handover_item.kind",
    "three confirmations": ("handed_at", "taken_at", "witnessed_at"),
    "authorship stays, responsibility moves": "desk_handover_item.taken_by_id",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter handovers of every state for the contracts; nothing of them has passed on."""
    trios = (
        ("committee", "clerk2", "chair"),
        ("department", "chair2", "committee"),
        ("clerk", "committee", "chair2"),
    )
    for trio in trios:
        for state in DeskHandover.workflow.states:
            accounts = dict(
                zip(("from", "to", "witness"), (people[name].account_id for name in trio), strict=True)
            )
            named = {f"{part}_account_id": number for part, number in accounts.items()}
            make(DeskHandover, post=f"经办岗位 {state}", state=state, handed_on=date(2020, 9, 1), **named)
    db.session.flush()


class Desk:
    """Two clerks, a chair and another one, and what the first clerk works on."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.old, self.new, self.third = (people.add(CLERK, login=name) for name in ("old", "new", "third"))
        self.chair, self.witness = people.add(CHAIR), people.add(CHAIR, login="witness")

    def entering(self) -> Any:
        return as_system(self.people.app, organization_id=self.people.organization_id)

    def begin(self, giver: int, taker: int, **over: Any) -> int:
        """Prepare a handover and draw up its list."""
        with self.people.acting(giver):
            number: int = make(
                DeskHandover, post="办公室经办人", from_account_id=giver, to_account_id=taker,
                witness_account_id=self.witness, **over,
            ).id  # fmt: skip
            perform(DeskHandover, number, "draw_up")
            db.session.commit()
        return number

    def confirm(self, number: int, giver: int, taker: int) -> None:
        """Let all three confirm."""
        for who, step in ((giver, "hand_over"), (taker, "take_over"), (self.witness, "witness")):
            with self.people.acting(who):
                assert perform(DeskHandover, number, step) is not None
                db.session.commit()

    def items(self, number: int) -> set[tuple[str, str, int, str | None]]:
        """Return what stands on the list: kind, type, number, title."""
        with self.people.acting(self.witness):
            rows = db.session.scalars(select(DeskHandoverItem).where(DeskHandoverItem.handover_id == number))
            return {(row.kind, row.record_table, row.record_id, row.called) for row in rows}


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk(people)


@pytest.fixture
def work(desk: Desk) -> dict[str, int]:
    """Return what the old clerk has begun: a training, a draft of a correction, and a seat that waits for a second person."""
    with desk.entering():
        archived = make_meeting(state="archived")
        seat = make_seat(state="proposed")
        numbers = {"seat": seat.id}
        db.session.commit()
    with desk.people.acting(desk.old):
        numbers["training"] = make_training(name="秋季培训班").id
        numbers["draft"] = make_correction(archived, "host", "县政协办公室").id
        db.session.commit()
    return numbers


def test_the_system_lists_what_lies_on_the_desk(desk: Desk, work: dict[str, int]) -> None:
    """A draft without its title, what was begun, what waits for a decision, and the rights."""
    found = desk.items(desk.begin(desk.old, desk.new))

    assert ("draft", "correction", work["draft"], None) in found
    assert ("open", "training", work["training"], "秋季培训班") in found
    assert {item[:3] for item in found if item[0] == "waiting"} == {("waiting", "seat", work["seat"])}
    assert [item[3] for item in found if item[0] == "right"] == ["clerk"]


def test_nothing_of_others_is_listed(desk: Desk, work: dict[str, int]) -> None:
    found = desk.items(desk.begin(desk.new, desk.third))

    assert {item[1] for item in found} == {"seat", "role_grant"}


def test_a_list_drawn_up_anew_replaces_the_old_one(desk: Desk, work: dict[str, int]) -> None:
    number = desk.begin(desk.old, desk.new)
    with desk.people.acting(desk.new):
        with assert_invalid("reason"):
            perform(DeskHandover, number, "redraw")
        perform(DeskHandover, number, "redraw", Request(reason="漏了一件。"))
        db.session.commit()
    with desk.people.acting(desk.old):
        make_training(name="冬季培训班")
        perform(DeskHandover, number, "draw_up")
        db.session.commit()

    assert {item[3] for item in desk.items(number) if item[1] == "training"} == {"秋季培训班", "冬季培训班"}


def test_each_confirms_their_own_part_in_order(desk: Desk, work: dict[str, int]) -> None:
    number = desk.begin(desk.old, desk.new)
    for step, who in (("hand_over", desk.old), ("take_over", desk.new), ("witness", desk.witness)):
        for other in {desk.old, desk.new, desk.witness, desk.chair} - {who}:
            with desk.people.acting(other), assert_refused():
                perform(DeskHandover, number, step)
        with desk.people.acting(who) as actor:
            assert number in {item.record_id for item in queue(actor, table="desk_handover")}
            perform(DeskHandover, number, step)
            db.session.commit()
    with desk.people.acting(desk.witness):
        row = reload(DeskHandover, number)
        assert row.state == "closed"
        assert None not in (row.handed_at, row.taken_at, row.witnessed_at, row.seal_hash)


@pytest.mark.parametrize(
    ("over", "field"),
    [({"to_account_id": "old"}, "to_account_id"), ({"witness_account_id": "new"}, "witness_account_id")],
)
def test_three_different_people_take_part(desk: Desk, over: dict[str, str], field: str) -> None:
    named = {"from_account_id": desk.old, "to_account_id": desk.new, "witness_account_id": desk.witness}
    with desk.people.acting(desk.old), assert_invalid(field):
        make(
            DeskHandover, post="岗位", **named | {column: getattr(desk, who) for column, who in over.items()}
        )


def test_who_has_left_hands_over_on_signed_paper(desk: Desk, work: dict[str, int]) -> None:
    """A clerk who is no party enters the signature of somebody who cannot sign in any more; a party does not."""
    number = desk.begin(desk.old, desk.new)
    client = desk.people.client(desk.third)
    url = f"/panel/desk-handover/transition/hand_over/?id={number}"
    assert desk.people.client(desk.new).get(url).status_code == 403
    assert "下一步：old 同志" in client.get(f"/panel/desk-handover/details/?id={number}").text
    assert client.post(url).status_code == 422
    pdf = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    data = {"signed_paper": (io.BytesIO(pdf), "交接单.pdf"), "not_classified": "1"}
    assert client.post(url, data=data, content_type="multipart/form-data").status_code == 303
    with desk.people.acting(desk.third):
        assert reload(DeskHandover, number).state == "handed"


def test_authorship_stays_and_responsibility_moves(desk: Desk, work: dict[str, int]) -> None:
    """The successor reads and edits the draft from the moment the witness has confirmed, hands it in, and has not written it."""
    number = desk.begin(desk.old, desk.new)
    with desk.people.acting(desk.new):
        assert work["draft"] not in readable(Correction)
    desk.confirm(number, desk.old, desk.new)

    with desk.people.acting(desk.new) as actor:
        draft = reload(Correction, work["draft"])
        assert can(actor, "update", draft)
        draft.new_text = "县政协提案委"
        db.session.commit()
        assert draft.created_by_id == desk.old
        perform(Correction, work["draft"], "submit")
        db.session.commit()
    with desk.people.acting(desk.third) as actor:
        assert not can(actor, "update", reload(Correction, work["draft"]))
    listed = desk.people.client(desk.new).get("/panel/correction/").text
    assert f"/panel/correction/details/?id={work['draft']}" in listed


def test_what_comes_back_returns_to_the_successor(desk: Desk) -> None:
    """What the predecessor had handed in and was returned waits for the successor to be mended."""
    with desk.entering():
        round_ = make_evaluation_round(state="submitted")
        put_into(round_, "submitted", submitted_by_id=desk.old)
        number = round_.id
        db.session.commit()
    handover = desk.begin(desk.old, desk.new)
    assert ("open", "evaluation_round", number) in {item[:3] for item in desk.items(handover)}
    desk.confirm(handover, desk.old, desk.new)
    with desk.entering():
        put_into(reload(type(round_), number), "returned")
        db.session.commit()
    with desk.people.acting(desk.new) as actor:
        assert [item.record_id for item in waiting(actor, table="evaluation_round") if item.mend] == [number]


def test_a_desk_that_was_taken_over_passes_on_whole(desk: Desk, work: dict[str, int]) -> None:
    """From the first to the second to the third: the second has it no longer."""
    desk.confirm(desk.begin(desk.old, desk.new), desk.old, desk.new)
    second = desk.begin(desk.new, desk.third)
    assert ("draft", "correction", work["draft"], None) in desk.items(second)
    desk.confirm(second, desk.new, desk.third)

    for who, reads in ((desk.new, False), (desk.third, True)):
        with desk.people.acting(who):
            assert (work["draft"] in readable(Correction)) is reads


def test_bodies_and_groups_get_the_successor_as_their_contact(desk: Desk) -> None:
    with desk.entering():
        leaving, coming = make_staff().id, make_staff().id
        body = make_special_committee(contact_id=leaving).id
        group = make_member_group(contact_id=leaving).id
        other = make_member_group(contact_id=coming).id
        db.session.commit()
    number = desk.begin(desk.old, desk.new, from_staff_id=leaving)
    assert {item[:3] for item in desk.items(number) if item[0] == "duty"} == {
        ("duty", "special_committee", body),
        ("duty", "member_group", group),
    }
    with desk.people.acting(desk.old):
        perform(DeskHandover, number, "hand_over")
        db.session.commit()
    with desk.people.acting(desk.new), assert_invalid("to_staff_id"):
        perform(DeskHandover, number, "take_over")
    with desk.entering():
        put_into(reload(DeskHandover, number), "handed", to_staff_id=coming)
        db.session.commit()
    for who, step in ((desk.new, "take_over"), (desk.witness, "witness")):
        with desk.people.acting(who):
            perform(DeskHandover, number, step)
            db.session.commit()
    with desk.entering():
        contacts = [reload(SpecialCommittee, body).contact_id, reload(MemberGroup, group).contact_id]
        assert [*contacts, reload(MemberGroup, other).contact_id] == [coming] * 3


def test_the_list_is_printed_with_three_signatures(desk: Desk, work: dict[str, int]) -> None:
    number = desk.begin(desk.old, desk.new)
    body = desk.people.client(desk.new).get(f"/panel/desk-handover/list/?id={number}").text

    assert "秋季培训班" in body
    assert f'href="/panel/training/details/?id={work["training"]}"' in body
    assert f"correction/details/?id={work['draft']}" not in body
    for name in ("old 同志", "new 同志", "witness 同志"):
        assert f"<b>{name}</b>" in body
    outsider = desk.people.add(COMMITTEE, login="outsider", special_committee_id=_body(desk))
    assert desk.people.client(outsider).get(f"/panel/desk-handover/list/?id={number}").status_code == 404


def _body(desk: Desk) -> int:
    with desk.entering():
        number = make_special_committee().id
        db.session.commit()
    return number


def test_what_lies_on_a_desk_is_read_in_a_constant_number_of_statements(
    desk: Desk, work: dict[str, int]
) -> None:
    def asked() -> int:
        with desk.people.acting(desk.chair), counted(desk.people.app) as sent:
            lying_on(desk.old)
        return len(sent)

    few = asked()
    with desk.people.acting(desk.old):
        for number in range(10):
            make_training(name=f"第{number}期")
        db.session.commit()
        found = lying_on(desk.old)
    assert [item.table for item in found].count("training") == 11
    assert asked() == few
