"""Deadlines: which day something is due, by the rules of the term, and what a record type says about its own.

A rule is a row of ``deadline_rule`` that is in force; without one the usual value of the step holds. A record type whose rows
are due declares ``deadline``; so it stands on the page of deadlines, in the urging sheets, and its list can be narrowed by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Date, and_, bindparam, select

from models import clock
from models.access.actor import current_actor
from models.base import Record, db
from models.calendar import add_months, add_working_days
from models.fields import Choice
from models.kept import kept
from models.marks import N_
from models.registry import record_type, record_types
from models.settings import term_on

Unit = Literal["days", "working_days", "months"]

UNITS = (
    Choice("days", N_("days")),
    Choice("working_days", N_("working days")),
    Choice("months", N_("months")),
)
CASES = (
    Choice("any", N_("Every case")),
    Choice("plenary", N_("Plenary proposal")),
    Choice("between_sessions", N_("Proposal between sessions")),
    Choice("complex", N_("Complex, with approval")),
)
"""Levels of case that rules tell apart; a rule for every case holds where none is for the case at hand."""
STARTS = (
    Choice("received", N_("Receipt by the unit")),
    Choice("handed_over", N_("Hand-over")),
    Choice("submitted", N_("Submission")),
    Choice("held", N_("The activity itself")),
    Choice("asked", N_("The request")),
)
"""From what a step's days count."""
SOON_DAYS = 7
"""The list of what is due soon looks so many days ahead."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, as rules write it."""

    number: int
    unit: Unit

    def after(self, start: date) -> date:
        """Return the day on which it ends when it begins on ``start``; the day of the start is not counted."""
        if self.unit == "months":
            return add_months(start, self.number)
        if self.unit == "working_days":
            return add_working_days(start, self.number)
        return start + timedelta(days=self.number)

    def before(self, start: date) -> date:
        """Return the last day that lies it before ``start``."""
        return Span(-self.number, self.unit).after(start)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that rules set a time for.

    Attributes:
        key: its name in the rows and in the code.
        label: what it is called (message id).
        usual: what holds without a rule of the term; ``None`` where nothing is prescribed.
        starts_with: from what the days count (``STARTS``), unless the rule says otherwise.
        latest: how far it can be extended at most, from the start; ``None`` where nothing is prescribed.
        ahead: it lies before the day given as the start: a notice before a meeting.
        cases: level of case -> what usually holds for it.
    """

    key: str
    label: str
    usual: Span | None = None
    starts_with: str = "received"
    latest: Span | None = None
    ahead: bool = False
    cases: Mapping[str, Span] = field(default_factory=dict)


_MONTHS = {number: Span(number, "months") for number in (1, 3, 4, 6)}
_STEPS = (
    Step("proposal_answer", N_("Answer to a proposal"), _MONTHS[3], latest=_MONTHS[6]),
    Step("extension", N_("Extension of an answer, each"), _MONTHS[1], "asked"),
    Step("joint_opinion", N_("Opinion of the joint unit to the lead unit"), _MONTHS[1]),
    Step("re_handling", N_("Second answer after dissatisfaction"), _MONTHS[3]),
    Step("objection", N_("Asking for another unit"), Span(10, "days")),
    Step("objection_answer", N_("Answer to asking for another unit"), Span(7, "days"), "asked"),
    Step("extension_answer", N_("Answer to asking for an extension"), Span(7, "days"), "asked"),
    Step("proposal_filing", N_("Plenary proposals from so long before the opening"), _MONTHS[3], "held", ahead=True),
    Step("consultation_notice", N_("Notice before a consultation"), Span(15, "working_days"), "held", ahead=True),
    Step("consultation_papers", N_("Papers before a consultation"), Span(10, "working_days"), "held", ahead=True),
    Step("consultation_minutes", N_("Minutes after a consultation"), Span(7, "working_days"), "held"),
    Step("assigned_matter", N_("Answer to an assigned matter"), None),
    Step("instruction_reply", N_("Reply to an instruction"), None),
    Step("recommendation_answer", N_("Answer to a formal recommendation"), _MONTHS[3]),
)  # fmt: skip
_declared: dict[str, Step] = {step.key: step for step in _STEPS}


def declare_step(step: Step) -> Step:
    """Make a further step known to the rules: for a record type whose step is not among those above.

    Raises:
        ValueError: when its key is taken.
    """
    if step.key in _declared:
        raise ValueError(f"two steps are called {step.key}")
    _declared[step.key] = step
    return step


def steps() -> Iterator[Choice]:
    """Yield every step as a choice of a column."""
    return (Choice(step.key, step.label) for step in _declared.values())


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a step and a level of case on some day."""

    span: Span | None
    starts_with: str
    latest: Span | None
    source: str | None = None
    """The body whose rule it is; ``None`` for the usual value."""


def rule_on(step: str, case: str = "", on: date | None = None) -> Rule:
    """Return what holds for a step.

    Args:
        step: key of the step.
        case: level of case (``CASES``); a rule for every case holds where none is for this one.
        on: the day that says which term's rules hold; today unless given.

    Raises:
        KeyError: for a step that nobody declared.
    """
    known, term = _declared[step], term_on(on or clock.business_today())
    rules = kept("deadline_rules", ("deadline_rule", "term"), _read)
    for level in (case, "any"):
        if (found := rules.get((term, step, level))) is not None:
            return found
    return Rule(known.cases.get(case, known.usual), known.starts_with, known.latest)


def due_on(step: str, start: date, case: str = "") -> date | None:
    """Return the day on which a step is due that began on ``start``; ``None`` where nothing is prescribed.

    The rules of the term of that day hold, so a rule changed later moves nothing that runs already.
    """
    rule = rule_on(step, case, on=start)
    if rule.span is None:
        return None
    return rule.span.before(start) if _declared[step].ahead else rule.span.after(start)


def latest_on(step: str, start: date, case: str = "") -> date | None:
    """Return the last day to which the due day of a step can be extended; ``None`` where nothing limits it."""
    rule = rule_on(step, case, on=start)
    return None if rule.latest is None else rule.latest.after(start)


def _read() -> dict[tuple[int | None, str, str], Rule]:
    organization = current_actor().organization_id
    if organization is None:
        return {}
    row: Any = record_type("deadline_rule")
    statement = select(
        row.term_id, row.step, row.case_level, row.number, row.unit, row.starts_with, row.latest_number, row.latest_unit,
        row.source,
    ).where(
        row.organization_id == organization, row.trashed_at.is_(None), row.state == "in_force"
    )  # fmt: skip
    return {
        (found.term_id, found.step, found.case_level): Rule(
            Span(found.number, found.unit),
            found.starts_with,
            Span(found.latest_number, found.latest_unit) if found.latest_number else None,
            found.source,
        )
        for found in db.session.execute(statement, execution_options={"gate": "label"})
    }


@dataclass(frozen=True, slots=True)
class Question:
    """One list of rows that somebody must look after: what narrows the list of its type to them.

    Attributes:
        key: its name in the address of the list.
        label: what the list is called (message id).
        condition: makes the condition from the record type or an alias of it.
        tone: ``bad`` for what is past a deadline, ``warn`` for what soon will be.
    """

    key: str
    label: str
    condition: Callable[[Any], ColumnElement[bool]]
    tone: str = "warn"


@dataclass(frozen=True, slots=True)
class Clock:
    """A second day on the rows of a type, awaited from somebody else than the first: a decision that a unit asked for.

    Nobody is urged by it; it stands on the page of deadlines with its own lists.

    Attributes:
        key: its name in the address of the list.
        due: column of the day.
        open: states in which it is awaited.
        unit: reference column to the unit that it is awaited from.
        label: what is awaited (message id).
        overdue: what is called that of it which is past its day (message id).
    """

    key: str
    due: str
    open: tuple[str, ...]
    unit: str | None
    label: str
    overdue: str

    def is_open(self, row: Any) -> ColumnElement[bool]:
        """Return the condition that it is awaited."""
        condition: ColumnElement[bool] = row.state.in_(self.open)
        return condition

    def is_overdue(self, row: Any) -> ColumnElement[bool]:
        """Return the condition that its day is past."""
        return and_(self.is_open(row), getattr(row, self.due) < today_parameter())

    def questions(self) -> tuple[Question, ...]:
        """Return the two lists of it: all that is awaited, and what is overdue."""
        return (
            Question(self.key, self.label, self.is_open),
            Question(f"{self.key}_overdue", self.overdue, self.is_overdue, "bad"),
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a record type says about the days its rows are due.

    Attributes:
        due: column of the due day.
        open: states in which it is still awaited; leaving them stops every reminder.
        answered: those of them in which whoever it is awaited from has answered and others look at it: due, but not urged.
        done: column of the day on which it was done, where no state says so; filled in, nothing is awaited any more.
        unit: reference column to the unit that it is awaited from.
        received: column of the day of receipt; empty in an open state means not received.
        label: what is awaited (message id).
        matter: column that says what it is about, where what a row is called does not.
        only: column -> values with which something is awaited at all (a decision that was taken, not one that was postponed).
        clocks: further days on the same rows, awaited from others.
        questions: further lists of the type ("no contact yet", "feedback missing").
    """

    due: str
    open: tuple[str, ...]
    unit: str | None = None
    received: str | None = None
    label: str = ""
    answered: tuple[str, ...] = ()
    done: str | None = None
    matter: str | None = None
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clocks: tuple[Clock, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def urged(self) -> tuple[str, ...]:
        """Return the states in which whoever it is awaited from is reminded."""
        return tuple(state for state in self.open if state not in self.answered)

    def awaits(self, record: Any) -> bool:
        """Return whether the answer of a row is still awaited."""
        counts = all(getattr(record, column) in values for column, values in self.only.items())
        return (
            counts and record.state in self.open and (self.done is None or getattr(record, self.done) is None)
        )


def today_parameter(ahead: int = 0) -> Any:
    """Return a parameter: the office's own date, or so many days after it, when the statement runs."""
    name = f"today_{'plus' if ahead >= 0 else 'minus'}_{abs(ahead)}"
    return bindparam(name, callable_=lambda: clock.business_today() + timedelta(days=ahead), type_=Date())


def is_open(row: Any, deadline: Deadline) -> ColumnElement[bool]:
    """Return the condition that the row's answer is still awaited."""
    return _awaited(row, deadline, deadline.open)


def is_urged(row: Any, deadline: Deadline) -> ColumnElement[bool]:
    """Return the condition that whoever the row's answer is awaited from has not answered yet."""
    return _awaited(row, deadline, deadline.urged)


def _awaited(row: Any, deadline: Deadline, among: tuple[str, ...]) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [row.state.in_(among)]
    conditions += [getattr(row, column).in_(values) for column, values in deadline.only.items()]
    if deadline.done is not None:
        conditions.append(getattr(row, deadline.done).is_(None))
    return and_(*conditions)


def questions_of(cls: type[Record]) -> tuple[Question, ...]:
    """Return the lists of a record type with deadlines, the shared ones first; nothing for other types."""
    deadline = cls.deadline
    if deadline is None:
        return ()

    def overdue(row: Any) -> ColumnElement[bool]:
        return and_(is_open(row, deadline), getattr(row, deadline.due) < today_parameter())

    def soon(row: Any) -> ColumnElement[bool]:
        due = getattr(row, deadline.due)
        return and_(is_open(row, deadline), due >= today_parameter(), due <= today_parameter(SOON_DAYS))

    found = [
        Question("overdue", N_("Overdue"), overdue, "bad"),
        Question("due_soon", N_("Due in 7 days"), soon),
    ]
    if (received := deadline.received) is not None:
        found.append(
            Question(
                "not_received",
                N_("Not received"),
                lambda row: and_(is_open(row, deadline), getattr(row, received).is_(None)),
            )
        )
    clocks = (question for clock in deadline.clocks for question in clock.questions())
    return (*found, *clocks, *deadline.questions)


def standing(record: Record) -> Question | None:
    """Return ``overdue`` or ``due_soon`` for a row that is so today, for the mark beside its state; else ``None``."""
    deadline = record.deadline
    if deadline is None or not deadline.awaits(record):
        return None
    due: date | None = getattr(record, deadline.due)
    if due is None:
        return None
    left = (due - clock.business_today()).days
    overdue, soon = questions_of(type(record))[:2]
    return overdue if left < 0 else soon if left <= SOON_DAYS else None


def deadline_types() -> list[type[Record]]:
    """Return every record type that declares a deadline."""
    return [cls for cls in record_types() if cls.deadline is not None]
