"""The page about a kind of record: made from its declaration, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask_admin import expose
from sqlalchemy import inspect

from models.access import ROLES, current_actor, require
from models.access.sensitivity import CLEARED, sensitivity_of
from models.base import Record
from models.marks import N_
from models.registry import record_type
from models.workflow import State, Workflow
from panel.help.chart import state_chart
from panel.help.words import demands, role_lines, takers
from panel.language import join, translate
from panel.states import drawn

ABOUT = N_("About “%(what)s”")
LINK = N_("Fields, states and who moves them")
DRAFT, FROZEN, FINAL, FED_BACK = (
    N_("only who drafts it sees it"),
    N_("frozen: only a correction changes it"),
    N_("the end"),
    N_("the unit concerned may read it"),
)
WAITS = N_("waits for who takes the next step")
RIGHTS = (
    ("read", N_("Read")),
    ("create", N_("Enter")),
    ("update", N_("Edit")),
    ("correct", N_("Propose a correction")),
    ("export", N_("Export")),
)
KINDS = {
    "text": N_("one line"),
    "note": N_("several lines"),
    "choice": N_("one of a list"),
    "choices": N_("several of a list"),
    "day": N_("date"),
    "moment": N_("date and time"),
    "count": N_("whole number"),
    "money": N_("amount of money"),
    "measure": N_("number"),
    "flag": N_("yes or no"),
    "state": N_("state"),
}
IN_UNIT, CHOICES, NAMES, SYSTEM_FILLS, SEEN_BY, AT_MOST = (
    N_("in %(unit)s"),
    N_("one of: %(choices)s"),
    N_("names: %(what)s"),
    N_("the system fills it"),
    N_("seen plainly by: %(who)s"),
    N_("at most %(most)s characters"),
)
LEADS = N_("From “%(source)s”, step %(number)s “%(step)s” leads to “%(target)s”.")
CHART = N_("States of “%(what)s”")
MOST_CHOICES = 12


class HelpRoutes:
    """Route ``help/``: it reads the declaration and no row."""

    @expose("/help/")
    def help_view(self: Any) -> Any:
        """Show what a record of this type holds, which states it goes through, and who may what."""
        require(current_actor(), "read", self.model)
        title = translate(ABOUT, what=self.title_of())
        page = {
            "title": title,
            "crumbs": self.crumbs(None, title),
            "fields": list(_fields(self)),
            "rights": [
                (translate(label), role_lines(rules, self.model))
                for action, label in RIGHTS
                if (rules := self.model.access.rules(action))
            ],
            **_chart_parts(self.model),
        }
        return render_template("help.html", page=page)

    def help_link(self: Any) -> tuple[str, str]:
        """Return the way to the page about this kind of record."""
        return translate(LINK), f"{self.url}/help/"


def _fields(view: Any) -> Iterator[dict[str, Any]]:
    """Yield the fields that a person fills in or reads, in the order of the form."""
    own = [name for _title, names in view.sections(view.column_details_list) for name in names]
    columns = inspect(view.model).columns
    derived = "fact_date" if view.model.fact_date_from is not None else ""
    for name in own:
        info = columns[name].info
        if name == derived:
            continue
        kind = info["kind"]
        yield {
            "label": view.label_of(name),
            "kind": translate(NAMES, what=translate(record_type(info["ref"]).title))
            if kind == "ref"
            else translate(KINDS.get(kind, kind)),
            "required": not columns[name].nullable and kind != "flag" and not info.get("fixed"),
            "notes": list(_notes(columns[name])),
        }


def _notes(column: Any) -> Iterator[str]:
    info = column.info
    if info.get("help"):
        yield translate(info["help"])
    if info.get("unit"):
        yield translate(IN_UNIT, unit=translate(info["unit"]))
    choices = [translate(choice.label) for choice in info.get("choices") or info.get("several") or ()]
    if 0 < len(choices) <= MOST_CHOICES:
        yield translate(CHOICES, choices=join(choices))
    length = getattr(getattr(column.type, "impl", None), "length", None)
    if info["kind"] == "text" and length:
        yield translate(AT_MOST, most=length)
    if info.get("fixed"):
        yield translate(SYSTEM_FILLS)
    clear = CLEARED[sensitivity_of(column)]
    if clear is not None:
        yield translate(SEEN_BY, who=join(translate(ROLES[role]) for role in ROLES if role in clear))


def _chart_parts(cls: type[Record]) -> dict[str, Any]:
    workflow = cls.workflow
    if workflow is None:
        return {"chart": None, "states": [], "steps": []}
    steps = list(enumerate(workflow.transitions.values(), 1))
    labels = {value: translate(state.label) for value, state in workflow.states.items()}
    told = [
        translate(
            LEADS,
            source=labels[source],
            number=number,
            step=translate(step.label),
            target=labels[step.target],
        )
        for number, step in steps
        for source in step.sources
    ]
    return {
        "chart": state_chart(workflow, translate),
        "chart_title": translate(CHART, what=translate(cls.title)),
        "chart_text": " ".join(told),
        "states": [
            {"state": drawn(state), "marks": join(_marks(workflow, state))}
            for state in workflow.states.values()
        ],
        "steps": [
            {
                "number": number,
                "label": translate(step.label),
                "source": join(labels[value] for value in step.sources),
                "target": labels[step.target],
                "who": takers(step),
                "demands": demands(step, cls),
            }
            for number, step in steps
        ],
    }


def _marks(workflow: Workflow, state: State) -> Iterator[str]:
    said = ((state.private, DRAFT), (state.frozen, FROZEN), (state.fed_back, FED_BACK), (state.final, FINAL))
    yield from (translate(words) for holds, words in said if holds)
    if any(step.queue for step in workflow.leaving(state.value)):
        yield translate(WAITS)


__all__ = ["HelpRoutes"]
