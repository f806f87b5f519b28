"""Marks of the five aspects: they come with the check, keep the wording of its day, and nobody adds one."""

from typing import Any

from models.access import CLERK
from models.base import db
from models.consultation.aspect_check import AspectCheck
from models.consultation.aspect_item import AspectItem
from models.consultation.aspect_mark import AspectMark
from models.lookups import rows_where
from models.transitions import perform
from tests.consultation_factories import make_aspect_check, make_aspect_item
from tests.factories import make
from tests.records.asserting import assert_refused, reload
from tests.records.conftest import As, Entering

RIGHTS = {
    "read": "clerk committee chair auditor member: read of check_id",
    "update": "clerk committee: update of check_id",
    "export": "clerk chair auditor: read of check_id",
    "correct": "clerk committee: correct of check_id",
}
NOUNS = {"check": "check_id", "item": ("item_id", "name", "aspect"), "mark": "mark", "evidence": "evidence"}


def furnish(frame: Any, people: Any) -> None:
    """Enter a mark under every check that has begun for the contracts."""
    items = {row.about: row.id for row in rows_where("aspect_item", "id", "about", where={})}
    for check in rows_where("aspect_check", "id", "platform_id", "state", where={}):
        if check.state == "prepared":
            continue
        about = "county" if check.platform_id is None else "platform"
        make(AspectMark, check_id=check.id, item_id=items[about], mark="met", evidence="台账")


def test_a_mark_keeps_the_wording_of_its_day_and_is_added_by_nobody(entering: Entering, acting_with: As):
    with entering():
        item = make_aspect_item(about="county", name="党委重视").id
        check = make_aspect_check().id
        perform(AspectCheck, check, "begin")
        reload(AspectItem, item).name = "党委高度重视"
        db.session.flush()
        mark = rows_where("aspect_mark", "id", where={"check_id": check})[0].id
    with acting_with(CLERK):
        row = reload(AspectMark, mark)
        row.mark, row.evidence = "partly", "会议记录"
        db.session.flush()
        assert (row.name, row.aspect, row.fact_date.year) == ("党委重视", "people", 2020)
        with assert_refused():
            make(AspectMark, check_id=check, item_id=item)
