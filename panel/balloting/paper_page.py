"""The ballot paper on a page: the same for a member in the panel and for a one-time slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.balloting.casting import Offered
from models.balloting.paper import MOST_REMARKS
from models.marks import N_
from panel.language import translate

SECRECY = N_(
    "The ballot is secret. The system keeps that you have voted and, apart from it, how many marks each line received; "
    "who voted how cannot be found out after the count is closed."
)
BLANK_RULE = N_(
    "A line that you leave out counts as blank for that line. The ballot cannot be changed after it is cast."
)
SUBJECT = "vote-"


def marks_of(form: Mapping[str, str], offered: Offered) -> dict[int, int]:
    """Return line -> option of what was marked; what is not on this paper is passed over."""
    options = {str(number): number for number, _label in offered.paper.options}
    found = {}
    for line in offered.lines:
        chosen = options.get(form.get(f"{SUBJECT}{line.id}", ""))
        if chosen is not None:
            found[line.id] = chosen
    return found


def remarks_of(form: Mapping[str, str]) -> dict[int | None, str]:
    """Return the remark on the round as a whole, if one was written."""
    text = form.get("remark", "").strip()
    return {None: text} if text else {}


def paper_context(
    offered: Offered, title: str, facts: str, form: Mapping[str, str], error: str = ""
) -> dict[str, Any]:
    """Return the keys of templates/ballot.html that the paper fills."""
    subjects = [
        {
            "id": line.id,
            "code": "",
            "title": line.name,
            "fact": "",
            "value": form.get(f"{SUBJECT}{line.id}", ""),
            "error": "",
        }
        for line in offered.lines
    ]
    return {
        "title": title,
        "facts": facts,
        "secrecy": translate(SECRECY),
        "rule": translate(BLANK_RULE),
        "errors": [("", "", error)] if error else [],
        "options": [(str(number), label) for number, label in offered.paper.options],
        "groups": [{"title": "", "subjects": subjects}],
        "remark": {
            "kind": "textarea",
            "name": "remark",
            "label": translate(N_("Remark")),
            "value": form.get("remark", ""),
            "rows": 3,
            "maxlength": MOST_REMARKS,
            "hint": translate(N_("Kept apart from the marks; please write nothing that tells who you are.")),
        },
        "total": len(subjects),
        "confirm": {
            "title": translate(N_("Cast the ballot?")),
            "text": translate(N_("It cannot be changed or taken back afterwards.")),
            "button": translate(N_("Vote")),
        },
        "submit_label": translate(N_("Vote")),
    }
