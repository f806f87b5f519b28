"""The screen of a record type: a Flask-Admin ``ModelView`` with its attribute names, whose routes are ours.

Flask-Admin stays the frame (registration, addresses, attribute names). Everything that reads, saves or shows a row goes through
the gate, so the library's own list, form, look-up, inline, delete and export routes are closed here rather than patched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from flask import abort, request, url_for
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from sqlalchemy import Integer, bindparam, inspect, select

from models.access import Refused, can, cleared, current_actor
from models.access.gate import keep
from models.base import Record, db
from models.marks import N_
from panel.acts import ActRoutes
from panel.children import ChildRoutes
from panel.depending import Depending
from panel.derived import DERIVED_KEYS
from panel.details import DetailsRoutes
from panel.editing import EditRoutes
from panel.exporter import ExportRoutes
from panel.help import HelpRoutes
from panel.importer.routes import ImportRoutes
from panel.language import translate
from panel.list_routes import ListRoutes
from panel.listing.deadlines import deadline_columns
from panel.listing.following import following_columns
from panel.listing.lookup import LookupRoutes
from panel.listing.missing import missing_columns
from panel.listing.official import usual_order
from panel.numbers import row_number
from panel.rosters import RosterRoutes


class RecordView(
    ListRoutes,
    HelpRoutes,
    DetailsRoutes,
    EditRoutes,
    ActRoutes,
    ChildRoutes,
    RosterRoutes,
    LookupRoutes,
    ImportRoutes,
    ExportRoutes,
    ModelView,
):
    """The screen of one record type. Attributes that a view file does not give are derived from the model's columns."""

    model: type[Record]

    column_list: Sequence[str] = ()
    column_details_list: Sequence[str] = ()
    column_searchable_list: Sequence[str] = ()
    column_filters: Sequence[str] = ()
    column_sortable_list: Sequence[str] = ()
    column_default_sort: Any = None
    column_labels: ClassVar[dict[str, str]] = {}
    form_columns: Sequence[str] = ()
    page_size = 20
    form_sections: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    """Headings of the form and the details, with their columns; without it everything stands under one heading."""
    links_section: ClassVar[int] = 0
    """Which of the sections, counted from 0, ends with the associations of a row."""
    list_columns: ClassVar[dict[str, Any]] = {}
    shown_above: ClassVar[Sequence[str]] = ()
    """Columns that the figures at the head of a record say already: the page that decides does not say them again."""
    children: ClassVar[Sequence[str]] = ()
    """Tables of the child lists shown with a row, in order; without it every type whose parent this is."""
    children_grid: ClassVar[Sequence[str]] = ()
    """For a child type entered row by row under its parent: the columns that are inputs in the grid."""
    children_parts: ClassVar[Sequence[str]] = ()
    """For such a type: the columns whose values part the grid into sheets, each with its own count (day and half-day)."""
    lookup_detail: ClassVar[Sequence[str]] = ()
    list_tabs: ClassVar[Sequence[tuple[str, str]]] = ()
    """Questions asked every week: label and the arguments of the list that answer it."""
    asks_why: ClassVar[bool] = False
    """Whether the form of a change asks for its reason, which stands in the history beside what changed."""
    carried_on: ClassVar[Sequence[str] | None] = None
    """Columns that carry on from one's last record to the next; without a word days, places, bodies and kinds in common."""
    depending: ClassVar[Depending] = {}
    """Fields that apply only with some values of a choice; see :mod:`panel.depending`."""
    copies: ClassVar[bool] = True
    """Whether a row can be the pattern of a new one; a person, or a paper of one day, cannot."""
    never_copied: ClassVar[Sequence[str]] = ()
    """Columns left out of a row after a pattern, beside days, numbers, personal data and what must not be the same twice."""
    copied_children: ClassVar[Sequence[str]] = ()
    """Tables of the children that come along with a row after a pattern."""
    can_import = True
    in_menu: bool | None = None
    """Whether the list stands in the sidebar; without a word, children of another type do not."""
    menu_place: ClassVar[int] = 50
    """Where the list stands among those of its area, the lowest first; equal ones by the name of their table."""
    icon: ClassVar[str] = ""
    alike: ClassVar[str | None] = None
    """The field whose text is compared with what there is while it is typed; without a word what a record is called, "" none."""

    plain_saving = ModelView.on_model_change
    """What saving a form brings beside its fields: nothing, unless a view says otherwise."""

    def __init__(self, model: type[Record]) -> None:
        self.slug = model.slug()
        super().__init__(
            model,
            db,
            name=model.plural or model.title,
            category=model.area,
            endpoint=self.slug,
            url=f"/panel/{self.slug}",
        )

    # Flask-Admin builds lists, forms and filters once at start-up, for everybody alike; here they are made per request.
    def _refresh_cache(self) -> None:
        self._derive_attributes()

    def _run_view(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin calls again with other arguments on any TypeError, which hides where it came from.
        return fn(self, *args, **kwargs)

    def scaffold_pk(self) -> str:
        """Return the name of the primary key."""
        return "id"

    def scaffold_auto_joins(self) -> list[Any]:
        """Join nothing by itself: the list selects its own columns."""
        return []

    def init_actions(self) -> None:
        """Leave Flask-Admin's own bulk actions out."""
        self._actions: list[tuple[str, str]] = []
        self._actions_data: dict[str, Any] = {}

    def _derive_attributes(self) -> None:
        columns = inspect(self.model).columns
        info = {column.key: column.info for column in columns}
        if not self.column_list:
            self.column_list = [key for key, i in info.items() if i.get("listed")] or list(
                self.model.label_columns
            )
            if self.model.workflow is not None and "state" not in self.column_list:
                self.column_list.append("state")
        if not self.column_searchable_list:
            self.column_searchable_list = [key for key, i in info.items() if i.get("search")]
        if not self.column_filters:
            self.column_filters = [key for key, i in info.items() if i.get("filter")]
        if not self.column_details_list:
            self.column_details_list = [
                key
                for key, i in info.items()
                if i.get("kind") not in (None, "id", "stamp", "accounts", "account")
                and key not in HIDDEN_IN_DETAILS
                and not (key == "fact_date" and self.model.fact_date_from)
                and not i.get("entered_for")
                and (key != "decision_id" or self._is_decided())
            ]
        deadline = self.model.deadline
        if deadline is not None and deadline.unit and deadline.unit not in self.column_filters:
            self.column_filters = [*self.column_filters, deadline.unit]
        type(self).list_columns = (
            deadline_columns(self.model)
            | following_columns(self.model)
            | missing_columns(self.model)
            | dict(self.list_columns)
        )
        if self.in_menu is None:
            self.in_menu = self.model.parent is None
        if self.column_default_sort is None:
            self.column_default_sort = usual_order(self.model)

    def _is_decided(self) -> bool:
        """Return whether a meeting decides a step of the type, so that its rows have a decision to show."""
        workflow = self.model.workflow
        return workflow is not None and any(step.bodies for step in workflow.transitions.values())

    @cached_property
    def _one_row(self) -> Any:
        return keep(select(self.model).where(self.model.id == bindparam("number", type_=Integer)))

    def is_accessible(self) -> bool:
        """Return whether the actor may read any row of the type."""
        return bool(can(current_actor(), "read", self.model))

    def inaccessible_callback(self, name: str, **kwargs: Any) -> Any:
        """Refuse with the sentence of the rule; what names a row is answered as if there were none."""
        if "id" in request.args:
            abort(404)
        answer = can(current_actor(), "read", self.model)
        raise Refused(answer.sentence, **answer.values)

    def find(self, *, gate: str = "full") -> Record:
        """Return the row that the address names, through the gate; 404 when there is none for this actor."""
        number = row_number(request.args.get("id", ""))
        if number is None:
            abort(404)
        row: Record | None = db.session.scalar(
            self._one_row, {"number": number}, execution_options={"gate": gate}
        )
        if row is None:
            abort(404)
        return row

    def marked_with_all(self, row: Record) -> bool:
        """Return whether "mark all" of the grid changes the row; a view may spare what another act has marked."""
        return True

    def url_of(self, route: str, **values: Any) -> str:
        """Return the address of one of the view's routes."""
        return url_for(f"{self.endpoint}.{route}", **values)

    def url_for_details(self, record_id: int) -> str:
        """Return the address of a row."""
        return f"{self.url}/details/?id={record_id}"

    def title_of(self) -> str:
        """Return what one row of the type is called, translated."""
        return translate(self.model.title)

    def plural_of(self) -> str:
        """Return what the list is called, translated."""
        return translate(self.model.plural or self.model.title)

    def label_of(self, column: str) -> str:
        """Return the label of a column, translated."""
        return translate(self.column_labels.get(column) or self.model.__table__.c[column].info["label"])

    def sections(self, names: Sequence[str]) -> list[tuple[str, list[str]]]:
        """Return headings with those of ``names`` under them; what no section names comes at the end of the first."""
        declared = self.form_sections or ((N_("Basic facts"), tuple(names)),)
        placed = {name for _, members in declared for name in members}
        rest = [name for name in names if name not in placed]
        found = [(translate(title), [n for n in members if n in names]) for title, members in declared]
        if rest:
            notes = [n for n in rest if n in ("note", "fact_date")]
            found[0][1].extend(n for n in rest if n not in notes)
            found[-1][1].extend(notes)
        return [(title, members) for title, members in found if members]

    def visible(self, names: Sequence[str], row: Record | None = None) -> list[str]:
        """Return those of the columns that exist for this actor at all; masked ones are kept, as a mask."""
        return [name for name in names if name in self.model.__table__.c]

    def editable_by_type(self) -> bool:
        """Return whether the actor may create rows of the type at all."""
        return bool(can(current_actor(), "create", self.model))

    def masked(self, column: str, row: Record | None = None) -> bool:
        """Return whether the actor sees only a mask of the column."""
        return not cleared(current_actor(), self.model.__table__.c[column], row)

    # Doors of Flask-Admin that stay shut: each would pass the gate or the history by.
    def delete_view(self) -> Any:
        """Closed: rows go to the recycle bin by their own route."""
        abort(404)

    def action_view(self) -> Any:
        """Closed: bulk acts have their own route."""
        abort(404)

    def ajax_lookup(self) -> Any:
        """Closed: look-ups have their own gated route."""
        abort(404)

    def ajax_update(self) -> Any:
        """Closed: nothing is edited inside a list."""
        abort(404)


HIDDEN_IN_DETAILS = frozenset(
    {
        "created_at", "changed_at", "trashed_at", "state", "state_since", "submitted_at", "seal_text", "seal_hash", "sealed_at",
        "hands", "password_hash", "second_factor", "entry_date", *DERIVED_KEYS,
    }
)  # fmt: skip

__all__ = ["HIDDEN_IN_DETAILS", "RecordView", "expose"]
