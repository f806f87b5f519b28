"""A served office with several people in it, for what happens at the same moment or when a process dies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from models.base import db
from tests import livelihood_factories as make
from tests.contracts.serving import Browser, Server, serving
from tests.engines import Databases
from tests.factories import a_department, a_special_committee, make_meeting, put_into
from tests.fixtures.app import People, add_organization, as_system, make_schema, own_app

CHAIRS = 8

T = TypeVar("T")


@dataclass(frozen=True)
class Hall:
    """A served office: eight chairs, one clerk, and results that wait for approval."""

    people: People
    server: Server
    chairs: tuple[int, ...]
    clerk: int
    evaluations: tuple[int, ...]
    meeting: int

    def browser(self, account_id: int) -> Browser:
        """Return a browser in which somebody is signed in."""
        return Browser.of(self.people.client(account_id), self.server.port)


@contextmanager
def served_office(databases: Databases, engine_name: str, folder: Path) -> Iterator[Hall]:
    """Serve an office over a database of its own."""
    url = databases.create(engine_name)
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
        with serving(url, folder) as server:
            yield Hall(people, server, chairs, clerk, tuple(found), meeting)
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
