"""How a score comes of the votes: the ways that scales offer and rounds freeze with their plan."""

from models.fields import Choice
from models.marks import N_

COMPUTATIONS = (
    Choice("share", N_("Share of the favourable options")),
    Choice("weighted", N_("Mean of the weights")),
    Choice("counts", N_("Numbers of votes only")),
)
