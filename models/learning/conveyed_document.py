"""ConveyedDocument (传达学习文件)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Mapped

from models import clock
from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, all_rows, in_area
from models.audiences import AUDIENCES
from models.base import Record
from models.fields import choice, choices, day, note, text
from models.levels import LEVELS
from models.marks import N_
from models.periods import period_problem
from models.problems import Problem
from models.usage import keep_while_used

_NOT_YET = N_("This day has not come yet; please check the date of the document.")
_DESK = {CLERK: all_rows, COMMITTEE: in_area}


@keep_while_used
class ConveyedDocument(Record):
    """A document that the bodies of the committee are to hear: who has not yet heard it follows from the study meetings.

    Nothing classified is entered: each file that is attached is confirmed as not classified.
    """

    __tablename__ = "conveyed_document"
    title = N_("Conveyed document")
    plural = N_("Conveyed documents")
    entered_for = ()
    fact_date_from = "issued_on"

    name: Mapped[str] = text(120, label=N_("Title of the document"), required=True, search=True, listed=True)
    issuing_body: Mapped[str] = text(80, label=N_("Issued by"), required=True, search=True, listed=True)
    document_number: Mapped[str | None] = text(60, label=N_("Document number"), search=True, listed=True)
    level: Mapped[str | None] = choice(LEVELS, label=N_("Level"), listed=True)
    issued_on: Mapped[date] = day(label=N_("Date of the document"), required=True, listed=True, sorted=True)
    audiences: Mapped[str | None] = choices(
        AUDIENCES, label=N_("To be conveyed to"), help=N_("Nothing ticked: all of them")
    )
    convey_by: Mapped[date | None] = day(label=N_("To be conveyed by"), listed=True)
    content: Mapped[str | None] = note(label=N_("Main points"))

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER), all_rows),
        create=_DESK,
        update=_DESK,
        export={CLERK: all_rows, COMMITTEE: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A document is there before it is conveyed."""
        yield from period_problem("convey_by", self.issued_on, self.convey_by)
        if self.issued_on > clock.business_today():
            yield Problem("issued_on", _NOT_YET)
