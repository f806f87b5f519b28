"""Why so many points: the account of a member as a tree from the total down to the records, for who may read its lines."""

from __future__ import annotations

from typing import Any

from models.duty.account import Account, Group, Item
from models.marks import N_
from models.polymorphic import parent_types
from models.registry import record_type
from panel.language import format_day, translate
from panel.listing.labels import labels
from panel.points.words import number, source_words
from panel.readable import readable
from panel.registry import view_of

NO_GROUP = N_("Other items")
WHY = N_("Why %(points)s points")
CAPPED = N_("%(raw)s together, capped at %(cap)s")
CAP = N_("cap %(cap)s")
TIMES = N_("%(number)s times")
EACH = N_("%(points)s points each")
TOO_FEW = N_("%(number)s of at least %(least)s")
REVISION = N_("version %(number)s of the rule")
NOTHING_FOR = N_("Nothing counted for: %(items)s")
CANCELS = N_("Cancels an entry: %(reason)s")


def tree_of(account: Account) -> dict[str, Any]:
    """Return the account as the template takes it; records are named in one statement for each kind."""
    lines = [line for group in account.groups for item in group.items for line in item.lines]
    wanted: dict[str, set[int]] = {}
    for line in lines:
        wanted.setdefault(line.table, set()).add(line.record_id)
    types = parent_types()
    opens = readable({types[table]: ids for table, ids in wanted.items()})
    names = {table: labels(types[table], ids) for table, ids in wanted.items()}

    def source(line: Any) -> tuple[str, str | None]:
        """Return name and address of the record; the kind alone for who may not open it."""
        view = view_of(types[line.table])
        if (line.table, line.record_id) not in opens:
            return view.title_of(), None
        label = names[line.table].get(line.record_id)
        return (label.text if label and label.text else view.title_of()), view.url_for_details(line.record_id)

    groups = labels(record_type("code_item"), [g.group_id for g in account.groups if g.group_id is not None])
    return {
        "title": translate(WHY, points=number(account.points)),
        "points": number(account.points),
        "any": bool(lines),
        "groups": [
            {
                "name": groups[group.group_id].text if group.group_id in groups else translate(NO_GROUP),
                "points": number(group.points),
                "note": _cap_words(group),
                "open": any(item.lines for item in group.items),
                "items": [_drawn_item(item, source) for item in group.items if item.lines or _lacks(item)],
                "rest": _rest_words(group),
            }
            for group in account.groups
        ],
    }


def _lacks(item: Item) -> bool:
    """Return whether fewer were done than the rule asks for."""
    return item.rule.least is not None and item.times < item.rule.least


def _rest_words(group: Group) -> str:
    """Return the items of a group for which nothing is counted."""
    names = [item.rule.name for item in group.items if not item.lines and not _lacks(item)]
    return translate(NOTHING_FOR, items=names) if names else ""


def _cap_words(one: Group | Item) -> str:
    """Return what the cap does: nothing where there is none."""
    cap = one.cap if isinstance(one, Group) else one.rule.item_cap
    if cap is None:
        return ""
    if one.raw != one.points:
        return translate(CAPPED, raw=number(one.raw), cap=number(cap))
    return translate(CAP, cap=number(cap))


def _drawn_item(item: Item, source: Any) -> dict[str, Any]:
    rule = item.rule
    notes = [
        translate(EACH, points=number(rule.points)),
        translate(TIMES, number=item.times),
        _cap_words(item),
    ]
    if _lacks(item):
        notes.append(translate(TOO_FEW, number=item.times, least=rule.least))
    if rule.revision > 1:
        notes.append(translate(REVISION, number=rule.revision))
    cancelled = {line.reverses_id for line in item.lines}
    rows = []
    for line in item.lines:
        name, url = source(line)
        rows.append(
            {
                "day": format_day(line.day),
                "name": name,
                "url": url,
                "entry_url": f"/panel/point-entry/details/?id={line.id}",
                "reason": translate(CANCELS, reason=line.reason) if line.reverses_id is not None else "",
                "points": number(line.points),
                "cancelled": line.id in cancelled or line.reverses_id is not None,
            }
        )
    return {
        "name": rule.name,
        "rule_url": f"/panel/point-rule/details/?id={rule.id}",
        "source": source_words(rule.counts),
        "points": number(item.points),
        "notes": [note for note in notes if note],
        "rows": rows,
    }
