"""Conveyance and study (学习传达)."""

from models.figures.declaration import Dated, Figure, Section
from models.marks import N_

_HELD = {"state__in": "held,recorded,archived"}

SECTION = Section(
    "study",
    N_("Conveyance and study"),
    (
        Figure(
            "study_meeting_kinds",
            "study_meeting",
            N_("Study meetings by kind of meeting"),
            N_("meetings"),
            N_(
                "Study meetings that were held, by the day they were held, parted by the kind of meeting; planned ones "
                "do not count."
            ),
            _HELD,
            by="kind",
        ),
        Figure(
            "conveyed_documents",
            "conveyed_document",
            N_("Documents conveyed"),
            N_("documents"),
            N_(
                "Documents that were heard at a study meeting for the first time in the period; each counts once, "
                "however many meetings heard it."
            ),
            on=Dated("first_conveyed"),
        ),
        Figure(
            "study_outcomes",
            "study_meeting",
            N_("Study meetings with an outcome on paper"),
            N_("meetings"),
            N_(
                "Study meetings that were held and brought forth a paper, such as an implementing opinion, by the day "
                "they were held."
            ),
            {**_HELD, "outcome__empty": "0"},
            keyed=False,
        ),
    ),
)
