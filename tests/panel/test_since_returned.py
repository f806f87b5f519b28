"""Approving with changes of wording: the chair writes them into the return, the desk makes them, the difference is shown."""

import pytest

from models.base import db
from models.research.report import Report
from models.transitions import Request, perform
from panel.since_returned import SinceReturned, since_returned
from tests.fixtures.app import People, as_system
from tests.opinions_factories import make_report


@pytest.fixture
def returned(people: People) -> int:
    """Return a report that the chair sent back and the desk mended and handed in again."""
    with as_system(people.app, organization_id=people.organization_id):
        number = make_report(state="submitted", content="建成村级驿站九个。").id
        db.session.commit()
    with people.acting(people.add("chair")):
        perform(Report, number, "return", Request(reason="“九个”改为“十一个”。"))
        db.session.commit()
    clerk = people.add("clerk")
    for text in ("建成村级驿站十个。", "建成村级驿站十一个。"):
        with people.acting(clerk):
            db.session.get_one(Report, number).content = text
            db.session.commit()
    with people.acting(clerk):
        perform(Report, number, "submit")
        db.session.commit()
    return number


def seen(people: People, account: int, number: int) -> SinceReturned | None:
    with people.app.test_request_context("/"), people.acting(account):
        return since_returned(db.session.get_one(Report, number))


def test_the_difference_since_the_return_is_one_line_for_each_field(people: People, returned: int) -> None:
    other = people.add("chair", login="vice-chair")

    found = seen(people, other, returned)

    assert found is not None
    assert found.reason == "“九个”改为“十一个”。"
    assert found.changes == [("报告正文", "建成村级驿站九个。", "建成村级驿站十一个。")]
    page = people.client(other).get(f"/inbox/report/{returned}").text
    assert "退回之后的修改" in page
    assert "建成村级驿站九个。" in page


def test_what_was_put_back_is_no_difference_and_what_never_came_back_has_none(
    people: People, returned: int
) -> None:
    chair = people.add("chair", login="vice-chair")
    with people.acting(people.add("clerk", login="other-clerk")):
        fresh = make_report(state="submitted").id
        db.session.commit()
    assert seen(people, chair, fresh) is None

    with people.acting(chair):
        perform(Report, returned, "return", Request(reason="再核。"))
        db.session.commit()
    assert seen(people, chair, returned) is None
