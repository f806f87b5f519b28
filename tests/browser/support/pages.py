"""Every kind of page of the application, as each role comes to it."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from models.access import acting, system_actor
from models.base import db
from models.registry import record_type

ROWS: dict[str, tuple[str, dict[str, Any]]] = {
    "project": ("livelihood_project", {"state": "running"}),
    "handed": ("livelihood_project", {"name": "困难群众临时救助"}),
    "listed": ("livelihood_project", {"state": "listed"}),
    "drafted": ("evaluation_round", {"state": "drafted"}),
    "plan": ("evaluation_round", {"state": "submitted"}),
    "open": ("evaluation_round", {"state": "open"}),
    "counted": ("evaluation_round", {"state": "counted"}),
    "reported": ("evaluation_round", {"state": "reported"}),
    "due": ("evaluation", {"state": "opinion_due"}),
    "returned": ("evaluation", {"state": "returned"}),
    "submitted": ("evaluation", {"state": "submitted"}),
    "approved": ("evaluation", {"state": "approved"}),
    "demanded": ("rectification", {"state": "demanded"}),
    "training": ("training", {"state": "recorded"}),
    "abroad": ("training", {"level": "national"}),
    "yearly": ("training", {"kind": "performance", "state": "archived"}),
    "person": ("member", {}),
    "seat": ("seat", {}),
}
"""Rows that addresses name: the first of its kind in the county."""

OWN = ("/", "/inbox", "/account")
"""What everybody has."""

PAGES: dict[str, tuple[str, ...]] = {
    "clerk": (
        *OWN,
        "/panel/livelihood-project/",
        "/panel/livelihood-project/?adding=year",
        "/panel/livelihood-project/?q=nothing-is-called-so",
        "/panel/livelihood-project/?trash=1",
        "/panel/livelihood-project/details/?id={project}",
        "/panel/livelihood-project/new/",
        "/panel/livelihood-project/edit/?id={project}",
        "/panel/livelihood-project/history/?id={project}",
        "/panel/livelihood-project/attach/?id={project}",
        "/panel/livelihood-project/trash/?id={project}",
        "/panel/livelihood-project/transition/report_done/?id={project}",
        "/panel/livelihood-project/import/",
        "/panel/training/children/training-attendance/?id={training}",
        "/panel/training/details/?id={training}",
        "/panel/evaluation-round/slips/?id={open}",
        "/panel/member/details/?id={person}",
        "/panel/seat/details/?id={seat}",
        "/panel/correction/new/?record=evaluation-{approved}",
        "/panel/follow-up/?kind=topic",
        "/search?q=道路",
        "/panel/area/livelihood/",
        "/calendar?month=2020-05",
        "/panel/livelihood-project/view/?year=2020&state=running",
        "/panel/visit/print/",
    ),
    "committee": (
        *OWN,
        "/panel/evaluation/?round_id={counted}",
        "/panel/evaluation/edit/?id={due}",
        "/panel/evaluation/transition/submit/?id={returned}",
        "/panel/evaluation-round/details/?id={drafted}",
        "/panel/evaluation-round/details/?id={counted}",
        "/panel/evaluation-round/new/",
    ),
    "chair": (
        *OWN,
        "/inbox?tab=decided",
        "/inbox/evaluation/{submitted}",
        "/inbox/evaluation-round/{plan}",
        "/panel/evaluation/transition/return/?id={submitted}",
        "/panel/evaluation-round/transition/approve_plan/?id={plan}",
        "/panel/evaluation/details/?id={approved}",
    ),
    "auditor": (
        *OWN,
        "/history",
        "/history?table=evaluation&kind=approved",
        "/rights",
        "/rights?kind=evaluation&role=chair",
        "/history?words=nothing-is-called-so",
        "/history/seals?digest=12",
        "/panel/evaluation/history/?id={approved}",
        "/panel/member/details/?id={person}",
    ),
    "member": (
        *OWN,
        "/panel/evaluation-round/",
        "/panel/evaluation-round/details/?id={open}",
        "/panel/evaluation-round/ballot/?id={open}",
    ),
    "teller1": (*OWN, "/panel/evaluation-round/count/?id={open}"),
    "department": (*OWN, "/panel/livelihood-project/", "/panel/livelihood-project/details/?id={handed}"),
    "admin": (
        *OWN,
        "/history/seals",
        "/panel/account/",
        "/panel/account/new/",
        "/panel/role-grant/new/",
        "/panel/sign-ins/",
        "/account/second-factor",
    ),
}
"""Login -> addresses, each answered with 200."""

REFUSED: dict[str, tuple[tuple[str, int], ...]] = {
    "clerk": (("/history", 403), ("/panel/evaluation-round/details/?id=999999", 404)),
    "member": (("/panel/training/new/", 403), ("/nowhere", 404)),
}
"""Login -> addresses that are answered with a page that says no, and with what."""


def ids(app: Flask) -> dict[str, int]:
    """Return the numbers of :data:`ROWS` in a demonstration."""
    with app.app_context(), acting(system_actor("seed", 1)):
        return {name: _first(*what) for name, what in ROWS.items()}


def _first(table: str, values: dict[str, Any]) -> int:
    cls: Any = record_type(table)
    statement = select(cls.id).filter_by(**values).order_by(cls.id).limit(1)
    return int(db.session.scalars(statement).one())
