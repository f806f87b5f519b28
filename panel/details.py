"""One record on one page: what it is, whose turn, what belongs to it, what happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template
from flask_admin import expose
from markupsafe import Markup, escape
from sqlalchemy import select

from models import history
from models.access import ROLES, can, cleared, current_actor, shown_value
from models.base import Record, db
from models.lateness import entered_late
from models.marks import N_
from models.registry import record_type, record_types
from models.seal import is_intact
from models.transitions import meeting_label, offered
from panel import values
from panel.children import may_add
from panel.copying import copy_item
from panel.documents import attachments_of, may_attach
from panel.forms import link_column, link_types
from panel.history_pages import history_page
from panel.language import format_moment, join, translate
from panel.listing.labels import Label, labels, labels_for
from panel.listing.query import COUNTED, ListQuery
from panel.listing.small import child_table, naming_column
from panel.people import account_name
from panel.readable import readable
from panel.record_timeline import timeline_of
from panel.registry import area_labels, view_of, views
from panel.saving import linked
from panel.states import badge, marks
from panel.threads import thread_section, turn_items
from panel.urgings import urgings_of
from panel.who_sees import who_sees

if TYPE_CHECKING:
    from models.workflow import Transition

CHILD_ROWS = 10
"""How many rows of a child list stand on its parent's page; the rest is one click away."""

APPROVED_UNCHANGED = N_("%(who)s approved this on %(when)s; it is unchanged since.")
APPROVED_BROKEN = N_(
    "%(who)s approved this on %(when)s, but what stands here is no longer what was approved. Please tell the auditor."
)
BOTH_NAMES = N_("%(who)s, on behalf of %(name)s,")


class DetailsRoutes:
    """Routes ``details/`` and ``history/`` and what they show."""

    @expose("/details/")
    def details_view(self: Any) -> Any:
        """Show one record."""
        record = self.find(gate="any")
        page = {
            "title": self.label_text(record),
            "crumbs": self.crumbs(record, None),
            "code": None,
            "tags": self.tags_of(record),
            "state": badge(record) if record.workflow is not None else None,
            "marks": marks(record),
            "acts": [],
            "more": [],
            "turn": self.turn_of(record),
            "missing": None,
            "seal": self.seal_of(record),
            "notes": self.notes_of(record),
            "figures": self.figures_of(record),
            "sections": [*filter(None, (thread_section(record),)), *self.fact_sections(record)],
            "children": [*self.child_lists(record), *urgings_of(record)] if record.trashed_at is None else [],
            "attachments": attachments_of(record),
            "attach": self.attach_link(record),
            "sees": who_sees(record),
            "help": self.help_link(),
            **timeline_of(self, record),
        }
        page["acts"], page["more"] = self.acts_of(record)
        return render_template("details.html", page=page, record=record, view=self)

    @expose("/history/")
    def history_view(self: Any) -> Any:
        """Show everything that happened to one record."""
        return history_page(self, self.find(gate="any"))

    def label_text(self: Any, record: Record) -> str:
        """Return what the record is called."""
        found = labels(self.model, [record.id]).get(record.id)
        return found.text if found and found.text else translate(self.model.title)

    def crumbs(self: Any, record: Record | None, last: str | None) -> list[tuple[str, str | None]]:
        """Return the way to this page: area, list, parent, record, and the page itself."""
        found: list[tuple[str, str | None]] = [(translate(area_labels()[self.model.area][0]), None)]
        parent = self.model.parent
        if record is not None and parent and getattr(record, parent):
            target = record_type(self.model.__table__.c[parent].info["ref"])
            owner, number = view_of(target), getattr(record, parent)
            found.append((owner.plural_of(), f"{owner.url}/" if owner.is_accessible() else None))
            name = labels(target, [number]).get(number)
            opens = owner.is_accessible() and bool(readable({target: [number]}))
            found.append(
                (name.text if name else owner.title_of(), owner.url_for_details(number) if opens else None)
            )
        else:
            found.append((self.plural_of(), f"{self.url}/" if record is not None or last else None))
        if record is not None:
            found.append((self.label_text(record), self.url_for_details(record.id) if last else None))
        if last:
            found.append((last, None))
        return [(label, url) for label, url in found if url or label]

    def tags_of(self: Any, record: Record) -> list[str]:
        """Return facts worth a tag beside the title; a view may add its own."""
        found = []
        if record.trashed_at is not None:
            found.append(translate(N_("In the recycle bin")))
        if entered_late(record):
            found.append(translate(N_("Entered late")))
        for kind in record.entered_for:
            key = getattr(record, f"entered_for_{kind}_id")
            if key:
                name = labels(record_type(kind), [key]).get(key)
                found.append(translate(N_("Entered for %(name)s"), name=name.text if name else ""))
        return found

    def notes_of(self: Any, record: Record) -> list[tuple[str, str]]:
        """Return facts about the page (text, tone); a view may add its own."""
        return []

    def figures_of(self: Any, record: Record) -> list[dict[str, Any]]:
        """Return the figures at the head of a record; a view may give some."""
        return []

    def turn_of(self: Any, record: Record) -> str:
        """Return whose turn it is: who may take the next step, by post."""
        if record.workflow is None:
            return ""
        workflow = record.workflow
        steps = [t for t in workflow.leaving(record.state) if t.by and not t.recalls and workflow.leads_on(t)]
        if not steps or record.workflow.state(record.state).final:
            return ""
        # The first step with a queue is the one somebody waits for; without one the first in declared order is the usual way on.
        step = next((t for t in steps if t.queue), steps[0])
        who = join(translate(ROLES[role]) for role in ROLES if role in step.by)
        sentence = translate(N_("Next: %(who)s, %(step)s"), who=who, step=translate(step.label))
        if bodies := record.deciding_bodies(step):
            sentence += translate(
                N_(" (decided by: %(body)s)"), body=[meeting_label(kind) for kind in bodies]
            )
        return sentence

    def seal_of(self: Any, record: Record) -> dict[str, Any] | None:
        """Return the strip of an approved record: by whom, when, unchanged since, fingerprint."""
        if record.workflow is None or record.sealed_at is None or record.seal_hash is None:
            return None
        intact = is_intact(record)
        words = APPROVED_UNCHANGED if intact else APPROVED_BROKEN
        who = account_name(record.sealed_by_id) or translate(N_("The office"))
        if behalf := self.sealed_for(record):
            who = translate(BOTH_NAMES, who=who, name=behalf)
        short = " ".join(record.seal_hash[i : i + 4] for i in range(0, 16, 4))
        return {
            "sentence": translate(words, who=who, when=format_moment(record.sealed_at)),
            "fingerprint": short,
            "broken": not intact,
        }

    def sealed_for(self: Any, record: Record) -> str:
        """Return the name of the one for whom the record was approved by delegation, empty for an approval in one's own name."""
        kinds = {step.kind for step in record.workflow.transitions.values() if step.seals} | {"corrected"}  # type: ignore[union-attr]
        key = history.behalf_of(db.session(), record.__tablename__, record.id, kinds) or ""
        number = key.removeprefix("account:")
        return account_name(int(number)) if number.isdecimal() else ""

    def fact_sections(self: Any, record: Record) -> list[dict[str, Any]]:
        """Return the fields in their sections, masked ones as masks, references by name and as links."""
        names = list(self.visible(self.column_details_list, record))
        references = {
            n: record_type(self.model.__table__.c[n].info["ref"])
            for n in names
            if self.model.__table__.c[n].info.get("ref")
        }
        shown = {n: shown_value(current_actor(), self.model.__table__.c[n], record) for n in references}
        named = openable(labels_for([shown], references), references)
        sections = []
        for number, (title, members) in enumerate(self.sections(names)):
            rows = [self.fact(record, name, named) for name in members]
            if number == self.links_section:
                rows.extend(self.link_facts(record))
            sections.append(
                {"id": f"s{number}", "title": title, "hint": "", "rows": rows, "html": None, "edit_url": None}
            )
        return sections

    def fact(self: Any, record: Record, name: str, named: dict[str, Any]) -> dict[str, Any]:
        """Return label and value of one column."""
        column = self.model.__table__.c[name]
        value = self.value_text(record, name, named)
        reading = column.info["kind"] == "note"
        if not cleared(current_actor(), column, record) and getattr(record, name) is not None:
            return {"label": self.label_of(name), "value": self.masked_value(record, name), "wide": False}
        return {"label": self.label_of(name), "value": value, "wide": reading, "reading": reading}

    def masked_value(self: Any, record: Record, name: str) -> Markup:
        """Return the mask, with the way to see the value for who may ask with a reason."""
        mask = escape(shown_value(current_actor(), self.model.__table__.c[name], record))
        if not can(current_actor(), "unmask", record):
            return Markup("{}").format(mask)
        link = Markup('{} <a href="{}/unmask/?id={}&amp;field={}">{}</a>')
        return link.format(mask, self.url, record.id, name, translate(N_("Show in full")))

    def value_text(self: Any, record: Record, name: str, named: dict[str, Any] | None = None) -> Any:
        """Return a value as the office writes it: references by name (a link when the row can be read), numbers with commas."""
        column = self.model.__table__.c[name]
        value = shown_value(current_actor(), column, record)
        if value is None or not cleared(current_actor(), column, record):
            return value
        target = column.info.get("ref")
        if target:
            label = (named or {}).get(name, {}).get(value) or labels(record_type(target), [value]).get(value)
            text = label.text if label else ""
            if label and label.trashed:
                text += translate(N_(" (in the recycle bin)"))
            view = views().get(target)
            if view is not None and view.is_accessible() and label is not None and label.opens:
                return Markup('<a href="{}">{}</a>').format(view.url_for_details(value), text)
            return text
        if column.info["kind"] == "account":
            return account_name(value)
        text = values.format_for(column, value)
        unit = column.info.get("unit")
        return f"{text} {translate(unit)}" if unit and text else text

    def link_facts(self: Any, record: Record) -> list[dict[str, Any]]:
        """Return the associations of a record as one line each."""
        found = []
        for link in link_types(self.model):
            other = link_column(link)
            target = record_type(other.info["ref"])
            ids = [getattr(row, other.key) for row in linked(record, link)]
            names = labels(target, ids)
            found.append(
                {
                    "label": translate(link.plural),
                    "value": join(names[i].text for i in ids if i in names),
                    "wide": False,
                }
            )
        return found

    def child_types(self: Any) -> list[Any]:
        """Return the child types shown under a record that the actor may read at all."""
        own = [
            t for t in record_types()
            if t.parent and not t.is_link and t.__table__.c[t.parent].info["ref"] == self.model.__tablename__
        ]  # fmt: skip
        if self.children:
            own = [record_type(name) for name in self.children]
        return [t for t in own if can(current_actor(), "read", t)]

    def child_lists(self: Any, record: Record) -> list[dict[str, Any]]:
        """Return the first rows of every child list, with the ways to all of them and to enter more."""
        found = []
        for cls in self.child_types():
            view, column = view_of(cls), naming_column(cls, self.model)
            query = ListQuery(view, current_actor(), {}, base=f"{view.url}/", scope={column: record.id})
            query.page_size = CHILD_ROWS
            page = query.page(acts=False)
            edit = None
            if column == cls.parent and may_add(cls, record):
                if view.children_grid:
                    edit = (
                        translate(N_("Enter row by row")),
                        f"{self.url}/children/{cls.slug()}/?id={record.id}",
                    )
                else:
                    edit = (
                        translate(N_("New: %(what)s"), what=view.title_of()),
                        f"{view.url}/new/?{cls.parent}={record.id}",
                    )
            found.append(
                {
                    "id": f"c-{cls.slug()}",
                    "title": view.plural_of(),
                    "count": f"{COUNTED}+" if page.capped else page.count,
                    **child_table(query, page, f"{view.url}/", column),
                    "empty": translate(N_("None yet.")),
                    "all_url": f"{view.url}/?{column}={record.id}" if page.next else None,
                    "edit": edit,
                }
            )
        return found

    def attach_link(self: Any, record: Record) -> tuple[str, str] | None:
        """Return the way to attach a file, for who may change the record."""
        if record.trashed_at is not None or not may_attach(record):
            return None
        return (translate(N_("Attach a file")), f"{self.url}/attach/?id={record.id}")

    def acts_of(self: Any, record: Record) -> tuple[list[dict[str, Any]], list[Any]]:
        """Return what can be pressed: transitions first, then the ordinary acts."""
        actor = current_actor()
        if record.trashed_at is not None:
            back = {"label": translate(N_("Restore")), "method": "post", "kind": "primary",
                    "url": f"{self.url}/restore/?id={record.id}",
                    "hidden": [("version", str(record.version))]}  # fmt: skip
            return ([back] if can(actor, "restore", record) else []), []
        workflow = record.workflow
        # What leads on comes first; stepping back or voiding is never the act that a page is for.
        steps = sorted(offered(record), key=lambda step: workflow is None or not workflow.leads_on(step))
        acts = [self.act_of(record, transition) for transition in steps]
        more: list[Any] = []
        if can(actor, "update", record):
            edit = {
                "label": translate(N_("Edit")),
                "method": "get",
                "url": f"{self.url}/edit/?id={record.id}",
            }
            (acts if len(acts) < 2 else more).append(edit)
        if self.can_correct(record):
            more.append(
                {
                    "label": translate(N_("Correct")),
                    "url": f"/panel/correction/new/?record={self.slug}-{record.id}",
                    "method": "get",
                }
            )
        more.extend(copy_item(self, record))
        more.extend(turn_items(record))
        if can(actor, "trash", record):
            more.append(
                {
                    "label": translate(N_("Move to the recycle bin")),
                    "url": f"{self.url}/trash/?id={record.id}",
                    "kind": "remove",
                    "method": "get",
                }
            )
        if acts and (not steps or (workflow is not None and workflow.leads_on(steps[0]))):
            acts[0]["kind"] = "primary"
        return acts[:2], acts[2:] + more

    def act_of(self: Any, record: Record, transition: Transition) -> dict[str, Any]:
        """Return the button of a transition: a link to its page, where it is asked and can say no."""
        return {
            "label": translate(transition.label),
            "method": "get",
            "url": f"{self.url}/transition/{transition.name}/?id={record.id}",
            "kind": "plain",
        }

    def can_correct(self: Any, record: Record) -> bool:
        """Return whether the actor's desk may propose a correction of the approved record."""
        return (
            record.workflow is not None
            and record.sealed_at is not None
            and bool(can(current_actor(), "correct", record))
        )

    def exists_for_actor(self: Any, record_id: int) -> bool:
        """Return whether the actor reads the row."""
        return db.session.scalar(select(self.model.id).where(self.model.id == record_id)) is not None


def openable(
    named: dict[str, dict[int, Label]], references: dict[str, type[Record]]
) -> dict[str, dict[int, Label]]:
    """Return the labels with what their reader can open marked: what is only named is no link."""
    wanted: dict[type[Record], set[int]] = {}
    for name, target in references.items():
        wanted.setdefault(target, set()).update(named[name])
    found = readable(wanted)
    return {
        name: {
            number: label._replace(opens=(references[name].__tablename__, number) in found)
            for number, label in those.items()
        }
        for name, those in named.items()
    }
