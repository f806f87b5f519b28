"""DeskHandover (工作交接)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, Access, all_rows, in_state
from models.base import Record, db
from models.desks import CONTACT, lying_on
from models.fields import day, moment, note, ref, text, workflow_state
from models.lookups import is_new, title_of
from models.marks import N_
from models.parties import naming_me, naming_others
from models.problems import Invalid, Problem
from models.registry import record_type
from models.transitions import add_derived
from models.workflow import State, Transition, Workflow, states
from models.writing import pen

_SAME = N_("From, to and witness are three different people; please choose another one.")
_STANDS = N_("Who hands over to whom stands since the list was drawn up; please take the list back first.")
_WHO_LOOKS_AFTER = N_("There are bodies to look after; please fill in the staff member who takes them over.")

_NAMING = frozenset({CLERK, COMMITTEE, CHAIR, DEPARTMENT})
_PEOPLE = ("from_account_id", "to_account_id", "witness_account_id")
_party = naming_me(*_PEOPLE)
_from, _to, _witness = (naming_me(column) for column in _PEOPLE)
_strangers = all_rows & naming_others(*_PEOPLE)
_anybody = (CLERK, COMMITTEE, CHAIR, DEPARTMENT)
_beginners = {CLERK: all_rows | _from, COMMITTEE: _from, CHAIR: _from, DEPARTMENT: _from}
_drafted = in_state("drafted")

GOES_OVER = frozenset({"draft", "due", "open"})
"""Kinds of things that the successor goes on with; what waited for a decision waits for whoever may decide it."""


class DeskHandover(Record):
    """A desk passes from one person to another before a witness: the system lists what lies on it, three people confirm.

    Authorship stays: the history names who wrote what. Responsibility moves: unfinished drafts and papers under way become the
    successor's to read and to go on with, bodies and groups get them as their contact.
    """

    __tablename__ = "desk_handover"
    title = N_("Desk handover")
    plural = N_("Desk handovers")
    entered_for = ()
    fact_date_from = "handed_on"
    seal_columns = (*_PEOPLE, "from_staff_id", "to_staff_id", "post", "handed_on", "things")
    seal_children = ("desk_handover_item",)

    name: Mapped[str] = text(
        90, label=N_("From whom to whom"), required=True, fixed=True, default="", search=True, listed=True
    )
    post: Mapped[str] = text(60, label=N_("Desk or post"), required=True, search=True, listed=True)
    from_account_id: Mapped[int] = ref("account", label=N_("Handed over by"), required=True, named_by=_NAMING)
    to_account_id: Mapped[int] = ref("account", label=N_("Taken over by"), required=True, named_by=_NAMING)
    witness_account_id: Mapped[int] = ref(
        "account", label=N_("Witnessed by"), required=True, listed=True, named_by=_NAMING
    )
    from_staff_id: Mapped[int | None] = ref(
        "staff",
        label=N_("Handed over by (staff)"),
        help=N_("For the bodies and groups that this person looks after"),
    )
    to_staff_id: Mapped[int | None] = ref("staff", label=N_("Taken over by (staff)"))
    handed_on: Mapped[date] = day(
        label=N_("Date of the handover"), required=True, listed=True, default=clock.business_today
    )
    things: Mapped[str | None] = note(
        label=N_("Papers and things"), help=N_("Files on paper, seals, keys, devices, with their number")
    )
    drawn_on: Mapped[date | None] = day(label=N_("List drawn up on"), fixed=True)
    handed_at: Mapped[datetime | None] = moment(label=N_("Handing over confirmed"), fixed=True)
    taken_at: Mapped[datetime | None] = moment(label=N_("Taking over confirmed"), fixed=True)
    witnessed_at: Mapped[datetime | None] = moment(label=N_("Witness confirmed"), fixed=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={CLERK: all_rows | _party, COMMITTEE: _party, CHAIR: all_rows, AUDITOR: all_rows, DEPARTMENT: _party},
        create=_beginners,
        update={role: rule & _drafted for role, rule in _beginners.items()},
        export=dict.fromkeys((CLERK, CHAIR, AUDITOR), all_rows),
        correct={CLERK: all_rows},
    )  # fmt: skip
    workflow = Workflow(
        states(
            State("drafted", N_("Being prepared"), "dashed"),
            State("listed", N_("List drawn up"), "diamond"),
            State("handed", N_("Handed over"), "half"),
            State("taken", N_("Taken over"), "half"),
            State("closed", N_("Handover closed"), "stamp", frozen=True, final=True),
        ),
        Transition(
            "draw_up",
            "drafted",
            "listed",
            N_("Draw up the list"),
            by=_beginners,
            consequence=N_("The system lists what lies on the desk today."),
        ),
        Transition(
            "hand_over", "listed", "handed", N_("Confirm handing over"), by=dict.fromkeys(_anybody, _from), queue=True,
            paper={CLERK: _strangers},
        ),
        Transition("take_over", "handed", "taken", N_("Confirm taking over"), by=dict.fromkeys(_anybody, _to), queue=True),
        Transition(
            "witness", "taken", "closed", N_("Confirm as witness"), by=dict.fromkeys(_anybody, _witness), seals=True, queue=True,
            consequence=N_("Drafts and papers under way pass to the successor; who wrote them stays."),
        ),
        Transition(
            "redraw", ("listed", "handed", "taken"), "drafted", N_("Take the list back"), reason=True,
            by={CLERK: all_rows | _party, COMMITTEE: _party, CHAIR: _party, DEPARTMENT: _party},
        ),
    )  # fmt: skip

    def before_save(self) -> None:
        """Keep both names as they are when it is drawn up."""
        if self.state == "drafted" or not self.name:
            names = (title_of("account", number) for number in (self.from_account_id, self.to_account_id))
            self.name = " → ".join(name or "" for name in names)

    def problems(self) -> Iterator[Problem]:
        """Three people take part, and they stay the same once the list is drawn up."""
        people = [getattr(self, column) for column in _PEOPLE]
        for place, column in enumerate(_PEOPLE):
            if people[place] in people[:place]:
                yield Problem(column, _SAME)
        if self.state != "drafted" and not is_new(self) and self.changed_columns() & set(_PEOPLE):
            yield Problem("from_account_id", _STANDS)

    def after_transition(self, name: str) -> None:
        """Draw up the list, note who confirmed when, and at the end let responsibility pass."""
        now = clock.now()
        if name == "draw_up":
            self.drawn_on = clock.business_today()
            self._list()
        elif name == "hand_over":
            self.handed_at = now
        elif name == "take_over":
            self._require_contact()
            self.taken_at = now
        elif name == "witness":
            self.witnessed_at = now
            self._pass_on()
        elif name == "redraw":
            self.drawn_on = self.handed_at = self.taken_at = None
            for item in self._items():
                with pen(db.session, item, "derive"):
                    item.trashed_at = now

    def _list(self) -> None:
        item: Any = record_type("desk_handover_item")
        add_derived(
            item(
                organization_id=self.organization_id,
                handover_id=self.id,
                kind=found.kind,
                record_table=found.table,
                record_id=found.record_id,
                called=found.title[:200] or None,
                record_state=found.state,
                due_on=found.due,
            )
            for found in lying_on(self.from_account_id, self.from_staff_id)
            # The handover itself is not handed over.
            if found.table not in ("desk_handover", "desk_handover_item")
        )

    def _items(self) -> list[Any]:
        """Return the rows of the list that are not taken back."""
        item: Any = record_type("desk_handover_item")
        statement = (
            select(item).where(item.handover_id == self.id, item.trashed_at.is_(None)).order_by(item.id)
        )
        return list(db.session.scalars(statement.execution_options(gate="label")))

    def _require_contact(self) -> None:
        if self.to_staff_id is None and any(item.kind == "duty" for item in self._items()):
            raise Invalid(self, [Problem("to_staff_id", _WHO_LOOKS_AFTER)])

    def _pass_on(self) -> None:
        """Let the successor go on with what was listed; what the predecessor had taken over from others goes along."""
        item: Any = record_type("desk_handover_item")
        for row in self._items():
            if row.kind == "duty":
                self._give_body(row)
            elif row.kind in GOES_OVER:
                before = select(item).where(
                    item.record_table == row.record_table,
                    item.record_id == row.record_id,
                    item.taken_by_id == self.from_account_id,
                )
                for old in db.session.scalars(before.execution_options(gate="label")):
                    with pen(db.session, old, "derive"):
                        old.taken_by_id = None
                with pen(db.session, row, "derive"):
                    row.taken_by_id = self.to_account_id

    def _give_body(self, row: Any) -> None:
        cls: Any = record_type(row.record_table)
        statement = select(cls).where(cls.id == row.record_id).execution_options(gate="label")
        body = db.session.scalar(statement)
        if body is not None and getattr(body, CONTACT) == self.from_staff_id:
            with pen(db.session, body, "derive"):
                setattr(body, CONTACT, self.to_staff_id)
