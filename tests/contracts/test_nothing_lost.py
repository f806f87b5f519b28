"""Nothing that was acknowledged is lost: when a process is killed, when the database hangs up, when fifty people save at once.

Everything happens against a running server. A client that got no answer sends the same form again, as a person would who
presses the button once more.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Condition, Event, Thread

import pytest
from sqlalchemy import Connection, select, text

from models.base import db
from models.history import verify
from models.history.reading import connection_of
from models.learning.training import Training
from tests.contracts.hall import Hall, at_once
from tests.contracts.pages import form_of
from tests.contracts.serving import Browser
from tests.factories import make_training
from tests.fixtures.app import as_system
from tests.fixtures.report import Report

NEW = "/panel/training/new/"
EDITORS = 4
FIELDS = ("place", "organiser", "content", "note")
"""Texts of a training that no rule looks at."""


@dataclass
class Desk:
    """Several people who keep entering trainings until they are told to stop."""

    hall: Hall
    mark: str
    saved: list[str] = field(default_factory=list)
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    people: list[Thread] = field(default_factory=list)
    progress: Condition = field(default_factory=Condition)

    def enter(self, number: int) -> None:
        """Enter one training after the other; a form that got no answer is sent again."""
        browser = self.hall.browser(self.hall.clerk)
        try:
            for count in range(1_000_000):
                if self.stopped.is_set():
                    return
                name = f"{self.mark}{number}-{count}"
                form = form_of(self.asked(browser, NEW))
                form |= {"name": [name], "kind": ["county_course"], "starts_on": ["2020-10-12"]}
                status = self.sent(browser, NEW, form)
                if status != 303:
                    self.wrong.append(f"{name}: {status}")
                with self.progress:
                    self.saved.append(name)
                    self.progress.notify_all()
        except Exception as fault:
            self.wrong.append(repr(fault))
            raise

    def asked(self, browser: Browser, path: str) -> str:
        """Return a page, asked for until it comes."""
        while True:
            try:
                status, page = browser.get(path)
            except (OSError, HTTPException):
                self.unanswered += 1
                continue
            if status == 200:
                return page
            self.unanswered += 1

    def sent(self, browser: Browser, path: str, form: dict[str, list[str]]) -> int:
        """Send a form until it is answered; "busy" is no answer either."""
        while True:
            try:
                status, _where = browser.post(path, form)
            except (OSError, HTTPException):
                status = 503
            if status != 503:
                return status
            self.unanswered += 1

    def begin(self) -> None:
        """Let everybody sit down and start."""
        self.people = [Thread(target=self.enter, args=(number,)) for number in range(EDITORS)]
        for person in self.people:
            person.start()

    def end(self) -> None:
        """Let everybody finish the form in hand, and go."""
        self.stopped.set()
        for person in self.people:
            person.join()

    def wait_for(self, more: int) -> None:
        """Wait until so many more forms were acknowledged."""
        with self.progress:
            until = len(self.saved) + more
            assert self.progress.wait_for(lambda: len(self.saved) >= until or self.wrong, timeout=120)


@pytest.fixture
def desk(hall: Hall, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Yield people at work; at the end they put down their pens."""
    found = Desk(hall, request.node.originalname.split("_")[2])
    found.begin()
    try:
        yield found
    finally:
        found.end()


def settled(desk: Desk) -> None:
    """Hold what was acknowledged against what the database and its history have."""
    desk.end()
    with as_system(desk.hall.people.app, organization_id=desk.hall.people.organization_id):
        statement = select(Training.name).where(Training.name.startswith(desk.mark))
        kept = Counter(db.session.scalars(statement))
        connection = connection_of(db.session())
        rows = connection.scalar(text("SELECT count(*) FROM training"))
        written = connection.scalar(
            text("SELECT count(*) FROM change WHERE table_name = 'training' AND operation = 'insert'")
        )
        problems = verify(connection)
    assert desk.wrong == []
    assert [name for name in desk.saved if kept[name] != 1] == []
    assert [name for name, number in kept.items() if number > 1] == []
    assert rows == written
    assert problems == []


def test_a_killed_process_takes_no_acknowledged_save_along(
    desk: Desk, report: Report, long_size: bool
) -> None:
    kills, dice = 200 if long_size else 2, random.Random(5)
    for _kill in range(kills):
        desk.wait_for(2)
        os.kill(dice.choice(desk.hall.server.workers()), signal.SIGKILL)
    desk.wait_for(2)
    report("nothing lost: kill -9", kills=kills, saves=len(desk.saved), sent_again=desk.unanswered)

    settled(desk)
    assert desk.hall.browser(desk.hall.clerk).get("/")[0] == 200


def hang_up(connection: Connection, engine_name: str) -> None:
    """End every connection to the database, as its restart does; SQLite has none: there every worker is told to start anew."""
    if engine_name == "postgresql":
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_database_that_hangs_up_takes_no_acknowledged_save_along(
    desk: Desk, engine_name: str, report: Report, long_size: bool
) -> None:
    """Every connection ends at once, while people save; on SQLite the whole server is told to start its processes anew."""
    times = 50 if long_size else 2
    for _time in range(times):
        desk.wait_for(2)
        if engine_name == "postgresql":
            with as_system(desk.hall.people.app):
                hang_up(connection_of(db.session()), engine_name)
        else:
            os.kill(desk.hall.server.keeper, signal.SIGHUP)
    desk.wait_for(2)
    report("nothing lost: hung up", times=times, saves=len(desk.saved), sent_again=desk.unanswered)

    settled(desk)


def test_clients_that_trickle_keep_nobody_out(hall: Hall, report: Report) -> None:
    """Two hundred connections whose request never ends, half in its head and half in its body."""
    address, page = ("127.0.0.1", hall.server.port), hall.browser(hall.clerk)
    begun = (
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
        b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nuser",
    )
    seconds = []
    hall.server.settle()
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection(address, timeout=30)) for _one in range(200)]
        for number, connection in enumerate(slow):
            with suppress(OSError):
                connection.sendall(begun[number % 2])
        for _page in range(30):
            for connection in slow[::10]:
                # The server may have had enough of one; that is not what is looked at here.
                with suppress(OSError):
                    connection.sendall(b"a")
            start = time.perf_counter()
            assert page.get("/account")[0] == 200
            seconds.append(time.perf_counter() - start)
    middle = sorted(seconds)[len(seconds) // 2]
    report("nothing lost: slow clients", connections=200, pages=len(seconds), median_ms=round(middle * 1000))


@dataclass
class Edits:
    """What the editors of some records acknowledged: (record, field, value) -> what they had seen there."""

    seen: dict[tuple[int, str, str], str] = field(default_factory=dict)
    asked: int = 0


def test_nobody_s_change_is_overwritten_unseen(hall: Hall, report: Report, long_size: bool) -> None:
    """Many people change the same few records: each save stands over what its author saw, or was merged, or was asked about."""
    editors, saves = (50, 40) if long_size else (6, 2)
    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        records = [make_training(name=f"共同修改{number}", place="0").id for number in range(3)]
        db.session.commit()
    edits = Edits()

    def edit(number: int) -> None:
        browser, dice, done = hall.browser(hall.clerk), random.Random(number), 0
        while done < saves:
            record, name = dice.choice(records), dice.choice(FIELDS)
            url, value = f"/panel/training/edit/?id={record}", f"{number}.{done}"
            form = form_of(browser.get(url)[1])
            status, _where = browser.post(url, form | {name: [value]})
            if status == 303:
                edits.seen[(record, name, value)] = form[name][0]
                done += 1
            else:
                assert status in (409, 503)
                edits.asked += 1

    at_once([lambda number=number: edit(number) for number in range(editors)])  # type: ignore[misc]

    with as_system(hall.people.app, organization_id=hall.people.organization_id):
        connection = connection_of(db.session())
        unseen, found = [], 0
        for record in records:
            changes = connection.execute(
                text(
                    "SELECT old, new FROM change WHERE table_name = 'training' AND record_id = :id"
                    " AND operation = 'update' ORDER BY id"
                ),
                {"id": str(record)},
            )
            for old, new in ((json.loads(o), json.loads(n)) for o, n in changes):
                for name in FIELDS:
                    if name in new:
                        found += 1
                        if (old[name] or "") != edits.seen.get((record, name, new[name]), "never"):
                            unseen.append((record, name, old[name], new[name]))
    report(
        "nothing lost: editors", editors=editors, saves=len(edits.seen), asked=edits.asked, unseen=len(unseen)
    )
    assert unseen == []
    assert found == len(edits.seen) == editors * saves
