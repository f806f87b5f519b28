"""Delegations on screen."""

from __future__ import annotations

from typing import Any

from models import clock
from models.access import CLERK, current_actor
from models.delegations import withheld
from models.marks import N_
from panel.language import translate
from panel.people import account_name
from panel.record_view import RecordView

NOT_YET = N_("Not begun yet")
RUN_OUT = N_("Run out")
NEXT = N_("Next: %(name)s, or a member of the chairpersons' meeting who is no party, confirms")


class DelegationView(RecordView):
    """Who decides for whom, from when to when, on what basis."""

    copies = False
    menu_place = 20
    column_list = ("name", "kinds", "valid_from", "valid_until", "state")
    form_columns = ("from_account_id", "to_account_id", "kinds", "valid_from", "valid_until", "basis", "note")
    list_tabs = ((N_("In force"), "state=in_force"), (N_("Drawn up"), "state=drafted"))
    column_details_list = (
        "from_account_id", "to_account_id", "kinds", "valid_from", "valid_until", "basis", "note",
    )  # fmt: skip
    can_import = False

    def turn_of(self, record: Any) -> str:
        """Say who confirms it."""
        if record.state != "drafted":
            return ""
        return translate(NEXT, name=account_name(record.from_account_id))

    def form_sections_of(self, form: Any, errors: dict[str, str]) -> list[dict[str, Any]]:
        """Offer only kinds that can be delegated at present."""
        sections: list[dict[str, Any]] = super().form_sections_of(form, errors)
        never = withheld()
        for section in sections:
            section["fields"] = [
                {
                    **drawn,
                    "options": [
                        (v, text) for v, text in drawn["options"] if v.replace("-", "_") not in never
                    ],
                }
                if drawn["name"] == "kinds"
                else drawn
                for drawn in section["fields"]
            ]
        return sections

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin with oneself as the delegator; a clerk draws it up for others."""
        found: dict[str, Any] = super().prefilled(names)
        actor = current_actor()
        if CLERK not in actor.roles:
            found.setdefault("from_account_id", actor.account_id)
        return found

    def tags_of(self, record: Any) -> list[str]:
        """Say when a delegation in force gives no right today."""
        found: list[str] = super().tags_of(record)
        today = clock.business_today()
        if record.state == "in_force" and record.valid_from > today:
            found.append(translate(NOT_YET))
        if record.state == "in_force" and record.valid_until < today:
            found.append(translate(RUN_OUT))
        return found
