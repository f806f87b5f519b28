"""Livelihood projects of the year (民生实事)."""

from models.figures.declaration import Figure, OfYear, Section
from models.marks import N_

_TOP = {"parent_id__empty": "1"}
_LIST = OfYear()

SECTION = Section(
    "livelihood",
    N_("Livelihood and evaluation"),
    (
        Figure(
            "livelihood_projects",
            "livelihood_project",
            N_("Livelihood projects"),
            N_("projects"),
            N_(
                "Projects on the lists of the year in which the period ends, of the three levels; a part of a project "
                "of the level above "
                "is not counted again. To date in the term: the lists of all its years."
            ),
            _TOP,
            on=_LIST,
        ),
        Figure(
            "lead_departments",
            "livelihood_project",
            N_("Lead departments of the projects"),
            N_("units"),
            N_(
                "Different lead departments of the projects on the lists of the year in which the period ends; each "
                "counts once."
            ),
            {**_TOP, "lead_department_id__empty": "0"},
            on=_LIST,
            kind="things",
            of=("lead_department_id",),
        ),
        Figure(
            "livelihood_by_level",
            "livelihood_project",
            N_("Livelihood projects by level"),
            N_("projects"),
            N_(
                "Projects on the lists of the year in which the period ends, parted by level; a part of a project of "
                "the level above is "
                "not counted again."
            ),
            _TOP,
            on=_LIST,
            by="level",
        ),
    ),
)
