"""Views that people save of a list, and how they chose to see it: kept, shared, taken back.

A view is words for an address. Whoever opens it asks with their own rights: it shows no row and no column that they may not
read, and a condition that is not theirs to ask is named and answered with no rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from models import clock
from models.access import ROLES, Actor, Refused, can
from models.access.errors import NOT_ALLOWED
from models.accounts.list_choice import ListChoice
from models.accounts.saved_view import AUDIENCES, LONGEST_ADDRESS, LONGEST_NAME, MOST_OF_ONE, SavedView
from models.base import db
from models.marks import N_
from models.problems import Problem
from panel.language import join, translate
from panel.listing.columns import column_of, offered
from panel.listing.context import chips
from panel.listing.query import PAGE_SIZES, ListQuery

NO_NAME = N_("Please write a name for the view, of at most %(most)s characters.")
TOO_MANY = N_("You have %(most)s views of this list; please remove one first.")
TOO_LONG = N_("The list has too many conditions for a view; please remove some.")
NOT_TO_SHARE = N_("Only who may export the list may share a view of it; please keep it for yourself.")
WITH_ROLE = N_("For everybody with the role: %(role)s")
NO_CONDITIONS = N_("Without conditions: all rows, with the order and columns of now.")
_LEFT_OUT = {"view", "page_size", "trash"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the form of a view says: its name, and with whom it is shared (``mine``, ``office`` or ``role:clerk``)."""

    name: str
    audience: str


def address_of(view: Any, saved: SavedView) -> str:
    """Return where a saved view opens."""
    return f"{view.url}/?{urlencode([*parse_qsl(saved.arguments), ('view', str(saved.id))])}"


def is_changed(query: ListQuery, saved: SavedView) -> bool:
    """Return whether the list asks for something else than the view it was opened from."""
    return sorted(query.links.kept(drop=_LEFT_OUT)) != sorted(parse_qsl(saved.arguments))


def may_share(actor: Actor, cls: Any) -> bool:
    """Return whether the actor may give others a view of the list: who may take the list out may also show how to ask it."""
    return bool(can(actor, "export", cls))


def may_remove(actor: Actor, cls: Any, saved: SavedView) -> bool:
    """Return whether the actor may remove a view: the own one; a shared one also who may share, for its owner may have left."""
    return saved.account_id == actor.account_id or may_share(actor, cls)


def audiences(actor: Actor, cls: Any) -> list[tuple[str, str]]:
    """Return (value, words) of those with whom the actor may share a view of the list."""
    words = {choice.value: translate(choice.label) for choice in AUDIENCES}
    if not may_share(actor, cls):
        return [("mine", words["mine"])]
    roles = [(f"role:{r}", translate(WITH_ROLE, role=translate(ROLES[r]))) for r in ROLES if r in actor.roles]
    return [("mine", words["mine"]), *roles, ("office", words["office"])]


def audience_of(saved: SavedView) -> str:
    """Return with whom a view is shared, as the form has it."""
    return f"role:{saved.role}" if saved.audience == "role" else saved.audience


def problems_of(actor: Actor, cls: Any, wanted: Wanted, arguments: str, *, is_new: bool) -> list[Problem]:
    """Return what is to be mended before a view can be kept."""
    found = []
    if not wanted.name or len(wanted.name) > LONGEST_NAME:
        found.append(Problem("name", NO_NAME, {"most": LONGEST_NAME}))
    if wanted.audience not in dict(audiences(actor, cls)):
        found.append(Problem("audience", NOT_TO_SHARE))
    if len(arguments) > LONGEST_ADDRESS:
        found.append(Problem("name", TOO_LONG))
    own = [v for v in SavedView.of_list(actor, cls.__tablename__) if v.account_id == actor.account_id]
    if is_new and len(own) >= MOST_OF_ONE and wanted.name not in {v.name for v in own}:
        found.append(Problem("name", TOO_MANY, {"most": MOST_OF_ONE}))
    return found


def keep(actor: Actor, cls: Any, wanted: Wanted, arguments: str, saved: SavedView | None = None) -> SavedView:
    """Keep a view in this transaction: a new one in the place of an own one of the same name, or another name for ``saved``."""
    own = [v for v in SavedView.of_list(actor, cls.__tablename__) if v.account_id == actor.account_id]
    same = next((v for v in own if v.name == wanted.name and v is not saved), None)
    if saved is not None and saved.account_id != actor.account_id:
        raise Refused(NOT_ALLOWED)
    if same is not None and saved is not None:
        db.session.delete(same)
        db.session.flush()
    row = saved or same or SavedView(organization_id=actor.organization_id, account_id=actor.account_id)
    audience, _, role = wanted.audience.partition(":")
    row.record_table, row.name = cls.__tablename__, wanted.name
    row.audience, row.role = audience, role or None
    row.arguments, row.saved_at = (arguments if saved is None else saved.arguments), clock.now()
    db.session.add(row)
    db.session.flush()
    return row


def remove(actor: Actor, cls: Any, saved: SavedView) -> None:
    """Remove a view in this transaction.

    Raises:
        Refused: when it is neither the actor's own nor theirs to share.
    """
    if not may_remove(actor, cls, saved):
        raise Refused(NOT_ALLOWED)
    db.session.delete(saved)


def choose(actor: Actor, view: Any, *, columns: Sequence[str], sort: str, page_size: str) -> None:
    """Keep in this transaction how the actor wants to see a list; nothing given is what is usual."""
    table = view.model.__tablename__
    row = ListChoice.of(actor, table) or ListChoice(account_id=actor.account_id, record_table=table)
    row.columns = ",".join(columns)
    row.sort = sort[:80]
    row.page_size = next((size for size in PAGE_SIZES if str(size) == page_size), None)
    db.session.add(row)


def forget(actor: Actor, view: Any) -> None:
    """Put a list back to what is usual, in this transaction."""
    row = ListChoice.of(actor, view.model.__tablename__)
    if row is not None:
        db.session.delete(row)


def list_columns_menu(query: ListQuery, action: str) -> dict[str, Any]:
    """Return the form in which a person chooses columns, order and rows of a list; ``action`` is where it is sent."""
    shown = {column.name for column in query.columns}
    sizes = sorted({*PAGE_SIZES, query.view.page_size})
    return {
        "action": action,
        "choices": [
            (name, column_of(query.view, query.actor, name).label, name in shown)
            for name in offered(query.view, query.actor)
        ],
        "sizes": [(str(size), size == query.page_size) for size in sizes],
        "ordered": bool(query.links.get("sort")),
        "chosen": query.choice is not None,
    }


def arguments_of(query: ListQuery) -> str:
    """Return what a view of the list keeps: conditions, search, order and columns."""
    return urlencode([pair for pair in query.shown_pairs() if pair[0] not in _LEFT_OUT])


def said_of(query: ListQuery) -> str:
    """Return the conditions of a list in words."""
    said = [" ".join(part for part in chip[:3] if part) for chip in chips(query, query.empty_page())]
    if query.search is not None:
        said.append(f"“{query.search.text}”")
    return join(said) if said else translate(NO_CONDITIONS)
