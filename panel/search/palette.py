"""What the command palette offers: acts on the record that is open, screens of the menu, records, and new records.

It offers what this person may do and nothing else: screens as the menu has them, acts as the record's own page has them, records
through the gate. Screens and acts are found by characters of either script, by pinyin initials, and in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from sqlalchemy import select

from models.access import Actor, can
from models.base import db
from models.marks import N_
from models.names import initials_of
from models.search import Words, fold, places_of
from panel.frame import SEARCH, current_frame
from panel.language import format_day, translate
from panel.registry import views
from panel.search.asking import Asked
from panel.search.recent import recently_seen
from panel.search.records import find
from panel.spellings import spellings

NEW = N_("New: %(what)s")
HERE, SCREENS, RECORDS, NEW_ONES = N_("On this record"), N_("Screens"), N_("Records"), N_("New record")
RECENT = N_("Recently seen")
EVERYTHING = N_("Search everything for “%(text)s”")
_MOST_SCREENS, _MOST_RECORDS, _MOST_NEW = 5, 8, 4


def answer(actor: Actor, asked: Asked, at: str) -> dict[str, Any]:
    """Return the groups of choices for what was typed.

    Args:
        actor: who asks.
        asked: what was typed; nothing gives the acts on the open record and what was opened lately.
        at: the address of the page on which the palette was opened.
    """
    if asked.words is None:
        recent = [_item(seen.label, seen.url, seen.kind) for seen in recently_seen(actor) if seen.url != at]
        return _groups(((HERE, _acts_at(at, None)), (RECENT, recent)), asked)
    return _groups(
        (
            (HERE, _acts_at(at, asked.words)),
            (SCREENS, _screens(asked.words)),
            (RECORDS, _records(actor, asked)),
            (NEW_ONES, _new_ones(actor, asked.words)),
        ),
        asked,
    )


def _groups(groups: Iterable[tuple[str, list[dict[str, Any]]]], asked: Asked) -> dict[str, Any]:
    found = [{"label": translate(label), "items": items} for label, items in groups if items]
    everything = _item(translate(EVERYTHING, text=asked.text), f"{SEARCH}?{urlencode({'q': asked.text})}")
    return {
        "groups": found,
        "everything": everything if asked.words else None,
        "problem": asked.problem or None,
    }


def _item(label: str, url: str, hint: str = "", words: Words | None = None) -> dict[str, Any]:
    marks = sorted(place for run in words.runs for place in places_of(run, label)) if words else []
    return {"label": label, "url": url, "hint": hint, "marks": marks}


@lru_cache(maxsize=1024)
def _ways_to_type(message: str) -> tuple[str, ...]:
    """Return how a name may be typed: in every language, and by the initials of its characters."""
    known = [fold(spelling) for spelling in spellings(message)]
    return tuple(
        dict.fromkeys((*known, *(initials_of(spelling) for spelling in known if not spelling.isascii())))
    )


def _fits(words: Words, *messages: str) -> bool:
    """Return whether each word stands in one of the names."""
    ways = [way for message in messages if message for way in _ways_to_type(message)]
    return all(any(run in way for way in ways) for run in words.runs)


def _begins(words: Words, message: str) -> bool:
    return any(way.startswith(words.runs[0]) for way in _ways_to_type(message))


def _screens(words: Words) -> list[dict[str, Any]]:
    found = [
        (not _begins(words, name), _item(translate(name), url, translate(area) if area else "", words))
        for name, area, url in current_frame().screens
        if _fits(words, name, area) and any(_fits(Words((run,)), name) for run in words.runs)
    ]
    return [item for _place, item in sorted(found, key=lambda pair: pair[0])[:_MOST_SCREENS]]


@lru_cache(maxsize=1)
def _verbs() -> tuple[str, ...]:
    """Return what stands before the name of something new, in every language and by its initials: 新建, xj, new."""
    before = [fold(spelling.partition("%(what)s")[0]).strip(" :：") for spelling in spellings(NEW)]
    typed = [*before, *(initials_of(verb) for verb in before if not verb.isascii())]
    return tuple(dict.fromkeys(verb for verb in typed if verb))


def _without_verb(words: Words) -> Words:
    """Return the words without a verb that was typed in one with the name: 新建培训."""
    first, *others = words.runs
    verb = next((verb for verb in _verbs() if first.startswith(verb) and first != verb), "")
    return Words((first.removeprefix(verb), *others))


def _new_ones(actor: Actor, words: Words) -> list[dict[str, Any]]:
    found, words = [], _without_verb(words)
    for view in views().values():
        name = str(view.model.title)
        if not (view.can_create and view.in_menu and _fits(words, name, N_("New record"))):
            continue
        if any(_fits(Words((run,)), name) for run in words.runs) and can(actor, "create", view.model):
            label = translate(NEW, what=view.title_of())
            found.append((not _begins(words, name), _item(label, f"{view.url}/new/", "", words)))
    return [item for _place, item in sorted(found, key=lambda pair: pair[0])[:_MOST_NEW]]


def _records(actor: Actor, asked: Asked) -> list[dict[str, Any]]:
    """Return the records that are called so; where there are few, also those whose text holds the words."""
    groups, _whole = find(actor, asked, names_only=True, types=_MOST_RECORDS)
    if sum(len(group.rows) for group in groups) < _MOST_RECORDS // 2:
        groups, _whole = find(actor, asked, types=_MOST_RECORDS)
    rows = sorted((row for group in groups for row in group.rows), key=lambda row: row.rank)
    known = views()
    return [
        _item(
            row.label or known[row.table].title_of(),
            known[row.table].url_for_details(row.id),
            " ".join(filter(None, (known[row.table].title_of(), format_day(row.day) if row.day else ""))),
            asked.words,
        )
        for row in rows[:_MOST_RECORDS]
    ]


def _acts_at(at: str, words: Words | None) -> list[dict[str, Any]]:
    """Return the acts of the record whose page is open, as that page offers them."""
    parts = urlsplit(at)
    path = parts.path.strip("/").split("/")
    if len(path) != 3 or path[0] != "panel" or path[2] != "details":
        return []
    view = views().get(path[1].replace("-", "_"))
    number = parse_qs(parts.query).get("id", [""])[0]
    if view is None or not (number.isascii() and number.isdigit()) or len(number) > 9:
        return []
    record = db.session.scalar(select(view.model).where(view.model.id == int(number)))
    if record is None:
        return []
    first, more = view.acts_of(record)
    acts = [act for act in (*first, *more) if isinstance(act, dict) and act.get("method") == "get"]
    fitting = [act for act in acts if words is None or _said(words, act["label"])]
    return [_item(act["label"], act["url"], "", words) for act in fitting]


def _said(words: Words, label: str) -> bool:
    ways = (fold(label), initials_of(label))
    return all(any(run in way for way in ways) for run in words.runs)
