"""The page of rights: all kinds of records and posts at a glance, or one kind for one post, state by state and act by act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from models.access import ADMIN, AUDITOR, ROLES, Actor, Refused
from models.access.errors import NOT_ALLOWED
from models.base import Record
from models.marks import N_
from panel.language import translate
from panel.pages import page
from panel.registry import area_labels
from panel.rights.cells import cells, kind_called, kinds
from panel.states import drawn

ADDRESS = "/rights"
TITLE = N_("Who may do what")
LEAD = N_(
    "Made from the rules by which every page and every save is decided. What several posts allow adds up; "
    "what is lent by a delegation comes to it."
)
KIND, POST, STATE = N_("Kind of record"), N_("Office post"), N_("State")
ALL_KINDS, ALL_POSTS, ALL_STATES = N_("All kinds"), N_("All posts"), N_("All states")
ANY_STATE = N_("Any record")
READS, WRITES, STEPS = N_("Reads"), N_("Writes"), N_("Takes steps")
SHOWN_TO = frozenset({AUDITOR, ADMIN})
"""The auditor asks who may do what; the administrator gives the posts."""


def sees_rights(actor: Actor) -> bool:
    """Return whether the page is for somebody."""
    return bool(actor.roles & SHOWN_TO)


def rights_page(actor: Actor, arguments: Any) -> dict[str, Any]:
    """Return the page as the address asks for it: ``kind`` (a slug), ``role``, ``state``; what is unknown asks for everything.

    Raises:
        Refused: when the page is not for the actor.
    """
    if not sees_rights(actor):
        raise Refused(NOT_ALLOWED)
    cls = kind_called(arguments.get("kind", ""))
    role = arguments.get("role", "") if arguments.get("role", "") in ROLES else ""
    roles = [role] if role else list(ROLES)
    parts: dict[str, Any] = {
        "lead": translate(LEAD),
        "action": ADDRESS,
        "groups": [],
        "roles": [],
        "posts": [],
    }
    if cls is None:
        parts["roles"] = [translate(ROLES[each]) for each in roles]
        parts["groups"] = list(_overview(roles))
        return page(translate(TITLE), **parts, fields=_fields(None, role, ""))
    asked = arguments.get("state", "")
    state = asked if cls.workflow is not None and asked in cls.workflow.states else ""
    if not role and not state:
        # One kind for all posts in all states would be a page of several hundred sentences.
        role = next(iter(each for each in ROLES if each in cls.access.read), next(iter(ROLES)))
        roles = [role]
    parts["posts"] = [_post(cls, each, state) for each in roles]
    title = translate(cls.title)
    crumbs = [(translate(TITLE), ADDRESS), (title, None)]
    return page(title, crumbs, **parts, fields=_fields(cls, role, state))


def _overview(roles: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the areas with their kinds; of each kind what every post may do in some state."""
    words = {part: translate(label) for part, label in (("read", READS), ("write", WRITES), ("step", STEPS))}
    for area, (label, _icon) in area_labels().items():
        rows = [_row(cls, roles, words) for cls in kinds() if cls.area == area]
        if rows:
            yield {"title": translate(label), "rows": rows}


def _row(cls: type[Record], roles: list[str], words: dict[str, str]) -> dict[str, Any]:
    steps = cls.workflow.transitions.values() if cls.workflow is not None else ()
    found = []
    for role in roles:
        holds = {
            "read": role in cls.access.read,
            "write": role in cls.access.create or role in cls.access.update,
            "step": any(role in step.by or role in step.paper for step in steps if not step.computed),
        }
        text = "、".join(words[part] for part, held in holds.items() if held)
        found.append(
            {"label": translate(ROLES[role]), "text": text, "url": _address(cls, role) if text else None}
        )
    return {
        "title": translate(cls.title),
        "url": _address(cls, roles[0] if len(roles) == 1 else ""),
        "cells": found,
    }


def _address(cls: type[Record], role: str) -> str:
    return f"{ADDRESS}?{urlencode({'kind': cls.slug()} | ({'role': role} if role else {}))}"


def _post(cls: type[Record], role: str, wanted: str) -> dict[str, Any]:
    """Return what one post may do with records of a kind, state by state."""
    states: list[str | None] = [None]
    if cls.workflow is not None:
        states = [wanted] if wanted else list(cls.workflow.states)
    return {
        "title": translate(ROLES[role]),
        "states": [
            {
                "state": drawn(cls.workflow.state(state))
                if cls.workflow is not None and state is not None
                else None,
                "words": translate(ANY_STATE),
                "cells": list(cells(cls, role, state)),
            }
            for state in states
        ],
    }


def _fields(cls: type[Record] | None, role: str, state: str) -> list[dict[str, Any]]:
    """Return the choices above the page."""
    titles: list[tuple[str, list[tuple[str, str]]]] = [
        (translate(label), [(each.slug(), translate(each.title)) for each in kinds() if each.area == area])
        for area, (label, _icon) in area_labels().items()
    ]
    found: list[dict[str, Any]] = [
        {"kind": "select", "name": "kind", "label": translate(KIND), "empty": translate(ALL_KINDS),
         "value": cls.slug() if cls is not None else "", "options": [(area, rows) for area, rows in titles if rows]},
        {"kind": "select", "name": "role", "label": translate(POST), "empty": translate(ALL_POSTS), "value": role,
         "options": [(each, translate(label)) for each, label in ROLES.items()]},
    ]  # fmt: skip
    if cls is not None and cls.workflow is not None:
        options = [(value, translate(each.label)) for value, each in cls.workflow.states.items()]
        found.append({"kind": "select", "name": "state", "label": translate(STATE), "empty": translate(ALL_STATES),
                      "value": state, "options": options})  # fmt: skip
    return found
