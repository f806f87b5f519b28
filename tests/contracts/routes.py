"""Every address of the house, written by hand: by which methods it is reached, and by whom.

``RECORDS`` stands for the addresses below ``/panel/<slug>/`` of every record type that has a screen; ``PARTICULAR`` for those
that one type has beside them; ``OTHERS`` for the rest. Who: ``everybody`` (also signed out), ``signed in``, or the action of the
expectations that a role must have for the type (``a step``: any step of its workflow).
"""

from __future__ import annotations

RECORDS: dict[str, dict[str, str]] = {
    "/": {"GET": "read"},
    "/details/": {"GET": "read"},
    "/history/": {"GET": "read"},
    "/help/": {"GET": "read"},
    "/lookup/<field>": {"GET": "read"},
    "/new/": {"GET": "create", "POST": "create"},
    "/edit/": {"GET": "update", "POST": "update"},
    "/children/<child>/": {"GET": "read", "POST": "update"},
    "/roster/<child>/": {"GET": "create", "POST": "create"},
    "/transition/<step>/": {"GET": "a step", "POST": "a step"},
    "/trash/": {"GET": "trash", "POST": "trash"},
    "/restore/": {"POST": "trash"},
    "/bulk/": {"POST": "trash"},
    "/unmask/": {"GET": "unmask", "POST": "unmask"},
    "/export/<kind>/": {"GET": "export"},
    "/import/": {"GET": "create", "POST": "create"},
    "/import/check/": {"GET": "create"},
    "/import/apply/": {"POST": "create"},
    "/import/template/": {"GET": "create"},
    "/import/wrong/": {"GET": "create"},
}

PARTICULAR: dict[str, dict[str, dict[str, str]]] = {
    "assessment": {"/compute/": {"GET": "propose", "POST": "propose"}},
    "point_rule": {"/trial/": {"GET": "export"}},
    "department": {"/whole/": {"GET": "read"}},
    "member": {"/whole/": {"GET": "read"}},
    "place": {"/whole/": {"GET": "read"}},
    "platform": {"/whole/": {"GET": "read"}},
    "special_committee": {"/whole/": {"GET": "read"}},
    "seat": {"/file/": {"GET": "read"}},
    "point_entry": {
        "/table/": {"GET": "export"},
        "/table/<kind>/": {"GET": "export"},
        "/cancel/": {"GET": "propose", "POST": "propose"},
    },
    "attendance": {"/missed/": {"GET": "read"}},
    "meeting": {"/minutes/": {"GET": "read", "POST": "update"}},
    "meeting_decision": {"/move/": {"GET": "a step", "POST": "a step"}},
    "bulletin": {"/printed/": {"GET": "read"}},
    "proposal": {
        "/book/": {"GET": "second_look", "POST": "second_look"},
        "/numbers/": {"GET": "number", "POST": "number"},
    },
    "desk_handover": {"/list/": {"GET": "read"}},
    "account": {
        "/first-password/": {"GET": "update", "POST": "update"},
        "/reset-factor/": {"GET": "update", "POST": "update"},
    },
    "evaluation_round": {
        "/ballot/": {"GET": "evaluator", "POST": "evaluator"},
        "/count/": {"GET": "teller", "POST": "teller"},
        "/slips/": {"GET": "hear", "POST": "hear"},
        "/take-in/<what>/": {"POST": "update"},
    },
    "reported_figure": {"/compare/": {"GET": "read"}},
    "follow_through": {"/table/": {"GET": "read"}},
    "handover": {"/take-in/<what>/": {"POST": "update"}, "/list/": {"GET": "read"}},
}

OTHERS: dict[str, dict[str, str]] = {
    "/": {"GET": "signed in"},
    "/healthz": {"GET": "everybody"},
    "/static/<path:filename>": {"GET": "everybody"},
    "/login": {"GET": "everybody", "POST": "everybody"},
    "/login/code": {"GET": "everybody", "POST": "everybody"},
    "/logout": {"POST": "signed in"},
    "/language": {"POST": "everybody"},
    "/look": {"POST": "everybody"},
    "/slip/<int(max=2147483647):round_id>": {"GET": "everybody", "POST": "everybody"},
    "/account": {"GET": "signed in"},
    "/account/password": {"POST": "signed in"},
    "/account/sessions/<int(max=2147483647):number>/end": {"POST": "signed in"},
    "/account/sessions/end-others": {"POST": "signed in"},
    "/account/second-factor": {"GET": "signed in"},
    "/account/second-factor/begin": {"POST": "signed in"},
    "/account/second-factor/confirm": {"POST": "signed in"},
    "/account/second-factor/remove": {"POST": "signed in"},
    "/kept/<token>": {"GET": "signed in"},
    "/form/draft": {"POST": "signed in"},
    "/form/draft/drop": {"POST": "signed in"},
    "/form/last": {"GET": "signed in"},
    "/form/day": {"GET": "signed in"},
    "/inbox": {"GET": "signed in"},
    "/inbox/next": {"GET": "signed in"},
    "/inbox/<slug>/<int:record_id>": {"GET": "signed in"},
    "/deadlines": {"GET": "signed in"},
    "/search": {"GET": "signed in"},
    "/search/palette": {"GET": "signed in"},
    "/search/alike/<slug>": {"GET": "signed in"},
    "/calendar": {"GET": "signed in"},
    "/panel/follow-up/": {"GET": "signed in"},
    "/panel/sign-ins/": {"GET": "signed in"},
    "/panel/sign-ins/unlock": {"POST": "signed in"},
    "/thread/links": {"GET": "signed in", "POST": "signed in"},
    "/urging": {"GET": "signed in", "POST": "signed in"},
    "/urging/sheets": {"GET": "signed in"},
    "/panel/summary/": {"GET": "signed in"},
    "/panel/summary/rows/": {"GET": "signed in"},
    "/panel/summary/report": {"POST": "signed in"},
    "/history": {"GET": "auditor"},
    "/rights": {"GET": "auditor admin"},
    "/history/export.csv": {"GET": "auditor"},
    "/history/seals": {"GET": "auditor or admin"},
    "/history/verifiable.jsonl.gz": {"GET": "auditor"},
    "/history/verify_history.py": {"GET": "auditor or admin"},
    "/panel/area/<area>/": {"GET": "signed in"},
    "/panel/<slug>/view/": {"GET": "signed in", "POST": "signed in"},
    "/panel/<slug>/columns/": {"POST": "signed in"},
    "/panel/<slug>/print/": {"GET": "signed in"},
    "/panel/<slug>/attach/": {"GET": "update", "POST": "update"},
    "/document/<int(max=2147483647):attachment_id>/": {"GET": "signed in"},
    "/document/<int(max=2147483647):attachment_id>/view": {"GET": "signed in"},
}

NAMES_A_ROW = frozenset(
    {
        "/details/", "/history/", "/edit/", "/children/<child>/", "/transition/<step>/", "/trash/", "/restore/", "/unmask/",
        "/attach/", "/ballot/", "/count/", "/slips/", "/take-in/<what>/", "/roster/<child>/", "/first-password/",
        "/reset-factor/", "/list/",
        "/printed/", "/minutes/", "/whole/", "/file/", "/cancel/", "/move/",
    }
)  # fmt: skip
"""The addresses that name a row by ``?id=``."""

WRITES_ON_GET = frozenset(
    {
        "/export/<kind>/",
        "/table/<kind>/",
        "/panel/<slug>/print/",
        "/history/export.csv",
        "/history/verifiable.jsonl.gz",
    }
)
"""Taking data out of the house is itself recorded: the one write of a GET."""
