"""What the office expects of every record type, written by hand: who may do what with which rows.

``RIGHTS``: table -> actions -> "roles: rows", several with ``;`` between them. Roles and actions that are not named may do
nothing. The words for rows are those of :mod:`tests.contracts.words`; ``x of column`` asks ``x`` about the row that the column
names. *restore* is as *trash*, *import* as *create*. A rule that is added to a model or taken from it fails the test beside this
table until the table says the same.
"""

from __future__ import annotations

from tests.contracts.gathered import gathered

_LISTS = {
    "create update trash": "clerk: all; committee: area",
    "export": "clerk chair auditor: all",
}
_EVERYBODY = "clerk committee chair auditor member department admin: all"
_ALL_BUT_ADMIN = "clerk committee chair auditor member department: all"
_BODY = "clerk: all; committee: own body or area"

_RIGHTS: dict[str, dict[str, str]] = {
    # office
    "organization": {"read": _EVERYBODY, "update": "clerk: all", "export": "clerk auditor: all"},
    "term": {"read": _ALL_BUT_ADMIN, **_LISTS},
    "sector": {"read": _EVERYBODY, **_LISTS},
    "special_committee": {"read": _EVERYBODY, **_LISTS},
    "member_group": {"read": _EVERYBODY, **_LISTS},
    "department": {"read": _EVERYBODY, **_LISTS},
    "place": {"read": _ALL_BUT_ADMIN, **_LISTS},
    "code_item": {"read": _ALL_BUT_ADMIN, **_LISTS},
    "scale": {"read": _ALL_BUT_ADMIN, **_LISTS},
    "scale_option": {
        "read": "clerk committee chair auditor member department: read of scale_id",
        "create update trash": "clerk: read of scale_id; committee: area",
        "export": "clerk chair auditor: read of scale_id",
    },
    "working_area": {
        "read": "clerk committee chair auditor admin: all",
        "create update trash": "clerk: all",
        "export": "clerk auditor: all",
    },
    "meeting": {
        "read": "clerk committee chair auditor member: all",
        "create update trash correct": _BODY,
        "export": "clerk chair auditor: all",
        "hold archive": _BODY,
    },
    "meeting_decision": {
        "read": "clerk committee chair auditor: read of meeting_id",
        "create update trash": "clerk: read of meeting_id; committee: update of meeting_id",
        "export": "clerk chair auditor: read of meeting_id",
        "start finish": "clerk: read of meeting_id; committee: update of meeting_id",
    },
    "attachment": {
        "read": "clerk committee chair auditor member department: read of its record",
        "create": "clerk: read of its record; committee member department: update of its record",
        "update trash": "clerk: read of its unfrozen record; committee member department: update of its unfrozen record",
        "export": "clerk auditor: read of its record",
    },
    "correction": {
        "read": "clerk committee chair auditor: (submitted or typed) and read of its record",
        "create update trash": "clerk committee: typed and correct of its record",
        "export": "clerk chair auditor: submitted and read of its record",
        "submit recall": "clerk committee: typed and correct of its record",
        "confirm decline": "chair: submitted",
    },
    # people
    "member": {
        "read": "clerk committee chair auditor: all; member: self",
        "create trash": "clerk: all; committee: area",
        "update": "clerk: all; committee: area; member: self",
        "export": "clerk chair auditor: all",
        "unmask": "auditor: all",
    },
    "seat": {
        "read": "clerk committee chair auditor: all; member: own",
        "create update trash correct": "clerk: all; committee: area",
        "export": "clerk: all; chair auditor: submitted",
        "check": "clerk: all; committee: area",
        "return": "clerk: all; committee: area; chair: submitted",
        "seat suspend resume leave end": "clerk: all; chair: submitted",
    },
    "seat_assignment": {
        "read": "clerk committee chair auditor: read of seat_id; member: own of seat_id",
        "create update trash": "clerk: read of seat_id; committee: area",
        "export": "clerk chair auditor: read of seat_id",
    },
    "staff": {"read": "clerk committee chair auditor: all", **_LISTS},
    # learning
    "training": {
        "read": "clerk committee chair auditor member: all",
        "create update trash correct": _BODY,
        "export": "clerk chair auditor: all",
        "announce hold record reopen archive": _BODY,
    },
    "training_attendance": {
        "read": "clerk committee chair auditor: read of training_id; member: own of seat_id",
        "create update trash": "clerk committee: update of training_id",
        "export": "clerk chair auditor: read of training_id",
        "correct": "clerk committee: correct of training_id",
    },
    # livelihood
    "livelihood_project": {
        "read": "clerk: all; committee: own body or area; chair auditor: submitted; member: evaluated by me now; "
        "department: own unit or own unit among livelihood_project_partner.project_id",
        "create update trash": _BODY,
        "export": "clerk: all; committee: own body or area; chair auditor: submitted",
        "start": _BODY,
        "report_done recall": "department: own unit",
        "report_done recall from paper": "clerk: all",
    },
    "livelihood_project_partner": {
        "read": "clerk committee chair auditor member department: read of project_id",
        "create update trash": "clerk committee: update of project_id",
    },
    "indicator": {
        "read": "clerk committee chair auditor member department: read of project_id",
        "create update trash": "clerk committee: update of project_id",
        "export": "clerk committee chair auditor: read of project_id",
    },
    "progress": {
        "read": "clerk committee chair auditor member department: read of project_id",
        "create": "clerk committee: update of project_id; "
        "department: (own unit and in running/reported_done/evaluated) of project_id",
        "update trash": "clerk committee: update of project_id; "
        "department: (own unit and in running/reported_done/evaluated) of project_id and typed",
        "export": "clerk committee chair auditor: read of project_id",
    },
    "evaluation_round": {
        "read": "clerk: all or teller; committee: (own body and submitted) or area or typed or teller; chair auditor: submitted; "
        "member: (I evaluate and (in open or fed back)) or teller",
        "create": "clerk: all; committee: own body",
        "update trash": "clerk: all and in drafted/returned; "
        "committee: ((own body and submitted) or area or typed) and in drafted/returned",
        "correct": "clerk: all; committee: (own body and submitted) or area or typed",
        "export": "clerk: all; committee: (own body and submitted) or area or typed; chair auditor: submitted",
        "submit recall hear open report feed_back recheck": "clerk: all; "
        "committee: (own body and submitted) or area or typed",
        "return approve_plan void": "chair: submitted",
        "archive": "clerk: all",
    },
    "evaluation_round_subject": {
        "read": "clerk committee chair auditor member: read of round_id",
        "create update trash": "clerk committee: update of round_id",
        "export": "clerk committee chair auditor: read of round_id",
    },
    "evaluation_round_evaluator": {
        "read": "clerk committee chair auditor: read of round_id; "
        "member: (own and read of round_id) or teller of round_id",
        "create update trash": "clerk committee: update of round_id",
        "export": "clerk committee chair auditor: read of round_id",
    },
    "evaluation_round_option": {
        "read": "clerk committee chair auditor member: read of round_id",
        "export": "clerk committee chair auditor: read of round_id",
    },
    "issued_ballot": {
        "read": "clerk committee chair auditor: read of round_id; member: own or teller of round_id",
        "export": "clerk committee auditor: read of round_id",
    },
    "teller_sheet": {
        "read": "clerk committee: own sheet or (both in and teller of round_id) or "
        "(in CLOSED of round_id and read of round_id); "
        "chair auditor: in CLOSED of round_id; member: own sheet or (both in and teller of round_id)",
        "export": "clerk auditor: in CLOSED of round_id",
    },
    "teller_count": {
        "read": "clerk committee chair auditor member: read of sheet_id",
        "export": "clerk auditor: read of sheet_id",
    },
    "evaluation": {
        "read": "clerk: all; committee: own body or area; chair auditor: in submitted/returned/approved/fed_back/void; "
        "member: fed back; department: own unit and fed back",
        "update": "clerk: all and in opinion_due/returned and in counted of round_id; "
        "committee: (own body or area) and in opinion_due/returned and in counted of round_id",
        "correct": _BODY,
        "export": "clerk: all; committee: own body or area; chair auditor: in submitted/returned/approved/fed_back/void",
        "submit recall": "clerk: all and in counted of round_id; "
        "committee: (own body or area) and in counted of round_id",
        "approve return": "chair: in counted of round_id",
    },
    "evaluation_count": {
        "read": "clerk committee chair auditor member department: read of evaluation_id",
        "export": "clerk committee chair auditor: read of evaluation_id",
    },
    "rectification": {
        "read": "clerk: all; committee: own body or area; chair auditor: all; department: own unit",
        "export": "clerk: all; committee: own body or area; chair auditor: all",
        "report recall": "department: own unit",
        "report recall from paper": "clerk: all",
        "return recheck": _BODY,
    },
    # accounts
    "account": {
        "read": "clerk committee chair member department: own account; auditor admin: all",
        "create update trash": "admin: all",
        "export": "auditor admin: all",
    },
    "role_grant": {
        "read": "clerk committee member department: own grants; chair: own grants or in asked; auditor admin: all",
        "create update trash": "admin: all",
        "confirm decline": "chair admin: others as account_id",
        "export": "auditor admin: all",
    },
}

CLOSED = "counted/opinions_approved/reported/fed_back/rectifying/rectification_reported/rechecked/archived"
"""The states of a round whose count is closed."""

_FIELDS: dict[str, dict[str, str]] = {
    "member": {"member": "education native_place phone work_post work_unit"},
}

_OFFICE_OR_UNIT = "clerk committee chair department"
NAMED_UNREAD = {
    ("role_grant", "member_id"): "admin",
    ("proposal_signer", "seat_id"): "member",
    ("evaluation_round", "teller1_id"): "clerk committee",
    ("evaluation_round", "teller2_id"): "clerk committee",
    ("delegation", "from_account_id"): _OFFICE_OR_UNIT,
    ("delegation", "to_account_id"): _OFFICE_OR_UNIT,
    ("desk_handover", "from_account_id"): _OFFICE_OR_UNIT,
    ("desk_handover", "to_account_id"): _OFFICE_OR_UNIT,
    ("desk_handover", "witness_account_id"): _OFFICE_OR_UNIT,
}
"""References whose rows these roles may name without being able to read them: who keeps accounts names the member of a grant.

A member names the colleague who is asked to countersign.
"""

RIGHTS = gathered("RIGHTS", _RIGHTS)
FIELDS = gathered("FIELDS", _FIELDS)
"""Table -> role -> the only columns that the role may change."""
