"""ScaleOption: one option of a scale (评议等次的选项)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, in_area, parent_read
from models.base import Record
from models.fields import count, flag, measure, ref, text
from models.lookups import columns_of, is_new, uses_of
from models.marks import N_
from models.problems import Problem

_IN_USE = N_(
    "A round whose plan is approved uses this scale; please make another scale with the changed options."
)
_NOT_COUNTED_FAVOURABLE = N_(
    "An option that is not scored cannot be favourable; please change one of the two."
)
_WEIGHT_MISSING = N_(
    "This scale takes the mean of the weights; please fill in the weight of a scored option."
)
_FIXED_ONCE_USED = frozenset({"scale_id", "code", "label", "rank", "weight", "scored", "valid", "favourable"})


class ScaleOption(Record):
    """What a voter can tick. "Do not know" is an option that is not scored, and in some places not even a valid ballot."""

    __tablename__ = "scale_option"
    __table_args__ = (UniqueConstraint("organization_id", "scale_id", "code"),)
    title = N_("Option")
    plural = N_("Options")
    entered_for = ()
    parent = "scale_id"
    area_slug = "scale"
    label_columns = ("label",)

    scale_id: Mapped[int] = ref("scale", label=N_("Scale"), required=True, listed=True, filter=True)
    code: Mapped[str] = text(20, label=N_("Code value"), required=True, listed=True)
    label: Mapped[str] = text(20, label=N_("Option on the ballot"), required=True, listed=True)
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, listed=True, sorted=True)
    weight: Mapped[Decimal | None] = measure(2, label=N_("Weight"), lowest=0, highest=100, listed=True)
    scored: Mapped[bool] = flag(label=N_("Scored"), default=True, listed=True, filter=False)
    valid: Mapped[bool] = flag(label=N_("Makes a valid ballot"), default=True, listed=True, filter=False)
    favourable: Mapped[bool] = flag(label=N_("Favourable"), listed=True, filter=False)

    access = Access(
        read={
            role: parent_read("scale_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create={CLERK: parent_read("scale_id"), COMMITTEE: in_area},
        update={CLERK: parent_read("scale_id"), COMMITTEE: in_area},
        export={role: parent_read("scale_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    def problems(self) -> Iterator[Problem]:
        """Options agree with the way of computing, and stand still once a round votes by them."""
        scored = self.scored is not False
        if self.favourable and not scored:
            yield Problem("favourable", _NOT_COUNTED_FAVOURABLE)
        scale = columns_of("scale", self.scale_id, "computation")
        if scale is not None and scale.computation == "weighted" and scored and self.weight is None:
            yield Problem("weight", _WEIGHT_MISSING)
        changes = is_new(self) or bool(self.changed_columns() & _FIXED_ONCE_USED)
        if changes and uses_of("scale", self.scale_id, begun_only=True):
            yield Problem("scale_id", _IN_USE)
