"""How proposals and percentages are counted: the choices that a term gives and a plenary session may set for itself."""

from models.fields import Choice
from models.marks import N_

MERGED = (
    Choice("inside", N_("Counted among the accepted ones")),
    Choice("outside", N_("Counted beside the accepted ones")),
)
BASES = (
    Choice("received", N_("All received")),
    Choice("accepted", N_("Accepted, merged ones included")),
    Choice("handed_over", N_("Accepted, after merging")),
)
