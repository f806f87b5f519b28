"""Route ``/``: the list of a record type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request
from flask_admin import expose

from models.access import can, current_actor
from models.accounts.list_choice import ListChoice
from models.accounts.saved_view import SavedView
from models.marks import N_
from panel.assets import asset
from panel.bulk_edit import EDIT, fields_of
from panel.language import translate
from panel.listing.adding import adding_form, answer_adding
from panel.listing.columns import open_to
from panel.listing.context import list_context
from panel.listing.links import Links
from panel.listing.query import ListQuery
from panel.listing.ready import filled, further_of, tabs_of
from panel.listing.render import Look
from panel.saved_views import address_of, is_changed, list_columns_menu
from panel.saving import new_token

RECYCLE_BIN = N_("Recycle bin")
NOTHING_YET = N_("No records here yet: %(what)s")
NEW_OR_IMPORT = N_("You can enter the first one, or import last year's table.")
NEW_ONLY = N_("You can enter the first one.")
NOT_FOR_YOU = N_("What others enter and you may read appears here.")


class ListRoutes:
    """The list, the recycle bin, and what can be done from them."""

    @expose("/")
    def index_view(self: Any) -> Any:
        """Show one page of the list; Flask-Admin's own ``get_list`` is never called."""
        onward = answer_adding(self, request.args)
        if onward is not None:
            return redirect(onward, 303)
        actor = current_actor()
        choice = ListChoice.of(actor, self.model.__tablename__)
        query = ListQuery(self, actor, request.args, base=f"{self.url}/", choice=choice)
        saved = SavedView.of_list(actor, self.model.__tablename__)
        bulk = None if query.trash else self.bulk_form()
        look = Look(
            base=f"{self.url}/",
            sprite=asset("sprite.svg"),
            bulk="bulk" if bulk else "",
            row_form="row" if query.trash else "",
        )
        context = list_context(query, query.page(), look)
        if context["empty_html"] is not None and not query.narrowed and not query.trash:
            context["empty_html"] = self.first_steps()
        page = {
            **context,
            "title": translate(RECYCLE_BIN) if query.trash else self.plural_of(),
            "crumbs": self.crumbs(None, translate(RECYCLE_BIN) if query.trash else None),
            "new": self.new_link() if not query.trash else None,
            "actions": self.list_actions(),
            "export_menu": self.export_menu(query),
            "tabs": self.tabs(query, saved),
            "further": self.further_lists(query),
            **self.view_links(query, saved),
            "adding": adding_form(self, query),
            "bulk": bulk,
            "row_form": new_token() if query.trash else None,
            "legend": self.legend(),
        }
        return render_template("list.html", page=page)

    def first_steps(self: Any) -> dict[str, Any]:
        """Return the words of a list that has nothing yet: what it is of, and how the first rows get there."""
        new = self.new_link()
        importing = self.can_import and can(current_actor(), "import", self.model)
        what = self.title_of()
        sentence = NOT_FOR_YOU
        if new is not None:
            sentence = NEW_OR_IMPORT if importing else NEW_ONLY
        acts = [new] if new is not None else []
        acts += [(translate(N_("Import")), f"{self.url}/import/")] if importing else []
        return {"title": translate(NOTHING_YET, what=what), "text": translate(sentence), "actions": acts}

    def new_link(self: Any) -> tuple[str, str] | None:
        """Return the way to a new row, for who may create one."""
        if not self.can_create or not can(current_actor(), "create", self.model):
            return None
        return (translate(N_("New: %(what)s"), what=self.title_of()), f"{self.url}/new/")

    def list_actions(self: Any) -> list[tuple[str, str, str]]:
        """Return the acts on the list as a whole: what the records are, and the import, for who may make rows."""
        about = (translate(N_("Explanation")), "note", self.help_link()[1])
        if not self.can_import or not can(current_actor(), "import", self.model):
            return [about]
        return [about, (translate(N_("Import")), "upload", f"{self.url}/import/")]

    def export_menu(self: Any, query: ListQuery) -> list[dict[str, Any]] | None:
        """Return the formats of the export, of the rows exactly as filtered."""
        if query.trash or query.broken or not can(current_actor(), "export", self.model):
            return None
        pairs = query.shown_pairs()
        asked = f"?{urlencode(pairs)}" if pairs else ""
        return [
            {
                "label": translate(N_("Excel (xlsx)")),
                "url": f"{self.url}/export/xlsx/{asked}",
                "method": "get",
            },
            {"label": translate(N_("Text (csv)")), "url": f"{self.url}/export/csv/{asked}", "method": "get"},
            {"label": translate(N_("Print")), "url": f"{self.url}/print/{asked}", "method": "get"},
        ]

    def tabs(
        self: Any, query: ListQuery, saved: Sequence[SavedView] = ()
    ) -> list[tuple[str, str, bool, int | None]]:
        """Return the tabs: all, what the view declares, the views that people saved, and the recycle bin for who may restore."""
        plain = not query.trash and not query.narrowed and not query.links.get("view")
        found: list[tuple[str, str, bool, int | None]] = [(translate(N_("All")), f"{self.url}/", plain, None)]
        for label, declared in tabs_of(self):
            arguments = filled(declared, query.actor)
            found.append((translate(label), f"{self.url}/?{arguments}", _asks_for(query, arguments), None))
        for one in saved:
            found.append((one.name, address_of(self, one), query.links.get("view") == str(one.id), None))
        if can(current_actor(), "restore", self.model):
            found.append((translate(RECYCLE_BIN), f"{self.url}/?trash=1", query.trash, None))
        return found if len(found) > 1 else []

    def further_lists(self: Any, query: ListQuery) -> list[tuple[str, str, bool]]:
        """Return the ready-made lists beside the tabs: label, address, whether it is this one."""
        found = []
        for ready in further_of(self.model.__tablename__):
            arguments = filled(ready.arguments, query.actor)
            names = {name.partition("__")[0] for name, _value in Links.of(arguments).conditions()}
            if all(open_to(query.actor, self.list_columns.get(name)) for name in names):
                url = f"{self.url}/?{arguments}"
                found.append((translate(ready.label), url, _asks_for(query, arguments)))
        return found

    def view_links(self: Any, query: ListQuery, saved: Sequence[SavedView]) -> dict[str, Any]:
        """Return where the list is saved as a view, where the view of now is changed, and how its columns are chosen."""
        asked = query.links.kept()
        address = f"?{urlencode(asked)}" if asked else ""
        columns_menu = list_columns_menu(query, f"{self.url}/columns/{address}")
        here = next((one for one in saved if str(one.id) == query.links.get("view")), None)
        new = [*query.links.kept(drop={"view"})]
        save_url = f"{self.url}/view/?{urlencode(new)}"
        if query.trash or query.broken:
            return {"columns_menu": columns_menu, "save_url": None, "view_url": None}
        if here is None:
            ordered = any(query.links.get(name) for name in ("sort", "col"))
            ready = not ordered and any(
                _asks_for(query, filled(arguments, query.actor)) for _label, arguments in tabs_of(self)
            )
            wanted = (query.narrowed or ordered) and not ready
            return {"columns_menu": columns_menu, "save_url": save_url if wanted else None, "view_url": None}
        changed = is_changed(query, here)
        found = {
            "columns_menu": columns_menu,
            "save_url": save_url if changed else None,
            "view_url": f"{self.url}/view/?view={here.id}",
        }
        return {**found, "reset_url": address_of(self, here) if changed else None}

    def bulk_form(self: Any) -> dict[str, Any] | None:
        """Return the bulk acts that the actor may do on some row of the type."""
        actor, buttons = current_actor(), []
        for step in self.model.workflow.transitions.values() if self.model.workflow is not None else ():
            if step.batch and can(actor, f"transition:{step.name}", self.model):
                buttons.append(
                    {"label": translate(step.label), "value": step.name, "kind": "plain", "confirm": None}
                )
        if fields_of(self):
            buttons.append(
                {"label": translate(N_("Change a field")), "value": EDIT, "kind": "plain", "confirm": None}
            )
        if can(actor, "trash", self.model):
            buttons.append(
                {
                    "label": translate(N_("Move to the recycle bin")),
                    "value": "trash",
                    "kind": "remove",
                    "confirm": None,
                }
            )
        return {"action": f"{self.url}/bulk/", "buttons": buttons} if buttons else None

    def legend(self: Any) -> str | None:
        """Return one line that explains a sign of the table; a view may give one."""
        return None


def _asks_for(query: ListQuery, arguments: str) -> bool:
    """Return whether the list is the one that a ready-made one asks for; order and columns apart."""
    asked = query.links.kept(drop={"sort", "col", "page_size"})
    return sorted(asked) == sorted(Links.of(arguments).pairs)
