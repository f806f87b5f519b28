"""Evaluation rounds on screen, with the ballot, the count and the slips."""

from __future__ import annotations

from typing import Any

from models.access import MEMBER, Refused, can, current_actor
from models.balloting.casting import offered
from models.marks import N_
from panel.balloting.ballot import BallotRoutes
from panel.balloting.count import CountRoutes
from panel.balloting.planning import PlanningRoutes
from panel.balloting.slips import SlipRoutes
from panel.language import translate
from panel.record_view import RecordView

VOTING = N_("Next: the evaluators vote, and the two tellers close the count")
WORDING = N_("Next: the desk words the opinions, and each is decided by itself")


class EvaluationRoundView(BallotRoutes, CountRoutes, PlanningRoutes, SlipRoutes, RecordView):
    """From the plan to the re-check."""

    never_copied = ("teller1_id", "teller2_id", "replaces_id")
    menu_place = 20
    column_list = ("name", "year", "number", "subject", "committee_id", "opens_on", "closes_on", "state")
    form_sections = (
        (N_("Round"), ("name", "year", "number", "subject", "committee_id", "term_id", "replaces_id")),
        (N_("Ballot"), ("scale_id", "methods", "bands", "teller1_id", "teller2_id", "opens_on", "closes_on")),
        (N_("Plan of the evaluation"), ("plan", "agreed_document", "agreed_on", "heard_on")),
        (N_("Count"), ("expected", "present", "issued", "returned", "invalid", "void_cause")),
        (
            N_("After the count"),
            ("reported_document", "reported_on", "fed_back_on", "rechecked_on", "recheck"),
        ),
        (
            N_("Frozen with the plan"),
            (
                "computation",
                "quorum_parts",
                "quorum_of",
                "quorum_exceeded",
                "valid_parts",
                "valid_of",
                "shown_from",
            ),
        ),
    )
    column_default_sort = ("changed_at", True)
    children = ("evaluation", "evaluation_round_subject", "evaluation_round_evaluator", "rectification")
    can_import = False

    def turn_of(self, record: Any) -> str:
        """Say what is awaited where the round itself goes on by others' acts."""
        awaited = {"open": VOTING, "counted": WORDING}.get(record.state)
        return translate(awaited) if awaited is not None else super().turn_of(record)

    def acts_of(self, record: Any) -> tuple[list[dict[str, Any]], list[Any]]:
        """Put the ballot, the count and the filling of the plan beside the steps."""
        acts, more = super().acts_of(record)
        own: list[dict[str, Any]] = []
        actor = current_actor()
        if record.state == "open":
            if MEMBER in actor.roles and _may_cast(record.id):
                own.append(self._link(N_("Vote"), f"{self.url}/ballot/?id={record.id}"))
            if actor.account_id in (record.teller1_id, record.teller2_id):
                own.append(self._link(N_("Count"), f"{self.url}/count/?id={record.id}"))
            if record.casts_by("slips") and (can(actor, "transition:hear", type(record)) or own):
                more.insert(0, self._link(N_("One-time slips"), f"{self.url}/slips/?id={record.id}"))
        if record.state in ("drafted", "returned") and can(actor, "update", record):
            if record.subject == "projects":
                more.insert(0, self._fill(N_("Take in every project of the year"), "projects", record.id))
            more.insert(0, self._fill(N_("Take in every serving member"), "members", record.id))
        found = own + acts
        if own:
            for act in found:
                act["kind"] = "plain"
            found[0]["kind"] = "primary"
        return found[:2], found[2:] + more

    def _link(self, label: str, url: str) -> dict[str, Any]:
        return {"label": translate(label), "method": "get", "url": url, "kind": "plain"}

    def _fill(self, label: str, what: str, record_id: int) -> dict[str, Any]:
        url = f"{self.url}/take-in/{what}/?id={record_id}"
        return {"label": translate(label), "method": "post", "url": url, "kind": "plain", "hidden": []}


def _may_cast(round_id: int) -> bool:
    try:
        offered(round_id)
    except Refused:
        return False
    return True
