"""Delegations on screen."""

from __future__ import annotations

from typing import Any

from models import clock
from models.access import CLERK, current_actor
from models.marks import N_
from panel.language import translate
from panel.record_view import RecordView

NOT_YET = N_("Not begun yet")
RUN_OUT = N_("Run out")


class DelegationView(RecordView):
    """Who decides for whom, from when to when, on what basis."""

    column_list = ("name", "kinds", "valid_from", "valid_until", "state")
    form_columns = ("from_account_id", "to_account_id", "kinds", "valid_from", "valid_until", "basis", "note")
    list_tabs = ((N_("In force"), "state=in_force"), (N_("Drawn up"), "state=drafted"))
    can_import = False

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
