"""What waits for me: the inbox with its tabs, and the queue that is dealt with one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import abort, redirect, render_template, request
from flask_admin import expose
from flask_babel import ngettext
from sqlalchemy import select

from models.access import Actor, can, current_actor
from models.base import db
from models.deciding import NEVER_IN_A_BATCH
from models.marks import N_
from models.registry import record_type
from panel.decided import decided
from panel.deciding import decision_page
from panel.facts import ONE_AFTER_ANOTHER, facts
from panel.language import format_moment, translate
from panel.listing.labels import account_names, in_words
from panel.pages import page
from panel.registry import views
from panel.waiting import (
    PAGE,
    Item,
    Key,
    begins_drafts,
    drafts_source,
    own_source,
    page_of,
    provided,
    queue,
    read_key,
    waiting,
)
from panel.words import said

ADDRESS = "/inbox"
LATE = 5
"""Days after which waiting is tinted."""

TITLE = N_("Inbox")
WAITING, UNDER_WAY, DECIDED_TAB, CLOSED = (
    N_("Waiting for me"),
    N_("Under way"),
    N_("Dealt with"),
    N_("Closed"),
)
DRAFTS = N_("Drafts")
ALL_KINDS = N_("All kinds")

EMPTY = {
    "waiting": (N_("Nothing waits for you"), N_("What others hand in for your decision comes here.")),
    "mine": (N_("Nothing of yours is under way"), N_("What you hand in stands here until it is closed.")),
    "decided": (N_("You have not decided anything yet"), N_("What you approve or return is listed here.")),
    "closed": (
        N_("Nothing of yours is closed yet"),
        N_("What you handed in or approved stands here once it is closed."),
    ),
    "drafts": (N_("No draft of yours is open"), N_("What you begin and have not handed in yet stands here.")),
}
TABS = (
    ("waiting", WAITING),
    ("mine", UNDER_WAY),
    ("decided", DECIDED_TAB),
    ("closed", CLOSED),
    ("drafts", DRAFTS),
)
RETURNED_ONLY = N_("Only what was returned to me")
QUEUE_DONE = N_("That was the last one that waits for you.")


class InboxRoutes:
    """Routes ``/inbox``, ``/inbox/next`` and ``/inbox/<slug>/<id>``: they show; steps are taken by the record's own route."""

    @expose("/inbox")
    def inbox(self) -> Any:
        """Show what waits for me, or one of the other tabs."""
        tab = request.args.get("tab", "waiting")
        if tab not in dict(TABS):
            abort(404)
        return render_template("inbox.html", page=_inbox_page(current_actor(), tab))

    @expose("/inbox/next")
    def inbox_next(self) -> Any:
        """Go on to the first thing that waits after the one just seen; back to the inbox after the last."""
        after, kind = read_key(request.args.get("after", "")), _kind()
        found = next(
            (item for item in queue(current_actor(), table=kind) if after is None or item.key > after), None
        )
        if found is None:
            said(QUEUE_DONE)
            return redirect(ADDRESS, 303)
        return redirect(item_url(found, kind), 303)

    @expose("/inbox/<slug>/<int:record_id>")
    def inbox_item(self, slug: str, record_id: int) -> Any:
        """Show one thing with what is needed to decide it; what has moved on in the meantime is shown as it stands."""
        view = views().get(slug.replace("-", "_"))
        if view is None or record_id > _LARGEST or not view.is_accessible():
            abort(404)
        record = db.session.scalar(select(view.model).where(view.model.id == record_id))
        if record is None or record.workflow is None:
            abort(404)
        kind = _kind()
        items = queue(current_actor(), table=kind)
        here = Key(record.state_since, record.__tablename__, record.id)
        before = [item for item in items if item.key < here]
        onward = next((item for item in items if item.key > here), None)
        waits = any(item.key == here for item in items)
        return render_template(
            "approve.html",
            page=decision_page(
                view,
                record,
                place=translate(PLACE, place=len(before) + 1, number=len(items)) if waits else "",
                back_url=ADDRESS,
                previous_url=item_url(before[-1], kind) if before else None,
                next_url=item_url(onward, kind) if onward else None,
                follow=f"{ADDRESS}/next?after={here}" + (f"&kind={kind}" if kind else ""),
            ),
        )


PLACE = N_("%(place)s of %(number)s")
FOR_WHOM = N_("For %(name)s")
_LARGEST = 2**31 - 1


def _kind() -> str:
    """Return the table of the kind that the page is narrowed to, empty for all."""
    wanted = request.args.get("kind", "")
    return wanted if wanted in views() else ""


def item_url(item: Item, kind: str = "") -> str:
    """Return where a thing is dealt with: its page of the queue, or where its provider says; what is to be mended, its record."""
    if item.url:
        return item.url
    slug = item.table.replace("_", "-")
    if item.mend:
        return f"/panel/{slug}/details/?id={item.record_id}"
    return f"{ADDRESS}/{slug}/{item.record_id}" + (f"?kind={kind}" if kind else "")


def days_words(days: int) -> str:
    """Return for how long something has waited."""
    return (
        str(ngettext("%(num)s day waited", "%(num)s days waited", days))
        if days
        else translate(N_("since today"))
    )


def rows_of(actor: Actor, items: Sequence[Item], kind: str = "") -> list[dict[str, Any]]:
    """Return the rows that the templates draw, with the line and the sender of each: one statement for each type on the page."""
    lines: dict[tuple[str, int], str] = {}
    known = views()
    for table in dict.fromkeys(item.table for item in items if item.table):
        found = facts(known[table], actor, [item.record_id for item in items if item.table == table])
        lines.update(((table, number), line) for number, line in found.items())
    names = account_names({item.sender for item in items if item.sender is not None})
    return [
        {
            "id": item.record_id or None,
            "kind": translate(item.kind),
            "title": in_words(record_type(item.table), item.label) if item.table else item.label,
            "url": item_url(item, kind),
            "fact": _fact(item, lines.get((item.table, item.record_id), "")),
            "sender": names.get(item.sender or 0, ""),
            "behalf": translate(FOR_WHOM, name=item.behalf) if item.behalf else "",
            "waits": days_words(item.days),
            "late": item.days > LATE,
            "overdue": False,
            "acts": [],
        }
        for item in items
    ]


def _state(item: Item) -> str:
    """Return what the state of a record is called."""
    workflow = record_type(item.table).workflow if item.table else None
    return (
        translate(workflow.state(item.state).label)
        if workflow is not None and item.state in workflow.states
        else ""
    )


def _fact(item: Item, line: str) -> str:
    """Return the line, with the state before it where the state says what is to be done: mend it, or look how far it is."""
    if not item.mend and item.steps:
        return item.fact or line or _state(item)
    parts = [part for part in (_state(item), item.fact or line) if part]
    return (
        translate(ONE_AFTER_ANOTHER) % {"one": parts[0], "two": parts[1]}
        if len(parts) == 2
        else "".join(parts)
    )


def first_waiting(actor: Actor, limit: int) -> list[Item]:
    """Return the things that have waited longest."""
    return sorted([*provided(actor), *waiting(actor)], key=lambda item: item.since)[:limit]


def _inbox_page(actor: Actor, tab: str) -> dict[str, Any]:
    title, text = EMPTY[tab]
    parts: dict[str, Any] = {
        "tabs": tabs_of(actor, tab),
        "kinds": [],
        "rows": [],
        "batch": None,
        "queue_url": None,
        "oldest": None,
    }
    parts["empty"] = {"title": translate(title), "text": translate(text), "actions": []}
    if tab == "waiting":
        parts |= _waiting_parts(actor)
    elif tab == "decided":
        parts |= {"rows": decided(actor)}
    else:
        parts |= _own_parts(actor, tab)
    return page(translate(TITLE), **parts)


def tabs_of(actor: Actor, tab: str) -> list[tuple[str, str, bool, None]]:
    """Return the tabs of the inbox with ``tab`` as the current one; drafts only for who begins records."""
    shown = TABS if tab == "drafts" or begins_drafts(actor) else TABS[:-1]
    return [
        (translate(label), ADDRESS if name == "waiting" else f"{ADDRESS}?tab={name}", name == tab, None)
        for name, label in shown
    ]


def _waiting_parts(actor: Actor) -> dict[str, Any]:
    kind = _kind()
    numbers = dict(sorted(Counter(item.table for item in waiting(actor)).items()))
    brought = [] if kind else provided(actor)
    every = sorted([*brought, *waiting(actor, table=kind)], key=lambda item: item.key)
    if returned := request.args.get("only") == "returned":
        every = [item for item in every if item.mend]
        kind = ""
    base = f"{ADDRESS}?only=returned" if returned else f"{ADDRESS}?kind={kind}" if kind else ADDRESS
    items, neighbours = _slice(every, base)
    oldest = max((item.days for item in items), default=0)
    return {
        "rows": rows_of(actor, items, kind),
        "kinds": _kinds(numbers, kind, len(provided(actor)), returned=returned) if len(numbers) > 1 else [],
        "queue_url": _queue_url(kind) if any(item.table and not item.mend for item in items) else None,
        "batch": _batch(actor, kind),
        "oldest": translate(N_("longest: %(days)s"), days=days_words(oldest)) if oldest else None,
        "counted": str(ngettext("%(num)s item", "%(num)s items", len(every))),
        **neighbours,
    }


def _queue_url(kind: str) -> str:
    return f"{ADDRESS}/next" + (f"?kind={kind}" if kind else "")


def _kinds(
    numbers: dict[str, int], kind: str, beside: int, *, returned: bool = False
) -> list[tuple[str, str, bool, int]]:
    """Return the kinds that the page can be cut down to, after all together; ``beside`` are open ballots and the like."""
    known = views()
    each = [
        (known[table].title_of(), f"{ADDRESS}?kind={table}", table == kind, number)
        for table, number in numbers.items()
    ]
    every = (translate(ALL_KINDS), ADDRESS, not kind and not returned, sum(numbers.values()) + beside)
    mended = sum(item.mend for item in waiting(current_actor()))
    only = [(translate(RETURNED_ONLY), f"{ADDRESS}?only=returned", returned, mended)] if mended else []
    return [every, *only, *each]


def _batch(actor: Actor, kind: str) -> dict[str, Any] | None:
    """Return the bulk form when one kind is shown and declares a step for many rows; the list's own route carries it out."""
    if not kind or kind in NEVER_IN_A_BATCH:
        return None
    view = views()[kind]
    steps = view.model.workflow.transitions.values() if view.model.workflow is not None else ()
    wanted = [
        step
        for step in steps
        if step.batch and step.queue and can(actor, f"transition:{step.name}", view.model)
    ]
    buttons = [
        {"label": translate(step.label), "value": step.name, "kind": "plain", "confirm": None}
        for step in wanted
    ]
    return {"action": f"{view.url}/bulk/", "buttons": buttons} if buttons else None


def _slice(every: list[Item], base: str) -> tuple[list[Item], dict[str, str | None]]:
    """Return the page of all that waits which the address names, and the addresses of its neighbours."""
    after, before = _place()
    if before is not None:
        items = [item for item in every if item.key < before][-PAGE:]
    else:
        items = [item for item in every if after is None or item.key > after][:PAGE]
    back = bool(items) and items[0] != every[0]
    onward = bool(items) and items[-1] != every[-1]
    return items, _neighbours(items, base, back=back, onward=onward)


def _place() -> tuple[Key | None, Key | None]:
    return read_key(request.args.get("after", "")), read_key(request.args.get("before", ""))


def _neighbours(items: list[Item], base: str, *, back: bool, onward: bool) -> dict[str, str | None]:
    join = "&" if "?" in base else "?"
    return {
        "previous_url": f"{base}{join}before={items[0].key}" if back else None,
        "next_url": f"{base}{join}after={items[-1].key}" if onward else None,
    }


def _own_parts(actor: Actor, tab: str) -> dict[str, Any]:
    base = f"{ADDRESS}?tab={tab}"
    after, before = _place()
    source = drafts_source() if tab == "drafts" else own_source(closed=tab == "closed")
    found = page_of(source, after=None if before else after, before=before, newest=True)
    more = len(found) > PAGE
    items = (found[-PAGE:] if before else found[:PAGE]) if more else found
    back = bool(items) and (more if before else after is not None)
    neighbours = _neighbours(items, base, back=back, onward=bool(items) and (before is not None or more))
    rows = rows_of(actor, items)
    for row, item in zip(rows, items, strict=True):
        row |= {
            "url": f"/panel/{item.table.replace('_', '-')}/details/?id={item.record_id}",
            "waits": format_moment(item.since),
            "late": False,
        }
    return {"rows": rows, **neighbours}
