"""Trainings: courses, heads and attendances, which are never added to each other (委员培训)."""

from models.figures.declaration import Figure, Section
from models.marks import N_

_TOOK_PART = {"attendance__in": "full,part"}
_PEOPLE = ("seat_id", "staff_id")

SECTION = Section(
    "training",
    N_("Training"),
    (
        Figure(
            "training_courses_by_kind",
            "training",
            N_("Trainings by kind"),
            N_("trainings"),
            N_(
                "Trainings that were held, by their first day, parted by kind; planned and announced ones do not count."
            ),
            {"state__in": "held,recorded,archived"},
            by="kind",
        ),
        Figure(
            "training_heads_higher",
            "training_attendance",
            N_("People at courses of higher committees"),
            N_("people"),
            N_(
                "Different people, members and staff, who took part in the whole or a part of a course of a higher "
                "committee, by the "
                "first day of the course; whoever went twice counts once, guests do not count."
            ),
            {"training_kind": "higher_course", **_TOOK_PART},
            kind="heads",
            of=_PEOPLE,
            wording="note",
            worded_by="training_id",
        ),
        Figure(
            "training_attendances_county",
            "training_attendance",
            N_("Attendances at courses in the county"),
            N_("attendances"),
            N_(
                "Attendances, whole or in part, at day-to-day courses in the county, by the first day of the course; "
                "whoever came "
                "twice counts twice. Leave and absence do not count."
            ),
            {"training_kind": "county_course", **_TOOK_PART},
            kind="attendances",
            wording="note",
            worded_by="training_id",
        ),
        Figure(
            "members_trained",
            "training_attendance",
            N_("Members trained"),
            N_("people"),
            N_(
                "Different members who took part in the whole or a part of a training of any kind, by the first day of "
                "the training; "
                "each counts once, staff and guests do not count."
            ),
            {**_TOOK_PART, "seat_id__empty": "0"},
            kind="heads",
            of=("seat_id",),
        ),
    ),
)
