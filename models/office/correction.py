"""Correction (更正) of what has been approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, Access, Refused, by_creator, submitted
from models.access.rules import target_of
from models.base import Record, db
from models.fields import choice_of, count, note, text, workflow_state
from models.history import record_event
from models.kinds import kinds_with_papers
from models.lookups import columns_of, title_of
from models.marks import N_
from models.polymorphic import of_parent, parent_problem, parent_types
from models.problems import Problem
from models.seal import seal
from models.workflow import State, Transition, Workflow, states
from models.writing import pen
from models.written import KINDS, read, write

_NOT_APPROVED = N_("This has not been approved yet; please change it directly.")
_NO_SUCH_FIELD = N_("This field cannot be corrected; please choose one of the record's own fields.")
_NOT_A_VALUE = N_("“%(value)s” does not fit this field; please write it as the field shows it.")
_SAME = N_("The new text is the same as the old one.")
_MOVED_ON = N_(
    "The field has changed since the correction was proposed; please decline it and propose a new one."
)
_NOT_FOUND = N_("The record to be corrected cannot be read any more.")
_DESK = {CLERK: by_creator & of_parent("correct"), COMMITTEE: by_creator & of_parent("correct")}
_CHAIR = {CHAIR: submitted}


class Correction(Record):
    """One field of an approved record that turned out wrong: old text, new text and why.

    A desk proposes it; who approved the record, or another chair, confirms it, and never the proposer. Confirming changes the
    record and seals it anew; both texts stay here and in the history.
    """

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_record", "organization_id", "record_table", "record_id"),)
    title = N_("Correction")
    plural = N_("Corrections")
    entered_for = ()
    label_columns = ("about",)

    record_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of record"), required=True, filter=False
    )
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1)
    about: Mapped[str] = text(
        120, label=N_("What is corrected"), required=True, fixed=True, default="", search=True, listed=True
    )
    field: Mapped[str] = text(60, label=N_("Field to correct"), required=True, listed=True)
    old_text: Mapped[str | None] = note(label=N_("Old text"), fixed=True)
    new_text: Mapped[str | None] = note(label=N_("New text"), help=N_("Empty: the field is to be empty"))
    reason: Mapped[str] = note(label=N_("Reason for the correction"), required=True)
    state: Mapped[str] = workflow_state()

    access = Access(
        read={role: (submitted | by_creator) & of_parent() for role in (CLERK, COMMITTEE, CHAIR, AUDITOR)},
        create=_DESK,
        update=_DESK,
        export={role: submitted & of_parent() for role in (CLERK, CHAIR, AUDITOR)},
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("proposed", N_("Correction proposed"), "diamond"),
            State("confirmed", N_("Correction confirmed"), "stamp", frozen=True, final=True),
            State("declined", N_("Correction declined"), "ended", frozen=True, final=True),
        ),
        Transition(
            "submit", "draft", "proposed", N_("Submit for approval"), by=_DESK, submits=True, tells=("chair",)
        ),
        Transition("recall", "proposed", "draft", N_("Recall"), by=_DESK, recalls=True),
        Transition(
            "confirm",
            "proposed",
            "confirmed",
            N_("Confirm the correction"),
            by=_CHAIR,
            independent=True,
            seals=True,
            queue=True,
            consequence=N_("The record then shows the new text; the old one stays in the history."),
            event="corrected",
        ),
        Transition(
            "decline",
            "proposed",
            "declined",
            N_("Decline the correction"),
            by=_CHAIR,
            independent=True,
            reason=True,
            queue=True,
        ),
    )

    def before_save(self) -> None:
        """Keep what the record is called and what the field says, until the correction is submitted."""
        if self.state != "draft":
            return
        parent = parent_types().get(self.record_table)
        if parent is None:
            return
        self.about = (title_of(self.record_table, self.record_id) or "")[:120]
        if self.field in correctable(parent):
            found = columns_of(self.record_table, self.record_id, self.field)
            self.old_text = write(found[0]) if found is not None else None

    def problems(self) -> Iterator[Problem]:
        """Only what is approved is corrected, in a field of its own, to a value that the field can hold and that is new."""
        yield from parent_problem(self)
        parent = parent_types().get(self.record_table)
        if parent is None:
            return
        if self.state == "draft" and _approved(parent, self.record_id) is None:
            yield Problem("record_id", _NOT_APPROVED)
        columns = correctable(parent)
        if self.field not in columns:
            yield Problem("field", _NO_SUCH_FIELD)
            return
        try:
            value = read(columns[self.field], self.new_text)
        except ValueError:
            yield Problem("new_text", _NOT_A_VALUE, {"value": self.new_text})
        else:
            if write(value) == self.old_text:
                yield Problem("new_text", _SAME)

    def after_transition(self, name: str) -> None:
        """Write the confirmed text into the record, seal it anew, and say so in the record's own history."""
        if name != "confirm":
            return
        target, sealed = self._target()
        with pen(db.session, target, "correct"):
            setattr(target, self.field, read(target.__table__.c[self.field], self.new_text))
        if sealed.sealed_at is not None:
            with pen(db.session, sealed, "correct"):
                seal(sealed)
        record_event(
            db.session(),
            "corrected",
            table=self.record_table,
            record_id=self.record_id,
            organization_id=self.organization_id,
            version=target.version,
            reason=self.reason,
            detail={"correction": self.id, "field": self.field},
        )

    def _target(self) -> tuple[Any, Any]:
        """Return the record, as the proposer saw it, and the record whose seal covers it (mostly itself).

        Raises:
            Refused: when it cannot be read any more, is no longer approved, or the field has changed in the meantime.
        """
        cls = parent_types()[self.record_table]
        approved = _approved(cls, self.record_id)
        if approved is None:
            raise Refused(_NOT_APPROVED)
        target, sealed = _readable(cls, self.record_id), _readable(*approved)
        if target is None or sealed is None:
            raise Refused(_NOT_FOUND)
        if write(getattr(target, self.field)) != self.old_text:
            raise Refused(_MOVED_ON)
        return target, sealed


def _readable(cls: Any, record_id: int) -> Any:
    return db.session.scalar(select(cls).where(cls.id == record_id))


def _approved(cls: type[Record], record_id: int) -> tuple[type[Record], int] | None:
    """Return the approved record that a row is or belongs to, ``None`` when nothing about it is approved yet."""
    if cls.workflow is not None and cls.workflow.frozen_states:
        found = columns_of(cls.__tablename__, record_id, "state")
        return (cls, record_id) if found is not None and found.state in cls.workflow.frozen_states else None
    if cls.parent is None:
        return None
    owner = target_of(cls, cls.parent)
    row = columns_of(cls.__tablename__, record_id, cls.parent)
    return _approved(owner, row[0]) if row is not None and cls.__tablename__ in owner.seal_children else None


def correctable(cls: type[Record]) -> dict[str, Any]:
    """Return the columns that a person fills in and that may stay in a correction for ever: nothing personal."""
    return {
        column.key: column
        for column in cls.__table__.columns
        if column.info.get("kind") in KINDS
        and not column.info.get("fixed")
        and not column.info.get("entered_for")
        and column.info.get("sensitivity", "open") != "personal"
        and column.info.get("history") is None
    }
