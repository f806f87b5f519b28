"""What waits for whom: the same that ``can`` says, oldest first, and dealt with one by one."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models import clock
from models.access import Actor, can
from models.access.permissions import is_from_paper
from models.base import db
from models.deciding import NEVER_IN_A_BATCH
from models.people.seat import Seat
from models.registry import record_types
from models.writing import pen
from panel import inbox, waiting
from panel.waiting import Item, Key, own_source, page_of, queue, read_key
from tests.factories import make_member, make_seat, make_special_committee, make_working_area
from tests.fixtures.app import People, as_system
from tests.panel.statements import counted

OLD = datetime(2020, 9, 14, 2, 0, tzinfo=UTC)


@contextmanager
def entering(people: People) -> Iterator[Actor]:
    with as_system(people.app, organization_id=people.organization_id) as actor:
        yield actor
        db.session.commit()


def since(seat: Seat, moment: datetime, **columns: Any) -> Seat:
    """Let a seat stand in its state since ``moment``."""
    with pen(db.session, seat, "derive"):
        seat.state_since = moment
        for name, value in columns.items():
            setattr(seat, name, value)
    return seat


@pytest.fixture
def clerks(people: People) -> dict[str, int]:
    """Return two clerks by their logins."""
    return {login: people.add("clerk", login=login) for login in ("clerk", "clerk2")}


@pytest.fixture
def seats(people: People, clerks: dict[str, int]) -> list[int]:
    """Return seats in every state that somebody waits for, entered and handed in by different hands."""
    clerk, other = clerks.values()
    found = []
    for account_id in (clerk, other):
        with people.acting(account_id):
            found.append(make_seat(state="proposed", valid_from=None, document_number=None).id)
            db.session.commit()
    states: list[tuple[str, dict[str, Any]]] = [
        ("proposed", {}),
        ("proposed", {"submitted_by_id": clerk}),
        ("checked", {"hands": f",{other},"}),
        ("checked", {}),
        ("serving", {}),
        ("left", {}),
    ]
    with entering(people):
        for number, (state, columns) in enumerate(states):
            seat = make_seat(state=state)
            since(seat, OLD + timedelta(days=number), **columns)
            found.append(seat.id)
    return found


def waits_by_rule(actor: Actor) -> set[tuple[str, int, str]]:
    """Return what waits for the actor when every row is asked for by itself."""
    found = set()
    for cls in record_types():
        if cls.workflow is None:
            continue
        for row in db.session.scalars(select(cls)):
            for step in cls.workflow.transitions.values():
                if not step.queue or step.computed or is_from_paper(actor, step, row):
                    continue
                if can(actor, f"transition:{step.name}", row):
                    found.add((cls.__tablename__, row.id, step.name))
    return found


@pytest.mark.parametrize(
    "login",
    ["clerk", "clerk2", "committee", "outsider", "chair", "auditor", "member", "admin", "chair-and-clerk"],
)
def test_the_inbox_holds_what_can_says(
    people: People, clerks: dict[str, int], seats: list[int], login: str
) -> None:
    with entering(people):
        own, other = make_special_committee().id, make_special_committee().id
        make_working_area(record_kind="seat", committee_id=own)
        member = make_member().id
    scopes: dict[str, dict[str, Any]] = {
        "committee": {"special_committee_id": own},
        "outsider": {"special_committee_id": other},
        "member": {"member_id": member},
    }
    if login in clerks:
        account_id = clerks[login]
    else:
        role = {"outsider": "committee", "chair-and-clerk": "chair"}.get(login, login)
        account_id = people.add(role, login=login, **scopes.get(login, {}))
    if login == "chair-and-clerk":
        people.grant(account_id, "clerk")

    with people.acting(account_id) as actor:
        items = queue(actor)

        listed = {(item.table, item.record_id, step) for item in items for step in item.steps}
        assert listed == waits_by_rule(actor)
        assert waiting.how_many(actor) == len(items)
        assert (login in ("auditor", "member", "admin", "outsider")) == (items == [])


def test_a_system_actor_has_no_inbox(people: People, seats: list[int]) -> None:
    with entering(people) as actor:
        assert waiting.waiting(actor) == []
        assert waiting.how_many(actor) == 0


def test_the_oldest_comes_first_and_is_tinted_after_five_days(people: People, seats: list[int]) -> None:
    chair = people.add("chair")

    body = people.client(chair).get("/inbox").text

    with people.acting(chair) as actor:
        items = queue(actor)
        assert [item.days for item in items] == [7, 6]
        assert body.index(f"/inbox/seat/{items[0].record_id}") < body.index(
            f"/inbox/seat/{items[1].record_id}"
        )
        rows = inbox.rows_of(actor, items)
    assert [row["late"] for row in rows] == [True, True]
    assert body.count("st t-warn on") == 2


def test_days_are_counted_to_the_office_date_and_never_below_zero() -> None:
    noon = datetime.combine(clock.business_today(), datetime.min.time(), clock.OFFICE_ZONE) + timedelta(
        hours=12
    )

    assert [Item("", "", noon - timedelta(days=n)).days for n in (0, 1, 9, -300)] == [0, 1, 9, 0]


def test_what_was_returned_waits_for_whoever_handed_it_in(people: People) -> None:
    """A workflow with a returned state: its row comes back to the hand it came from, to be mended."""
    returning = [
        (cls, step)
        for cls in record_types()
        if cls.workflow is not None
        for step in cls.workflow.transitions.values()
        if waiting.returned_from(cls, step)
    ]

    assert returning
    for cls, step in returning:
        assert step.submits
        assert set(waiting.returned_from(cls, step)) <= set(step.sources)


def test_pages_of_what_waits_go_forward_and_back(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PAGE", 4)
    with entering(people):
        numbers = [since(make_seat(state="checked"), OLD + timedelta(minutes=n // 2)).id for n in range(9)]
    client = people.client(people.add("chair"))

    def listed(address: str) -> tuple[list[int], str]:
        body = client.get(address).text
        return [int(n) for n in re.findall(r'href="/inbox/seat/(\d+)"', body)], body

    first, body = listed("/inbox")
    onward = re.search(r'rel="next" href="([^"]+)"', body)
    assert onward is not None
    second, body = listed(onward[1])
    back = re.search(r'rel="prev" href="([^"]+)"', body)
    assert back is not None

    assert (first, second, listed(back[1])[0]) == (numbers[:4], numbers[4:8], numbers[:4])


def test_no_more_than_the_oldest_are_looked_at(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "MOST_WAITING", 2)
    waiting._waiting.cache_clear()
    with entering(people):
        numbers = [since(make_seat(state="checked"), OLD + timedelta(minutes=n)).id for n in range(3)]
    with people.acting(people.add("chair")) as actor:
        assert [item.record_id for item in queue(actor)] == numbers[:2]
    waiting._waiting.cache_clear()


def test_pages_of_what_i_handed_in_go_forward_and_back_by_key(people: People) -> None:
    clerk = people.add("clerk")
    with entering(people):
        numbers = [
            since(make_seat(state="checked"), OLD + timedelta(minutes=n // 2), submitted_by_id=clerk).id
            for n in range(9)
        ][::-1]
    with people.acting(clerk):
        source = own_source(closed=False)
        first = page_of(source, newest=True, limit=4)
        second = page_of(source, after=first[3].key, newest=True, limit=4)
        back = page_of(source, before=second[0].key, newest=True, limit=4)

    assert [item.record_id for item in first[:4]] == numbers[:4]
    assert [item.record_id for item in second[:4]] == numbers[4:8]
    assert len(second) == 5
    assert [item.record_id for item in back[-4:]] == numbers[:4]


def test_a_key_can_be_read_again_and_nothing_else_can() -> None:
    key = Key(OLD + timedelta(microseconds=7), "seat", 12)

    assert read_key(str(key)) == key
    for text in ("", "1", "1.seat", "x.seat.1", "1.seat.x", "9" * 30 + ".seat.1", "1." + "s" * 80 + ".1"):
        assert read_key(text) is None


def test_the_queue_goes_on_to_the_next_and_back_to_the_inbox_after_the_last(
    people: People, seats: list[int]
) -> None:
    chair = people.add("chair")
    client = people.client(chair)
    with people.acting(chair) as actor:
        first, second = queue(actor)

    assert client.get("/inbox/next").location == f"/inbox/seat/{first.record_id}"
    assert client.get(f"/inbox/next?after={first.key}").location == f"/inbox/seat/{second.record_id}"
    assert client.get(f"/inbox/next?after={second.key}").location == "/inbox"


def test_one_thing_is_shown_with_its_steps_and_where_to_go_on(people: People, seats: list[int]) -> None:
    chair = people.add("chair")
    with people.acting(chair) as actor:
        first, second = queue(actor)

    body = people.client(chair).get(f"/inbox/seat/{first.record_id}").text

    assert f"/panel/seat/transition/seat/?id={first.record_id}" in body
    assert f"/panel/seat/transition/return/?id={first.record_id}" in body
    assert f"/inbox/seat/{second.record_id}" in body
    place = re.search(r'class="place">([^<]*)<', body)
    assert place is not None
    assert re.findall(r"\d+", place[1]) == ["1", "2"]


def test_what_has_moved_on_is_shown_with_the_reason_why_nothing_can_be_pressed(
    people: People, seats: list[int]
) -> None:
    serving = seats[6]

    answer = people.client(people.add("chair")).get(f"/inbox/seat/{serving}")

    assert answer.status_code == 200
    assert "form_token" not in answer.text


def test_what_one_drafted_oneself_is_shown_with_the_rule_that_refuses(
    people: People, seats: list[int]
) -> None:
    own = seats[0]
    with as_system(people.app):
        clerk = db.session.get_one(Seat, own).created_by_id
    assert clerk is not None

    body = people.client(clerk).get(f"/inbox/seat/{own}").text

    assert f"transition/check/?id={own}" not in body


def test_an_unknown_record_or_kind_is_not_found(people: People, seats: list[int]) -> None:
    client = people.client(people.add("chair"))

    for address in (
        "/inbox/seat/999999",
        "/inbox/nothing/1",
        "/inbox/account/1",
        "/inbox/seat/99999999999",
        "/inbox?tab=x",
    ):
        assert client.get(address).status_code == 404, address


def test_the_inbox_can_be_narrowed_to_one_kind_and_evaluations_are_never_decided_in_a_batch(
    people: People, seats: list[int]
) -> None:
    client = people.client(people.add("chair"))

    assert client.get("/inbox?kind=seat").text.count("/inbox/seat/") == 2
    assert "/inbox/seat/" not in client.get("/inbox?kind=correction").text
    for cls in record_types():
        if cls.__tablename__ in NEVER_IN_A_BATCH and cls.workflow is not None:
            assert [step.name for step in cls.workflow.transitions.values() if step.batch] == []


def test_a_provider_brings_what_no_workflow_knows(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    ballot = Item(kind="Ballot", label="2020 年民主评议", since=OLD, url="/ballots/7", fact="截至 9 月 25 日")
    monkeypatch.setattr(waiting, "PROVIDERS", [lambda _actor: [ballot]])
    member = people.add("auditor")

    body = people.client(member).get("/inbox").text

    assert 'href="/ballots/7"' in body
    assert "截至 9 月 25 日" in body
    with people.acting(member) as actor:
        assert waiting.how_many(actor) == 1


def test_own_decisions_are_listed_from_the_history(people: People, seats: list[int]) -> None:
    chair = people.add("chair")
    client = people.client(chair)

    returned = client.post(
        f"/panel/seat/transition/return/?id={seats[4]}", data={"reason": "请补充依据", "confirmed": "1"}
    )

    assert returned.status_code == 303
    body = client.get("/inbox?tab=decided").text
    assert f"/panel/seat/details/?id={seats[4]}" in body
    assert "请补充依据" in body


def test_what_i_handed_in_is_under_way_and_then_closed(people: People) -> None:
    clerk = people.add("clerk")
    with entering(people):
        running, done = make_seat(state="checked"), make_seat(state="left")
        since(running, OLD, submitted_by_id=clerk)
        since(done, OLD, submitted_by_id=clerk)
        numbers = running.id, done.id
    client = people.client(clerk)

    under_way, closed = client.get("/inbox?tab=mine").text, client.get("/inbox?tab=closed").text

    assert f"/panel/seat/details/?id={numbers[0]}" in under_way
    assert f"/panel/seat/details/?id={numbers[1]}" not in under_way
    assert f"/panel/seat/details/?id={numbers[1]}" in closed


@pytest.mark.parametrize(
    "address", ["/inbox", "/inbox?tab=mine", "/inbox?tab=closed", "/inbox?tab=decided", "/inbox?kind=seat"]
)
def test_the_number_of_statements_does_not_grow_with_the_rows(people: People, address: str) -> None:
    chair = people.add("chair")
    client = people.client(chair)

    def add(number: int) -> None:
        with entering(people):
            for _ in range(number):
                since(make_seat(state="checked"), OLD, submitted_by_id=None)
                since(make_seat(state="proposed"), OLD, submitted_by_id=chair)

    add(2)
    client.get(address)
    with counted(people.app) as few:
        assert client.get(address).status_code == 200
    add(10)
    with counted(people.app) as many:
        assert client.get(address).status_code == 200

    assert len(many) == len(few)


def test_a_step_needing_a_decision_is_asked_for_on_its_own_page(people: People) -> None:
    with entering(people):
        seat = since(make_seat(state="checked"), OLD).id
    chair = people.add("chair")

    body = people.client(chair).get(f"/inbox/seat/{seat}").text

    assert f"/panel/seat/transition/seat/?id={seat}&amp;next=/inbox/next" in body
