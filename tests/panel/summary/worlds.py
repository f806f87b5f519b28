"""A little office whose figures can be told by heart, and reading a list as its reader sees it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from models.base import db
from tests.consultation_factories import make_platform, make_topic
from tests.factories import make_code_item, make_seat, make_staff, make_training, make_training_attendance
from tests.fixtures.app import People, as_system
from tests.fixtures.client import PanelClient
from tests.livelihood_factories import make_livelihood_project
from tests.opinions_factories import make_bulletin, make_opinion_report
from tests.proposal_factories import make_plenary_session, make_proposal

FIRST, LAST = date(2020, 1, 1), date(2020, 9, 23)
ADDRESS = f"/panel/summary/?from={FIRST}&to={LAST}"


def fill(people: People) -> None:
    """Enter trainings, proposals, topics, platforms, projects and issues, some of which count and some of which do not."""
    with as_system(people.app, organization_id=people.organization_id):
        add_trainings()
        _proposals()
        make_topic(
            people_affected=2974, people_wording="近3000", state="handling", collected_on=date(2020, 3, 13)
        )
        make_topic(people_affected=80, state="collected", collected_on=date(2020, 3, 14))
        make_platform(kind="station", state="active", opened_on=date(2019, 10, 15))
        make_platform(kind="station", state="pilot", opened_on=date(2019, 10, 15))
        make_code_item(table_name="topic_tag", code="money", label="融资")
        project = make_livelihood_project(level="province")
        make_livelihood_project(lead_department_id=project.lead_department_id)
        make_livelihood_project(parent_id=project.id, lead_department_id=project.lead_department_id)
        make_livelihood_project(year=2019)
        make_bulletin(state="sent", signed_on=LAST)
        make_opinion_report(state="draft")
        db.session.commit()


def add_trainings() -> None:
    """Two courses of higher committees: two members and one staff member at the first, one of the members at the second too."""
    seats, staff = [make_seat(), make_seat()], make_staff()
    for day in (date(2020, 4, 1), date(2020, 6, 1)):
        course = make_training(kind="higher_course", level="city", starts_on=day, ends_on=day, state="held")
        make_training_attendance(training_id=course.id, seat_id=seats[0].id)
        make_training_attendance(
            training_id=course.id, seat_id=seats[1].id, attendance="full" if day.month == 4 else "absent"
        )
        if day.month == 4:
            make_training_attendance(training_id=course.id, staff_id=staff.id)


def _proposals() -> None:
    """Six proposals of the fifth session: handed in before it opened, one merged, one withdrawn, one not decided yet."""
    make_plenary_session()
    for state in ("handed_over", "closed", "numbered", "merged", "withdrawn", "submitted"):
        make_proposal(state=state)


def rows_of(client: PanelClient, address: str) -> int:
    """Return how many rows a list, or the page of what a figure counted, shows at an address."""
    answer = client.get(address + ("&count=1&page_size=100" if "/summary/" not in address else ""))
    assert answer.status_code == 200, address
    text = unescape(answer.text)
    body = "".join(re.findall(r"<tbody.*?</tbody>", text, re.DOTALL))
    if "/summary/rows/" in address:
        return body.count("<tr>")
    return len(set(re.findall(r"/details/\?id=(\d+)\"", body)))
