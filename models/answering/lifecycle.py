"""The states of a handling, who moves it, and who may do what with it: data, read by the record type alone.

Only the unit, or its signed paper, says that it has answered; the handing-over office of its side decides about another unit, an
extension and the check of the answer; the proposal committee asks for handling again and never orders it.
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
    handed,
    having,
    in_area,
    in_state,
    parent_read,
)
from models.answering.states import DONE, SENT, TOLD, WITH_UNIT
from models.marks import N_
from models.workflow import State, Transition, Workflow, states

_sent = in_state(*SENT)
_drafting = in_state("handling", "answer_returned")
_planned = in_state("planned")
_unit = handed()
_office = handed("handing_over_office_id")
"""Named on a row when it is handed over, so that an office knows nothing of a list that is being prepared."""
_answering = having("role", "lead", "separate")
_joint = having("role", "joint")
_unsatisfied = having("feedback", "not")
_second = having("round", "second")
_desk = {CLERK: all_rows, COMMITTEE: in_area}
_answers = {DEPARTMENT: _unit & _answering}
_answers_on_paper = {CLERK: all_rows & _answering, COMMITTEE: in_area & _answering}
_gives_opinion = {DEPARTMENT: _unit & _joint}
_opinion_on_paper = {CLERK: all_rows & _joint, COMMITTEE: in_area & _joint}
_decides = {DEPARTMENT: _office}
_asks_again = {CLERK: all_rows & _unsatisfied, COMMITTEE: in_area & _unsatisfied}

ANSWER = ("answer", "answer_class_id", "answer_number", "drafter", "signed_by", "signed_on")
"""The answer of a unit, as its letter says it."""
OPINION = ("answer", "drafter", "signed_by", "signed_on")
"""What a joint unit tells the lead unit."""

ACCESS = Access(
    read={
        CLERK: all_rows,
        COMMITTEE: in_area,
        CHAIR: all_rows,
        AUDITOR: all_rows,
        MEMBER: parent_read("proposal_id") & in_state(*TOLD),
        DEPARTMENT: (_unit & _sent) | _office,
    },
    update={CLERK: all_rows, COMMITTEE: in_area, DEPARTMENT: _unit & _drafting},
    trash={CLERK: all_rows & _planned, COMMITTEE: in_area & _planned},
    export={
        CLERK: all_rows,
        COMMITTEE: in_area,
        CHAIR: all_rows,
        AUDITOR: all_rows,
        DEPARTMENT: _unit & _sent,
    },
    correct=_desk,
    fields={
        CLERK: frozenset({"desk_remark", "note"}),
        COMMITTEE: frozenset({"desk_remark", "note"}),
        DEPARTMENT: frozenset({*ANSWER, "note"}),
    },
)

WORKFLOW = Workflow(
    states(
        State("planned", N_("On the hand-over list"), "dashed"),
        State("handed_over", N_("Handed over, not received"), "ring"),
        State("unit_change_asked", N_("Another unit asked for"), "diamond"),
        State("handling", N_("Being handled"), "half"),
        State("extension_asked", N_("Extension asked for"), "diamond"),
        State("opinion_missing", N_("Opinion of the joint unit missing"), "warning"),
        State("opinion_given", N_("Opinion given to the lead unit"), "done"),
        State("answer_in_check", N_("Answer being checked"), "diamond"),
        State("answer_returned", N_("Answer returned"), "returned"),
        State("checked", N_("Answer checked, to be sent"), "diamond"),
        State("answered", N_("Answered"), "done"),
        State("face_to_face", N_("Face-to-face meeting held"), "done"),
        State("rehandled", N_("Handled again"), "ended", final=True),
        State("passed_on", N_("Passed to another unit"), "ended", final=True),
        State("ended", N_("Ended with the proposal"), "ended", final=True),
        State("closed", N_("Case closed"), "stamp", frozen=True, final=True),
        State("followed_up", N_("Followed up the next year"), "stamp", frozen=True, final=True),
    ),
    Transition("hand_over", "planned", "handed_over", N_("Hand over"), computed=True),
    Transition(
        "receive",
        "handed_over",
        "handling",
        N_("Sign for receipt"),
        by={DEPARTMENT: _unit},
        queue=True,
        batch=True,
        consequence=N_("The time limit runs from the day of receipt."),
    ),
    Transition(
        "register_receipt",
        "handed_over",
        "handling",
        N_("Register the receipt"),
        paper=_desk,
        asks=("received_on",),
        event="receive",
        consequence=N_("The time limit runs from the day of receipt."),
    ),
    Transition(
        "submit_answer",
        ("handling", "answer_returned"),
        "answer_in_check",
        N_("Submit the answer for checking"),
        by=_answers,
        paper=_answers_on_paper,
        submits=True,
        asks=ANSWER,
        event="submitted",
        consequence=N_("The answer is signed by the leader of the unit; the handing-over office checks it."),
    ),
    Transition(
        "recall",
        "answer_in_check",
        "handling",
        N_("Recall"),
        by=_answers,
        paper=_answers_on_paper,
        recalls=True,
        event="recalled",
    ),
    Transition(
        "check_answer",
        "answer_in_check",
        "checked",
        N_("Approve the answer"),
        by=_decides,
        paper=_desk,
        independent=True,
        queue=True,
        event="approved",
        consequence=N_("The unit then sends it to the proposer."),
    ),
    Transition(
        "return_answer",
        "answer_in_check",
        "answer_returned",
        N_("Return for changes"),
        by=_decides,
        paper=_desk,
        reason=True,
        event="returned",
    ),
    Transition(
        "send_answer",
        "checked",
        "answered",
        N_("Send the answer to the proposer"),
        by=_answers,
        paper=_answers_on_paper,
        asks=("answered_on",),
        queue=True,
        tells=("proposers",),
        consequence=N_(
            "The proposers read the answer and are asked what they think of it, by us and not by the unit."
        ),
    ),
    Transition(
        "ask_unit_change",
        "handling",
        "unit_change_asked",
        N_("Ask for another unit"),
        by={DEPARTMENT: _unit},
        paper=_desk,
        submits=True,
        asks=("unit_change_asked_on", "unit_change_reason"),
        consequence=N_("The handing-over office decides; a unit passes nothing on by itself."),
    ),
    Transition(
        "recall_unit_change",
        "unit_change_asked",
        "handling",
        N_("Take the request back"),
        by={DEPARTMENT: _unit},
        paper=_desk,
        recalls=True,
        event="recalled",
    ),
    Transition(
        "agree_unit_change",
        "unit_change_asked",
        "passed_on",
        N_("Agree and hand over to another unit"),
        by=_decides,
        paper=_desk,
        asks=("new_department_id",),
        queue=True,
    ),
    Transition(
        "refuse_unit_change",
        "unit_change_asked",
        "handling",
        N_("Leave the case with the unit"),
        by=_decides,
        paper=_desk,
        reason=True,
        queue=True,
    ),
    Transition(
        "ask_extension",
        "handling",
        "extension_asked",
        N_("Ask for an extension"),
        by=_answers,
        paper=_answers_on_paper,
        submits=True,
        asks=("extension_asked_on", "extension_to", "extension_reason"),
    ),
    Transition(
        "recall_extension",
        "extension_asked",
        "handling",
        N_("Take the request back"),
        by=_answers,
        paper=_answers_on_paper,
        recalls=True,
        event="recalled",
    ),
    Transition(
        "grant_extension",
        "extension_asked",
        "handling",
        N_("Grant the extension"),
        by=_decides,
        paper=_desk,
        queue=True,
    ),
    Transition(
        "refuse_extension",
        "extension_asked",
        "handling",
        N_("Refuse the extension"),
        by=_decides,
        paper=_desk,
        reason=True,
        queue=True,
    ),
    Transition(
        "give_opinion",
        ("handling", "opinion_missing"),
        "opinion_given",
        N_("Give the opinion to the lead unit"),
        by=_gives_opinion,
        paper=_opinion_on_paper,
        submits=True,
        asks=OPINION,
        event="submitted",
    ),
    Transition(
        "recall_opinion",
        "opinion_given",
        "handling",
        N_("Recall"),
        by=_gives_opinion,
        paper=_opinion_on_paper,
        recalls=True,
        event="recalled",
    ),
    Transition(
        "mark_missing",
        ("handed_over", "handling"),
        "opinion_missing",
        N_("Register that the opinion is missing"),
        by={CLERK: all_rows & _joint, COMMITTEE: in_area & _joint, DEPARTMENT: _office & _joint},
        consequence=N_("The lead unit can then answer without it; the opinion can still come in."),
    ),
    Transition(
        "ask_rehandling",
        "answered",
        "rehandled",
        N_("Ask for handling again"),
        by={role: rule & having("round", "first", "follow_up") for role, rule in _asks_again.items()},
        asks=("rehandling_asked_on", "rehandling_reason"),
        queue=True,
        consequence=N_(
            "The unit gets the case once more, with a time limit of its own; the first answer stays on record."
        ),
    ),
    Transition(
        "hold_face_to_face",
        ("answered", "face_to_face"),
        "face_to_face",
        N_("Register the face-to-face meeting"),
        by={role: rule & _second for role, rule in _asks_again.items()},
        asks=("face_to_face_on", "face_to_face_result"),
        queue=True,
        consequence=N_("The proposers are asked once more what they think."),
    ),
    Transition("close", DONE, "closed", N_("Case closed"), seals=True, computed=True),
    Transition(
        "close_follow_up",
        ("answered", "face_to_face"),
        "closed",
        N_("Close the follow-up"),
        by={
            COMMITTEE: in_area & having("round", "follow_up"),
            CLERK: all_rows & having("round", "follow_up"),
        },
        seals=True,
        event="approved",
    ),
    Transition("end", (*WITH_UNIT, *DONE, "planned"), "ended", N_("Ended with the proposal"), computed=True),
    Transition(
        "follow_up",
        "closed",
        "followed_up",
        N_("Follow up"),
        by={CLERK: all_rows & having("follow_up", True), COMMITTEE: in_area & having("follow_up", True)},
        batch=True,
        consequence=N_("The unit gets the case once more as a follow-up, with a time limit of its own."),
    ),
)
