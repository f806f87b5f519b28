"""Somebody else saved while a form was open: what one side alone changed is kept of both, the rest is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from models.base import db
from models.learning.training import Training
from models.learning.training_attendance import TrainingAttendance
from tests.contracts.pages import form_of
from tests.factories import make_training, make_training_attendance
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient

Form = dict[str, list[str]]


@dataclass
class Desk:
    """Two clerks and one training that both have open."""

    people: People
    ours: PanelClient
    theirs: PanelClient
    number: int
    url: str

    def stands(self, *names: str) -> tuple[object, ...]:
        """Return what the training says now."""
        with as_system(self.people.app, organization_id=self.people.organization_id):
            row = db.session.get_one(Training, self.number)
            return tuple(getattr(row, name) for name in names)

    def other_saves(self, **values: str) -> None:
        """Let the other clerk open the training and save it with other values."""
        form = form_of(self.theirs.get(self.url).text)
        answer = self.theirs.post(self.url, data=form | {name: [value] for name, value in values.items()})
        assert answer.status_code == 303, answer.text


@pytest.fixture
def desk(people: People) -> Desk:
    with as_system(people.app, organization_id=people.organization_id):
        number = make_training(name="春季培训班", place="县委党校", note="自带水杯").id
        db.session.commit()
    clerks = [people.client(people.add("clerk", login=login)) for login in ("ours", "theirs")]
    return Desk(people, clerks[0], clerks[1], number, f"/panel/training/edit/?id={number}")


def box(page: str) -> str:
    """Return the table in which one chooses."""
    found = re.search(r"<table class=\"plain choose\">.*?</table>", page, re.DOTALL)
    assert found is not None, page
    return found[0]


def test_what_one_side_alone_changed_is_kept_of_both(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="县政协三楼会议室")

    answer = desk.ours.post(desk.url, data=opened | {"note": ["自带笔记本"]}, follow_redirects=True)

    assert desk.stands("place", "note") == ("县政协三楼会议室", "自带笔记本")
    assert "他人在此期间的修改也已保留" in answer.text
    assert "地点" in answer.text


def test_what_both_changed_is_shown_side_by_side_and_chosen(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="县政协三楼会议室", note="带身份证明")

    asked = desk.ours.post(desk.url, data=opened | {"place": ["镇政府礼堂"], "note": ["自带笔记本"]})

    assert asked.status_code == 409
    assert desk.stands("place", "note") == ("县政协三楼会议室", "带身份证明")
    shown = box(asked.text)
    for text in ("县委党校", "县政协三楼会议室", "镇政府礼堂", "自带水杯", "带身份证明", "自带笔记本"):
        assert text in shown
    chosen = form_of(asked.text)
    assert (chosen["place"], chosen["note"]) == (["镇政府礼堂"], ["自带笔记本"])

    saved = desk.ours.post(desk.url, data=chosen | {"_take_note": ["theirs"]})

    assert saved.status_code == 303
    assert desk.stands("place", "note") == ("镇政府礼堂", "带身份证明")


def test_a_third_save_between_the_question_and_the_choice_is_asked_again(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="县政协三楼会议室")
    chosen = form_of(desk.ours.post(desk.url, data=opened | {"place": ["镇政府礼堂"]}).text)
    desk.other_saves(place="县图书馆")

    again = desk.ours.post(desk.url, data=chosen)

    assert again.status_code == 409
    assert "县图书馆" in box(again.text)
    assert desk.stands("place") == ("县图书馆",)

    assert desk.ours.post(desk.url, data=form_of(again.text) | {"_take_place": ["theirs"]}).status_code == 303
    assert desk.stands("place") == ("县图书馆",)


def test_the_same_change_of_both_is_no_question(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="镇政府礼堂")

    assert desk.ours.post(desk.url, data=opened | {"place": ["镇政府礼堂"]}).status_code == 303


def test_an_unreadable_value_stays_typed_beside_the_others_change(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="县政协三楼会议室")

    answer = desk.ours.post(desk.url, data=opened | {"starts_on": ["春天"], "note": ["自带笔记本"]})

    assert answer.status_code == 422
    again = form_of(answer.text)
    assert (again["starts_on"], again["note"], again["place"]) == (
        ["春天"],
        ["自带笔记本"],
        ["县政协三楼会议室"],
    )
    assert desk.stands("note") == ("自带水杯",)


def test_a_form_without_its_version_wins_nowhere(desk: Desk) -> None:
    opened = form_of(desk.ours.get(desk.url).text)
    desk.other_saves(place="县政协三楼会议室")
    del opened["version"]

    answer = desk.ours.post(desk.url, data=opened)

    assert answer.status_code == 409
    assert desk.stands("place") == ("县政协三楼会议室",)


def test_the_same_form_twice_has_the_same_answer_also_after_its_own_save(desk: Desk) -> None:
    form = form_of(desk.ours.get(desk.url).text) | {"place": ["镇政府礼堂"]}

    first, second = (desk.ours.post(desk.url, data=form) for _time in range(2))

    assert (
        (first.status_code, first.location) == (second.status_code, second.location) == (303, second.location)
    )
    desk.other_saves(place="县图书馆")
    assert desk.ours.post(desk.url, data=form).status_code == 303
    assert desk.stands("place") == ("县图书馆",)


def test_a_step_is_not_taken_over_what_was_changed_since_it_was_asked_for(desk: Desk) -> None:
    step = f"/panel/training/transition/announce/?id={desk.number}"
    asked = form_of(desk.ours.get(step).text)
    desk.other_saves(place="县政协三楼会议室")

    answer = desk.ours.post(step, data=asked)

    assert answer.status_code == 422
    assert "打开之后" in answer.text
    assert desk.stands("state") == ("planned",)
    assert desk.ours.post(step, data=form_of(answer.text)).status_code == 303
    assert desk.stands("state") == ("announced",)


def test_what_cannot_be_understood_is_said_in_a_form_and_nothing_is_saved(desk: Desk) -> None:
    """A value that WTForms could not read was passed over in silence unless it was asked for."""
    form = form_of(desk.ours.get(desk.url).text)

    answer = desk.ours.post(desk.url, data=form | {"starts_on": ["春天"]})

    assert answer.status_code == 422
    assert "“春天”不是日期" in answer.text
    assert form_of(answer.text)["starts_on"] == ["春天"]


def test_a_row_of_a_sheet_keeps_the_changes_of_both(desk: Desk) -> None:
    with as_system(desk.people.app, organization_id=desk.people.organization_id):
        training = make_training(state="held")
        rows = [make_training_attendance(training_id=training.id).id for _row in range(2)]
        db.session.commit()
        url = f"/panel/training/children/training-attendance/?id={training.id}"
    ours, theirs = (form_of(client.get(url).text) for client in (desk.ours, desk.theirs))
    assert desk.theirs.post(url, data=theirs | {f"attendance-{rows[0]}": ["part"]}).status_code == 303

    saved = desk.ours.post(url, data=ours | {f"attendance-{rows[1]}": ["leave"]})

    assert saved.status_code == 303, saved.text
    assert of_rows(desk) == ["part", "leave"]

    clash = desk.ours.post(url, data=ours | {"form_token": [""], f"attendance-{rows[0]}": ["leave"]})

    assert clash.status_code == 422
    assert of_rows(desk) == ["part", "leave"]


def of_rows(desk: Desk) -> list[str]:
    with as_system(desk.people.app, organization_id=desk.people.organization_id):
        return list(db.session.scalars(select(TrainingAttendance.attendance).order_by(TrainingAttendance.id)))
