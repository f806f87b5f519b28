"""Livelihood projects on screen, and the lists in which governments publish them."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any, ClassVar

from flask import g
from markupsafe import Markup

from models.fields import text
from models.livelihood.completion import Standing, behind_sql, standings
from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.marks import N_
from panel import values
from panel.importer.cells import Cells, ImportedChild, ImportedLinks, ImportedRow
from panel.importer.targets import indicator_name, read_target
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.listing.drawing import completion_html, state_html
from panel.record_view import RecordView
from panel.spellings import folded

_TOTALS = frozenset({"total", "sum", "合计", "合計", "总计", "總計", "小计", "小計", "共计", "共計"})
_A_TOTAL = N_("This row is a total and no project. Please leave it out.")


DONE, NOT_DONE = N_("Done"), N_("Not done")
MET, EXCEEDED = N_("Within the limit"), N_("Over the limit")
AT_MOST = N_("limit %(number)s")
BEHIND = N_("Behind schedule")
LEGEND = N_("The upright mark is 100 %; “—” stands for targets that are done or not, or in words")


def _standing(project_id: int) -> Standing:
    found: dict[int, Standing] = g.get("project_standings", {})
    return found.get(project_id, Standing())


def _reached(project_id: int, _row: Any) -> Markup | str:
    """Return what was reached of what is to be reached, as the list prints it: 2 / 4 所."""
    shown = _standing(project_id).shown
    if shown is None:
        return ""
    if shown.target_kind == "text":
        return shown.target_text or ""
    if shown.target_kind == "done":
        return translate(DONE if shown.completion.kind == "done" else NOT_DONE)
    reached = "—" if shown.value is None else _number(shown.value)
    target = _number(shown.target)
    if shown.target_kind == "at_most":
        target = translate(AT_MOST, number=target)
    return Markup('{} / {} <span class="unit">{}</span>').format(reached, target, shown.unit or "")


def _number(value: Decimal | None) -> str:
    return values.format_for(Indicator.__mapper__.columns["target"], value)


def _completion(project_id: int, _row: Any) -> Markup | str:
    """Return the bar with its number; met or exceeded for a limit, a dash where nothing can be computed."""
    standing = _standing(project_id)
    shown = standing.shown
    if shown is None:
        return ""
    if shown.completion.kind in ("met", "exceeded"):
        return completion_html(None, translate(MET if shown.completion.kind == "met" else EXCEEDED))
    if shown.completion.percent is None:
        return completion_html(None, "—")
    label = f"{shown.completion.percent:f}".removesuffix(".0") + "%"
    return completion_html(shown.completion.percent, label, behind=standing.behind)


def _state(value: str, row: Any) -> Markup:
    """Return the state; a running project that is behind says so in its place."""
    if _standing(row.id).behind:
        return state_html("warning", translate(BEHIND), filled=True)
    state = LivelihoodProject.workflow.state(value)
    return state_html(state.shape, translate(state.label))


class LivelihoodProjectView(RecordView):
    """The projects of a year."""

    menu_place = 10
    column_list = (
        "code",
        "name",
        "level",
        "lead_department_id",
        "reached",
        "completion",
        "state",
        "changed_at",
    )
    column_sortable_list = ("number_key", "changed_at")
    column_default_sort = ("number_key", False)
    column_labels: ClassVar[dict[str, str]] = {"number_key": N_("Order of numbers")}
    column_ranks: ClassVar[dict[str, int]] = {"level": 1, "changed_at": 2}
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "reached": ListColumn(
            N_("Reached / target"), expression=lambda cls: cls.id, kind="text", render=_reached, css="n"
        ),
        "completion": ListColumn(
            N_("Completion"), expression=lambda cls: cls.id, kind="text", render=_completion, css="p"
        ),
        "state": ListColumn(kind="state", render=_state),
        "behind": ListColumn(BEHIND, expression=behind_sql, kind="flag", filter=True),
    }
    list_tabs = (
        (N_("This year's"), "year={year}"),
        (N_("Running"), "state=running"),
        (BEHIND, "behind=1"),
        (N_("Reported done"), "state=reported_done"),
        (N_("Evaluated"), "state=evaluated"),
    )
    form_sections = (
        (N_("Project"), ("year", "level", "number", "name", "parent_id", "source", "wording")),
        (N_("Responsible"), ("lead_department_id", "county_leader", "committee_id", "reported_done_on")),
    )
    lookup_detail = ("year", "level")
    children = ("indicator",)

    import_key = ("year", "level", "number")
    import_columns = (
        "year", "level", "number", "name", "target", "unit", "lead_department_id", "partners", "county_leader", "committee_id",
        "source", "note",
    )  # fmt: skip
    import_extra: ClassVar[dict[str, Any]] = {
        "target": text(200, label=N_("Target"), help=N_("A number, or the target in words")),
        "unit": text(20, label=N_("Unit of measure")),
        "partners": text(400, label=N_("Partner units"), help=N_("Several names with 、 between them")),
    }
    import_synonyms: ClassVar[dict[str, tuple[str, ...]]] = {
        "year": ("年度", "年份", "年"),
        "number": ("seq", "序号", "序號", "编号", "編號", "项目编号"),
        "name": ("item", "项目名称", "名称", "项目", "项目内容", "民生实事", "民生实事项目", "事项"),
        "level": ("层级", "級別", "级别"),
        "target": ("目标", "目标值", "目标任务", "年度目标"),
        "unit": ("单位", "计量单位"),
        "lead_department_id": ("lead_dept_牵头", "牵头部门", "牵头单位", "责任单位", "主办单位"),
        "partners": ("配合单位", "协办单位", "配合部门"),
        "source": ("body", "发布单位", "地区"),
        "note": ("flag_or_funding", "备注"),
    }
    import_values: ClassVar[dict[str, dict[str, str]]] = {
        "level": {
            "district": "county", "区级": "county", "区": "county", "县": "county", "县级": "county", "縣級": "county",
            "prefecture": "city", "sub-provincial": "city", "市": "city", "市级": "city", "市級": "city", "地级": "city",
            "副省级": "city", "省": "province", "省级": "province", "省級": "province",
        },
    }  # fmt: skip

    def prepare_rows(self, ids: Collection[int]) -> None:
        """Read how far the projects of the page are, in two statements."""
        g.project_standings = standings(ids)

    def legend(self) -> str | None:
        """Explain the mark of the bars."""
        return translate(LEGEND)

    def import_row(self, cells: Cells) -> ImportedRow:
        """Make a project, its indicator and its partners out of one line of a published list.

        Two departments in one cell are lead and partner. A target in numbers becomes an indicator that is to be reached, or a
        limit where the words say so; one in words stays in words; without a target the project can only be done or not.
        """
        if folded(cells.text("number")) in _TOTALS or folded(cells.text("name")) in _TOTALS:
            cells.problem("number" if "number" in cells else "name", _A_TOTAL)
            return ImportedRow()
        row = cells.plain("lead_department_id")
        named = values.split_names(values.as_text(cells.raw("lead_department_id")))
        departments = [cells.reference("lead_department_id", name) for name in named]
        if departments and departments[0] is not None:
            row.values["lead_department_id"] = departments[0]
        department = cells.shape.columns["lead_department_id"].target
        partners = [*departments[1:], *cells.references("partners", department)]
        wanted = [number for number in dict.fromkeys(partners) if number not in (None, *departments[:1])]
        if wanted:
            cell = "partners" if "partners" in cells else "lead_department_id"
            row.links.append(
                ImportedLinks(LivelihoodProjectPartner, [n for n in wanted if n is not None], cell)
            )
        if "target" in cells.table.places and row.values.get("name"):
            row.children.append(_indicator(cells, row.values["name"]))
        return row


def _indicator(cells: Cells, project: str) -> ImportedChild:
    name = indicator_name(project)
    if "target" not in cells:
        return ImportedChild(Indicator, {"name": name}, {"target_kind": "done"}, "target", only_first=True)
    target = read_target(cells.text("target"), cells.text("unit"), project)
    if target.number is None:
        found: dict[str, Any] = {"target_kind": "text", "target_text": target.words}
    else:
        number = cells.parsed("target", Indicator.__mapper__.columns["target"], text=str(target.number))
        found = {"target_kind": target.kind, "target": number}
    if target.unit:
        found["unit"] = target.unit
    return ImportedChild(Indicator, {"name": name}, found, "target", sole=True)
