"""Whatever is sent to whatever address, by whomever: a page that says what is wrong, never a fault of ours.

The requests are drawn from one seed: any address of the house, any method, known and unknown names with odd values, bodies
of every kind. A few hundred in the suite, 20,000 on each engine under ``make attack``.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.contracts.test_routes import SCREENS, WEIRD, listed
from tests.contracts.world import World
from tests.fixtures.app import rolled_back
from tests.fixtures.client import PanelClient
from tests.fixtures.report import Report

AT_ONCE = 150
"""Requests of one transaction, which is rolled back after them."""
PEOPLE = (
    "clerk",
    "clerk",
    "clerk",
    "clerk",
    "committee",
    "chair",
    "auditor",
    "member",
    "department",
    "admin",
)
"""A clerk comes furthest into the house."""
ODD = (
    *WEIRD,
    str(10**20),
    str(-(2**63)),
    str(2**63),
    "1" * 400,
    "\x00",
    "字\x00符",
    "\ud83d",
    "\u202e倒写\u200b",
    "NaN",
    "Infinity",
    "null",
    "[]",
    "{}",
    "%00",
    "%s%n",
    "../../etc/passwd",
    "..\\..\\",
    "' OR 1=1 --",
    '"; DROP TABLE training; --',
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${jndi:ldap://x}",
    "=1+1",
    "2020-02-30",
    "0000-00-00",
    "99999-01-01",
    "2020-09-23T25:61",
    ",,,",
    ",a,b,",
    "、" * 200,
    "\r\nSet-Cookie: a=b",
    "true",
    "on",
    "1:2:3",
    "a-1",
    "1-a",
    "training-1",
    "proposal-999999",
)
NAMES = (
    "id", "ids", "after", "before", "page", "size", "sort", "q", "cols", "columns", "trash", "tab", "kind", "next", "ticket",
    "of", "from", "record", "record_id", "part", "year", "since", "until", "versions", "version", "form_token", "_find", "_pick",
    "_go",
    "_next", "_again", "_take_name", "_was_training", "_all", "reason", "confirmed", "do", "field", "format", "moment",
)  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=gb18030",
    "application/json",
    "text/plain",
    "application/octet-stream",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=x",
    "text/html; charset=\xff",
    "",
)
LEAKS = re.compile(
    r"Traceback|sqlalchemy|sqlite3|psycopg|SELECT .* FROM|constraint failed|violates|\b(ck|fk|uq|pk|ix)_[a-z]+_",
    re.I,
)


@dataclass
class Dice:
    """Draws requests."""

    world: World
    dice: random.Random
    rules: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rules = [
            (rule, method)
            for rule, methods in sorted(listed().items())
            for method in methods
            if rule != "/logout"
        ]

    def value(self) -> str:
        """Return an odd value, or one that is there."""
        kind = self.dice.random()
        if kind < 0.7:
            return self.dice.choice(ODD)
        if kind < 0.97:
            return str(self.dice.randint(1, 60))
        return "长" * self.dice.choice((5_000, 350_000))

    def address(self) -> tuple[str, str]:
        """Return a method and an address with its parts filled in."""
        rule, method = self.dice.choice(self.rules)
        if self.dice.random() < 0.05:
            method = self.dice.choice(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"))

        def part(found: re.Match[str]) -> str:
            real = {
                "field": "note",
                "step": "submit",
                "kind": "csv",
                "child": "indicator",
                "what": "members",
                "slug": "training",
            }
            name = found[1].rpartition(":")[2]
            odd = self.dice.random() < 0.3 or name not in real
            return quote(self.value()[:2_000], safe="", errors="replace") if odd else real[name]

        return method, re.sub(r"<([^>]+)>", part, rule)

    def row(self, address: str) -> list[tuple[str, str]]:
        """Return the number of a row that is there, for most addresses that name one."""
        slug = address.split("/")[2] if address.startswith("/panel/") else ""
        table = next((table for table, cls in SCREENS.items() if cls.slug() == slug), "")
        rows = sorted(self.world.living(table)) if table else []
        return [("id", str(self.dice.choice(rows)))] if rows and self.dice.random() < 0.8 else []

    def fields(self, most: int, address: str) -> Iterator[tuple[str, str]]:
        """Yield names and values: of the type that the address is about, of the engine, and of nobody."""
        slug = address.split("/")[2] if address.startswith("/panel/") else ""
        own = [c.key for cls in SCREENS.values() if cls.slug() == slug for c in cls.__table__.columns]
        for _number in range(self.dice.randint(0, most)):
            name = self.dice.choice([*NAMES, *own, *own, "no_such_column"])
            ending = self.dice.choice(("", "", "", "__ge", "__text", "__in", "-1", "__no"))
            yield name + ending, self.value()

    def body(self, address: str) -> dict[str, Any]:
        """Return what is sent along: a form, or something that is none."""
        sent = list(self.fields(8, address))
        kind = self.dice.random()
        if kind < 0.6:
            data: dict[str, Any] = {}
            for name, value in sent:
                data.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
            return {"data": data}
        raw = "&".join(f"{name}={value}" for name, value in sent).encode("utf-8", "surrogatepass")
        if kind < 0.7:
            raw = json.dumps(dict(sent)).encode()
        elif kind < 0.8:
            raw = bytes(self.dice.randrange(256) for _byte in range(self.dice.randint(0, 300)))
        elif kind < 0.9:
            raw = b'--x\r\nContent-Disposition: form-data; name="a"; filename="\xff\x00.png"\r\n\r\n' + raw
        return {"data": raw, "content_type": self.dice.choice(TYPES)}


def test_odd_requests_are_answered_with_a_page(furnished: World, report: Report, long_size: bool) -> None:
    wanted, asked = (20_000 if long_size else 150), 0
    dice = Dice(furnished, random.Random(20_201_123))
    faults: list[Any] = []
    leaks: list[Any] = []
    counts: dict[int, int] = {}
    while asked < wanted:
        with rolled_back(furnished.app):
            clients = {name: furnished.client(furnished.people[name]) for name in PEOPLE}
            for _request in range(AT_ONCE):
                asked += 1
                name = dice.dice.choice(PEOPLE)
                ask(dice, name, clients[name], counts, faults, leaks)
    report(
        "odd input",
        requests=asked,
        faults=len(faults),
        leaks=len(leaks),
        refused=sum(counts[s] for s in counts if s >= 400),
    )

    assert faults == []
    assert leaks == []


def ask(
    dice: Dice, name: str, client: PanelClient, counts: dict[int, int], faults: list[Any], leaks: list[Any]
) -> None:
    """Send one request and look at its answer."""
    method, path = dice.address()
    query = [
        (n, v.encode("utf-8", "replace").decode()[:4_000])
        for n, v in [*dice.fields(3, path), *dice.row(path)]
    ]
    more = dice.body(path) if method not in ("GET", "HEAD", "OPTIONS", "TRACE") else {}
    answer = client.open(path, method=method, query_string=dict(query), **more)
    status = answer.status_code
    counts[status] = counts.get(status, 0) + 1
    told = (name, method, path[:200], [(n, v[:60]) for n, v in query], str(more)[:400])
    if status >= 500:
        faults.append((status, *told))
    elif status >= 400 and method != "HEAD" and (found := LEAKS.search(answer.text)):
        leaks.append((status, found[0], *told))
