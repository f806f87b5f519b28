"""Gallery pages of the desk: list, import, inbox, history."""

from __future__ import annotations

from types import SimpleNamespace as N
from typing import Any

from markupsafe import Markup

LIVELIHOOD = [("民生实事评议", "/list"), ("民生实事项目", None)]
SPRITE = "/static/sprite.svg"
ROWS = (
    ("省-04", "农村区域性养老服务中心建设", "省级", "县民政局", "2 / 4", "所", 50.0, "warning", "进度滞后", "09-22"),
    ("县-07", "柑子镇桅子村断石桥地质灾害治理", "县级", "县自然资源和规划局", "未完成", "", None, "half", "实施中", "09-22"),
    ("市-14", "下岗失业人员再就业", "市级", "县总工会", "577 / 60", "人", 961.7, "done", "报告完成", "09-21"),
    ("市-12", "城镇新增就业", "市级", "县人力资源社会保障局", "5,214 / 4,000", "人", 130.4, "done", "报告完成", "09-21"),
    ("市-13", "城镇登记失业率控制在 4.3% 以内", "市级", "县人力资源社会保障局", "3.57 / 上限 4.3", "%", None, "half", "实施中", "09-21"),
    ("县-11", "农村生活污水处理设施改造", "县级", "县生态环境局", "1,120 / 1,300", "户", 86.2, "half", "实施中", "09-20"),
    ("县-09", "县城多层住宅电梯加装", "县级", "县住房和城乡建设局", "21 / 30", "台", 70.0, "half", "实施中", "09-18"),
    ("省-07", "公共体育场馆延时错时开放", "省级", "县教科体局", "6 / 6", "家", 100.0, "done", "报告完成", "09-18"),
    ("市-15", "毕业五年内高校毕业生创业扶持", "市级", "县人力资源社会保障局", "应补尽补", "", None, "half", "实施中", "09-17"),
    ("县-03", "义务教育家庭经济困难学生生活补助", "县级", "县教科体局", "5,000 / 5,000", "名", 100.0, "stamp", "已评议", "09-16"),
    ("县-04", "普惠性幼儿园困难儿童保教费减免", "县级", "县教科体局", "756 / 700", "名", 108.0, "stamp", "已评议", "09-16"),
    ("县-16", "乡镇卫生院消防设施改造", "县级", "县卫生健康局", "3 / 9", "家", 33.3, "warning", "进度滞后", "09-15"),
    ("县-18", "新增社区老年助餐点", "县级", "县民政局", "12 / 15", "家", 80.0, "half", "实施中", "09-14"),
    ("县-19", "农村残疾人实用技术培训", "县级", "县残联", "384 / 400", "人", 96.0, "half", "实施中", "09-11"),
)
TONES = {"half": "accent", "done": "ok", "stamp": "seal", "warning": "bad"}


def bar(percent: float, *, behind: bool) -> Markup:
    """Return the completion bar as ui.completion_bar draws it, without its number."""
    width = min(percent, 140) * 0.6
    cut = '<path class="gap" d="M69 12l5-10M74 12l5-10"/>' if percent > 140 else ""
    return Markup(
        '<svg class="cb" viewBox="0 0 84 14" aria-hidden="true"><path class="tr" d="M0 3h60v8H0z"/>'
        f'<path class="{"be" if behind else "fi"}" d="M0 3h{width:.1f}v8H0z"/>{cut}'
        '<path class="gap" d="M58.5 0v14M61.5 0v14"/><path class="mk" d="M60 0v14"/></svg>'
    )


def row(number: int, cells: tuple[Any, ...]) -> Markup:
    """Return one row of the list, as the product's own list writer makes it."""
    code, name, level, department, value, unit, percent, shape, state, day = cells
    behind = shape == "warning"
    figures = bar(percent, behind=behind) if percent is not None else ""
    text = f"{percent:g}%" if percent is not None else ("达标" if code == "市-13" else "—")
    return Markup(
        '<tr><td class="c"><input class="form-check-input" type="checkbox" name="id" value="{n}" form="bulk" '
        'aria-label="选择：{name}"></td><td class="k">{code}</td><th scope="row"><a href="/details">{name}</a></th>'
        '<td class="q x1 xp">{level}</td><td class="q">{department}</td><td class="n x2 xp">{value} <span class="unit">{unit}</span></td>'
        '<td class="p">{figures}<span class="pct">{text}</span></td><td class="s"><span class="st t-{tone}{on}">'
        '<svg aria-hidden="true"><use href="{sprite}#s-{shape}"/></svg>{state}</span></td><td class="d xp">{day}</td>'
        '<td class="a"><div><a class="btn btn-sm" href="/form">填报进度</a><a class="btn btn-sm btn-icon" href="/form" '
        'aria-label="编辑：{name}"><svg class="ic" aria-hidden="true"><use href="{sprite}#i-pencil"/></svg></a></div></td></tr>'
    ).format(n=number, name=name, code=code, level=level, department=department, value=value, unit=unit, figures=figures, text=text,
             tone=TONES[shape], on=" on" if behind else "", sprite=SPRITE, shape=shape, state=state, day=day)


COLUMNS = [
    {"label": "编号", "cls": "k", "sort_url": "/list?sort=number", "sorted": ""}, {"label": "项目名称", "cls": ""},
    {"label": "层级", "cls": "q x1 xp"}, {"label": "牵头部门", "cls": "q"}, {"label": "完成 / 目标", "cls": "n x2 xp"},
    {"label": "完成率", "cls": "p"}, {"label": "状态", "cls": "s"},
    {"label": "更新", "cls": "d xp", "sort_url": "/list?sort=changed", "sorted": "descending"},
]
LIST = N(
    title="民生实事项目", crumbs=LIVELIHOOD, note=None, new=("新建项目", "/form"), actions=[("导入", "upload", "/import-1")],
    export_menu=[{"label": "导出为 xlsx", "url": "/list", "method": "get"}, {"label": "导出为 csv", "url": "/list", "method": "get"}],
    tabs=[("全部年度", "/list", False, "1,000+"), ("2020 年度", "/list", True, "62"), ("进度滞后", "/list", False, "7"),
          ("待评议", "/list", False, "12"), ("我录入的", "/list", False, "18")],
    columns_menu={"action": "/list", "hidden": [("year", "2020")], "choices": [("number", "编号", True), ("level", "层级", True),
                                                                             ("county_leader", "县领导", False)]},
    search={"action": "/list", "value": "", "hidden": []},
    chips=[("年度", "是", "2020", "/list"), ("更新", "不早于", "2020-09-01", "/list"), ("状态", "不是", "草稿", "/list")],
    add=[("牵头部门", "/list-adding"), ("状态", "/list-adding")], adding=None, reset_url="/list", columns=COLUMNS,
    rows_html=Markup("").join(row(n, cells) for n, cells in enumerate(ROWS, 1)), empty_html=None,
    bulk={"action": "/list", "buttons": [{"label": "导出所选", "value": "export"},
                                         {"label": "移入回收站", "value": "trash", "kind": "remove",
                                          "confirm": {"title": "把所选项目移入回收站？", "text": "90 天内可以恢复。", "button": "移入回收站"}}]},
    counted=Markup("本页 14 项，共 <b>41</b> 项"), count_url=None, legend="竖线为 100%；“—”为按是否完成或文字考核的目标",
    previous_url="/list", next_url="/list",
)
ADDING = N(**{**vars(LIST), "adding": {
    "action": "/list", "hidden": [("year", "2020")], "label": "状态", "ops": [("in", "是"), ("not_in", "不是")], "cancel_url": "/list",
    "field": {"kind": "select", "name": "_value", "label": "值", "required": True, "value": "running",
              "options": [("running", "实施中"), ("done", "报告完成")]}}})
EMPTY = N(**{**vars(LIST), "rows_html": "", "counted": "共 0 项", "previous_url": None, "next_url": None,
             "empty_html": {"title": "没有符合条件的项目", "text": "2020 年度有 62 项，都不合“层级 是 国家级”。",
                            "actions": [("去掉这个条件", "/list"), ("新建项目", "/form")]}})

PAGES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "list": ("list.html", LIST, {"item": "project"}),
    "list-adding": ("list.html", ADDING, {"item": "project"}),
    "list-empty": ("list.html", EMPTY, {"item": "project", "read_only_reason": "数据库的留痕触发器与程序不符，请联系系统管理员。"}),
}
