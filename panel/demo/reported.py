"""Figures that were reported in the demonstration year, one of which has changed since because a row was entered late."""

from __future__ import annotations

from datetime import date

from models.base import db
from models.figures import FIGURES
from models.figures.windows import windows_of
from models.transitions import add_derived
from panel.demo.acts import Acts
from panel.demo.office import NOTE, Office
from panel.summary.counting import count
from panel.summary.kept_rows import read_rows, write_rows
from panel.summary.reporting import line_of

CITY, PARTY, COUNTY = "政协广安市委员会", "县委办公室", "县人民政府办公室"
YEAR_BEFORE = (date(2019, 1, 1), date(2019, 12, 31), date(2020, 1, 3))
HALF_YEAR = (date(2020, 1, 1), date(2020, 6, 30), date(2020, 7, 2))
TO_SEPTEMBER = (date(2020, 1, 1), date(2020, 9, 10), date(2020, 9, 10))
REPORTS = (
    ("bulletins", YEAR_BEFORE, CITY, "邻协办〔2020〕2 号"),
    ("bulletins", HALF_YEAR, CITY, "邻协办〔2020〕31 号"),
    ("opinions", HALF_YEAR, CITY, "邻协办〔2020〕31 号"),
    ("training_attendances_county", HALF_YEAR, PARTY, None),
    ("livelihood_projects", TO_SEPTEMBER, COUNTY, None),
)
"""Figure; first day, last day and the day of the report; to whom, with which paper."""
ENTERED_LATE = "opinions"
"""Of this one the newest row had not been entered yet when it was reported."""


def add_reported(office: Office, accounts: dict[str, int]) -> None:
    """Enter what the office reported, each figure as it was counted, by the clerk."""
    acts = Acts(office.organization_id, accounts)
    with acts.as_("clerk") as actor:
        lines = []
        for key, (first, last, reported_on), reported_to, document in REPORTS:
            windows = windows_of(first, last)
            (counted,) = count(actor, windows, [FIGURES[key]]).values()
            line = line_of(
                actor, counted, windows, "period", reported_to=reported_to, reported_on=reported_on, document_number=document,
                reported_by=actor.label, note=NOTE,
            )  # fmt: skip
            if key == ENTERED_LATE:
                kept = read_rows(line.rows)[:-1]
                line.rows, line.value = write_rows(kept), len(kept)
            lines.append(line)
        add_derived(lines)
        db.session.commit()
