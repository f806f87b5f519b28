"""Rows of children entered as a whole page under their parent: the usual for all, then the exceptions.

Three hundred rows cost what three do: a page of them is read, and only the rows that differ are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import abort, redirect, render_template, request
from flask_admin import expose
from sqlalchemy import func, select

from models.access import can, current_actor, require
from models.access.sensitivity import shown_value
from models.base import Record, db
from models.marks import N_
from models.registry import record_type
from panel import values
from panel.language import translate
from panel.listing.labels import labels
from panel.listing.rights import may
from panel.merging import merge_row
from panel.numbers import row_number
from panel.registry import views
from panel.saving import Outcome, new_token, once
from panel.sheets import parts_of
from panel.states import badge
from panel.words import said

if TYPE_CHECKING:
    from panel.record_view import RecordView

ROWS = 20
CHANGED_MEANWHILE = N_(
    "Somebody else changed this row in the meantime; it now says %(now)s. Please check and save again."
)
ALL_MARKED = N_("All %(number)s rows are marked; now the exceptions.")
ROWS_SAVED = N_("%(number)s rows saved.")


class ChildRoutes:
    """Route ``children/<slug>/``: the grid of a child type under one row."""

    @expose("/children/<child>/", methods=("GET", "POST"))
    def children_view(self: Any, child: str) -> Any:
        """Show a page of child rows as inputs, or save what differs."""
        try:
            cls = record_type(child)
        except KeyError:
            abort(404)
        parent = self.find()
        view = views().get(cls.__tablename__)
        if (
            view is None
            or cls.parent is None
            or cls.__table__.c[cls.parent].info["ref"] != self.model.__tablename__
            or not view.children_grid
        ):
            abort(404)
        require(current_actor(), "read", cls)
        grid = Grid(self, parent, view)
        if request.method == "GET":
            return grid.show()
        if "_all" in request.form:
            return grid.mark_all(request.form["_all"])
        return grid.save()


class Grid:
    """One page of the grid: reading, marking, saving."""

    def __init__(self, owner: RecordView, parent: Record, view: RecordView) -> None:
        self.owner, self.parent, self.view, self.cls = owner, parent, view, view.model
        assert self.cls.parent is not None
        self.columns = [self.cls.__table__.c[name] for name in view.children_grid]
        self.choice = next((c for c in self.columns if c.info["kind"] == "choice"), None)
        self.inputs = [c for c in self.columns if c is not self.choice]
        self.url = f"{owner.url}/children/{self.cls.slug()}/?id={parent.id}"
        self.parts = parts_of(view, parent)
        self.part = next(
            (p for p in self.parts if p.key == request.args.get("part")), next(iter(self.parts), None)
        )
        if self.part is not None:
            self.url += f"&part={quote(self.part.key)}"
        self.errors: dict[tuple[int, str], str] = {}
        self.typed: dict[str, str] = {}

    def _mine(self) -> Any:
        statement = select(self.cls).where(getattr(self.cls, self.cls.parent or "") == self.parent.id)
        if self.part is not None:
            statement = statement.where(*self.part.conditions(self.view))
        return statement

    def rows(self) -> tuple[list[Any], bool, bool]:
        """Return the rows of the page, and whether some come before and after it."""
        after, before = _number("after"), _number("before")
        statement = self._mine()
        words = request.values.get("q", "").strip()
        if words:
            pattern = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            statement = statement.where(self.cls.label_sql().like(pattern, escape="\\"))
        if before:
            upwards = statement.where(self.cls.id < before).order_by(self.cls.id.desc())
            found = list(db.session.scalars(upwards.limit(ROWS + 1)))
            more = len(found) > ROWS
            return found[:ROWS][::-1], more, True
        onwards = statement.where(self.cls.id > after).order_by(self.cls.id)
        found = list(db.session.scalars(onwards.limit(ROWS + 1)))
        return found[:ROWS], after > 0, len(found) > ROWS

    def show(self, *, changed: bool = False) -> str:
        """Render the page."""
        rows, earlier, later = self.rows()
        editable = self._editable(rows)
        cells = self._cells(rows)
        base = f"{self.owner.url}/children/{self.cls.slug()}/?id={self.parent.id}"
        page = {
            "title": self.owner.label_text(self.parent),
            "crumbs": self.owner.crumbs(self.parent, self.view.plural_of()),
            "state": badge(self.parent) if self.parent.workflow is not None else None,
            "part": self.view.plural_of(),
            "action": self._here(),
            "hidden": [
                ("form_token", request.form.get("form_token") or new_token()),
                ("versions", ",".join(f"{r.id}:{r.version}" for r in rows)),
            ],
            "changed": changed,
            "errors": [
                (f"f-{name}-{row_id}", self.view.label_of(name), text)
                for (row_id, name), text in self.errors.items()
            ],
            "count_line": self._count_line(),
            "mark_all": self._mark_all() if editable else None,
            "add": self._add(),
            "hint": translate(N_("First all alike, then the exceptions"))
            if self.choice is not None and editable
            else "",
            "editable": bool(editable),
            "search": {
                "action": self.url.partition("?")[0],
                "value": request.values.get("q", ""),
                "hidden": [("id", str(self.parent.id))] + ([("part", self.part.key)] if self.part else []),
            },
            "parts": [
                (part.label, f"{base}&part={quote(part.key)}", part is self.part, part.rows)
                for part in self.parts
            ],
            "columns": [
                ("", ""),
                (self.view.title_of(), ""),
                *[(label, "") for label in self._extra_labels()],
            ]
            + ([(self.view.label_of(self.choice.key), "")] if self.choice is not None else [])
            + [
                (self.view.label_of(c.key), "n" if c.info["kind"] in ("count", "measure") else "")
                for c in self.inputs
            ],
            "rows": [
                self._row(number, row, cells[row.id], row.id in editable)
                for number, row in enumerate(rows, 1)
            ],
            "place": translate(N_("%(number)s on this page"), number=len(rows)),
            "previous_url": f"{self.url}&before={rows[0].id}" if rows and earlier else None,
            "next_url": f"{self.url}&after={rows[-1].id}" if rows and later else None,
            "saved_note": "",
            "cancel_url": self.owner.url_for_details(self.parent.id),
        }
        return render_template("children.html", page=page)

    def _here(self) -> str:
        return self.url + "".join(f"&{key}={_number(key)}" for key in ("after", "before") if _number(key))

    def _extra_labels(self) -> list[str]:
        return [self.view.label_of(name) for name in self._extra_names()]

    def _extra_names(self) -> list[str]:
        taken = {
            *self.view.children_grid,
            *self.view.children_parts,
            self.cls.parent,
            *self.cls.label_columns,
            "state",
        }
        return [
            n
            for n in self.view.column_list
            if n in self.cls.__table__.c and n not in taken and not self.cls.__table__.c[n].info.get("ref")
        ][:2]

    def _cells(self, rows: list[Any]) -> dict[int, list[str]]:
        names = labels(self.cls, [row.id for row in rows])
        found = {}
        for row in rows:
            extra = [
                values.format_for(
                    self.cls.__table__.c[n], shown_value(current_actor(), self.cls.__table__.c[n], row)
                )
                for n in self._extra_names()
            ]
            found[row.id] = [names[row.id].text if row.id in names else "", *extra]
        return found

    def _editable(self, rows: list[Any]) -> frozenset[int]:
        """Return the ids of those rows that the actor may change: all others are read, not typed over."""
        if not rows:
            return frozenset()
        mine = self.cls.id.in_([row.id for row in rows])
        return frozenset(
            db.session.scalars(select(self.cls.id).where(mine, may(current_actor(), "update", self.cls)))
        )

    def _refuse_the_read_only(self) -> None:
        """Refuse a sheet on which nothing may be changed before its values are looked at."""
        rows, _earlier, _later = self.rows()
        if rows and not self._editable(rows):
            abort(403)

    def _row(self, number: int, row: Any, cells: list[str], editable: bool) -> dict[str, Any]:
        choice = None
        if self.choice is not None:
            options = [(c.value, translate(c.label)) for c in self.choice.info["choices"]]
            value = self.typed.get(f"{self.choice.key}-{row.id}", getattr(row, self.choice.key) or "")
            choice = {
                "name": f"{self.choice.key}-{row.id}",
                "value": value,
                "usual": options[0][0],
                "options": options,
            }
        inputs = []
        for column in self.inputs:
            name = f"{column.key}-{row.id}"
            value = getattr(row, column.key)
            inputs.append(
                {
                    "name": name,
                    "value": self.typed.get(name, values.format(column, value) if value is not None else ""),
                    "label": self.view.label_of(column.key),
                    "cls": "num" if column.info["kind"] in ("count", "measure", "money") else "",
                    "error": self.errors.get((row.id, column.key), ""),
                    "unit": translate(column.info["unit"]) if column.info.get("unit") else "",
                }
            )
        marked = (row.id, getattr(self.choice, "key", ""))
        error = self.errors.get(marked) or self.errors.get((row.id, ""), "")
        return {
            "id": row.id,
            "number": number,
            "editable": editable,
            "head": cells[0],
            "cells": cells[1:],
            "choice": choice,
            "inputs": inputs,
            "error": error,
            "kept": not self.view.marked_with_all(row),
        }

    def _count_line(self) -> list[tuple[str, str | None, int]]:
        if self.choice is None:
            return []
        column = getattr(self.cls, self.choice.key)
        counted = self._mine().with_only_columns(column, func.count()).group_by(column)
        numbers = {value: number for value, number in db.session.execute(counted)}  # noqa: C416 - a Result is no mapping
        line: list[tuple[str, str | None, int]] = [(translate(N_("Expected")), None, sum(numbers.values()))]
        line.extend(
            (translate(c.label), c.value, numbers.get(c.value, 0)) for c in self.choice.info["choices"]
        )
        return line

    def _mark_all(self) -> dict[str, Any] | None:
        if self.choice is None:
            return None
        usual = self.choice.info["choices"][0]
        return {
            "label": translate(N_("Mark all as: %(what)s"), what=translate(usual.label)),
            "value": usual.value,
            "name": self.choice.key,
        }

    def _add(self) -> tuple[str, str] | None:
        if not may_add(self.cls, self.parent):
            return None
        if hasattr(self.view, "rosters"):
            url = f"{self.owner.url}/roster/{self.cls.slug()}/?id={self.parent.id}"
            return (translate(N_("Add by list")), url)
        return (translate(N_("Add")), f"{self.view.url}/new/?{self.cls.parent}={self.parent.id}")

    def mark_all(self, value: str) -> Any:
        """Set the choice of every row of the parent; what else is typed on this page is saved with it, the exceptions follow."""
        choice = self.choice
        if choice is None or value not in {c.value for c in choice.info["choices"]}:
            abort(404)
        self._refuse_the_read_only()
        versions = self._typed_rows()
        counted = 0

        def work() -> Outcome:
            nonlocal counted
            rows = list(db.session.scalars(self._mine()))
            for row in (row for row in rows if str(row.id) in versions):
                self._take(row, versions[str(row.id)])
            if self.errors:
                return Outcome()
            for row in rows:
                if getattr(row, choice.key) != value and self.view.marked_with_all(row):
                    setattr(row, choice.key, value)
            db.session.flush()
            counted = len(rows)
            return Outcome(answer=self.url)

        outcome = once(request.form.get("form_token", ""), work, record_class=self.cls)
        if outcome.answer is None:
            return self._refused(outcome)
        said(ALL_MARKED, number=counted)
        return redirect(outcome.answer, 303)

    def save(self) -> Any:
        """Save the rows of the page that differ; all or none."""
        self._refuse_the_read_only()
        versions = self._typed_rows()
        ids = [number for key in versions if (number := row_number(key)) is not None][: ROWS * 2]
        changed = 0

        def work() -> Outcome:
            nonlocal changed
            changed = 0
            rows = list(db.session.scalars(self._mine().where(self.cls.id.in_(ids))))
            for row in rows:
                changed += self._take(row, versions[str(row.id)])
            if self.errors:
                return Outcome()
            db.session.flush()
            return Outcome(answer=self._onward(rows))

        outcome = once(request.form.get("form_token", ""), work, record_class=self.cls)
        if outcome.answer is not None:
            said(ROWS_SAVED, number=changed)
            return redirect(outcome.answer, 303)
        return self._refused(outcome)

    def _refused(self, outcome: Outcome) -> tuple[str, int]:
        for problem in outcome.problems:
            self.errors[(0, problem.field)] = translate(problem.sentence, **problem.values)
        return self.show(changed=True), 422

    def _typed_rows(self) -> dict[str, str]:
        """Keep what was typed into the rows of the page, and return their numbers with the versions that were shown."""
        self.typed = {key: value for key, value in request.form.items() if "-" in key}
        shown = request.form.get("versions", "").split(",")
        return dict(part.split(":") for part in shown if part.count(":") == 1)

    def _take(self, row: Any, version: str) -> int:
        before = {c.key: getattr(row, c.key) for c in self.columns}
        wanted = dict(before)
        for column in self.columns:
            text = self.typed.get(f"{column.key}-{row.id}")
            if text is None:
                continue
            try:
                wanted[column.key] = values.parse(column, text)
            except values.ValueProblem as problem:
                self.errors[(row.id, column.key)] = translate(problem.sentence, **problem.values)
        if version != str(row.version):
            taken, clashes = merge_row(row, version, before, wanted)
            for name in taken:
                # Shown again it would look typed, and win the next time.
                self.typed.pop(f"{name}-{row.id}", None)
            for name in clashes:
                now = values.format_for(self.cls.__table__.c[name], before[name])
                self.errors[(row.id, name)] = translate(CHANGED_MEANWHILE, now=now)
        if wanted == before:
            return 0
        for name, value in wanted.items():
            if value != before[name]:
                setattr(row, name, value)
        row.before_save()
        for found in row.all_problems():
            self.errors[(row.id, found.field)] = translate(found.sentence, **found.values)
        return 1

    def _onward(self, rows: list[Any]) -> str:
        if request.form.get("_go") == "next" and rows:
            return f"{self.url}&after={max(r.id for r in rows)}"
        if request.form.get("_go") == "previous" and rows:
            return f"{self.url}&before={min(r.id for r in rows)}"
        return self._here()


def may_add(cls: type[Record], parent: Record) -> bool:
    """Return whether the actor may add a row of the child type under this very record, which may be sealed."""
    actor = current_actor()
    if parent.trashed_at is not None or not can(actor, "create", cls):
        return False
    row = cls(organization_id=parent.organization_id, **{cls.parent or "": parent.id})
    return bool(can(actor, "create", row))


def _number(name: str) -> int:
    return row_number(request.args.get(name, "")) or 0
