"""Who attends: exactly one of a member's seat, a staff member of the office, or a guest with name and body.

The name is kept as it was that day, so that nobody vanishes from an old sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Mapped

from models.access.actor import current_actor
from models.fields import ref, text
from models.lookups import another_like, columns_of, is_new
from models.marks import N_
from models.names import initials_of, stroke_key
from models.problems import Problem
from models.serving import not_serving_problem

_EXACTLY_ONE = N_("Please name exactly one: a member's seat, a staff member, or a guest.")
_GUEST_BODY = N_("Please write which body the guest comes from.")


class OnePerson:
    """The columns of a row that is about one person, and what they come to; mixed into a record type.

    ``once_per`` names the columns within which a guest stands once; seats and staff have unique constraints.
    """

    once_per: tuple[str, ...] = ()

    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    initials: Mapped[str] = text(40, label=N_("Initials"), required=True, fixed=True, default="", search=True)
    name_strokes: Mapped[str] = text(
        80, label=N_("Order by surname strokes"), required=True, fixed=True, default="", sorted=True
    )
    seat_id: Mapped[int | None] = ref("seat", label=N_("Member"), filter=True)
    staff_id: Mapped[int | None] = ref("staff", label=N_("Staff member"), filter=True)
    guest_name: Mapped[str | None] = text(40, label=N_("Guest"))
    guest_body: Mapped[str | None] = text(60, label=N_("Body of the guest"))

    if TYPE_CHECKING:

        def changed_columns(self) -> set[str]:
            """Return what :meth:`models.base.Record.changed_columns` does."""

    def take_name(self) -> None:
        """Write the name and the keys by which it is sorted and found."""
        self.name = self._name_of_the_day()
        self.initials = initials_of(self.name)
        self.name_strokes = stroke_key(self.name)

    def _name_of_the_day(self) -> str:
        """Return the name of the one who is registered; once written it stays, while the person is the same."""
        row: Any = self
        if (
            not is_new(row)
            and self.name
            and not self.changed_columns() & {"seat_id", "staff_id", "guest_name"}
        ):
            return self.name
        for table, number in (("seat", self.seat_id), ("staff", self.staff_id)):
            person = columns_of(table, number, "name")
            if person is not None:
                return str(person.name)
        return self.guest_name or ""

    def person_problems(self, twice: str) -> Iterator[Problem]:
        """Yield what is wrong with the person: not exactly one, a guest without body or registered ``twice``, no serving member.

        Args:
            twice: the sentence for a guest who stands there already.
        """
        row: Any = self
        if sum(value not in (None, "") for value in (self.seat_id, self.staff_id, self.guest_name)) != 1:
            yield Problem("seat_id", _EXACTLY_ONE)
        if self.guest_name and not self.guest_body:
            yield Problem("guest_body", _GUEST_BODY)
        if self.guest_name and another_like(row, *self.once_per, "guest_name", "guest_body"):
            yield Problem("guest_name", twice)
        if is_new(row) or "seat_id" in self.changed_columns():
            yield from not_serving_problem("seat_id", self.seat_id, row.fact_date)


def by_another(member_id: int) -> bool:
    """Return whether whoever types is somebody else than the member; what the system itself writes is nobody's entry."""
    actor = current_actor()
    return actor.system is None and member_id not in actor.scope("member")
