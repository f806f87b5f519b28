"""Who has missed how many plenaries, or meetings of another kind: counted from the attendance that its reader may read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template, request
from flask_admin import expose
from markupsafe import Markup

from models import clock
from models.access import can, current_actor
from models.lookups import columns_of
from models.marks import N_
from models.presence import Standing, share_on, standings
from models.registry import record_type
from models.settings import term_on
from panel.dates import read_day
from panel.language import format_day, translate
from panel.listing.labels import labels
from panel.numbers import row_number
from panel.value_problem import ValueProblem

MISSED = N_("Missed meetings")
EXPLAINED = N_(
    "Present under %(parts)s of %(whole)s of the half-days counts as absent; what is not required does not count."
)
_MISSED = ("absent", "leave")
_USUAL = "plenary"


class AbsenceRoutes:
    """Route ``missed/`` of the attendance."""

    @expose("/missed/")
    def missed_view(self: Any) -> str:
        """Show for each member how many meetings of a kind were required, attended, excused and missed."""
        kinds = record_type("meeting").__table__.c.kind.info["choices"]
        kind = request.args.get("kind", _USUAL)
        kind = kind if kind in {choice.value for choice in kinds} else _USUAL
        asked, errors = self.asked_period()
        least = row_number(request.args.get("least", "1")) or 0
        found = standings([kind], *asked) if not errors else []
        parts, whole = share_on(asked[1])
        rows = [
            row
            for person, by_meeting in found
            if (row := self.absence_row(person, by_meeting, least)) is not None
        ]
        rows.sort(key=lambda row: (-row["absent"], -row["leave"]))
        day = {"kind": "date", "required": False}
        page = {
            "title": translate(MISSED),
            "crumbs": self.crumbs(None, translate(MISSED)),
            "action": f"{self.url}/missed/",
            "fields": [
                {"kind": "select", "name": "kind", "label": translate(N_("Kind of meeting")), "value": kind, "required": True,
                 "options": [(choice.value, translate(choice.label)) for choice in kinds]},
                {**day, "name": "since", "label": translate(N_("From")), "value": _shown("since", asked[0]),
                 "error": errors.get("since", "")},
                {**day, "name": "until", "label": translate(N_("Until")), "value": _shown("until", asked[1]),
                 "error": errors.get("until", "")},
                {"kind": "number", "name": "least", "label": translate(N_("Missed at least")), "value": str(least)},
            ],
            "asked": " · ".join(
                [*(translate(choice.label) for choice in kinds if choice.value == kind), _shown("since", asked[0]),
                 _shown("until", asked[1]), translate(N_("Missed at least")) + f" {least}"]
            ),
            "explained": translate(EXPLAINED, parts=parts, whole=whole),
            "rows": rows,
            "number": len(rows),
        }  # fmt: skip
        return render_template("absences.html", page=page)

    def asked_period(self: Any) -> tuple[tuple[date, date], dict[str, str]]:
        """Return the period asked for, by default the term until today, and what is wrong with it."""
        today = clock.business_today()
        term = columns_of("term", term_on(today), "valid_from")
        found = {"since": term.valid_from if term is not None else date(today.year, 1, 1), "until": today}
        errors = {}
        for name, usual in list(found.items()):
            text = request.args.get(name, "").strip()
            try:
                found[name] = read_day(text) if text else usual
            except ValueProblem as problem:
                errors[name] = translate(problem.sentence, **problem.values)
        return (found["since"], found["until"]), errors

    def absence_row(
        self: Any, person: Any, by_meeting: Mapping[int, Standing], least: int
    ) -> dict[str, Any] | None:
        """Return the line of a member, ``None`` for who missed fewer than were asked for."""
        numbers = Counter(by_meeting.values())
        missed = [number for number, standing in by_meeting.items() if standing in _MISSED]
        if len(missed) < least:
            return None
        names = labels(record_type("meeting"), missed)
        link = Markup('<a href="/panel/meeting/details/?id={}">{}</a>')
        return {
            "name": person.name,
            "url": f"{self.url}/?seat_id={person.seat_id}",
            "required": sum(numbers[kind] for kind in ("present", "leave", "absent")),
            "present": numbers["present"],
            "leave": numbers["leave"],
            "absent": numbers["absent"],
            "missed": Markup("、").join(link.format(n, names[n].text) for n in sorted(missed) if n in names),
        }

    def list_actions(self: Any) -> list[tuple[str, str, str]]:
        """Put the page of missed meetings beside the import."""
        found: list[tuple[str, str, str]] = super().list_actions()  # type: ignore[misc]
        return [*ways_to_absences(), *found]


def ways_to_absences() -> list[tuple[str, str, str]]:
    """Return the way to the page, as actions of a list are given; nothing for who reads no attendance."""
    readable = can(current_actor(), "read", record_type("attendance"))
    return [(translate(MISSED), "filter", "/panel/attendance/missed/")] if readable else []


def _shown(name: str, day: date) -> str:
    return request.args.get(name, "") or format_day(day)
