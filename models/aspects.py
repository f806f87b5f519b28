"""The five aspects by which a platform, or a county's consulting as a whole, is looked at (五个有)."""

from models.fields import Choice
from models.marks import N_

ASPECTS = (
    Choice("people", N_("People: with strength")),
    Choice("matters", N_("Matters: by a standard")),
    Choice("place", N_("Coming: to a platform")),
    Choice("process", N_("Consulting: by a procedure")),
    Choice("effect", N_("Agreeing: with an effect")),
)
"""有—有力度, 事—有标准, 来—有平台, 协—有流程, 商—有成效: the pattern as a county publishes it; each office has its own items."""

ORDER = {aspect.value: place for place, aspect in enumerate(ASPECTS)}
