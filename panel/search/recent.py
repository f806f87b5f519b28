"""What somebody opened lately: the numbers of records in a signed cookie of the browser, bound to the account.

A page that is looked at writes nothing to the database. What the cookie names is asked of the gate again each time it is shown:
a record that was moved to the recycle bin, or that this person may no longer read, is not in the list.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, Response, current_app, request
from itsdangerous import BadSignature, Signer
from sqlalchemy import select

from models.access import Actor, actor_or_none, can
from models.base import db
from panel.listing.labels import in_words
from panel.registry import views

COOKIE = "seen"
MOST, SHOWN = 20, 12
_DETAILS = "/details/"
_THIRTY_DAYS = 30 * 86_400


class Seen(NamedTuple):
    """A record that was opened lately."""

    label: str
    kind: str
    url: str


def init_app(app: Flask) -> None:
    """Remember the record whose page was answered."""
    app.after_request(_remember)


def _signer(account_id: int) -> Signer:
    return Signer(str(current_app.config["SECRET_KEY"]), salt=f"seen {account_id}")


def _numbers(actor: Actor) -> list[tuple[str, int]]:
    """Return (table, number) of what this account opened in this browser, newest first; nothing of what was altered."""
    if actor.account_id is None:
        return []
    try:
        text = _signer(actor.account_id).unsign(request.cookies.get(COOKIE, "")).decode("ascii")
    except (BadSignature, UnicodeError):
        return []
    parts = (part.rpartition("-") for part in text.split("."))
    known = views()
    return [
        (slug.replace("-", "_"), int(number))
        for slug, _dash, number in parts
        if slug.replace("-", "_") in known
    ]


def _remember(response: Response) -> Response:
    actor = actor_or_none()
    number = request.args.get("id", "")
    path = request.path.split("/")
    if (
        response.status_code != 200
        or request.method != "GET"
        or not request.path.endswith(_DETAILS)
        or len(path) != 5
        or actor is None
        or actor.account_id is None
        or not (number.isascii() and number.isdigit() and len(number) < 10)
        or path[2].replace("-", "_") not in views()
    ):
        return response
    this = (path[2].replace("-", "_"), int(number))
    seen = [this, *(one for one in _numbers(actor) if one != this)][:MOST]
    text = ".".join(f"{table.replace('_', '-')}-{row}" for table, row in seen)
    response.set_cookie(
        COOKIE,
        _signer(actor.account_id).sign(text).decode("ascii"),
        max_age=_THIRTY_DAYS,
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE")),
        httponly=True,
        samesite="Lax",
    )
    return response


def recently_seen(actor: Actor) -> list[Seen]:
    """Return what the actor opened lately and may read now, newest first; one statement for each type among it."""
    numbers = _numbers(actor)
    by_table: dict[str, list[int]] = {}
    for table, row_id in numbers:
        by_table.setdefault(table, []).append(row_id)
    known, names = views(), {}
    for table, ids in by_table.items():
        cls = known[table].model
        if not can(actor, "read", cls):
            continue
        for row_id, label in db.session.execute(select(cls.id, cls.label_sql()).where(cls.id.in_(ids))):
            names[table, row_id] = in_words(cls, label or "") or known[table].title_of()
    return [
        Seen(names[one], known[one[0]].title_of(), known[one[0]].url_for_details(one[1]))
        for one in numbers
        if one in names
    ][:SHOWN]
