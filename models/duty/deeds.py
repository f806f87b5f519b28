"""What a rule for points can count, as choices, and one thing that a member did."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.fields import Choice
from models.marks import N_


class Deed(NamedTuple):
    """One thing that one member did, as a record shows it.

    Attributes:
        seat_id: who.
        table: the kind of record that shows it.
        record_id: which record.
        day: the day of the fact.
        occasion: which of several of the same record (a half-day).
        rank: the member's place among those who did it together; 1 for the first.
        people: how many did it together.
        collective: whether it was done for a body (a party, a sector, a group, a committee).
    """

    seat_id: int
    table: str
    record_id: int
    day: date
    occasion: str = "1"
    rank: int = 1
    people: int = 1
    collective: bool = False


SOURCES = (
    Choice("everybody", N_("Every member in office, to begin with")),
    Choice("plenary_whole", N_("Plenary session: the whole of it")),
    Choice("plenary_present", N_("Plenary session: attended")),
    Choice("plenary_half", N_("Plenary session: each half-day attended")),
    Choice("plenary_leave", N_("Plenary session: on leave")),
    Choice("plenary_absent", N_("Plenary session: absent without leave")),
    Choice("plenary_late", N_("Plenary session: each time late or left early")),
    Choice("standing_whole", N_("Standing committee: the whole of a meeting")),
    Choice("standing_present", N_("Standing committee: attended")),
    Choice("standing_leave", N_("Standing committee: on leave")),
    Choice("standing_absent", N_("Standing committee: absent without leave")),
    Choice("standing_late", N_("Standing committee: each time late or left early")),
    Choice("other_present", N_("Other meetings and events: attended")),
    Choice("other_leave", N_("Other meetings and events: on leave")),
    Choice("other_absent", N_("Other meetings and events: absent without leave")),
    Choice("other_late", N_("Other meetings and events: each time late or left early")),
    Choice("speech_oral", N_("Speech given at a meeting")),
    Choice("speech_written", N_("Speech in writing, chosen for a meeting")),
    Choice("study", N_("Study meeting attended")),
    Choice("training_full", N_("Training: the whole course")),
    Choice("training_part", N_("Training: part of the course")),
    Choice("proposal_submitted", N_("Proposal: submitted")),
    Choice("proposal_accepted", N_("Proposal: accepted")),
    Choice("proposal_merged", N_("Proposal: merged into another case")),
    Choice("proposal_to_opinion", N_("Proposal: turned into an opinion report")),
    Choice("proposal_key", N_("Proposal: named a key proposal")),
    Choice("proposal_excellent", N_("Proposal: named an excellent proposal")),
    Choice("opinion_reported", N_("Opinion report: handed in")),
    Choice("opinion_used", N_("Opinion report: used by the office")),
    Choice("opinion_kept", N_("Opinion report: kept for reference")),
    Choice("opinion_city", N_("Opinion report: used by the city")),
    Choice("opinion_province", N_("Opinion report: used by the province")),
    Choice("opinion_national", N_("Opinion report: used nationally")),
    Choice("opinion_instruction", N_("Opinion report: with a leader's instruction")),
    Choice("consultation", N_("Consultation session attended")),
    Choice("field_study", N_("Field study of any kind")),
    Choice("field_study_research", N_("Field study: special research")),
    Choice("field_study_inspection", N_("Field study: inspection")),
    Choice("visit", N_("Visit to the grassroots")),
    Choice("suggestion", N_("Suggestion to a drive: handed in")),
    Choice("suggestion_taken_up", N_("Suggestion to a drive: taken up")),
    Choice("contribution", N_("Contribution of any kind, confirmed")),
    Choice("contribution_epidemic", N_("Contribution: epidemic control")),
    Choice("contribution_relief", N_("Contribution: poverty relief")),
    Choice("contribution_donation", N_("Contribution: donation")),
    Choice("contribution_mediation", N_("Contribution: mediation of disputes")),
    Choice("contribution_village_merger", N_("Contribution: merger of villages and towns")),
    Choice("contribution_posted_supervisor", N_("Contribution: posted as a supervisor")),
    Choice("contribution_published_work", N_("Contribution: published work")),
    Choice("contribution_historical_material", N_("Contribution: historical material")),
    Choice("contribution_other", N_("Contribution: other")),
    Choice("honour_national", N_("Honour of the nation")),
    Choice("honour_province", N_("Honour of the province")),
    Choice("honour_city", N_("Honour of the city")),
    Choice("honour_county", N_("Honour of the county")),
)
"""Everything that is counted; which of it earns how much is each place's own."""

PARTS = (
    Choice("all", N_("Work of every kind")),
    Choice("alone", N_("Work of one member alone")),
    Choice("joint", N_("Joint work, all who take part")),
    Choice("others", N_("Joint work, all but the first")),
    Choice("collective", N_("Work for a body")),
)
"""Which works an item is about: places list a proposal of one's own and a joint one as two items."""


def concerns(part: str, deed: Deed) -> bool:
    """Return whether an item about ``part`` of the works counts a deed."""
    joint = deed.people > 1 and not deed.collective
    return {
        "all": True,
        "alone": deed.people == 1 and not deed.collective,
        "joint": joint,
        "others": joint and deed.rank > 1,
        "collective": deed.collective,
    }[part]
