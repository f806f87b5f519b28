"""TellerSheet (计票表): what one teller counted, or that one teller is ready to open the box."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, MEMBER, Access, in_state, parent_read, parent_rule
from models.balloting.rules import both_in, own_sheet, teller_of
from models.base import Record
from models.fields import count, moment, ref
from models.marks import N_
from models.problems import Problem

CLOSED = (
    "counted", "opinions_approved", "reported", "fed_back", "rectifying", "rectification_reported", "rechecked", "archived",
)  # fmt: skip
"""States of a round in which its count is closed."""

_MORE_INVALID = N_("More invalid ballots than returned ones; please check both numbers.")

_closed = parent_rule("round_id", in_state(*CLOSED))
_teller = own_sheet | (both_in & parent_rule("round_id", teller_of))


class TellerSheet(Record):
    """One teller's sheet. Nobody but that teller reads it before both have handed in, nobody else before the count is closed.

    Written by :mod:`models.balloting` alone, for the teller in person.
    """

    __tablename__ = "teller_sheet"
    __table_args__ = (UniqueConstraint("organization_id", "round_id", "account_id"),)
    title = N_("Counting sheet")
    plural = N_("Counting sheets")
    parent = "round_id"
    entered_for = ()
    area_slug = "evaluation-round"
    label_columns = ("id",)

    round_id: Mapped[int] = ref("evaluation_round", label=N_("Evaluation round"), required=True, fixed=True)
    account_id: Mapped[int] = ref("account", label=N_("Teller"), required=True, fixed=True, listed=True)
    present: Mapped[int | None] = count(label=N_("Present"), fixed=True, listed=True)
    issued: Mapped[int | None] = count(label=N_("Ballots issued"), fixed=True, listed=True)
    returned: Mapped[int | None] = count(label=N_("Ballots returned"), fixed=True, listed=True)
    invalid: Mapped[int | None] = count(label=N_("Invalid ballots"), fixed=True, listed=True)
    handed_in_at: Mapped[datetime | None] = moment(label=N_("Handed in at"), fixed=True, listed=True)

    access = Access(
        read={
            CLERK: _teller | (_closed & parent_read("round_id")),
            COMMITTEE: _teller | (_closed & parent_read("round_id")),
            CHAIR: _closed,
            AUDITOR: _closed,
            MEMBER: _teller,
        },
        export={CLERK: _closed, AUDITOR: _closed},
    )

    def problems(self) -> Iterator[Problem]:
        """No more invalid ballots than came back."""
        if self.returned is not None and (self.invalid or 0) > self.returned:
            yield Problem("invalid", _MORE_INVALID)
