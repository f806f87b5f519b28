"""What the gallery's pages share: the frame, the rows of the list, the choices of a look-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

SPRITE = "/static/sprite.svg"
AREAS = (
    ("consultation", "协商议政", "messages"),
    ("proposals", "提案工作", "document"),
    ("livelihood", "民生实事评议", "building"),
    ("opinions", "社情民意", "speaker"),
    ("research", "调研视察", "compass"),
    ("outreach", "走访交流", "route"),
    ("learning", "学习培训", "book"),
    ("performance", "委员履职", "bars"),
    ("people", "委员管理", "users"),
    ("office", "机构届次", "settings"),
)
ITEMS = {
    "livelihood": (
        ("民生实事项目", "project", 62),
        ("民主评议", "round", None),
        ("评议结果", "evaluation", None),
    ),
    "learning": (
        ("传达学习文件", "document", None),
        ("委员培训", "training", None),
        ("会议活动", "meeting", None),
    ),
}
LOOKUP = [
    {"id": "1", "text": "周文涵", "hint": "教育界 县第二中学", "side": "zwh"},
    {"id": "2", "text": "郑婉华", "hint": "妇联 县妇幼保健院", "side": "zwh"},
    {"id": "3", "text": "张维翰", "hint": "经济界 县供销社", "side": "張維翰 zwh"},
]
TONES = {"half": "accent", "done": "ok", "stamp": "seal", "warning": "bad"}


def frame(
    area: str = "livelihood",
    item: str = "",
    here: str = "",
    person: Sequence[str] = ("周予宁", "经办人"),
    **changed: Any,
) -> dict[str, Any]:
    """Return a frame with ``area`` open and ``item`` current; ``changed`` replaces single entries."""
    return {
        "lang": "zh-Hans",
        "theme": "",
        "size": "",
        "organization": "政协邻水县委员会",
        "person": {"name": person[0], "role": person[1], "initial": person[0][0]},
        "today": "2020-09-23",
        "home_url": "/home",
        "inbox_url": "/inbox",
        "inbox_count": 3,
        "account_url": "/account",
        "sign_out_url": "/login",
        "language_url": "/login",
        "look_url": "/login",
        "languages": [
            ("zh_Hans", "简体中文", True),
            ("zh_Hant", "繁體中文", False),
            ("en", "English", False),
        ],
        "here": here,
        "areas": [_area(key, label, icon, area, item) for key, label, icon in AREAS],
        "extra": [("留痕查询", "clock", "/history", here == "history")],
        "search_url": "/list",
        "search_query": "",
        "demo": "演示数据，业务日期 2020-09-23",
        "read_only_reason": None,
        "next_url": "/list",
        **changed,
    }


def _area(key: str, label: str, icon: str, area: str, item: str) -> tuple[Any, ...]:
    items = [(text, "/list", slug == item, count) for text, slug, count in ITEMS.get(key, ())]
    return key, label, icon, "/list", key == area, items


def rows_html(rows: Iterable[Sequence[Any]]) -> Markup:
    """Return the body of the list's table as the product's own list writer makes it."""
    return Markup("").join(_row(number, cells) for number, cells in enumerate(rows, 1))


def _row(number: int, cells: Sequence[Any]) -> Markup:
    code, name, level, department, value, unit, percent, shape, state, day = cells
    behind = shape == "warning"
    return Markup(
        '<tr><td class="c"><input class="form-check-input" type="checkbox" name="id" value="{number}" form="bulk" '
        'aria-label="选择：{name}"></td><td class="k">{code}</td><th scope="row"><a href="/details">{name}</a></th>'
        '<td class="q x1 xp">{level}</td><td class="q">{department}</td>'
        '<td class="n x2 xp">{value} <span class="unit">{unit}</span></td>'
        '<td class="p">{bar}<span class="pct">{text}</span></td><td class="s"><span class="st t-{tone}{filled}">'
        '<svg aria-hidden="true"><use href="{sprite}#s-{shape}"/></svg>{state}</span></td><td class="d xp">{day}</td>'
        '<td class="a"><div><a class="btn btn-sm" href="/form">填报进度</a>'
        '<a class="btn btn-sm btn-icon" href="/form" aria-label="编辑：{name}">'
        '<svg class="ic" aria-hidden="true"><use href="{sprite}#i-pencil"/></svg></a></div></td></tr>'
    ).format(
        number=number,
        name=name,
        code=code,
        level=level,
        department=department,
        value=value,
        unit=unit,
        bar=_bar(percent, behind=behind),
        text="—" if percent is None else f"{percent:g}%",
        tone=TONES[shape],
        filled=" on" if behind else "",
        sprite=SPRITE,
        shape=shape,
        state=state,
        day=day,
    )


def _bar(percent: float | None, *, behind: bool) -> Markup:
    """Return the completion bar as ``ui.completion_bar`` draws it, without its number."""
    if percent is None:
        return Markup("")
    cut = Markup('<path class="gap" d="M69 12l5-10M74 12l5-10"/>') if percent > 140 else ""
    return Markup(
        '<svg class="cb" viewBox="0 0 84 14" aria-hidden="true"><path class="tr" d="M0 3h60v8H0z"/>'
        '<path class="{}" d="M0 3h{:.1f}v8H0z"/>{}'
        '<path class="gap" d="M58.5 0v14M61.5 0v14"/><path class="mk" d="M60 0v14"/></svg>'
    ).format("be" if behind else "fi", min(percent, 140) * 0.6, cut)
