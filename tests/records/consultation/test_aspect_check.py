"""The check of the five aspects: of a platform or the county, item by item, frozen with its evidence."""

from datetime import date
from typing import Any

from models.access import CHAIR, CLERK, COMMITTEE
from models.base import db
from models.consultation.aspect_check import AspectCheck
from models.consultation.aspect_mark import AspectMark
from models.lookups import rows_where
from models.seal import is_intact
from models.transitions import Request, perform
from tests.consultation_factories import make_aspect_check, make_aspect_item, make_platform
from tests.factories import put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk: all; committee: own body or area or own platform; chair auditor: all; member: in finished",
    "create update trash correct begin finish": "clerk: all; committee: own body or area",
    "export": "clerk chair auditor: all",
}
STATES = "prepared; marking; finished frozen final"
STEPS = {"begin": "prepared > marking", "finish": "marking > finished; seals; asks conclusion"}
NOUNS = {
    "five aspects": "aspect_mark.aspect",
    "for a platform and for the county": "platform_id",
    "marked with evidence": ("aspect_mark.mark", "aspect_mark.evidence"),
    "when and by whom": ("checked_on", "checked_by"),
    "conclusion": "conclusion",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter checks of every state for the contracts."""
    from tests.contracts.world import trash  # noqa: PLC0415 - the world asks this module for its rows

    for about in ("platform", "county"):
        make_aspect_item(term_id=frame.term, about=about, aspect="people")
    for day, (body, platform) in enumerate(
        ((frame.own, None), (frame.other, None), (None, frame.platform), (None, frame.other_platform)), 1
    ):
        for month, state in enumerate(AspectCheck.workflow.states, 1):
            values = {"term_id": frame.term, "committee_id": body, "platform_id": platform}
            check = make_aspect_check(**values, checked_on=date(2020, month, day))
            if state != "prepared":
                put_into(check, "marking")
            if state == "finished":
                put_into(check, state)
    trash(make_aspect_check(term_id=frame.term, committee_id=frame.own))


def test_a_check_lists_the_items_of_its_kind_in_their_order(entering: Entering, acting_with: As):
    with entering():
        make_aspect_item(aspect="effect", name="解决率")
        make_aspect_item(aspect="people", rank=2, name="联络员到位")
        make_aspect_item(aspect="people", rank=1, name="召集人到位")
        make_aspect_item(aspect="people", about="county", name="党委重视")
        platform = make_platform(name="桅子村议事室")
        check = make_aspect_check(platform_id=platform.id)
        assert check.name == "桅子村议事室 2020"
        number = check.id
    with acting_with(CLERK):
        perform(AspectCheck, number, "begin")
        db.session.commit()
        rows = rows_where("aspect_mark", "name", "mark", where={"check_id": number})
        assert [row.name for row in rows] == ["召集人到位", "联络员到位", "解决率"]
        assert {row.mark for row in rows} == {"unmarked"}


def test_it_is_finished_when_each_item_is_marked_and_proved(entering: Entering, acting_with: As):
    with entering():
        make_aspect_item(about="county", name="党委重视")
        number = make_aspect_check().id
    done = Request(answers={"conclusion": "基本达到要求。"})
    with acting_with(CLERK):
        perform(AspectCheck, number, "begin")
        db.session.commit()
        mark_id = rows_where("aspect_mark", "id", where={"check_id": number})[0].id
        with assert_invalid(""):
            perform(AspectCheck, number, "finish", done)
        reload(AspectMark, mark_id).mark = "met"
        db.session.commit()
        with assert_invalid(""):
            perform(AspectCheck, number, "finish", done)
        reload(AspectMark, mark_id).evidence = "县委办文件"
        db.session.commit()
        perform(AspectCheck, number, "finish", done)
        db.session.commit()
        assert is_intact(reload(AspectCheck, number))
        with assert_refused():
            reload(AspectMark, mark_id).mark = "not"
            db.session.flush()
    with acting_with(CHAIR):
        assert readable(AspectMark) == {mark_id}


def test_a_term_without_items_has_nothing_to_check(entering: Entering, acting_with: As):
    with entering():
        number = make_aspect_check().id
    with acting_with(CLERK), assert_invalid("term_id"):
        perform(AspectCheck, number, "begin")


def test_who_convenes_a_platform_reads_what_was_found_and_marks_nothing(entering: Entering, acting_with: As):
    with entering():
        make_aspect_item()
        mine = make_platform().id
        number = make_aspect_check(platform_id=mine).id
        other = make_aspect_check(platform_id=make_platform().id).id
        perform(AspectCheck, number, "begin")
    with acting_with(COMMITTEE, scopes={"platform": frozenset({mine})}):
        assert readable(AspectCheck) == {number}
        assert other not in readable(AspectCheck)
        mark = rows_where("aspect_mark", "id", where={"check_id": number})[0].id
        with assert_refused():
            reload(AspectMark, mark).mark = "met"
            db.session.flush()
        with assert_refused():
            perform(AspectCheck, number, "finish", Request(answers={"conclusion": "好"}))
