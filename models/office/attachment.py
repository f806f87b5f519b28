"""Attachment (附件)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access
from models.base import Record
from models.fields import Choice, choice, choice_of, count, flag, text
from models.kinds import kinds_with_papers
from models.lookups import is_new
from models.marks import N_
from models.polymorphic import of_parent, parent_problem
from models.problems import Problem

KINDS = (
    Choice("ordinary", N_("Ordinary attachment")),
    Choice("signed_paper", N_("Scan of a signed paper")),
    Choice("photo", N_("Photo")),
    Choice("decision", N_("Decision document")),
)
SECRECY = (Choice("open", N_("Open")), Choice("internal", N_("Internal")))
"""There is no higher step: what is classified does not enter this system."""

_CLASSIFIED = N_("This system takes no classified papers; please confirm that the file is not classified.")
_DIGEST_SHAPE = N_("The file was not stored completely; please attach it again.")
_FILE_STAYS = N_("The file of an attachment is not exchanged; please attach the new one beside it.")
_OF_THE_FILE = frozenset({"record_table", "record_id", "name", "media_type", "size", "sha256"})


class Attachment(Record):
    """A file that belongs to any other record and is read by whoever may read that record.

    The file itself lies under its digest; the row keeps the name under which it was uploaded. A clerk may attach to whatever the
    clerk reads, because the signed paper of another's act comes through the desk; others to what they may change.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "organization_id", "record_table", "record_id"),)
    title = N_("Attachment")
    plural = N_("Attachments")
    entered_for = ()

    record_table: Mapped[str] = choice_of(
        kinds_with_papers, 40, label=N_("Kind of record"), required=True, fixed=True, filter=False
    )
    record_id: Mapped[int] = count(label=N_("Number of the record"), required=True, lowest=1, fixed=True)
    name: Mapped[str] = text(200, label=N_("File name"), required=True, fixed=True, search=True, listed=True)
    kind: Mapped[str] = choice(
        KINDS, label=N_("Kind of attachment"), required=True, default="ordinary", listed=True
    )
    secrecy: Mapped[str] = choice(
        SECRECY, label=N_("Secrecy"), required=True, default="internal", listed=True
    )
    not_classified: Mapped[bool] = flag(
        label=N_("I confirm that the file is not classified"),
        filter=False,
        help=N_("Confirmed anew for each file"),
    )
    media_type: Mapped[str] = text(100, label=N_("Kind of file"), required=True, fixed=True)
    size: Mapped[int] = count(label=N_("Size"), required=True, fixed=True, unit=N_("bytes"), listed=True)
    sha256: Mapped[str] = text(64, label=N_("Digest of the file"), required=True, fixed=True, index=True)

    access = Access(
        read={role: of_parent() for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)},
        create={CLERK: of_parent()} | {role: of_parent("update") for role in (COMMITTEE, MEMBER, DEPARTMENT)},
        update={CLERK: of_parent(unfrozen=True)}
        | {role: of_parent("update", unfrozen=True) for role in (COMMITTEE, MEMBER, DEPARTMENT)},
        export={role: of_parent() for role in (CLERK, AUDITOR)},
    )

    def problems(self) -> Iterator[Problem]:
        """Nothing classified; a whole file; one that belongs to a record that exists; and the file stays the same."""
        if not self.not_classified:
            yield Problem("not_classified", _CLASSIFIED)
        if len(self.sha256) != 64 or not set(self.sha256) <= set("0123456789abcdef"):
            yield Problem("sha256", _DIGEST_SHAPE)
        if not is_new(self) and self.changed_columns() & _OF_THE_FILE:
            yield Problem("name", _FILE_STAYS)
        yield from parent_problem(self)
