"""Progress of indicators on screen, and the tables in which it is reported area by area."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import select

from models.base import db
from models.fields import text
from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject
from models.marks import N_
from panel.importer.cells import Cells, ImportedRow
from panel.importer.targets import indicator_name
from panel.record_view import RecordView
from panel.spellings import folded

_WHOLE = frozenset(
    {"全市", "全县", "全縣", "全区", "全區", "全省", "全域", "合计", "合計", "总计", "總計", "whole", "total"}
)
_DONE = frozenset({"完成", "已完成", "done", "是", "√"})
_UNKNOWN = N_(
    "No indicator of %(year)s is called “%(name)s”. Please check the name, or enter the project first."
)
_SHARED = N_(
    "Several indicators of %(year)s are called “%(name)s”. Please add a column with the project's code."
)


class _Indicator(NamedTuple):
    id: int
    kind: str
    target: Decimal | None
    project: tuple[str, ...]


class ProgressView(RecordView):
    """What was reached by the end of a period."""

    in_menu = True

    import_key = ("indicator_id", "territory_key", "year", "period")
    import_asks = ("year", "period")
    import_columns = (
        "indicator_id", "project", "territory", "year", "period", "territory_target", "value", "done", "description",
        "reported_by", "note",
    )  # fmt: skip
    import_extra: ClassVar[dict[str, Any]] = {
        "project": text(
            230,
            label=N_("Livelihood project"),
            help=N_("Its code or name, where several have such an indicator"),
        ),
    }
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "indicator_id": ("indicator", "指标", "指标名称", "目标任务", "项目指标"),
        "project": ("项目编号", "项目名称", "project_code"),
        "year": ("年度", "年份", "年"),
        "period": ("期间", "报告期", "时期"),
        "territory": ("area", "地区", "区域", "县区", "乡镇"),
        "territory_target": ("target", "目标", "目标数", "任务数"),
        "value": ("achieved", "完成", "完成数", "实际完成", "完成情况"),
    }

    def import_row(self, cells: Cells) -> ImportedRow:
        """Find the indicator by its name among the projects of the year; an area that is the whole territory is none."""
        row = cells.plain("indicator_id", "territory", "territory_target", "value")
        year, name = row.values.get("year"), cells.text("indicator_id")
        if year is None or not name:
            return row
        found = _find(cells, year, name)
        if found is None:
            return row
        row.values["indicator_id"] = found.id
        area = cells.text("territory")
        if area and folded(area) not in _WHOLE:
            row.values["territory"] = area
        target = cells.value("territory_target")
        if target is not None and target != found.target:
            row.values["territory_target"] = target
        _reached(cells, row, found)
        return row


def _reached(cells: Cells, row: ImportedRow, indicator: _Indicator) -> None:
    """Take what was reached: a number, or the words of an indicator that has no number."""
    written = cells.text("value")
    if indicator.kind in ("done", "text") and written and not written.replace(".", "").isdigit():
        row.values["done"] = folded(written) in _DONE
        row.values.setdefault("description", written)
        return
    value = cells.value("value")
    if value is not None:
        row.values["value"] = value


def _find(cells: Cells, year: int, name: str) -> _Indicator | None:
    indicators = cells.kept.setdefault(f"indicators of {year}", None) or _indicators(year)
    cells.kept[f"indicators of {year}"] = indicators
    found = indicators.get(folded(indicator_name(name)), []) or indicators.get(folded(name), [])
    project = folded(cells.text("project"))
    if project:
        found = [one for one in found if project in one.project]
    if len(found) == 1:
        return found[0]
    cells.problem("indicator_id", _SHARED if found else _UNKNOWN, year=year, name=name)
    return None


def _indicators(year: int) -> dict[str, list[_Indicator]]:
    """Return the indicators of the year's projects that the actor may read, by their names as compared."""
    project = LivelihoodProject
    statement = (
        select(
            Indicator.id, Indicator.name, Indicator.target_kind, Indicator.target, project.code, project.name
        )
        .join(project, project.id == Indicator.project_id)
        .where(project.year == year, Indicator.trashed_at.is_(None), project.trashed_at.is_(None))
        .order_by(Indicator.id)
    )
    found: dict[str, list[_Indicator]] = defaultdict(list)
    for row_id, name, kind, target, code, title in db.session.execute(statement):
        project_names = (folded(code), folded(title), folded(f"{code} {title}"))
        for key in dict.fromkeys((folded(name), folded(indicator_name(name)))):
            found[key].append(_Indicator(row_id, kind, target, project_names))
    return found
