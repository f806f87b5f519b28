"""Canaries: values that nobody else writes, planted in every sensitive column, and the doors at which they might be seen.

Two sets are planted, one in each of two passes over the same doors, so that what depends on a value shows itself even where the
value does not: a place in an order, a count, a hit. In the second set the rows stand in the opposite order.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, update

from models import history
from models.access.sensitivity import CLEARED
from models.base import Record, db
from models.session import maintenance
from models.writing import context_of
from tests.contracts.routes import PARTICULAR
from tests.contracts.test_routes import SCREENS
from tests.contracts.words import Office, expected
from tests.contracts.world import Person, World
from tests.fixtures.app import as_system
from tests.fixtures.client import PanelClient

STEM = "丏卐"
"""What all canaries in words have in common: two characters that no office writes."""
SIGNS = {"A": "甴", "B": "乚"}
SHORTEST = 7
"""Characters of a canary in words."""
_FIRST_DAY = {"A": date(1871, 3, 7), "B": date(1883, 11, 13)}
_FIRST_SUM = {"A": Decimal("918273.64"), "B": Decimal("564738.21")}
_FIRST_COUNT = {"A": 7_310_000, "B": 5_420_000}
_SAID = re.compile(
    rf"{STEM}|18[78]\d-\d\d-\d\d|18[78]\d年|9[12]\d,?\d\d\d\.64|56\d,?\d\d\d\.21|7,?31\d,?\d\d\d|5,?42\d,?\d\d\d"
)


@dataclass(frozen=True)
class Masked:
    """A sensitive column."""

    table: str
    name: str
    kind: str
    sensitivity: str


def sensitive() -> list[Masked]:
    """Return every column of the house that is not open."""
    return [
        Masked(table, column.key, column.info["kind"], column.info["sensitivity"])
        for table, cls in SCREENS.items()
        for column in cls.__table__.columns
        if column.info.get("sensitivity", "open") != "open"
    ]


def masked_for(person: Person, table: str) -> list[Masked]:
    """Return the columns of a type that somebody is not cleared for, told from the table of the house and no code of it."""
    return [
        column
        for column in sensitive()
        if column.table == table and not person.roles & (CLEARED[column.sensitivity] or frozenset())
    ]


def written_words() -> list[Masked]:
    """Return every column in which people write words, whatever its sensitivity."""
    return [
        Masked(table, column.key, column.info["kind"], "open")
        for table, cls in SCREENS.items()
        for column in cls.__table__.columns
        if column.info.get("kind") in ("text", "note")
        and not column.info.get("fixed")
        and (getattr(column.type, "length", None) or SHORTEST) >= SHORTEST
    ]


def value_of(world: World, column: Any, letter: str, rank: int, of: int) -> Any:
    """Return the canary of a column in the row with this rank; set B ranks the rows the other way round."""
    place = rank if letter == "A" else of - rank
    kind = column.info["kind"]
    if kind == "ref":
        targets = sorted(world.living(column.info["ref"]))
        return targets[(rank + (letter == "B")) % len(targets)]
    if kind == "choice":
        choices = [choice.value for choice in column.info["choices"]]
        return choices[(rank + (letter == "B")) % len(choices)]
    if kind == "day":
        return _FIRST_DAY[letter] + timedelta(days=place)
    if kind in ("money", "measure"):
        return _FIRST_SUM[letter] + place
    if kind == "count":
        return _FIRST_COUNT[letter] + place
    return f"{STEM}{SIGNS[letter]}{place:04}"


def plant(world: World, columns: list[Masked], letter: str, *, foreign: bool = False) -> int:
    """Write the canaries of a set into the rows of one office and return how many were planted; the history sees it.

    The own files of the people who look stay as they are: everybody sees what is their own.
    """
    own = frozenset[int]().union(*(person.members for person in world.people.values()))
    planted = 0
    organization = world.foreign_id if foreign else world.organization_id
    by_table: dict[str, list[Masked]] = {}
    for column in columns:
        by_table.setdefault(column.table, []).append(column)
    with as_system(world.app, organization_id=organization) as seed, maintenance("seed"):
        history.bind(db.session.connection(), context_of(seed))
        for table, masked in by_table.items():
            stored = SCREENS[table].__table__
            person = SCREENS[table].person_column
            rows = [
                number
                for number, row in sorted((world.foreign if foreign else world.rows)[table].items())
                if person is None or foreign or row[person] not in own
            ]
            values = [
                {
                    "row": number,
                    **{
                        f"v_{c.name}": value_of(world, stored.c[c.name], letter, rank, len(rows))
                        for c in masked
                    },
                }
                for rank, number in enumerate(rows)
            ]
            statement = (
                update(stored)
                .where(stored.c.id == bindparam("row"))
                .values({c.name: bindparam(f"v_{c.name}", type_=stored.c[c.name].type) for c in masked})
            )
            db.session.connection().execute(statement, values)
            planted += len(values) * len(masked)
        db.session.commit()
    return planted


def doors(world: World, person: Person, table: str, masked: list[Masked]) -> Iterator[tuple[str, bool]]:
    """Yield (address, whether it itself names a canary) of everything that could show or reveal masked columns of a type."""
    cls: type[Record] = SCREENS[table]
    base, office = f"/panel/{cls.slug()}", Office(world)
    names = [column.name for column in masked]
    columns = "&".join(f"col={name}" for name in names)
    for query, named in _lists(world, cls, masked, columns):
        yield f"{base}/{query}", named
    if person.roles & expected(table).get("export", {}).keys():
        yield f"{base}/export/csv/?{columns}", False
        yield f"{base}/export/xlsx/?{columns}&sort={names[0]}", False
    enters = bool(person.roles & expected(table).get("create", {}).keys())
    if enters:
        yield f"/form/last?kind={cls.slug()}", False
        yield f"{base}/new/?after=last", False
    seen: set[Any] = set()
    for key, row in world.living(table).items():
        if not office.allowed(person, "read", table, row):
            continue
        what = row.get("state"), office.allowed(person, "update", table, row)
        if what in seen or (seen and not world.every_row):
            continue
        seen.add(what)
        yield from ((url, False) for url in _of_row(cls, key, changes=what[1], enters=enters))
    for other, place in _pointing_to(table):
        if person.roles & expected(other)["read"].keys():
            yield f"/panel/{SCREENS[other].slug()}/lookup/{place}?q={STEM}", False
            if not world.every_row:
                return


def _of_row(cls: type[Record], key: Any, *, changes: bool, enters: bool) -> Iterator[str]:
    """Yield the addresses that show one row, or begin with what stands in it."""
    base = f"/panel/{cls.slug()}"
    yield from (f"{base}/details/?id={key}", f"{base}/history/?id={key}")
    if changes:
        yield f"{base}/edit/?id={key}"
    if enters:
        yield f"{base}/new/?like={key}"
    if "/whole/" in PARTICULAR.get(cls.__tablename__, {}):
        yield f"{base}/whole/?id={key}"


def _lists(world: World, cls: type[Record], masked: list[Masked], columns: str) -> Iterator[tuple[str, bool]]:
    """Yield the ways in which a list is asked for masked columns: to show them, to search, to sort, to narrow by them."""
    yield from (("", False), (f"?{columns}", False), (f"?{columns}&count=1", False), (f"?q={STEM}", False))
    for column in masked:
        probe = value_of(world, cls.__table__.c[column.name], "A", 1, 9)
        yield from ((f"?sort={column.name}", False), (f"?sort=-{column.name}", False))
        yield f"?{column.name}={probe}", True
        if column.kind in ("text", "note"):
            yield f"?{column.name}__has={STEM}", False
        elif column.kind not in ("choice", "ref"):
            yield f"?{column.name}__ge={probe}", True


def sent(
    world: World, person: Person, table: str, masked: list[Masked]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (address, form) of what is refused: canaries sent along with forms that cannot be saved."""
    cls: type[Record] = SCREENS[table]
    base, office = f"/panel/{cls.slug()}", Office(world)
    form = {c.name: str(value_of(world, cls.__table__.c[c.name], "A", 1, 9)) for c in masked}
    if person.roles & expected(table).get("create", {}).keys():
        yield f"{base}/new/", form
    for key, row in world.living(table).items():
        if office.allowed(person, "read", table, row):
            yield f"{base}/edit/?id={key}", {**form, "version": "0"}
            return


def _pointing_to(table: str) -> Iterator[tuple[str, str]]:
    for other, cls in SCREENS.items():
        for column in cls.__table__.columns:
            if column.info.get("ref") == table:
                yield other, column.key


EVERYBODYS = ("/", "/inbox", f"/search?q={STEM}", f"/search/palette?q={STEM}")
"""Pages that everybody opens every day."""
SUMS = (
    "/calendar?month=2020-09",
    "/deadlines",
    "/panel/area/proposals/",
    "/panel/follow-up/",
    "/panel/summary/",
    "/thread/links",
    "/urging",
)
"""Pages that draw from many types; ``make attack`` asks for them."""

_TOKENS = re.compile(
    r"[0-9a-f]{64}|[\w-]{43}|value=\"[\w-]{24}\"|\d{1,2}:\d\d(:\d\d)?|(before|trail|transaction|skipping|ticket)=[\w.%-]*"
)


def answered(client: PanelClient, url: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """Return status, headers and text of an answer, without what differs from one request to the next."""
    answer = client.get(url) if form is None else client.post(url, data=form)
    body = answer.data
    if "spreadsheetml" in (answer.mimetype or ""):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            names = [name for name in book.namelist() if not name.startswith("docProps/")]
            text = "\n".join(book.read(name).decode("utf-8") for name in names)
    else:
        text = body.decode("utf-8-sig")
    headers = "\n".join(
        f"{name}: {value}"
        for name, value in answer.headers
        if name not in ("Date", "Set-Cookie", "Content-Length", "X-Request-Id")
    )
    return answer.status_code, _TOKENS.sub("", f"{headers}\n{text}")


def shows_a_canary(text: str) -> str:
    """Return the canary that a text shows with what stands around it, nothing when it shows none."""
    found = re.search(rf"{STEM}[{''.join(SIGNS.values())}]", text) or re.search(
        _SAID.pattern.removeprefix(f"{STEM}|"), text
    )
    return text[max(0, found.start() - 60) : found.end() + 40] if found else ""


def print_of(status: int, text: str) -> str:
    """Return the fingerprint by which the answers of two passes are compared."""
    return f"{status} {hashlib.sha256(text.encode()).hexdigest()}"
