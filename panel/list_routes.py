"""Route ``/``: the list of a record type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request
from flask_admin import expose

from models import clock
from models.access import can, current_actor
from models.marks import N_
from panel.assets import asset
from panel.language import translate
from panel.listing.adding import adding_form, answer_adding
from panel.listing.context import list_context
from panel.listing.deadlines import deadline_tabs
from panel.listing.query import ListQuery
from panel.listing.render import Look
from panel.saving import new_token

if TYPE_CHECKING:
    pass

RECYCLE_BIN = N_("Recycle bin")


class ListRoutes:
    """The list, the recycle bin, and what can be done from them."""

    @expose("/")
    def index_view(self: Any) -> Any:
        """Show one page of the list; Flask-Admin's own ``get_list`` is never called."""
        onward = answer_adding(self, request.args)
        if onward is not None:
            return redirect(onward, 303)
        query = ListQuery(self, current_actor(), request.args, base=f"{self.url}/")
        bulk = None if query.trash else self.bulk_form()
        look = Look(
            base=f"{self.url}/",
            sprite=asset("sprite.svg"),
            bulk="bulk" if bulk else "",
            row_form="row" if query.trash else "",
        )
        context = list_context(query, query.page(), look)
        page = {
            **context,
            "title": translate(RECYCLE_BIN) if query.trash else self.plural_of(),
            "crumbs": self.crumbs(None, translate(RECYCLE_BIN) if query.trash else None),
            "new": self.new_link() if not query.trash else None,
            "actions": self.list_actions(),
            "export_menu": self.export_menu(query),
            "tabs": self.tabs(query),
            "adding": adding_form(self, query),
            "bulk": bulk,
            "row_form": new_token() if query.trash else None,
            "legend": self.legend(),
        }
        return render_template("list.html", page=page)

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
        if query.trash or not can(current_actor(), "export", self.model):
            return None
        asked = query.links.url().removeprefix(f"{self.url}/")
        return [
            {
                "label": translate(N_("Excel (xlsx)")),
                "url": f"{self.url}/export/xlsx/{asked}",
                "method": "get",
            },
            {"label": translate(N_("Text (csv)")), "url": f"{self.url}/export/csv/{asked}", "method": "get"},
        ]

    def tabs(self: Any, query: ListQuery) -> list[tuple[str, str, bool, int | None]]:
        """Return the tabs: all, what the view declares, and the recycle bin for who may restore."""
        plain = not query.trash and not query.narrowed
        found: list[tuple[str, str, bool, int | None]] = [(translate(N_("All")), f"{self.url}/", plain, None)]
        year = str(clock.business_today().year)
        for label, declared in (*self.list_tabs, *deadline_tabs(self.model)):
            arguments = declared.replace("{year}", year)
            url = f"{self.url}/?{arguments}"
            found.append((translate(label), url, request.query_string.decode() == arguments, None))
        if can(current_actor(), "restore", self.model):
            found.append((translate(RECYCLE_BIN), f"{self.url}/?trash=1", query.trash, None))
        return found if len(found) > 1 else []

    def bulk_form(self: Any) -> dict[str, Any] | None:
        """Return the bulk acts that the actor may do on some row of the type."""
        actor, buttons = current_actor(), []
        for step in self.model.workflow.transitions.values() if self.model.workflow is not None else ():
            if step.batch and can(actor, f"transition:{step.name}", self.model):
                buttons.append(
                    {"label": translate(step.label), "value": step.name, "kind": "plain", "confirm": None}
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
