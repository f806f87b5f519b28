"""The culvert's life: a resident asks at a visit, a village room consults, a unit answers, and those at the table rate it.

Each record of the way names the one it came from and what it became; who asked stays with the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

from tests.browser.support.person import MAIN_ACT, Person

VISITS, REQUESTS, TOPICS = "/panel/visit/", "/panel/resident-request/", "/panel/topic/"
SITTINGS, MATTERS, PROJECTS = "/panel/consultation/", "/panel/assigned-matter/", "/panel/livelihood-project/"
ROOM = "桅子村协商议事室"
SUBJECT, RESIDENT = "村口涵洞塌陷治理", "涂某某"
PROGRESS = "排危完成，涵洞基础施工中。"

Check = Callable[[Page], None]


@dataclass
class Way:
    """Who has sat down at a browser, and the records of the way by number."""

    enter: Callable[..., Person]
    accessible: Check
    people: dict[str, Person] = field(default_factory=dict)
    visit: int = 0
    request: int = 0
    topic: int = 0
    matter: int = 0

    def person(self, login: str) -> Person:
        """Return somebody, signed in when they first appear."""
        if login not in self.people:
            self.people[login] = self.enter(login)
        return self.people[login]

    def at(self, login: str, list_: str, number: int) -> Person:
        """Return somebody who has opened the page of a record."""
        person = self.person(login)
        person.go(f"{list_}details/?id={number}")
        return person


@pytest.mark.browser
def test_a_request_becomes_a_topic_a_matter_and_a_rated_result(
    sign_in: Callable[..., Person], accessible: Check
) -> None:
    way = Way(sign_in, accessible)
    the_committee_records_what_was_asked(way)
    the_request_becomes_a_topic_of_the_room(way)
    the_room_consults_and_forms_its_opinion(way)
    the_unit_is_asked_and_answers(way)
    those_at_the_table_rate_it(way)
    every_record_of_the_way_shows_its_links(way)
    who_asked_stays_with_the_desk(way)
    the_works_of_the_year_are_under_way(way)


def the_committee_records_what_was_asked(way: Way) -> None:
    """Enter a visit with who went, and what a resident asked for; the desk keeps who that was."""
    committee = way.person("committee")
    committee.go(f"{VISITS}new/")
    committee.fill(name="桅子村走访", visited_on="2020-09-01", households="8")
    committee.choose("kind_id", "进村入户")
    committee.choose("committee_id", "社会法制委")
    committee.choose("place_id", "桅子村")
    committee.save()
    way.visit = committee.record
    committee.go(f"/panel/visit-member/new/?visit_id={way.visit}")
    committee.choose("seat_id", "曹")
    committee.save()
    way.at("committee", VISITS, way.visit).take("hold")
    committee.go(f"{REQUESTS}new/?visit_id={way.visit}")
    way.accessible(committee.page)
    committee.fill(
        name=SUBJECT,
        situation="涵洞塌陷，雨季积水，出行受阻。",
        wish="尽快治理",
        people_affected="2974",
        wording="近 3000 人",
    )
    committee.save()
    way.request = committee.record
    clerk = way.person("clerk")
    clerk.go(f"{REQUESTS}edit/?id={way.request}")
    clerk.fill(resident_name=RESIDENT)
    clerk.save()


def the_request_becomes_a_topic_of_the_room(way: Way) -> None:
    """Turn the request into a topic: the form begins with what was asked, and the request says that it went on."""
    committee = way.at("committee", REQUESTS, way.request)
    state = committee.page.locator(".titled .st").first
    raised = state.inner_text()
    turning = f"{TOPICS}new/?from=resident-request-{way.request}"
    assert committee.page.locator(f'a[href="{turning}"]').count()
    committee.go(turning)
    assert committee.page.input_value("#f-subject") == SUBJECT
    assert committee.page.input_value("#f-people_affected") == "2974"
    committee.fill(collected_on="2020-09-02")
    committee.page.select_option("#f-source", value="residents")
    committee.choose("platform_id", ROOM)
    committee.choose("committee_id", "社会法制委")
    committee.save()
    way.topic = committee.record
    way.at("committee", REQUESTS, way.request)
    assert state.inner_text() != raised


def the_room_consults_and_forms_its_opinion(way: Way) -> None:
    """Let the room's convener screen, agree, survey, sit down with people, and write what they came to."""
    convener = way.at("convener", TOPICS, way.topic)
    convener.take("screen")
    convener.take("agree", consent_by="桅子村党总支", consent_on="2020-09-04")
    convener.take("survey", surveyed_on="2020-09-07", survey="实地查看，涵洞顶板断裂。")
    convener.go(f"{SITTINGS}new/?topic_id={way.topic}")
    convener.fill(
        name="涵洞治理协商会",
        starts_at="2020-09-09 09:30",
        place=ROOM,
        host="汪承远",
        agenda="情况通报、协商",
    )
    convener.choose("platform_id", ROOM)
    convener.save()
    sitting = convener.record
    convener.go(f"/panel/consultation-participant/new/?consultation_id={sitting}")
    convener.fill(person_name="村民代表甲", body="桅子村")
    convener.page.select_option("#f-role", value="resident")
    convener.save()
    way.at("convener", SITTINGS, sitting).take("hold")
    convener.take("minute", minutes="各方同意重建涵洞。", minutes_on="2020-09-11")
    way.at("convener", TOPICS, way.topic).take(
        "form_opinion", opinion="由县水务局牵头重建涵洞。", opinion_on="2020-09-11"
    )


def the_unit_is_asked_and_answers(way: Way) -> None:
    """Hand a matter with its day to the unit, which reads no more than that, reports works, and says itself that it is done."""
    convener = way.person("convener")
    convener.go(f"{MATTERS}new/?topic_id={way.topic}")
    convener.fill(name="重建村口涵洞", content="请按协商意见重建涵洞。", due_on="2020-10-30")
    convener.choose("department_id", "县水务局")
    convener.save()
    way.matter = convener.record
    way.at("convener", TOPICS, way.topic).take("hand_over", handed_over_on="2020-09-14")

    unit = way.person("water")
    unit.go("/inbox")
    unit.press(unit.page.locator(".tasks a", has_text="重建村口涵洞"))
    unit.go(f"{MATTERS}details/?id={way.matter}")
    unit.take("receive", received_on="2020-09-15")
    unit.go(f"/panel/matter-progress/new/?matter_id={way.matter}")
    unit.fill(reported_on="2020-09-18", summary=PROGRESS)
    unit.save()
    for list_, number in ((TOPICS, way.topic), (REQUESTS, way.request), (VISITS, way.visit)):
        assert unit.status(f"{list_}details/?id={number}") in (403, 404)
    way.at("convener", MATTERS, way.matter)
    assert convener.sees(PROGRESS)
    convener.follow("/transition/answer/")
    convener.fill(result="已完工。", answered_on="2020-09-22")
    convener.press(convener.page.locator(MAIN_ACT).last, status=422)
    assert convener.page.locator("#f-signed_paper").count(), (
        "nobody answers for a unit but from its signed paper"
    )
    way.at("water", MATTERS, way.matter)
    way.accessible(unit.page)
    unit.take("answer", result="涵洞重建完工，恢复通行。", answered_on="2020-09-22")


def those_at_the_table_rate_it(way: Way) -> None:
    """Enter what each said of the result; before that nothing is rated."""
    convener = way.at("convener", TOPICS, way.topic)
    convener.go(f"{TOPICS}transition/rate/?id={way.topic}")
    convener.press(convener.page.locator(MAIN_ACT).last, status=422)
    convener.go(f"{TOPICS}children/rating/?id={way.topic}")
    way.accessible(convener.page)
    convener.page.locator('#rows label:has(input[value="satisfied"])').first.click()
    convener.save()
    way.at("convener", TOPICS, way.topic).take("rate")
    convener.take("close")
    assert convener.page.locator(".note.seal code").is_visible()


def every_record_of_the_way_shows_its_links(way: Way) -> None:
    """Read the thread forward and back: each link by name, with the state it is in."""
    committee = way.at("committee", TOPICS, way.topic)
    thread, state = committee.page.locator("#thread"), committee.page.locator(".titled .st").first
    closed = state.inner_text()
    assert thread.locator(f'a[href*="{REQUESTS}details/?id={way.request}"]').inner_text() == SUBJECT
    assert committee.page.locator(f'a[href*="{MATTERS}details/?id={way.matter}"]').count()
    way.at("committee", REQUESTS, way.request)
    assert thread.locator(f'a[href*="{TOPICS}details/?id={way.topic}"]').inner_text() == SUBJECT
    assert closed in thread.inner_text(), "with the state that the topic is in"
    way.accessible(committee.page)


def who_asked_stays_with_the_desk(way: Way) -> None:
    """Look for the resident's name at every other page of the way."""
    auditor = way.at("auditor", REQUESTS, way.request)
    pages = [auditor.page.content(), way.at("committee", REQUESTS, way.request).page.content()]
    auditor.go(f"/history?table=resident_request&record={way.request}")
    pages.append(auditor.page.content())
    pages.append(way.at("chair", TOPICS, way.topic).page.content())
    pages.append(way.at("water", MATTERS, way.matter).page.content())
    assert not [number for number, page in enumerate(pages) if RESIDENT in page]
    assert way.at("clerk", REQUESTS, way.request).sees(RESIDENT)


def the_works_of_the_year_are_under_way(way: Way) -> None:
    """Find the county's own culvert by its old village, with the people it concerns and how far the works have come."""
    clerk = way.person("clerk")
    clerk.go(f"{TOPICS}?q=断石桥")
    clerk.press(clerk.page.locator("table.rows tbody th a").first)
    assert clerk.sees("近3000人")
    # The whole way on the page of the topic: what it was asked at, and the project of the year that it became.
    way_of_it = clerk.page.locator("#thread")
    for title in ("柑子镇桅子村走访", "断石桥涵洞地质灾害隐患治理", "柑子镇桅子村断石桥地质灾害治理"):
        assert title in way_of_it.inner_text(), title
    topic = clerk.page.url
    clerk.press(way_of_it.locator(f'a[href*="{PROJECTS}details/"]').first)
    clerk.press(clerk.page.locator(f'#thread a[href*="{TOPICS}details/"]').first)
    assert clerk.page.url.partition("id=")[2] == topic.partition("id=")[2], "forward and back"
    clerk.press(clerk.page.locator(f'main a[href*="{MATTERS}details/"]').first)
    assert clerk.sees("即将通行")
