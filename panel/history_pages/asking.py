"""What the auditor asks the history for, read from the address: ``/history?who=account:3&table=member&since=2020-09-01``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import inspect, select

from models.access import ROLES, Actor
from models.base import Record, db
from models.clock import OFFICE_ZONE
from models.history import Query
from models.marks import N_
from models.registry import record_type, record_types
from panel.dates import read_day
from panel.history_pages.printing import is_told
from panel.history_pages.rights import masked_columns
from panel.history_pages.wording import EVENTS, OPERATIONS, SYSTEM_NAMES
from panel.language import translate
from panel.value_problem import ValueProblem

NAMES = ("who", "role", "table", "record", "field", "kind", "since", "until", "words", "transaction")
"""What the address can ask, beside the place on the pages (``before``, ``trail``, ``skipping``)."""

LONGEST = 200
MOST_PEOPLE = 1_000

TABLE_FIRST = N_("Please choose the kind of record first, then its name or number.")
NO_SUCH_RECORD = N_("No record of this kind is called “%(text)s”.")
SEVERAL_RECORDS = N_(
    "Several records are called “%(text)s”; please write the number that stands in the address of the record."
)
NOT_KNOWN = N_("“%(value)s” is not understood as “%(field)s”; please choose again.")

_SCOPES = {
    "who": N_("Who"),
    "role": N_("Role"),
    "table": N_("Kind of record"),
    "record": N_("Record"),
    "field": N_("Field"),
    "kind": N_("Act"),
    "since": N_("From"),
    "until": N_("Until"),
    "words": N_("Words in old or new values, reasons"),
}


@dataclass(slots=True)
class Asked:
    """The address understood: the question for the history, and sentences for what of it was not.

    Attributes:
        given: what stands in the address, by name, as it was typed.
        query: the question; of a spoilt address only what was understood, so ``problems`` must be looked at first.
        problems: translated sentences.
    """

    given: dict[str, str]
    query: Query = field(default_factory=Query)
    problems: list[str] = field(default_factory=list)

    def url(self, base: str, **put: Any) -> str:
        """Return the address with the same question, and with what is put in instead of what stood there."""
        pairs = {**self.given, **{name: value for name, value in put.items() if value not in (None, "")}}
        wanted = {name: str(value) for name, value in pairs.items() if put.get(name, value) not in (None, "")}
        return f"{base}?{urlencode(wanted)}" if wanted else base


def read_asked(actor: Actor, args: Mapping[str, str]) -> Asked:
    """Read what the address asks; what is not understood is said and never left out silently."""
    given = {
        name: args[name].strip()[:LONGEST].replace("\x00", "") for name in NAMES if args.get(name, "").strip()
    }
    asked = Asked(given, Query(masked=masked_columns(actor)))
    for name, value in tuple(given.items()):
        _READERS[name](asked, value)
    return asked


def _put(asked: Asked, **values: Any) -> None:
    asked.query = replace(asked.query, **values)


def _complain(asked: Asked, name: str, value: str) -> None:
    asked.problems.append(translate(NOT_KNOWN, value=value, field=_SCOPES[name]))


def _read_role(asked: Asked, value: str) -> None:
    if value in ROLES:
        _put(asked, role=value)
    else:
        _complain(asked, "role", value)


def _read_table(asked: Asked, value: str) -> None:
    if any(cls.__tablename__ == value for cls in record_types()):
        _put(asked, table=value)
    else:
        _complain(asked, "table", value)


def _read_record(asked: Asked, value: str) -> None:
    if asked.query.table is None:
        asked.problems.append(translate(TABLE_FIRST))
        return
    cls = record_type(asked.query.table)
    if value.isascii() and value.isdigit():
        _put(asked, record_id=int(value))
        return
    statement = (
        select(cls.id).where(cls.label_sql().icontains(value, autoescape=True)).order_by(cls.id).limit(2)
    )
    found = list(db.session.scalars(statement, execution_options={"gate": "any"}))
    if len(found) == 1:
        _put(asked, record_id=found[0])
    else:
        asked.problems.append(translate(SEVERAL_RECORDS if found else NO_SUCH_RECORD, text=value))


def _read_field(asked: Asked, value: str) -> None:
    if asked.query.table is not None and value in fields_of(record_type(asked.query.table)):
        _put(asked, column=value)
    else:
        _complain(asked, "field", value)


def _read_kind(asked: Asked, value: str) -> None:
    if value in OPERATIONS:
        _put(asked, operation=value)
    elif value in kinds():
        _put(asked, kind=value)
    else:
        _complain(asked, "kind", value)


def _read_date(asked: Asked, name: str, value: str) -> None:
    try:
        day = read_day(value)
    except ValueProblem as problem:
        asked.problems.append(translate(problem.sentence, **problem.values))
        return
    asked.given[name] = day.isoformat()
    _put(asked, **{name: start_of(day if name == "since" else day + timedelta(days=1))})


def start_of(day: date) -> datetime:
    """Return the moment at which a day of the office begins."""
    return datetime.combine(day, time(), OFFICE_ZONE)


_READERS: dict[str, Any] = {
    "who": lambda asked, value: _put(asked, actor=value),
    "role": _read_role,
    "table": _read_table,
    "record": _read_record,
    "field": _read_field,
    "kind": _read_kind,
    "since": lambda asked, value: _read_date(asked, "since", value),
    "until": lambda asked, value: _read_date(asked, "until", value),
    "words": lambda asked, value: _put(asked, words=value),
    "transaction": lambda asked, value: _put(asked, transaction_id=value),
}


def fields_of(cls: type[Record]) -> dict[str, str]:
    """Return the columns whose changes are told: name -> label (message id)."""
    columns = inspect(cls).columns
    return {name: column.info["label"] for name, column in columns.items() if is_told(cls, name)}


def kinds() -> dict[str, str]:
    """Return the kinds of events: name -> what it is called (message id)."""
    found = {kind: words for kind, (words, _icon) in EVENTS.items()}
    for cls in record_types():
        for step in cls.workflow.transitions.values() if cls.workflow is not None else ():
            found.setdefault(step.kind, step.label)
    return found


def people() -> dict[str, str]:
    """Return whom the history can name: the actor's key -> name; accounts first, then the system's own hands."""
    account: Any = record_type("account")
    statement = select(account.id, account.name).order_by(account.name, account.id).limit(MOST_PEOPLE)
    found = {
        f"account:{number}": name
        for number, name in db.session.execute(statement, execution_options={"gate": "any"})
    }
    found.update((f"system:{name}", translate(words)) for name, words in SYSTEM_NAMES.items())
    return found


def drawn(asked: Asked, action: str) -> dict[str, Any]:
    """Return the filter as the template draws it."""
    table = asked.query.table
    options: dict[str, list[tuple[str, str]]] = {
        "who": list(people().items()),
        "role": [(role, translate(label)) for role, label in ROLES.items()],
        "table": [(cls.__tablename__, translate(cls.title)) for cls in record_types()],
        "field": [(name, translate(label)) for name, label in fields_of(record_type(table)).items()]
        if table
        else [],
        "kind": [(name, translate(words)) for name, (words, _icon) in OPERATIONS.items()]
        + [(name, translate(words)) for name, words in kinds().items()],
    }
    who = asked.given.get("who", "")
    if who and who not in dict(options["who"]):
        options["who"].append((who, who))
    fields = []
    for name, label in _SCOPES.items():
        drawn_as = "select" if name in options else "date" if name in ("since", "until") else "text"
        fields.append(
            {
                "name": name,
                "label": translate(label),
                "kind": drawn_as,
                "value": asked.given.get(name, ""),
                "options": options.get(name, []),
            }
        )
    hidden = [("transaction", asked.given["transaction"])] if "transaction" in asked.given else []
    return {
        "action": action,
        "fields": fields,
        "hidden": hidden,
        "clear_url": action if asked.given else None,
    }
