"""Progress of matters: a unit enters and changes its own, from the handing over until it answers."""

from datetime import date
from typing import Any

from models.access import CLERK, DEPARTMENT
from models.base import db
from models.consultation.assigned_matter import AssignedMatter
from models.consultation.matter_progress import MatterProgress
from models.lookups import rows_where
from tests.consultation_factories import make_matter, make_matter_progress, make_topic
from tests.factories import make_department, put_into
from tests.records.asserting import assert_invalid, assert_refused, readable, reload
from tests.records.conftest import As, Entering

_AT_WORK = "(own unit and in handed_over/handling) of matter_id"
RIGHTS = {
    "read": "clerk committee chair auditor department: read of matter_id",
    "create": f"clerk committee: update of matter_id; department: {_AT_WORK}",
    "update trash": f"clerk committee: update of matter_id; department: {_AT_WORK} and typed",
    "export": "clerk chair auditor: read of matter_id",
}
NOUNS = {
    "matter": "matter_id",
    "stand of": "reported_on",
    "what was done": ("summary", "details"),
    "reported by": "reported_by",
}


def furnish(frame: Any, people: Any) -> None:
    """Enter reports about the matters that stand there already for the contracts."""
    from tests.contracts.world import trash, typed_by  # noqa: PLC0415 - the world asks this module for its rows

    for unit in (frame.unit, frame.other_unit):
        for matter in rows_where("assigned_matter", "id", "handed_on", where={"department_id": unit}):
            make_matter_progress(matter_id=matter.id)
            if unit == frame.unit and matter.handed_on is not None:
                typed_by(make_matter_progress(matter_id=matter.id), people["department"])
                trash(make_matter_progress(matter_id=matter.id))


def test_a_report_lies_between_the_handing_over_and_today(entering: Entering):
    with entering():
        matter = make_matter(topic_id=make_topic(state="handling").id, state="handling").id
        row = make_matter_progress(matter_id=matter)
        assert row.fact_date == row.reported_on == date(2020, 7, 1)
    for wrong in (date(2020, 5, 1), date(2020, 9, 24)):
        with entering(), assert_invalid("reported_on"):
            make_matter_progress(matter_id=matter, reported_on=wrong)


def test_a_unit_reports_on_its_matters_until_it_has_answered(entering: Entering, acting_with: As):
    with entering():
        unit = make_department().id
        topic = make_topic(state="handling").id
        mine = make_matter(topic_id=topic, department_id=unit, state="handling").id
        other = make_matter(topic_id=topic, state="handling").id
        typed_here = make_matter_progress(matter_id=mine).id
    with acting_with(DEPARTMENT, 2, scopes={"department": frozenset({unit})}):
        row = make_matter_progress(matter_id=mine)
        row.summary = "主体完工。"
        db.session.commit()
        assert readable(MatterProgress) == {row.id, typed_here}
        own = row.id
        with assert_refused():
            make_matter_progress(matter_id=other)
        with assert_refused():
            reload(MatterProgress, typed_here).summary = "改写"
            db.session.flush()
    with entering():
        put_into(reload(AssignedMatter, mine), "answered")
    for role, number in ((DEPARTMENT, 2), (CLERK, 1)):
        with acting_with(role, number, scopes={"department": frozenset({unit})}), assert_refused():
            reload(MatterProgress, own).summary = "改写"
            db.session.flush()
