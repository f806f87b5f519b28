"""Scale (评议等次)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.computations import COMPUTATIONS
from models.fields import choice, count, flag, ref, text
from models.marks import N_
from models.problems import Problem
from models.usage import keep_while_used

_SHARE = N_("A share is at most the whole; please check both numbers.")


@keep_while_used
class Scale(Record):
    """The options of a ballot, how a score comes of them, and when a vote on it is valid.

    Offices differ in all of this; a round freezes the scale it names when its plan is approved.
    """

    __tablename__ = "scale"
    __table_args__ = (UniqueConstraint("organization_id", "name"),)
    title = N_("Scale")
    plural = N_("Scales")
    entered_for = ()
    short_list = True

    name: Mapped[str] = text(60, label=N_("Name"), required=True, search=True, listed=True)
    source: Mapped[str | None] = text(
        120, label=N_("Taken from"), help=N_("The rule or the place that uses it")
    )
    term_id: Mapped[int | None] = ref(
        "term", label=N_("Term"), listed=True, filter=True, help=N_("Empty: holds for all terms")
    )
    computation: Mapped[str] = choice(
        COMPUTATIONS, label=N_("How the score is computed"), required=True, default="share", listed=True
    )
    quorum_parts: Mapped[int] = count(
        label=N_("Quorum: parts"),
        required=True,
        default=1,
        help=N_("Share of those expected who must be present"),
    )
    quorum_of: Mapped[int] = count(label=N_("Quorum: of"), required=True, default=2, lowest=1)
    quorum_exceeded: Mapped[bool] = flag(
        label=N_("The quorum must be exceeded"),
        default=True,
        filter=False,
        help=N_("More than half, not just half"),
    )
    valid_parts: Mapped[int] = count(
        label=N_("Valid: parts"),
        required=True,
        default=0,
        help=N_("Share of the returned ballots that must be valid"),
    )
    valid_of: Mapped[int] = count(label=N_("Valid: of"), required=True, default=1, lowest=1)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0)
    active: Mapped[bool] = flag(label=N_("Can be chosen"), default=True, listed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A share is not more than the whole."""
        for name in ("quorum", "valid"):
            if self._number(f"{name}_parts") > self._number(f"{name}_of"):
                yield Problem(f"{name}_parts", _SHARE)

    def _number(self, name: str) -> int:
        """Return a number as it will be stored: a new row takes what was left open from the default."""
        value: int | None = getattr(self, name)
        return int(self.__table__.c[name].default.arg) if value is None else value
