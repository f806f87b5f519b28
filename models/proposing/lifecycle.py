"""The states of a proposal, who moves it, and who may do what with it: data, read by the record type alone.

A member submits; the desk looks first, the group second, the proposal committee decides; accepted ones are numbered. What comes
after the hand-over is computed from the rows of the units (``hand_over``, ``answer``, ``handle_again``), and the proposal
committee closes the case.
"""

from __future__ import annotations

from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    MEMBER,
    Access,
    all_rows,
    among,
    by_creator,
    handed,
    in_area,
    in_state,
    of_body,
    of_member,
    submitted,
)
from models.answering.states import SENT
from models.marks import N_
from models.proposing.rules import desk_of_area
from models.workflow import State, Transition, Workflow, states

TEXT = (
    "name", "situation", "analysis", "advice", "proposer_kind", "seat_id", "sector_id", "member_group_id", "committee_id",
    "body_name", "contact", "sealed", "publishable", "unpublishable_reason", "handed_in_at",
)  # fmt: skip
"""What the proposer says; after submission only the proposer changes it, and only when it was returned."""

LOOKED_AT = ("submitted", "first_looked", "second_looked")
"""Handed in and not decided yet."""
CASES = ("numbered", "handed_over", "answered", "closed")
"""Numbered cases, in the order of their life."""
ACCEPTED = ("accepted", "awaiting_confirmation", *CASES)

_open = in_state("draft", "returned")
_draft = in_state("draft")
_known = in_state(*LOOKED_AT, *ACCEPTED, "to_opinion", "referred")
_to_opinion = in_state("to_opinion")
_own = of_member()
_body = of_body()
_desk = {CLERK: all_rows, COMMITTEE: in_area}
_proposer = {COMMITTEE: _body, MEMBER: _own}
_typist = {CLERK: by_creator, COMMITTEE: by_creator}
_signing = among("proposal_signer.proposal_id", of_member() & in_state("asked", "signed"))
_signed = among("proposal_signer.proposal_id", of_member() & in_state("signed"))
_merged = among("proposal.merged_into_id", of_member() | _signed)
_handed = among("handling.proposal_id", (handed() & in_state(*SENT)) | handed("handing_over_office_id"))
"""A unit reads the cases that are handed to it, and a handing-over office those about whose units it decides."""

ACCESS = Access(
    read={
        CLERK: all_rows,
        COMMITTEE: (_body & submitted) | in_area | by_creator,
        CHAIR: submitted,
        AUDITOR: submitted,
        MEMBER: _own | by_creator | _signing | _merged,
        DEPARTMENT: _handed,
    },
    create={CLERK: all_rows, COMMITTEE: _body | desk_of_area, MEMBER: _own},
    update={
        CLERK: (by_creator & _open) | (all_rows & _known),
        COMMITTEE: ((_body | by_creator) & _open) | (in_area & _known),
        MEMBER: _own & _open,
    },
    trash={CLERK: by_creator & _draft, COMMITTEE: by_creator & _draft, MEMBER: _own & _draft},
    export={CLERK: all_rows, COMMITTEE: in_area, CHAIR: submitted, AUDITOR: submitted},
    turn={CLERK: all_rows & _to_opinion, COMMITTEE: in_area & _to_opinion},
    fields={MEMBER: frozenset(TEXT) - {"handed_in_at"} | {"countersign_until", "note"}},
)

WORKFLOW = Workflow(
    states(
        State("draft", N_("Draft"), "dashed", private=True),
        State("countersigning", N_("Being countersigned"), "half", private=True),
        State("returned", N_("Returned for completion"), "returned"),
        State("submitted", N_("Submitted, awaiting the first look"), "diamond"),
        State("first_looked", N_("First look done, awaiting the second"), "diamond"),
        State("second_looked", N_("Second look done, awaiting the decision"), "diamond"),
        State("awaiting_confirmation", N_("Awaiting confirmation by the chairpersons' meeting"), "diamond"),
        State("accepted", N_("Accepted, awaiting its number"), "half"),
        State("numbered", N_("Accepted and numbered"), "half"),
        State("handed_over", N_("Handed over, being handled"), "half"),
        State("answered", N_("Case answered"), "diamond"),
        State("closed", N_("Case closed"), "done", final=True),
        State("merged", N_("Merged into another case"), "ended", final=True),
        State("not_accepted", N_("Proposal not accepted"), "ended", final=True),
        State("to_opinion", N_("Turned into an opinion report"), "ended", final=True),
        State("referred", N_("Referred for reference"), "ended", final=True),
        State("withdrawn", N_("Proposal withdrawn"), "ended", final=True),
    ),
    Transition(
        "ask_countersign",
        "draft",
        "countersigning",
        N_("Ask for countersignatures"),
        by=_proposer | {CLERK: by_creator},
        needs=("situation", "advice"),
        tells=("signers",),
        consequence=N_("Those asked can read the text from now on; it stands while they sign."),
    ),
    Transition(
        "take_back",
        "countersigning",
        "draft",
        N_("Take back from countersigning"),
        by=_proposer | {CLERK: by_creator},
        consequence=N_("The text can be changed again; whoever has signed is asked anew."),
    ),
    Transition(
        "submit",
        ("draft", "countersigning", "returned"),
        "submitted",
        N_("Submit"),
        by=_proposer,
        paper=_typist,
        submits=True,
        needs=("situation", "analysis", "advice"),
        event="submitted",
        consequence=N_("Who has not countersigned by now drops out; the text stands as it is from here on."),
    ),
    Transition(
        "recall",
        "submitted",
        "draft",
        N_("Recall"),
        by=_proposer,
        paper=_typist,
        recalls=True,
        event="recalled",
    ),
    Transition(
        "first_look",
        "submitted",
        "first_looked",
        N_("First look"),
        by=_desk,
        asks=("category_id", "first_opinion"),
        offers=("lead_department_id",),
        queue=True,
    ),
    Transition(
        "second_look",
        "first_looked",
        "second_looked",
        N_("Second look"),
        by=_desk,
        asks=("proposed", "second_opinion"),
        offers=("lead_department_id",),
        queue=True,
    ),
    Transition(
        "return",
        LOOKED_AT,
        "returned",
        N_("Return for completion"),
        by=_desk,
        asks=("outcome_reason",),
        tells=("proposers",),
        event="returned",
    ),
    Transition(
        "accept",
        "second_looked",
        "accepted",
        N_("Accept the proposal"),
        by={COMMITTEE: in_area},
        decided_by=("special_committee", "proposal_review"),
        needs=("category_id",),
        queue=True,
        tells=("proposers",),
        event="approved",
    ),
    Transition(
        "merge",
        ("second_looked", "accepted"),
        "merged",
        N_("Merge into another case"),
        by={COMMITTEE: in_area},
        decided_by=("special_committee", "proposal_review"),
        asks=("merged_into_id",),
        tells=("proposers",),
        consequence=N_("Every proposer stays a proposer of the main case and gets its answer."),
    ),
    Transition(
        "not_accept",
        "second_looked",
        "not_accepted",
        N_("Do not accept"),
        by={COMMITTEE: in_area},
        decided_by=("special_committee", "proposal_review"),
        asks=("refusal_id", "outcome_reason"),
        tells=("proposers",),
    ),
    Transition(
        "turn_into_opinion",
        "second_looked",
        "to_opinion",
        N_("Turn into an opinion report"),
        by={COMMITTEE: in_area},
        decided_by=("special_committee", "proposal_review"),
        asks=("consented_on",),
        tells=("proposers",),
        consequence=N_("Only with the consent of the proposer, whose day is kept."),
    ),
    Transition(
        "refer",
        "second_looked",
        "referred",
        N_("Refer for reference"),
        by={COMMITTEE: in_area},
        decided_by=("special_committee", "proposal_review"),
        asks=("lead_department_id",),
        tells=("proposers",),
        consequence=N_("The unit gets it for reference and need not answer in form."),
    ),
    Transition(
        "await_confirmation",
        "accepted",
        "awaiting_confirmation",
        N_("Awaiting confirmation by the chairpersons' meeting"),
        computed=True,
    ),
    Transition(
        "confirm",
        "awaiting_confirmation",
        "accepted",
        N_("Confirm the acceptance"),
        by={CHAIR: submitted},
        independent=True,
        decided_by="chairpersons",
        queue=True,
    ),
    Transition(
        "reconsider",
        ("accepted", "awaiting_confirmation"),
        "second_looked",
        N_("Put back for another decision"),
        by={COMMITTEE: in_area, CHAIR: submitted},
        reason=True,
    ),
    Transition(
        "number",
        "accepted",
        "numbered",
        N_("Give the case number"),
        by=_desk,
        tells=("proposers",),
        consequence=N_("The number stays with this case; it is never given again."),
    ),
    Transition(
        "withdraw",
        (*LOOKED_AT, "returned", "accepted", "awaiting_confirmation", "numbered", "handed_over"),
        "withdrawn",
        N_("Withdraw the proposal"),
        by=_proposer,
        paper=_desk,
        asks=("outcome_reason",),
        consequence=N_("A case number that was given is retired with this reason and not given again."),
    ),
    Transition("hand_over", "numbered", "handed_over", N_("Handed over to the units"), computed=True),
    Transition("answer", "handed_over", "answered", N_("Every unit has answered"), computed=True),
    Transition("handle_again", "answered", "handed_over", N_("Handled again"), computed=True),
    Transition(
        "close",
        "answered",
        "closed",
        N_("Close the case"),
        by={COMMITTEE: in_area},
        tells=("proposers",),
        event="approved",
    ),
)
