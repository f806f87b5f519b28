"""One decision of a meeting moves many records: what is offered, what is asked once, and that all move or none does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from models.access import CHAIR, COMMITTEE, can
from models.base import db
from models.deciding import NEVER_IN_A_BATCH, NotMoved, Step, hindrance, move, steps_of
from models.history import Event
from models.proposals.proposal import Proposal
from models.registry import record_types
from models.research.report import Report
from models.resolved import resting_on, steps_taken
from models.transitions import Request
from tests.contracts.pages import form_of
from tests.contracts.traces import written
from tests.factories import (
    make_code_item,
    make_meeting,
    make_meeting_decision,
    make_seat,
    make_special_committee,
    make_working_area,
    put_into,
)
from tests.fixtures.app import ClientFor, People, as_system
from tests.opinions_factories import make_report
from tests.panel.statements import counted
from tests.proposal_factories import make_category, make_proposal
from tests.records.asserting import reload
from tests.records.conftest import As, Entering

DISCUSS = Step(Report, Report.workflow.transitions["discuss"])
REFUSE = Step(Proposal, Proposal.workflow.transitions["not_accept"])


@pytest.fixture
def reports(entering: Entering) -> tuple[int, list[int]]:
    """Return a decision of the chairpersons' meeting and three reports that were accepted."""
    with entering():
        decision = make_meeting_decision(kind="chairpersons", subject="审议调研报告").id
        return decision, [make_report(state="accepted", name=f"调研报告{n}").id for n in range(3)]


def url(decision: int, step: str = "") -> str:
    """Return the address at which records are moved on a decision."""
    return f"/panel/meeting-decision/move/?id={decision}" + (f"&step={step}" if step else "")


def test_a_chair_signs_for_all_ticked_what_the_meeting_decided(
    app: Flask, entering: Entering, client_for: ClientFor, reports: tuple[int, list[int]]
) -> None:
    # The address names the decision by ?id=, which must not count as a ticked record.
    decision, ids = reports
    client = client_for("chair")
    assert f'href="{url(decision, "report.discuss").replace("&", "&amp;")}"' in client.get(url(decision)).text
    here, before = url(decision, "report.discuss"), written(app)
    listed = client.get(here).text
    assert [f'name="row" value="{number}"' in listed for number in ids] == [True] * 3

    asked = client.post(here, data={"do": "ask", "row": ids[:2], "shown": ids})
    assert asked.status_code == 200
    assert written(app) == before
    assert "调研报告1" in asked.text
    assert "调研报告2" not in asked.text
    form = form_of(asked.text) | {"picked": [str(number) for number in ids[:2]]}
    done = client.post(here, data=form)

    assert (done.status_code, done.location) == (303, f"/panel/meeting-decision/details/?id={decision}")
    with entering():
        rows = [reload(Report, number) for number in ids]
        assert [(row.state, row.decision_id) for row in rows] == [
            ("discussed", decision), ("discussed", decision), ("accepted", None),
        ]  # fmt: skip
    page = client.get(done.location).text
    assert page.count("/panel/report/details/?id=") == 2
    assert (
        f"/panel/meeting-decision/details/?id={decision}"
        in client.get(f"/panel/report/details/?id={ids[0]}").text
    )
    assert client.post(here, data=form).status_code == 303
    with entering():
        assert db.session.query(Event).filter_by(table_name="report", kind="approved").count() == 2


def test_when_one_cannot_be_moved_none_is_and_it_is_named(
    entering: Entering, client_for: ClientFor, reports: tuple[int, list[int]]
) -> None:
    decision, ids = reports
    client, here = client_for("chair"), url(decision, "report.discuss")
    form = form_of(client.post(here, data={"do": "ask", "row": ids}).text)
    with entering():
        put_into(reload(Report, ids[2]), "returned")

    answer = client.post(here, data=form | {"picked": ids})

    assert answer.status_code == 303
    with entering():
        assert [reload(Report, number).state for number in ids] == ["accepted", "accepted", "returned"]
    asked = client.post(here, data={"do": "ask", "row": ids}).text
    assert "调研报告2" in asked.partition("<ul")[2].partition("</ul>")[2]


def test_what_hinders_one_is_said_before_anything_is_done(
    entering: Entering, acting_with: As, reports: tuple[int, list[int]]
) -> None:
    decision, ids = reports
    with entering():
        reload(Report, ids[0]).created_by_id = 9
        db.session.commit()
    with acting_with(CHAIR, 9) as actor:
        found = hindrance(actor, reload(Report, ids[0]), DISCUSS, "chairpersons")
        assert found is not None
        assert found.sentence == can(actor, "transition:discuss", reload(Report, ids[0])).sentence
        assert hindrance(actor, reload(Report, ids[1]), DISCUSS, "chairpersons") is None
        other = hindrance(actor, reload(Report, ids[1]), DISCUSS, "plenary")
        assert other is not None
        with pytest.raises(NotMoved) as stopped:
            move(actor, DISCUSS, ids, "chairpersons", Request(decision_id=decision))
        db.session.rollback()
        assert stopped.value.record_id == ids[0]
        assert [reload(Report, number).state for number in ids] == ["accepted"] * 3


class Committee:
    """The proposal committee's desk, a decision of its meeting, and proposals that were looked at twice."""

    def __init__(self, app: Flask, people: People) -> None:
        self.people, self.app = people, app
        with as_system(app, organization_id=people.organization_id):
            body = make_special_committee().id
            make_working_area(record_kind="proposal", committee_id=body)
            meeting = make_meeting(kind="special_committee", committee_id=body)
            self.meeting, self.decision = meeting.id, make_meeting_decision(meeting_id=meeting.id).id
            self.refusal = make_code_item(table_name="proposal_refusal", label="不属于提案范围").id
            category = make_category().id
            rows = [make_proposal(state="second_looked") for _ in range(3)]
            self.ids = [put_into(row, "second_looked", category_id=category).id for row in rows]
            db.session.commit()
        self.account = people.add("committee", special_committee_id=body)
        self.client = people.client(self.account)
        self.here = url(self.decision, "proposal.not_accept")

    def states(self) -> list[str]:
        """Return the states of the proposals."""
        with as_system(self.app, organization_id=self.people.organization_id):
            return [reload(Proposal, number).state for number in self.ids]


def test_what_the_step_asks_for_is_asked_once_and_holds_for_all(app: Flask, people: People) -> None:
    desk = Committee(app, people)
    page = desk.client.post(desk.here, data={"do": "ask", "row": desk.ids}).text
    form = form_of(page) | {"picked": desk.ids}
    assert "refusal_id" in form

    missing = desk.client.post(desk.here, data=form | {"outcome_reason": "属于信访事项"})
    assert missing.status_code == 422
    assert desk.states() == ["second_looked"] * 3
    given = {
        "refusal_id": desk.refusal,
        "refusal_id__text": "不属于提案范围",
        "outcome_reason": "属于信访事项",
    }
    answer = desk.client.post(desk.here, data=form | given)
    assert answer.status_code == 303

    assert desk.states() == ["not_accepted"] * 3
    with people.acting(desk.account) as actor:
        found = resting_on(actor, [desk.decision])
        assert {row.record_id for row in found} == set(desk.ids)
        assert set(steps_taken(found).values()) == {"not_accept"}
        rows = [reload(Proposal, number) for number in desk.ids]
        assert {(row.refusal_id, row.outcome_reason) for row in rows} == {(desk.refusal, "属于信访事项")}


def test_own_work_is_listed_and_not_ticked(app: Flask, people: People) -> None:
    desk = Committee(app, people)
    with as_system(app, organization_id=people.organization_id):
        row = reload(Proposal, desk.ids[0])
        row.hands = f",{desk.account},"
        db.session.commit()
        own = row.id
    listed = desk.client.get(desk.here).text
    assert f'name="row" value="{own}"' not in listed
    assert f"/panel/proposal/details/?id={own}" in listed
    everything = desk.client.post(desk.here, data={"do": "all"}).text
    assert everything.count(" checked") == 2
    with people.acting(desk.account) as actor, pytest.raises(NotMoved):
        move(actor, REFUSE, [own], "special_committee", Request(decision_id=desk.decision))


def test_ticks_travel_along_while_the_list_is_searched(app: Flask, people: People) -> None:
    desk = Committee(app, people)
    with as_system(app, organization_id=people.organization_id):
        name = reload(Proposal, desk.ids[2]).name
    found = desk.client.post(
        desk.here, data={"do": "find", "q": name, "row": desk.ids[:1], "shown": desk.ids}
    ).text
    assert f'name="picked" value="{desk.ids[0]}"' in found
    assert f'name="row" value="{desk.ids[2]}"' in found
    assert f'name="row" value="{desk.ids[1]}"' not in found


def test_only_what_was_decided_moves_anything_and_only_for_who_may(
    entering: Entering, client_for: ClientFor, reports: tuple[int, list[int]]
) -> None:
    decision, _ids = reports
    with entering():
        postponed = make_meeting_decision(kind="chairpersons", outcome="postponed").id
        plenary = make_meeting_decision(kind="plenary").id
    chair = client_for("chair")
    assert chair.get(url(postponed)).status_code == 403
    assert chair.get(url(plenary, "report.discuss")).status_code == 404
    assert chair.get(url(decision, "report.take_up")).status_code == 404
    assert client_for("auditor").get(url(decision)).status_code == 403
    assert client_for("member", member_id=_a_member(entering)).get(url(decision)).status_code == 404


def _a_member(entering: Entering) -> int:
    with entering():
        return int(make_seat().member_id)


def test_personnel_evaluations_and_assessments_are_never_moved_together(acting_with: As) -> None:
    decided = {
        cls.__tablename__
        for cls in record_types()
        if cls.workflow is not None and any(step.bodies for step in cls.workflow.transitions.values())
    }
    assert decided & NEVER_IN_A_BATCH == {"seat", "assessment", "evaluation_round"}
    with acting_with(CHAIR, 2) as actor:
        for kind in ("plenary", "standing_committee", "chairpersons"):
            offered = {step.cls.__tablename__ for step in steps_of(actor, kind)}
            assert offered
            assert not offered & NEVER_IN_A_BATCH


@pytest.mark.parametrize("step", ["seat.seat", "assessment.approve", "evaluation_round.approve_plan"])
def test_an_address_written_by_hand_moves_no_seat_and_no_assessment(
    entering: Entering, client_for: ClientFor, step: str
) -> None:
    with entering():
        decisions = [make_meeting_decision(kind=kind).id for kind in ("chairpersons", "standing_committee")]
    client = client_for("chair")
    assert [client.get(url(decision, step)).status_code for decision in decisions] == [404, 404]


def test_the_page_of_a_decision_costs_the_same_with_many_records(
    app: Flask, entering: Entering, client_for: ClientFor, reports: tuple[int, list[int]]
) -> None:
    decision, ids = reports
    client = client_for("chair")
    numbers = []
    for some in (ids[:1], ids):
        with entering():
            for number in some:
                put_into(reload(Report, number), "discussed", decision_id=decision)
        client.get(f"/panel/meeting-decision/details/?id={decision}")
        with counted(app) as sent:
            client.get(f"/panel/meeting-decision/details/?id={decision}")
        numbers.append(len(sent))
    assert numbers[0] == numbers[1]


def held(entering: Entering, day: int, kind: str = "chairpersons", **over: Any) -> int:
    """Return a meeting that was held on a day of June 2020."""
    with entering():
        starts = datetime(2020, 6, day, 1, 0, tzinfo=UTC)
        return int(make_meeting(kind=kind, starts_at=starts, **over).id)


def test_a_meeting_opens_with_what_became_of_the_last_decisions(
    entering: Entering, client_for: ClientFor
) -> None:
    first, second, third = (held(entering, day) for day in (1, 8, 15))
    other = held(entering, 9, kind="standing_committee")
    with entering():
        make_meeting_decision(meeting_id=first, subject="未落实的旧事项", due_on=date(2020, 7, 1))
        make_meeting_decision(meeting_id=first, subject="无需落实的旧事项")
        done = make_meeting_decision(meeting_id=first, subject="办结的旧事项")
        put_into(done, "carried_out")
        make_meeting_decision(meeting_id=second, subject="上次事项")
        make_meeting_decision(meeting_id=other, subject="别的会议的事项")
        postponed = make_meeting_decision(meeting_id=second, subject="暂缓的事项", outcome="postponed")
        assert postponed.state == "registered"
    client = client_for("clerk")
    page = client.get(f"/panel/meeting/details/?id={third}").text
    section = page.partition('id="last-time"')[2].partition("</section>")[0]
    told = ("未落实的旧事项", "无需落实的旧事项", "办结的旧事项", "上次事项", "别的会议的事项", "暂缓的事项")
    assert [subject in section for subject in told] == [True, False, False, True, False, True]
    assert 'id="last-time"' not in client.get(f"/panel/meeting/details/?id={first}").text


def test_two_special_committees_do_not_open_with_each_others_decisions(
    entering: Entering, client_for: ClientFor
) -> None:
    with entering():
        bodies = [make_special_committee().id for _ in range(2)]
    earlier = [held(entering, 1, "special_committee", committee_id=body) for body in bodies]
    later = held(entering, 8, "special_committee", committee_id=bodies[0])
    with entering():
        for number, meeting in enumerate(earlier):
            make_meeting_decision(meeting_id=meeting, subject=f"第{number}个专委会的事项")
    page = client_for("clerk").get(f"/panel/meeting/details/?id={later}").text
    assert "第0个专委会的事项" in page
    assert "第1个专委会的事项" not in page


def test_a_committee_moves_nothing_on_anothers_proposals(app: Flask, people: People, acting_with: As) -> None:
    desk = Committee(app, people)
    with acting_with(COMMITTEE, 44, scopes={"special_committee": frozenset({999})}) as actor:
        with pytest.raises(NotMoved):
            move(actor, REFUSE, desk.ids, "special_committee", Request(decision_id=desk.decision))
        db.session.rollback()
    assert desk.states() == ["second_looked"] * 3
