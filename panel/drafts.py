"""A draft of a form, kept on the server while somebody types, and offered back to them when they open the form again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import request
from werkzeug.datastructures import MultiDict

from models import clock
from models.access import can, current_actor
from models.accounts.form_draft import FormDraft
from models.accounts.form_token import FormToken
from models.base import db
from models.marks import N_
from panel.csrf import FIELD
from panel.language import format_moment, office_time, translate
from panel.numbers import row_number
from panel.registry import views
from panel.saving import MOST_TOKEN
from panel.typed_text import FILES_AGAIN

if TYPE_CHECKING:
    from panel.record_view import RecordView

RESUMED = "_draft"
"""With a draft's token in the address of a form: what was kept of it stands in the form again."""
ADDRESS, FILES = "_address", "_files"
"""What the page's script sends along: the address of the form, and whether files were chosen."""
MOST_CHARACTERS = 200_000
"""All that is typed in one form; more is not kept while typing (saving takes more)."""
_NOT_TYPED = frozenset({FIELD, ADDRESS, FILES, "_next", "_find", "_query", "_chosen", "_choice", "confirmed"})

WAITING = N_("What you typed at %(when)s is not saved yet.")
KEPT_AT = N_("Draft kept at %(time)s; it outlasts a power cut or a closed window")


@dataclass(frozen=True, slots=True)
class Form:
    """Where something is typed: the form (``place``) and its address with what prefills it."""

    place: str
    address: str


def form_at(address: str) -> Form | None:
    """Return the form of a record that an address opens for the actor; ``None`` for every other page.

    A closed list by that: of sign-in, ballots and all else that is no form of a record nothing is ever kept.
    """
    parts = urlsplit(address)
    path = parts.path.split("/")
    if parts.netloc or len(path) != 5 or path[1] != "panel" or path[4]:
        return None
    view = next((one for one in views().values() if one.slug == path[2]), None)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != RESUMED]
    if view is None or not may_fill(view, path[3], dict(query).get("id", "")):
        return None
    place = parts.path + (f"?id={row_number(dict(query)['id'])}" if path[3] == "edit" else "")
    whole = parts.path + (f"?{urlencode(query)}" if query else "")
    return Form(place, whole) if len(whole) <= 500 else None


def may_fill(view: RecordView, route: str, number: str) -> bool:
    """Return whether the actor may fill in the form now."""
    actor = current_actor()
    if route == "new":
        return bool(view.can_create and can(actor, "create", view.model))
    key = row_number(number)
    record = db.session.get(view.model, key) if route == "edit" and key is not None else None
    return record is not None and bool(can(actor, "update", record))


def keep(form: Form, token: str, sent: MultiDict[str, str]) -> str | None:
    """Keep what a form holds for its author; the caller commits.

    Returns:
        The words for the save bar; ``None`` when the form is saved already or too long to be kept while typing.
    """
    account_id = current_actor().account_id
    fields = [pair for pair in sent.items(multi=True) if pair[0] not in _NOT_TYPED]
    content = json.dumps({"fields": fields, "files": FILES in sent}, ensure_ascii=False)
    if account_id is None or not token or len(token) > MOST_TOKEN or len(content) > MOST_CHARACTERS:
        return None
    # A draft that arrives after its own form was saved would come back for ever.
    if FormToken.answered(token) is not None or _is_anothers(token, account_id):
        return None
    now = clock.now()
    FormDraft.keep(
        FormDraft(
            token=token, account_id=account_id, place=form.place, address=form.address, kept_at=now, content=content,
        )
    )  # fmt: skip
    return translate(KEPT_AT, time=f"{office_time(now):%H:%M}")


def _is_anothers(token: str, account_id: int) -> bool:
    found = db.session.get(FormDraft, token)
    return found is not None and found.account_id != account_id


def resumed() -> FormDraft | None:
    """Return the draft that the address of this request takes up again; ``None`` without one of the actor's own."""
    token, account_id = request.args.get(RESUMED, ""), current_actor().account_id
    if request.method != "GET" or not token or account_id is None:
        return None
    found = FormDraft.of(token[:MOST_TOKEN], account_id)
    # The very form that it was typed in: fields of one kind of record mean nothing in another's.
    return found if found is not None and found.address == own_address() else None


def fields_of(draft: FormDraft) -> MultiDict[str, str]:
    """Return what was typed, as the form itself would send it."""
    return MultiDict((name, value) for name, value in json.loads(draft.content)["fields"])


def own_address() -> str:
    """Return the address of this request's form, without the draft that it takes up."""
    query = [pair for pair in parse_qsl(request.query_string.decode()) if pair[0] != RESUMED]
    return request.path + (f"?{urlencode(query)}" if query else "")


def own_place() -> str:
    """Return which form this request's address opens, whatever prefills it."""
    number = row_number(request.args.get("id", ""))
    return request.path + (f"?id={number}" if number is not None and request.path.endswith("/edit/") else "")


def offered(place: str) -> list[dict[str, str]]:
    """Return the actor's drafts of a form: when each was kept, the way to take it up, and its token to let go of it."""
    account_id = current_actor().account_id
    if account_id is None:
        return []
    found = []
    for draft in FormDraft.newest(account_id, place):
        joined = "&" if "?" in draft.address else "?"
        found.append(
            {
                "sentence": translate(WAITING, when=when_words(draft)),
                "url": f"{draft.address}{joined}{RESUMED}={draft.token}",
                "token": draft.token,
                "address": draft.address,
            }
        )
    return found


def when_words(draft: FormDraft) -> str:
    """Return when a draft was kept: the time alone today, else with the day."""
    kept = office_time(draft.kept_at)
    today = office_time(clock.now()).date() == kept.date()
    return f"{kept:%H:%M}" if today else format_moment(kept)


def files_lost(draft: FormDraft) -> str:
    """Return the sentence about files that had been chosen, empty without any."""
    return translate(FILES_AGAIN) if json.loads(draft.content)["files"] else ""


def let_go(token: str) -> None:
    """Drop the draft of a form of the actor's: it is saved, or not wanted. The caller commits."""
    if token:
        FormDraft.drop(token[:MOST_TOKEN], current_actor().account_id)


def drafts_of(account_id: int) -> list[dict[str, Any]]:
    """Return what somebody was typing last, for the home: kind of record, when, and the way back into the form."""
    by_slug = {view.slug: view for view in views().values()}
    found = []
    for draft in FormDraft.newest(account_id):
        view = by_slug.get(draft.place.split("/")[2])
        if view is not None:
            joined = "&" if "?" in draft.address else "?"
            url = f"{draft.address}{joined}{RESUMED}={draft.token}"
            found.append({"kind": view.title_of(), "when": when_words(draft), "url": url})
    return found
