"""What the import's templates show: the form of the first step and the rehearsal of the second."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from models.marks import N_
from panel import values
from panel.importer.cells import CellProblem
from panel.importer.desk import Question
from panel.importer.keeping import Waiting
from panel.importer.papers import allowed, hint_of
from panel.importer.plan import Kind, Plan, PlannedRow
from panel.importer.references import Names
from panel.importer.shape import Shape
from panel.language import format_number, join, translate
from panel.spellings import folded

ROWS_OF_A_PAGE = 100
_USUAL_COLUMNS = 6
"""Columns of the file that the rehearsal shows, beside those in which something changes or is wrong."""

KIND_LABELS: dict[Kind, str] = {
    "new": N_("To add"),
    "changed": N_("To change"),
    "same": N_("Unchanged"),
    "wrong": N_("To mend"),
}
ALL = N_("All")
CHANGES_ONE = N_("Changes 1 field")
CHANGES = N_("Changes %(count)s fields")
FACTS_SHEET = N_("Sheet “%(name)s”, %(rows)s rows, headings in row %(head)s")
FACTS = N_("%(rows)s rows, headings in row %(head)s")
LEFT_ASIDE = N_("Not imported: %(columns)s")
MATCHED = N_("Recognised by %(columns)s")
SKIP = N_("Leave out the %(count)s wrong rows and enter them later")
WRITE = N_("Write %(count)s (%(new)s new, %(changed)s changed)")
NOTHING = N_("There is nothing to write.")
REPLACE_ALL = N_("Replace it in all rows")
SHOWN = N_("Rows %(first)s to %(last)s of %(count)s")


def asked_fields(questions: list[Question]) -> list[dict[str, Any]]:
    """Return what is asked once as arguments of the template's ``field`` macro."""
    found = []
    for question in questions:
        column, info = question.column, question.column.column.info
        options = []
        if info["kind"] == "choice":
            options = [(choice.value, translate(choice.label)) for choice in info["choices"]]
        elif column.target is not None:
            options = [(name, name) for name in allowed(column, Names())]
        problem = question.problem
        found.append(
            {
                "kind": "select" if options else "text",
                "name": column.key,
                "label": translate(column.label),
                "value": question.typed,
                "options": options,
                "hint": hint_of(column),
                "error": translate(problem.sentence, **problem.values) if problem else "",
            }
        )
    return found


def known_columns(shape: Shape) -> list[dict[str, Any]]:
    """Return the columns that a file may have, for the first step."""
    return [
        {
            "label": translate(column.label),
            "required": column.required or column.key in shape.key,
            "note": hint_of(column),
        }
        for column in shape.columns.values()
        if column.open
    ]


def facts(plan: Plan) -> str:
    """Return which sheet and rows were read."""
    said = {"rows": format_number(len(plan.rows)), "head": plan.table.head}
    sheet = plan.table.sheet
    return translate(FACTS_SHEET, name=sheet, **said) if sheet else translate(FACTS, **said)


def left_aside(plan: Plan) -> str:
    """Return which columns of the file are not imported, and why."""
    told = [
        f"{ignored.letters} “{ignored.heading}” ({translate(ignored.reason, **ignored.values)})"
        for ignored in plan.ignored
    ]
    return translate(LEFT_ASIDE, columns=join(told)) if told else ""


def rehearsal(plan: Plan, waiting: Waiting, url: str, kind: str, first: int, *, skip: bool) -> dict[str, Any]:
    """Return what the template of the second step needs of a plan, beside title, crumbs and errors.

    Args:
        plan: the plan.
        waiting: the file it was made from.
        url: address of the import's first step.
        kind: the kind of rows to show, or ``all``.
        first: place of the first row to show, counted from 0.
        skip: whether leaving the wrong rows out is ticked.
    """
    rows = [row for row in plan.rows if kind in ("all", row.kind)]
    page = rows[first : first + ROWS_OF_A_PAGE]
    shown = _shown(plan, page)

    def address(**more: Any) -> str:
        return f"{url}check/?{urlencode({'ticket': waiting.ticket, **more})}"

    counts = plan.counts
    written = counts["new"] + counts["changed"]
    numbers = {"count": written, "new": counts["new"], "changed": counts["changed"]}
    last = first + len(page)
    key = [
        column.info.get("label", "")
        for column in (plan.cls.__mapper__.columns[name] for name in plan.shape.key)
    ]
    return {
        "file": {
            "name": waiting.file,
            "facts": " · ".join(part for part in (facts(plan), left_aside(plan)) if part),
        },
        "again_url": url,
        "matched": translate(MATCHED, columns=key),
        "tabs": [
            ("all", translate(ALL), address(), kind == "all", format_number(len(plan.rows))),
            *(
                (one, translate(label), address(kind=one), kind == one, format_number(counts[one]))
                for one, label in KIND_LABELS.items()
            ),
        ],
        "columns": [{"label": plan.table.headings[key], "cls": _class(plan, key)} for key in shown],
        "rows": [_row(row, shown) for row in page],
        "action": f"{url}apply/",
        "hidden": [("ticket", waiting.ticket), ("plan", plan.digest)],
        "wrong": counts["wrong"],
        "skip": skip,
        "skip_label": translate(SKIP, count=format_number(counts["wrong"])),
        "wrong_url": f"{url}wrong/?{urlencode({'ticket': waiting.ticket})}",
        "apply_label": translate(WRITE, **{name: format_number(n) for name, n in numbers.items()})
        if written
        else None,
        "blocked": None if written else translate(NOTHING),
        "previous_url": address(kind=kind, first=max(0, first - ROWS_OF_A_PAGE)) if first else None,
        "next_url": address(kind=kind, first=last) if last < len(rows) else None,
        "counted": translate(SHOWN, first=first + 1, last=last, count=format_number(len(rows)))
        if page
        else "",
        "cancel_url": url,
    }


def _shown(plan: Plan, rows: list[PlannedRow]) -> list[str]:
    """Return the columns to show, in the file's order: those by which a row is known, those that change, some more."""
    needed = {*plan.shape.key}
    for row in rows:
        needed.update(change.key for change in row.changes)
        needed.update(problem.key for problem in row.problems)
    places = plan.table.places
    rest = [key for key in plan.shape.columns if key in places and key not in needed]
    room = max(0, _USUAL_COLUMNS - len(needed & places.keys()))
    return sorted((needed & places.keys()) | set(rest[:room]), key=lambda key: places[key])


def _class(plan: Plan, key: str) -> str:
    return "n" if plan.shape.columns[key].column.info["kind"] in ("count", "money", "measure") else ""


def _row(row: PlannedRow, shown: list[str]) -> dict[str, Any]:
    changed: dict[str, list[Any]] = {}
    for change in row.changes:
        changed.setdefault(change.key, []).append(change)
    wrong = {problem.key for problem in row.problems}
    cells: list[Any] = []
    for key in shown:
        if key in wrong:
            cells.append({"wrong": row.cells[key]})
        elif key in changed:
            olds = " ".join(change.old for change in changed[key] if change.old)
            cells.append({"old": olds, "new": " ".join(change.new for change in changed[key])})
        else:
            cells.append(row.cells[key])
    return {
        "line": row.number,
        "kind": row.kind,
        "result": _result(row),
        "cells": cells,
        "problems": [_problem(problem, row) for problem in row.problems],
    }


def _result(row: PlannedRow) -> str:
    if row.kind != "changed" or not row.changes:
        return translate(KIND_LABELS[row.kind])
    if len(row.changes) == 1:
        return translate(CHANGES_ONE)
    return translate(CHANGES, count=len(row.changes))


def _problem(problem: CellProblem, row: PlannedRow) -> dict[str, Any]:
    text = translate(problem.sentence, **problem.values)
    fix = None
    if problem.proposal is not None:
        value = json.dumps(
            [problem.key, row.cells.get(problem.key, ""), problem.proposal], ensure_ascii=False
        )
        fix = (translate(REPLACE_ALL), "replace", value)
    return {"cell": problem.cell, "text": text, "fix": fix}


def replacement(sent: str, shape: Shape) -> tuple[str, str, str] | None:
    """Return (column, folded text, text to read instead) from what a row's button sent; ``None`` for what no button sends."""
    try:
        key, text, instead = json.loads(sent)
    except ValueError:
        return None
    if key not in shape.columns or not isinstance(text, str) or not isinstance(instead, str):
        return None
    return key, folded(text), values.clean_line(instead)
