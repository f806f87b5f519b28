"""Gallery pages of one record: form, rows of children, details, one act, one decision."""

from __future__ import annotations

from types import SimpleNamespace as N
from typing import Any

from markupsafe import Markup

TRAINING = [("学习培训", "/list"), ("委员培训", "/list"), ("编辑", None)]
DRAFT = {"shape": "dashed", "label": "草稿"}
RUNNING = {"shape": "half", "label": "已答复"}
WAITING = {"shape": "diamond", "label": "待审定"}


def text(name: str, label: str, value: str = "", **more: Any) -> dict[str, Any]:
    """Return the arguments of a text field."""
    return {"kind": "text", "name": name, "label": label, "value": value, **more}


FORM = N(
    title="县内日常培训：乡村振兴政策专题", crumbs=TRAINING, state=DRAFT, action="", files=True,
    hidden=[("version", "3"), ("form_token", "t")], lead=None, stale=None, changed=True,
    errors=[("f-end", "结束日期", "早于开始日期"), ("f-hours", "学时", "还没有填写")],
    sections=[
        {"id": "basic", "title": "基本情况", "fields": [
            text("title", "培训名称", "县内日常培训：乡村振兴政策专题", required=True, wide=True,
                 hint="与 2020-07-14“乡村振兴政策专题（一）”相近；确认不是同一期可继续。"),
            {"kind": "select", "name": "kind", "label": "类别", "required": True, "value": "county",
             "options": [("county", "县内日常培训"), ("university", "高校培训")]},
            {"kind": "reference", "name": "organiser", "label": "主办", "required": True, "value": "4", "text": "学习文史委员会",
             "lookup_url": "/lookup-choices"}]},
        {"id": "place", "title": "时间与地点", "fields": [
            {"kind": "date", "name": "start", "label": "开始日期", "required": True, "value": "9月17日",
             "understood": "识别为 2020-09-17，星期四"},
            {"kind": "date", "name": "end", "label": "结束日期", "required": True, "value": "2020-09-16",
             "error": "早于开始日期 2020-09-17，请改为当天或以后"},
            {"kind": "reference", "name": "contact", "label": "联系人", "required": True, "lookup_url": "/lookup-choices"},
            {"kind": "number", "name": "hours", "label": "学时", "required": True, "unit": "小时", "error": "请填写“学时”。",
             "hint": "半天按 4 小时计"},
            text("place", "地点", "县委党校报告厅"), {"kind": "number", "name": "quota", "label": "名额", "value": "40", "unit": "人"}]},
        {"id": "attendance", "title": "参训登记", "hint": "应到 40 人：全程 36、部分 1、请假 2、缺席 1",
         "html": Markup('<p><a class="btn btn-sm" href="/children">登记参训</a></p>')},
        {"id": "more", "title": "费用与附件", "fields": [
            {"kind": "file", "name": "paper", "label": "通知", "value": "培训通知.pdf"},
            {"kind": "multi", "name": "levels", "label": "层级", "value": ["county"],
             "options": [("county", "县级"), ("city", "市级"), ("province", "省级")]},
            {"kind": "radio", "name": "open", "label": "是否公开", "value": "yes", "options": [("yes", "同意公开"), ("no", "不公开")]},
            {"kind": "checkbox", "name": "secret", "label": "确认附件不含涉密内容", "required": True, "value": False},
            {"kind": "text", "name": "state", "label": "编号", "value": "2020-17", "locked": "已审定，需改动请办理更正"},
            {"kind": "textarea", "name": "note", "label": "备注", "value": "先集中授课，再分组讨论。", "hint": "只有经办人能看到"}]},
    ],
    contents=[("basic", "基本情况", None, 0), ("place", "时间与地点", None, 2), ("attendance", "参训登记", 40, 0),
              ("more", "费用与附件", None, 0)],
    saved_note="上次保存 10:42", cancel_url="/list", save_label=None, save_new=True, more=[],
)
STALE = N(**{**vars(FORM), "errors": [], "stale": {
    "sentence": "此件已由周予宁于 10:38 修改，您填写的内容已保留，请核对后再保存。",
    "rows": [("地点", "县政协三楼会议室", "县委党校报告厅"), ("名额", "", "40")]}})

PEOPLE = (("许怀远", "教育界", "县第二中学", "full", "8", ""), ("唐以宁", "医药卫生界", "县人民医院", "full", "8", ""),
          ("郑柏舟", "农业界", "柑子镇农技站", "leave", "0", "已电话请假"), ("吴念慈", "妇联", "县妇联", "full", "8", ""),
          ("谢明川", "工商联", "县商会", "part", "4", ""), ("邓文渊", "科技界", "县农科所", "full", "8", ""),
          ("林知夏", "文化艺术界", "县文化馆", "absent", "0", ""))
CHILDREN = N(
    title="县内日常培训：乡村振兴政策专题", crumbs=[*TRAINING[:2], ("参训登记", None)], state=DRAFT, part="参训登记", action="", hidden=[],
    changed=False, errors=[],
    count_line=[("应到 40 人：", None, None), ("全程", "full", 36), ("部分", "part", 1), ("请假", "leave", 2), ("缺席", "absent", 1)],
    mark_all={"label": "全部记为全程", "value": "full"}, add=("按名单添加", "/lookup"), hint="先全部记为全程，再改个别人",
    search={"action": "/children", "value": ""},
    columns=[("序号", "hide-phone"), ("委员", ""), ("界别", ""), ("单位", ""), ("出勤", ""), ("学时", "num"), ("备注", "")],
    rows=[{"id": n, "number": n, "head": name, "cells": [sector, unit],
           "choice": {"name": f"result-{n}", "value": result, "usual": "full",
                      "options": [("full", "全程"), ("part", "部分"), ("leave", "请假"), ("absent", "缺席")]},
           "inputs": [{"name": f"hours-{n}", "value": hours, "label": f"学时：{name}", "cls": "num"},
                      {"name": f"note-{n}", "value": note, "label": f"备注：{name}"}]}
          for n, (name, sector, unit, result, hours, note) in enumerate(PEOPLE, 1)],
    place="第 1–7 位，共 40 位", previous_url="/children", next_url="/children", saved_note="上次保存 10:42", cancel_url="/details",
)

TIMELINE = [
    {"who": "县自然资源和规划局", "role": "承办单位", "when": "09-21 16:20", "what": "提交答复，状态变为“已答复”", "icon": "change",
     "changes": [("答复类别", "", "B 类，正在解决"), ("签发人", None, "局主要负责人")],
     "files": [("关于第086号提案的答复函.pdf", "312 KB", "/list")]},
    {"who": "罗清和", "role": "提案委", "when": "09-15 10:05", "what": "记事：电话联系主办单位", "icon": "note",
     "changes": [(f"字段{n}", str(n), str(n + 1)) for n in range(7)]},
    {"who": "县政府办", "role": "交办机关", "when": "08-12 15:31", "what": "同意延期", "icon": "shield-check",
     "changes": [("办理时限", "2020-09-30", "2020-10-31")], "reason": "汛期影响边坡施工。"},
    {"who": "协商台", "role": "自动", "when": "08-01 08:00", "what": "向 3 家承办单位发出催办提醒", "icon": "bell"},
    {"who": "罗清和", "role": "提案委", "when": "05-20 11:12", "what": "予以立案，统一编号", "behalf": "受张副主席委托",
     "changes": [("案号", None, "086"), ("类别", None, "城乡建设")]},
]
DETAILS = N(
    title="关于尽快治理断石桥地质灾害隐患的提案", crumbs=[("提案工作", "/list"), ("十届五次会议", "/list"), ("第 086 号", None)],
    code="第 086 号", tags=["重点提案", "十届五次会议 · 大会提案"], state=RUNNING, marks=[],
    acts=[{"label": "征询意见", "url": "/transition", "method": "get", "kind": "primary"},
          {"label": "商请重新办理", "url": "/details", "method": "post",
           "confirm": {"title": "商请重新办理？", "text": "主办单位将收到通知。", "button": "商请重新办理"}}],
    more=[{"label": "编辑", "url": "/form", "method": "get"}, "-",
          {"label": "移入回收站", "url": "/details", "method": "post", "kind": "remove"}],
    previous_url="/details", next_url="/details",
    turn=Markup("第一提案人 <a href='/list'>贺青山</a>，联名 6 人　主办 <a href='/list'>县自然资源和规划局</a>　下一步：由提案委向第一提案人征询意见，10 月 8 日前"),
    missing=None, seal={"sentence": "主席于 9 月 23 日 10:30 审定，此后未作改动。", "fingerprint": "9c41 7e02 a5d8 33f1"}, notes=[],
    figures=[{"label": "距办理时限", "number": "38", "unit": "天", "definition": "10 月 31 日到期"},
             {"label": "承办单位", "number": "3", "unit": "家", "definition": "主办 1，会办 2", "url": "/list"},
             {"label": "面商", "number": "2", "unit": "次", "definition": "走访 1，电话 1", "url": "/list"},
             {"label": "联名委员", "number": "6", "unit": "人", "definition": "已全部会签", "url": "/list"}],
    sections=[
        {"id": "text", "title": "案由与建议", "rows": [
            {"label": "情况", "value": "断石桥一带山体出现裂缝已一年有余，每逢强降雨即有落石，桅子村及相邻三村近 3,000 人出行、就学受到影响。",
             "reading": True},
            {"label": "建议", "value": "一、先通抢险便道；二、由一个部门牵头实施边坡治理；三、整治期间设专人值守。", "reading": True}]},
        {"id": "basic", "title": "基本情况", "edit_url": "/form", "rows": [
            {"label": "提案者", "value": "委员联名"}, {"label": "类别", "value": "城乡建设"},
            {"label": "提交时间", "value": "2020-04-28 10:26"}, {"label": "立案时间", "value": "2020-05-20"},
            {"label": "建议承办", "value": "县交通运输局"}, {"label": "领衔督办", "value": None}]}],
    children=[{"id": "handling", "title": "承办情况", "count": 3, "all_url": "/list", "edit": ("登记", "/children"),
               "columns": [("承办单位", ""), ("方式", ""), ("签收", ""), ("办理时限", ""), ("答复", ""), ("件数", "num")],
               "rows": [["县自然资源和规划局", "主办", "06-10", "10-31", "B 类", "1"], ["县交通运输局", "会办", "06-11", "07-11", "", "1"]]},
              {"id": "contacts", "title": "面商记录", "count": None, "columns": [], "rows": [], "empty": "还没有面商记录。"}],
    attachments=[{"name": "现场照片.zip", "size": "2.4 MB", "url": "/list", "by": "罗清和", "when": "09-15"}], attach=("添加附件", "/form"),
    sees="谁能看到：本会经办人、专委会、主席会议成员、审计查阅员；第一提案人和联名委员；三家承办单位。",
    timeline=TIMELINE, timeline_title="办理经过", timeline_all_url="/history",
    timeline_tabs=[("全部", "/details", True, None), ("变更", "/details", False, None), ("流转", "/details", False, None)],
)
TRANSITION = N(
    title="退回修改", crumbs=[("民生实事评议", "/list"), ("评议结果", "/list"), ("退回修改", None)], sentence="退给社会法制委修改，理由记入办理经过。",
    subject={"kind": "评议结果", "title": "农村区域性养老服务中心建设", "url": "/details", "state": WAITING}, subjects=[], refusal=None,
    facts=[{"label": "得分", "value": "80.4"}, {"label": "名次", "value": "47 / 62"}], errors=[("f-reason", "退回理由", "请写明退回理由。")],
    fields=[{"kind": "textarea", "name": "reason", "label": "退回理由", "required": True, "error": "请写明退回理由。", "rows": 4},
            {"kind": "reference", "name": "decision", "label": "会议议定事项", "lookup_url": "/lookup-choices", "wide": True,
             "hint": "哪次会议决定，选一项"},
            {"kind": "file", "name": "paper", "label": "签字纸质件扫描", "wide": True}],
    common=["请补充依据", "时限不明确", "数字与附件不符", "请核对票数"], reason_id="f-reason", action="", hidden=[("version", "2")], files=True,
    consequence="退回后由提交人修改，可再次送审", left_out=None, button="退回修改", tone="primary", cancel_url="/approve",
)
REFUSED = N(**{**vars(TRANSITION), "title": "审定", "errors": [], "refusal": "本人拟稿或提交的事项，须由他人审定。", "consequence": ""})

PAGES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "form": ("form.html", FORM, {"area": "learning", "item": "training"}),
    "form-stale": ("form.html", STALE, {"area": "learning", "item": "training"}),
    "children": ("children.html", CHILDREN, {"area": "learning", "item": "training"}),
    "details": ("details.html", DETAILS, {"area": "proposals", "person": ("罗清和", "提案委")}),
    "transition": ("transition.html", TRANSITION, {"item": "evaluation", "person": ("主席", "主席会议成员")}),
    "transition-refused": ("transition.html", REFUSED, {"item": "evaluation", "person": ("主席", "主席会议成员")}),
}
