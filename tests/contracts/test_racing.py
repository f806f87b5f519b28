"""At the same time, in sessions of their own, against a server with two workers: one wins, the others are told by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import func, select

from models.base import db
from models.history.tables import Event
from models.learning.training import Training
from models.livelihood.evaluation import Evaluation
from models.seal import is_intact
from models.session import maintenance
from tests import livelihood_factories as make
from tests.contracts.pages import form_of
from tests.contracts.serving import Browser, serving
from tests.engines import Databases
from tests.factories import a_department, a_special_committee, make_meeting, put_into
from tests.fixtures.app import People, add_organization, as_system, make_schema, own_app

CHAIRS = 8
WINDOWS = 10

T = TypeVar("T")


@dataclass(frozen=True)
class Hall:
    """A served office: eight chairs, one clerk, and results that wait for approval."""

    people: People
    port: int
    chairs: tuple[int, ...]
    clerk: int
    evaluations: tuple[int, ...]
    meeting: int

    def browser(self, account_id: int) -> Browser:
        """Return a browser in which somebody is signed in."""
        return Browser.of(self.people.client(account_id), self.port)


@pytest.fixture(scope="module")
def hall(databases: Databases, engine_name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """Yield a served office over a database of its own: a server takes seconds to start, and each race has rows of its own."""
    url, folder = databases.create(engine_name), tmp_path_factory.mktemp("hall")
    with own_app(url, instance_folder=folder / "instance") as app:
        make_schema(app)
        people = People(app, add_organization(app, "政协邻水县委员会", "邻水"))
        chairs = tuple(people.add("chair", login=f"chair{number}") for number in range(CHAIRS))
        clerk = people.add("clerk")
        with as_system(app, organization_id=people.organization_id):
            meeting = make_meeting(state="planned").id
            round_ = make.make_evaluation_round(state="counted")
            found = []
            for _result in range(2):
                project = make.make_livelihood_project(lead_department_id=a_department().id)
                subject = make.make_round_subject(round_.id, project_id=project.id)
                result = make.make_evaluation(subject, committee_id=a_special_committee().id)
                found.append(put_into(result, "submitted").id)
            db.session.commit()
        with serving(url, folder) as port:
            yield Hall(people, port, chairs, clerk, tuple(found), meeting)
    databases.drop(url)


def at_once(works: list[Callable[[], T]]) -> list[T]:
    """Do everything at the same time, each in a thread that waits for all others; return what each came to."""
    barrier = Barrier(len(works))

    def one(work: Callable[[], T]) -> T:
        barrier.wait(timeout=30)
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def pressed(browser: Browser, path: str, form: dict[str, list[str]]) -> Callable[[], tuple[int, str, str]]:
    """Return the pressing of a button and the look at the page it leads to: status, where, page."""

    def press() -> tuple[int, str, str]:
        status, where = browser.post(path, form)
        return status, where, browser.get(where)[1] if where else ""

    return press


def test_eight_chairs_press_at_once_and_one_approves(hall: Hall) -> None:
    """Exactly one approval; seven are told by whom it was done, and nobody meets a fault."""
    path = f"/panel/evaluation/transition/approve/?id={hall.evaluations[0]}"
    presses = []
    for chair in hall.chairs:
        browser = hall.browser(chair)
        status, page = browser.get(path)
        assert status == 200
        presses.append(pressed(browser, path, form_of(page)))

    answers = at_once(presses)

    assert {status for status, _where, _page in answers} == {303}
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        row = db.session.get_one(Evaluation, hall.evaluations[0])
        assert (row.state, is_intact(row)) == ("approved", True)
        winner = hall.chairs.index(row.sealed_by_id)
        with maintenance("history"):
            kinds = select(Event.actor).where(Event.kind == "approved", Event.record_id == str(row.id))
            assert list(db.session.scalars(kinds)) == [f"account:{row.sealed_by_id}"]
    told = [f"此件已由chair{winner} 同志于" in page for _status, _where, page in answers]
    assert [number for number, says in enumerate(told) if not says] == [winner]


def test_one_approves_while_another_returns(hall: Hall) -> None:
    """Of two chairs who decide differently, one is heard: the row is approved or returned, never both."""
    urls = [
        f"/panel/evaluation/transition/{step}/?id={hall.evaluations[1]}" for step in ("approve", "return")
    ]
    presses = []
    for number, chair in enumerate(hall.chairs):
        browser, path = hall.browser(chair), urls[number % 2]
        form = form_of(browser.get(path)[1])
        presses.append(pressed(browser, path, form | {"reason": ["请再核对数字。"]}))

    answers = at_once(presses)

    assert {status for status, _where, _page in answers} == {303}
    with as_system(hall.people.app, organization_id=hall.people.organization_id), maintenance("history"):
        row = db.session.get_one(Evaluation, hall.evaluations[1])
        events = select(Event.kind).where(
            Event.record_id == str(row.id), Event.kind.in_(("approved", "returned"))
        )
        assert list(db.session.scalars(events)) == [row.state]
    assert sum("此件已由" in page for _status, _where, page in answers) == len(hall.chairs) - 1


def test_the_same_form_ten_times_at_once_is_one_record(hall: Hall) -> None:
    """A button pressed again and again: one row, and every window ends on it."""
    browser = hall.browser(hall.clerk)
    form = form_of(browser.get("/panel/training/new/")[1])
    form |= {"name": ["春季委员培训班"], "kind": ["county_course"], "starts_on": ["2020-10-12"]}

    answers = at_once([pressed(browser.copy(), "/panel/training/new/", form) for _window in range(WINDOWS)])

    assert {status for status, _where, _page in answers} == {303}
    assert len({where for _status, where, _page in answers}) == 1
    strange = [page for _status, _where, page in answers if "春季委员培训班" not in page]
    assert not strange, strange[0]
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        assert db.session.scalar(select(func.count(Training.id))) == 1


def test_two_forms_of_one_record_at_once_never_both_win(hall: Hall) -> None:
    """Two windows with the same version: one is saved, the other keeps what was typed and says who was faster."""
    browser, path = hall.browser(hall.clerk), f"/panel/meeting/edit/?id={hall.meeting}"
    windows = [browser.copy() for _window in range(4)]
    forms = [form_of(window.get(path)[1]) for window in windows]
    works = [
        pressed(window, path, form | {"note": [f"窗口 {number}"]})
        for number, (window, form) in enumerate(zip(windows, forms, strict=True))
    ]

    answers = at_once(works)

    assert sorted(status for status, _where, _page in answers) == [303, 409, 409, 409]
