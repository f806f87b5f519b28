"""The gallery's frame and the list of its pages; what each page shows stands in gallery_pages_*.py."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tests.browser import gallery_desk, gallery_records, gallery_rounds

AREAS = (
    ("consultation", "协商议政", "messages"), ("proposals", "提案工作", "document"), ("livelihood", "民生实事评议", "building"),
    ("opinions", "社情民意", "speaker"), ("research", "调研视察", "compass"), ("outreach", "走访交流", "route"),
    ("learning", "学习培训", "book"), ("performance", "委员履职", "bars"), ("people", "委员管理", "users"),
    ("office", "机构届次", "settings"),
)
ITEMS = {
    "livelihood": (("民生实事项目", "project", 62), ("民主评议", "round", None), ("评议结果", "evaluation", None)),
    "learning": (("传达学习文件", "document", None), ("委员培训", "training", None), ("会议活动", "meeting", None)),
}


def frame(
    area: str = "livelihood", item: str = "", here: str = "", person: tuple[str, str] = ("周予宁", "经办人"), **extra: Any
) -> SimpleNamespace:
    """Return a frame with ``area`` open and ``item`` current; ``extra`` overrides single attributes."""
    values: dict[str, Any] = {
        "lang": "zh-Hans", "theme": "", "size": "", "organization": "政协邻水县委员会",
        "person": SimpleNamespace(name=person[0], role=person[1], initial=person[0][0]),
        "home_url": "/home", "inbox_url": "/inbox", "inbox_count": 3, "account_url": "/account", "sign_out_url": "/logout",
        "language_url": "/language", "languages": [("zh_Hans", "简体中文", True), ("zh_Hant", "繁體中文", False),
                                                   ("en", "English", False)],
        "here": here,
        "areas": [(key, label, icon, "/list", key == area,
                   [(text, "/list", slug == item, count) for text, slug, count in ITEMS.get(key, ())])
                  for key, label, icon in AREAS],
        "extra": [("履职情况汇总", "bars", "/home", False), ("留痕查询", "clock", "/history", here == "history")],
        "search_url": "/list", "search_query": "", "demo": "演示数据，业务日期 2020-09-23", "read_only_reason": None,
        "next_url": "/list",
    }
    values.update(extra)
    return SimpleNamespace(**values)


PAGES: dict[str, tuple[str, Any, dict[str, Any]]] = {**gallery_desk.PAGES, **gallery_records.PAGES, **gallery_rounds.PAGES}
FLASHES = {"list": (), "details": (("done", "已送主席审定。"),), "error-flash": (("error", "系统正忙，内容未丢失，请稍后再试。编号 7F3A。"),)}
LOOKUP = [
    {"id": "1", "text": "周文涵", "hint": "教育界 县第二中学", "side": "zwh"},
    {"id": "2", "text": "郑婉华", "hint": "妇联 县妇幼保健院", "side": "zwh"},
    {"id": "3", "text": "张维翰", "hint": "经济界 县供销社", "side": "張維翰 zwh"},
]
