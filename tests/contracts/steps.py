"""The states of every workflow and the ways between them, written by hand.

A state: its name, with ``draft`` (its author's own), ``frozen``, ``final`` and ``fed back`` after it. A step: from > to, then
what is particular to it: ``submits``, ``recalls``, ``seals``, ``by another`` (whoever created, changed or submitted it may not
press it), ``with a reason``, ``needs x, y``, ``asks x, y``, ``offers x, y``, ``decided by x``, ``queued``, ``by itself``
(computed).
"""

from __future__ import annotations

from tests.contracts.gathered import gathered

_STATES: dict[str, str] = {
    "meeting": "planned; held; archived frozen final",
    "meeting_decision": "registered; carrying_out; carried_out final",
    "correction": "draft draft; proposed; confirmed frozen final; declined frozen final",
    "seat": "proposed; checked; serving frozen; suspended frozen; left frozen final",
    "training": "planned; announced; held; recorded; archived frozen final",
    "livelihood_project": "listed; running; reported_done; evaluated final",
    "evaluation_round": "drafted draft; submitted; returned; plan_approved frozen; heard frozen; open frozen; counted frozen; "
    "opinions_approved frozen; reported frozen; fed_back frozen fed back; rectifying frozen fed back; "
    "rectification_reported frozen fed back; rechecked frozen fed back; archived frozen final fed back; void frozen final",
    "evaluation": "opinion_due; submitted; returned; approved frozen; fed_back frozen final fed back; void frozen final",
    "rectification": "demanded fed back; reported fed back; returned fed back; rechecked final fed back",
    "role_grant": "asked; granted final; declined final",
}

_STEPS: dict[str, dict[str, str]] = {
    "meeting": {
        "hold": "planned > held; needs place",
        "archive": "held > archived; seals",
    },
    "meeting_decision": {
        "start": "registered > carrying_out; needs due_on",
        "finish": "registered carrying_out > carried_out; asks done_on, result",
    },
    "correction": {
        "submit": "draft > proposed; submits",
        "recall": "proposed > draft; recalls",
        "confirm": "proposed > confirmed; seals; by another; queued",
        "decline": "proposed > declined; by another; with a reason; queued",
    },
    "seat": {
        "check": "proposed > checked; by another; queued",
        "return": "checked > proposed; with a reason",
        "seat": "checked > serving; seals; by another; asks valid_from, document_number; decided by standing_committee; queued",
        "suspend": "serving > suspended; asks suspended_on, suspension_basis",
        "resume": "suspended > serving; asks resumed_on, resumption_basis",
        "leave": "serving suspended > left; asks left_on, left_reason, left_document; decided by standing_committee",
        "end": "serving suspended > left; asks left_on, left_reason",
    },
    "training": {
        "announce": "planned > announced; needs place",
        "hold": "planned announced > held; needs hours",
        "record": "held > recorded",
        "reopen": "recorded > held",
        "archive": "recorded > archived; seals",
    },
    "livelihood_project": {
        "start": "listed > running; needs lead_department_id",
        "report_done": "running > reported_done; submits; asks reported_done_on",
        "recall": "reported_done > running; recalls",
        "evaluate": "running reported_done > evaluated; by itself",
    },
    "evaluation_round": {
        "submit": "drafted returned > submitted; submits",
        "recall": "submitted > drafted; recalls",
        "return": "submitted > returned; with a reason",
        "approve_plan": "submitted > plan_approved; seals; by another; asks agreed_document, agreed_on; "
        "decided by chairpersons; queued",
        "hear": "plan_approved > heard; asks heard_on",
        "open": "heard > open; asks teller1_id, teller2_id",
        "count": "open > counted; by itself",
        "void_at_count": "open > void; by itself",
        "approve_opinions": "counted > opinions_approved; by itself",
        "report": "opinions_approved > reported; asks reported_document, reported_on",
        "feed_back": "reported > fed_back; asks fed_back_on",
        "start_rectifying": "fed_back > rectifying; by itself",
        "all_rectified": "fed_back rectifying > rectification_reported; by itself",
        "recheck": "rectification_reported > rechecked; asks rechecked_on, recheck",
        "archive": "fed_back rechecked > archived",
        "void": "plan_approved heard open counted opinions_approved > void; with a reason",
    },
    "evaluation": {
        "submit": "opinion_due returned > submitted; submits; needs opinion",
        "recall": "submitted > opinion_due; recalls",
        "approve": "submitted > approved; seals; by another; queued",
        "return": "submitted > returned; with a reason",
        "feed_back": "approved > fed_back; by itself",
        "void": "opinion_due submitted returned approved > void; by itself",
    },
    "rectification": {
        "report": "demanded returned > reported; submits; asks report, reported_on; queued",
        "recall": "reported > demanded; recalls",
        "return": "reported > returned; with a reason",
        "recheck": "reported > rechecked; asks finding, rechecked_on; queued",
    },
    "role_grant": {
        "confirm": "asked > granted; by another; queued",
        "decline": "asked > declined; by another; with a reason",
    },
}

STATES = gathered("STATES", _STATES)
STEPS = gathered("STEPS", _STEPS)
