"""Workbooks of the import: the empty table with its lists of allowed values, and the wrong rows with their reasons."""

from __future__ import annotations

from typing import IO

from models.marks import N_
from panel.importer.plan import Plan
from panel.importer.references import Names
from panel.importer.shape import Shape, SheetColumn
from panel.language import join, translate
from panel.values import NO, YES
from panel.workbooks import LONGEST_LIST, list_source, writing_workbook

REASON = N_("What is wrong")
ROW = N_("Row")
NOTES = N_("Notes")
LISTS = N_("Allowed values")
REQUIRED = N_("Required")
COLUMN = N_("Column")
HOW = N_("How to fill it in")
DAY_HINT = N_("A date, as 2020-09-16 or 2020年9月16日")
MOMENT_HINT = N_("A date with a time, as 2020-09-16 17:00")
NUMBER_HINT = N_("A number, without the unit")
UNIT_HINT = N_("A number, in %(unit)s")
ONE_OF = N_("One of: %(choices)s")
SOME_OF = N_("One or several of: %(choices)s; with 、 between them")
NAME_HINT = N_("The name of: %(title)s")
KEY_HINT = N_("Rows are recognised by: %(columns)s. A row whose record is there already changes it.")
EMPTY_HINT = N_("An empty cell changes nothing; nothing is removed by an import. States are not imported.")
SHEET_HINT = N_(
    "Titles above the headings and further columns are passed over. The order of columns does not matter."
)


def hint_of(column: SheetColumn) -> str:
    """Return how a column is filled in, in the language of the request."""
    info = column.column.info
    kind = info["kind"]
    found = translate(info["help"]) if info.get("help") else ""
    if kind in ("choice", "choices"):
        labels = [choice.label for choice in info.get("choices") or info.get("several") or ()]
        found = found or translate(ONE_OF if kind == "choice" else SOME_OF, choices=labels)
    elif kind == "day":
        found = found or translate(DAY_HINT)
    elif kind == "moment":
        found = found or translate(MOMENT_HINT)
    elif kind in ("count", "money", "measure"):
        found = found or (
            translate(UNIT_HINT, unit=info["unit"]) if info.get("unit") else translate(NUMBER_HINT)
        )
    elif kind == "flag":
        found = found or translate(ONE_OF, choices=[YES, NO])
    elif column.target is not None:
        found = found or translate(NAME_HINT, title=translate(column.target.title))
    return found


def allowed(column: SheetColumn, names: Names) -> list[str]:
    """Return the values that a cell may have, as far as they make a list one can choose from."""
    info = column.column.info
    if info["kind"] == "choice":
        return [translate(choice.label) for choice in info["choices"]]
    if info["kind"] == "flag":
        return [translate(YES), translate(NO)]
    if column.target is not None:
        return names.all_of(column.target, info.get("code_table"), most=LONGEST_LIST)
    return []


def write_template(file: IO[bytes], shape: Shape, title: str) -> None:
    """Write the empty table: the headings, a list for every column that has one, and notes on a sheet of their own."""
    columns = [column for column in shape.columns.values() if column.open]
    names = Names()
    lists = [
        (place, column, found) for place, column in enumerate(columns) if (found := allowed(column, names))
    ]
    key = [shape.columns[name].label for name in shape.key if name in shape.columns]
    with writing_workbook(file) as book:
        sheet = book.sheet(title)
        sheet.widths(
            [30 if column.column.info["kind"] in ("text", "note", "ref") else 14 for column in columns]
        )
        sheet.head([translate(column.label) for column in columns])
        for number, (place, _column, found) in enumerate(lists):
            sheet.offer(place, list_source(translate(LISTS), number, len(found)))
        notes = book.sheet(translate(NOTES))
        notes.widths([24, 10, 80])
        notes.head([translate(COLUMN), translate(REQUIRED), translate(HOW)])
        for column in columns:
            needed = column.required or column.key in shape.key
            notes.row([translate(column.label), translate(YES) if needed else "", hint_of(column)])
        notes.row([])
        for sentence in (translate(KEY_HINT, columns=key), translate(EMPTY_HINT), translate(SHEET_HINT)):
            notes.row(["", "", sentence])
        if lists:
            kept = book.sheet(translate(LISTS))
            kept.head([translate(column.label) for _place, column, _found in lists])
            for row in range(max(len(found) for _place, _column, found in lists)):
                kept.row([found[row] if row < len(found) else None for _place, _column, found in lists])


def write_wrong_rows(file: IO[bytes], plan: Plan, title: str) -> None:
    """Write the wrong rows as they stood in the file, each with its number and the reason; mended, they can be imported."""
    rows = dict(plan.table.rows)
    keys = sorted(plan.table.places, key=lambda key: plan.table.places[key])
    with writing_workbook(file) as book:
        sheet = book.sheet(title)
        sheet.widths([60, 8, *[20] * len(keys)])
        sheet.head([translate(REASON), translate(ROW), *(plan.table.headings[key] for key in keys)])
        for row in plan.rows:
            if row.kind != "wrong":
                continue
            reasons = join(f"{p.cell} {translate(p.sentence, **p.values)}".strip() for p in row.problems)
            cells = rows[row.number]
            places = [plan.table.places[key] for key in keys]
            sheet.row(
                [reasons, row.number, *(cells[place] if place < len(cells) else None for place in places)]
            )


__all__ = ["allowed", "hint_of", "write_template", "write_wrong_rows"]
