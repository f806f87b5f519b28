"""What stands around every page: menu, top bar, who is signed in; and the home, the inbox and the history inside it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, current_app, g, has_request_context, render_template, request
from flask_admin import Admin, AdminIndexView
from flask_login import current_user
from markupsafe import Markup

from models import clock
from models.access import ROLES, Actor, actor_or_none
from models.figures import FIGURES
from models.marks import N_
from models.registry import record_type
from panel import deadline_page, follow_up, month_page
from panel.area_lists import AREA_PAGES, area_url
from panel.history_pages import HistoryRoutes, reads_all
from panel.history_pages.seals_page import ADDRESS as SEALS
from panel.history_pages.seals_page import TITLE as SEALS_TITLE
from panel.history_pages.seals_page import sees_seals
from panel.home import HomeRoutes
from panel.inbox import InboxRoutes
from panel.language import format_day, html_language, join, languages, translate
from panel.listing.opens import opens
from panel.listing.ready import AREAS
from panel.look import chosen
from panel.open_ballots import open_ballots, open_counts
from panel.read_only import read_only_reason
from panel.registry import area_labels, views
from panel.rights import page as rights
from panel.signing_in import watching
from panel.summary import page as summary
from panel.summary.asking import sees_summary
from panel.waiting import PROVIDERS, how_many

HOME, INBOX, HISTORY, ACCOUNT, SEARCH = "/", "/inbox", "/history", "/account", "/search"
LANGUAGE, LOOK, SIGN_OUT = "/language", "/look", "/logout"

NOT_IN_MENU = frozenset({"attachment", "correction"})
"""Types that are reached from the records they belong to."""

DEMONSTRATION = N_("Demonstration data, business date %(day)s")
HISTORY_TITLE = N_("History of changes")

_KEPT_MENUS = 256

PROVIDERS.extend((open_ballots, open_counts))


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as the top bar shows them."""

    name: str
    role: str

    @property
    def initial(self) -> str:
        """Return the one character that stands for the person."""
        return self.name[:1]


class Frame:
    """What the templates call ``frame``; see ``layout.html``. Everything is found when it is first shown.

    A page without a menu (sign-in, an error) asks for nothing that needs an actor or the database.
    """

    home_url, inbox_url, account_url = HOME, INBOX, ACCOUNT
    sign_out_url, language_url, look_url = SIGN_OUT, LANGUAGE, LOOK

    def __init__(self, actor: Actor | None) -> None:
        self._actor = actor if actor is not None and actor.system is None else None

    @property
    def search_url(self) -> str | None:
        """Return where everything is searched; nothing is for who is not signed in."""
        return SEARCH if self._actor is not None else None

    @cached_property
    def search_query(self) -> str:
        """Return what stands in the box of the search over everything."""
        return request.args.get("q", "") if request.path == SEARCH else ""

    @cached_property
    def lang(self) -> str:
        """Return the language as HTML wants it."""
        return html_language()

    @cached_property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Return the languages to choose from."""
        return languages()

    @cached_property
    def looks(self) -> dict[str, str]:
        """Return the switches of the look that this browser keeps."""
        return chosen() if has_request_context() else {}

    @property
    def theme(self) -> str:
        """Return ``dark`` or nothing."""
        return self.looks.get("theme", "")

    @property
    def size(self) -> str:
        """Return ``large`` or nothing."""
        return self.looks.get("size", "")

    @cached_property
    def organization(self) -> str:
        """Return the short name of the committee."""
        return str(getattr(current_user, "organization_short", ""))

    @cached_property
    def person(self) -> Person:
        """Return who is signed in, with the roles of today."""
        if self._actor is None:
            return Person("", "")
        return Person(
            self._actor.label, join(translate(ROLES[role]) for role in ROLES if role in self._actor.roles)
        )

    @property
    def today(self) -> str:
        """Return the day that a printed page bears."""
        return format_day(clock.business_today())

    @cached_property
    def demo(self) -> str | None:
        """Return the words of the demonstration chip, ``None`` for an office's own data."""
        shown = current_app.extensions["xieshang_settings"].demo or getattr(
            current_user, "demonstration", False
        )
        return translate(DEMONSTRATION, day=clock.business_today()) if shown else None

    @cached_property
    def read_only_reason(self) -> str | None:
        """Return the sentence why nothing can be written, ``None`` when it can."""
        reason = read_only_reason() if self._actor is not None else None
        return translate(reason) if reason else None

    @cached_property
    def next_url(self) -> str:
        """Return where the language switch comes back to: this page, when it can be asked for again."""
        return request.full_path.rstrip("?") if request.method == "GET" else HOME

    @cached_property
    def inbox_count(self) -> int:
        """Return how many things wait for the person."""
        return how_many(self._actor) if self._actor is not None else 0

    @cached_property
    def here(self) -> str:
        """Return which of the fixed entries is the current one, empty for a list or record."""
        if request.path.startswith(summary.ADDRESS):
            return "summary"
        first = request.path.split("/", 2)[1]
        fixed = {"": "home", "inbox": "inbox", "history": "history", "rights": "rights", "account": "account"}
        if request.path == follow_up.ADDRESS:
            return "follow_up"
        if request.path.startswith(watching.ADDRESS):
            return "sign_ins"
        if self._area_here:
            return "area"
        return (fixed | {"deadlines": "deadlines", "urging": "deadlines", "calendar": "calendar"}).get(
            first, ""
        )

    @cached_property
    def deadlines(self) -> tuple[str, str] | None:
        """Return label and address of the page of deadlines, for those it is for."""
        if self._actor is None or not deadline_page.sees_deadlines(self._actor):
            return None
        return (translate(deadline_page.TITLE), deadline_page.ADDRESS)

    @cached_property
    def calendar(self) -> tuple[str, str] | None:
        """Return label and address of the calendar, for who has something in it."""
        if self._actor is None or not month_page.kinds_for(self._actor):
            return None
        return (translate(month_page.TITLE), month_page.ADDRESS)

    @cached_property
    def follow_up(self) -> tuple[str, str] | None:
        """Return label and address of the page of what became of matters, for who reads some of them."""
        if self._actor is None or not follow_up.kinds_for(self._actor):
            return None
        return (translate(follow_up.TITLE), follow_up.ADDRESS)

    @cached_property
    def sign_ins(self) -> tuple[str, str] | None:
        """Return label and address of the page of failed sign-ins and locks, for those it is for."""
        if self._actor is None or not watching.sees_sign_ins(self._actor):
            return None
        return (translate(watching.TITLE), watching.ADDRESS)

    @cached_property
    def _table_here(self) -> str:
        """Return the table whose entry of the menu is the current one: that of the page, or of what it belongs to."""
        parts = request.path.split("/")
        table = parts[2].replace("-", "_") if len(parts) > 2 and parts[1] == "panel" else ""
        known = views()
        for _step in known:
            view = known.get(table)
            if view is None or view.in_menu:
                break
            table = view.model.__mapper__.columns[view.model.parent].info["ref"]
        return table

    @cached_property
    def _area_here(self) -> str:
        """Return the area whose page this is, empty on every other page."""
        key = request.path.removeprefix(AREA_PAGES).rstrip("/") if request.path.startswith(AREA_PAGES) else ""
        return key if key in area_labels() else ""

    @cached_property
    def _items(self) -> dict[str, list[tuple[str, str, str]]]:
        """Return area -> (table, label, address) of the lists that the actor can open."""
        found: dict[str, list[tuple[str, str, str]]] = {area: [] for area in area_labels()}
        for table, view in sorted(views().items(), key=lambda known: known[1].menu_place):
            if self._actor is None or not view.in_menu or table in NOT_IN_MENU:
                continue
            if opens(self._actor, view.model):
                found[view.model.area].append((table, view.plural_of(), f"{view.url}/"))
        return {area: items for area, items in found.items() if items}

    @cached_property
    def areas(self) -> list[tuple[str, str, str, str, bool, list[tuple[str, str, bool, int | None]]]]:
        """Return the areas of the menu; only the one of this page is open."""
        open_area = record_type(self._table_here).area if self._table_here in views() else self._area_here
        found = []
        for area, items in self._items.items():
            label, icon = area_labels()[area]
            shown: list[tuple[str, str, bool, int | None]] = []
            if area == open_area:
                shown = [(text, url, table == self._table_here, None) for table, text, url in items]
            url = area_url(area) if area in AREAS else items[0][2]
            found.append((area, translate(label), icon, url, area == open_area, shown))
        return found

    @cached_property
    def extra(self) -> list[tuple[str, str, str, bool]]:
        """Return what stands below the areas: the summary, the history for who reads all of it, who may do what."""
        if self._actor is None:
            return []
        found = []
        if sees_summary(self._actor, tuple(FIGURES.values())):
            found.append((translate(summary.TITLE), "bars", summary.ADDRESS, self.here == "summary"))
        if reads_all(self._actor):
            found.append((translate(HISTORY_TITLE), "clock", HISTORY, self.here == "history"))
        elif sees_seals(self._actor):
            found.append((translate(SEALS_TITLE), "shield-check", SEALS, self.here == "history"))
        if rights.sees_rights(self._actor):
            found.append((translate(rights.TITLE), "key", rights.ADDRESS, self.here == "rights"))
        return found

    @property
    def screens(self) -> list[tuple[str, str, str]]:
        """Return every screen of the menu that the actor may open: message id of its name, of its area ("" for none), address."""
        assert self._actor is not None
        found = [(N_("Home"), "", HOME), (N_("Inbox"), "", INBOX), (N_("My account"), "", ACCOUNT)]
        if deadline_page.sees_deadlines(self._actor):
            found.append((deadline_page.TITLE, "", deadline_page.ADDRESS))
        if month_page.kinds_for(self._actor):
            found.append((month_page.TITLE, "", month_page.ADDRESS))
        if follow_up.kinds_for(self._actor):
            found.append((follow_up.TITLE, "", follow_up.ADDRESS))
        if watching.sees_sign_ins(self._actor):
            found.append((watching.TITLE, "", watching.ADDRESS))
        if sees_summary(self._actor, tuple(FIGURES.values())):
            found.append((summary.TITLE, "", summary.ADDRESS))
        if reads_all(self._actor):
            found.append((HISTORY_TITLE, "", HISTORY))
        if sees_seals(self._actor):
            found.append((SEALS_TITLE, "", SEALS))
        if rights.sees_rights(self._actor):
            found.append((rights.TITLE, "", rights.ADDRESS))
        known = views()
        for area, items in self._items.items():
            found.append((area_labels()[area][0], "", area_url(area)))
            found += [
                (str(known[table].model.plural), area_labels()[area][0], url) for table, _label, url in items
            ]
        return found

    @cached_property
    def menu_html(self) -> Markup:
        """Return the menu, drawn once for all people with the same roles at the same place."""
        assert self._actor is not None
        key = (
            self._actor.roles,
            self._actor.clerk_areas,
            self._actor.lendings,
            self.lang,
            self.here,
            self._table_here,
            self._area_here,
            self.inbox_count,
        )
        kept: OrderedDict[Any, Markup] = current_app.extensions.setdefault("xieshang_menus", OrderedDict())
        found = kept.get(key)
        if found is None:
            found = kept[key] = Markup(render_template("_menu.html", frame=_Unkept(self)))  # noqa: S704 - our own template
            while len(kept) > _KEPT_MENUS:
                kept.popitem(last=False)
        return found


class _Unkept:
    """The frame as the menu's own template sees it."""

    menu_html = None

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self._frame, name)


def current_frame() -> Frame:
    """Return the frame of this request, made once for each actor that it has."""
    actor = actor_or_none()
    kept: tuple[Actor | None, Frame] | None = g.get("frame")
    if kept is None or kept[0] is not actor:
        kept = g.frame = (actor, Frame(actor))
    return kept[1]


class HomeView(HomeRoutes, InboxRoutes, HistoryRoutes, AdminIndexView):
    """The pages that belong to no record type. Registering it also gives every template its ``frame``."""

    def create_blueprint(self, admin: Admin) -> Blueprint:
        """Make the blueprint, and let it bring the frame to the templates of the whole panel."""
        blueprint: Blueprint = super().create_blueprint(admin)
        # Flask-Admin's own scripts and styles are not used, so they are not served either.
        blueprint.static_folder = None
        blueprint.app_context_processor(lambda: {"frame": current_frame()})
        return blueprint
