"""Topics and consultations, formal and small (协商议题、协商活动)."""

from models.figures.declaration import Figure, Section
from models.marks import N_

_COUNTED = (
    "approved,surveyed,consulted,opinion_formed,reported,handed_over,handling,answered,rated,closed,turned"
)
_HELD = {"state__in": "held,minuted,archived"}

SECTION = Section(
    "consultation",
    N_("Consultation"),
    (
        Figure(
            "people_affected",
            "topic",
            N_("People affected by the matters consulted"),
            N_("people"),
            N_(
                "The numbers of people affected that stand with topics approved for consultation, by the day they were "
                "collected, added "
                "up; a person whom two matters affect is in both. Merged and ended topics do not count."
            ),
            {"state__in": _COUNTED, "people_affected__empty": "0"},
            kind="sum",
            of=("people_affected",),
            wording="people_wording",
        ),
        Figure(
            "topics_by_tag",
            "topic",
            N_("Topics by tag"),
            N_("topics"),
            N_(
                "Topics approved for consultation, by the day they were collected, parted by their tags; a topic with "
                "two tags is in "
                "both, so the parts are not added up. Merged and ended topics do not count."
            ),
            {"state__in": _COUNTED, "tag__empty": "0"},
            by="tag",
        ),
        Figure(
            "consultations_asked_by_departments",
            "consultation",
            N_("Consultations that a unit asked for"),
            N_("sittings"),
            N_(
                "Consultations that were held because a unit came of its own accord, by the day they began; planned "
                "and cancelled ones "
                "do not count."
            ),
            {"asked_by": "department", **_HELD},
        ),
        Figure(
            "consultations_by_form",
            "consultation",
            N_("Consultations by form"),
            N_("sittings"),
            N_(
                "Consultations that were held, by the day they began, parted by the form of their topic: broad at the "
                "plenary, key at "
                "the standing committee, topical at the chairpersons' meeting, counterpart at the special committees, "
                "and small."
            ),
            _HELD,
            by="form",
        ),
    ),
)
