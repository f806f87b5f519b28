"""Gallery pages around the desk: home, inbox, queue, ballot, counts, import, history, sign-in, account, errors."""

from __future__ import annotations

from types import SimpleNamespace as N
from typing import Any

from tests.browser.gallery_records import DETAILS, WAITING

CHAIR = {"person": ("主席", "主席会议成员"), "inbox_count": 6}
TASKS = [
    {"id": 1, "kind": "评议结果", "title": "乡镇卫生院消防设施改造", "url": "/approve", "fact": "县卫生健康局，得分 71.4", "sender": "社会法制委",
     "waits": "已等 9 天", "late": True},
    {"id": None, "kind": "委员任职", "title": "增补委员 2 名", "url": "/approve", "fact": "经济界 1、农业界 1，待常委会会议审议", "sender": "办公室",
     "waits": "已等 6 天", "late": True},
    {"id": 3, "kind": "评议结果", "title": "农村区域性养老服务中心建设", "url": "/approve", "fact": "县民政局，得分 80.4", "sender": "社会法制委",
     "waits": "已等 4 天", "acts": [{"label": "退回修改", "url": "/transition", "method": "get"},
                                 {"label": "审定", "url": "/inbox", "method": "post"}]},
    {"id": 4, "kind": "协商议题", "title": "断石桥地质灾害隐患整治“回头看”", "url": "/approve", "fact": "小微协商，柑子片区驿站", "sender": "提案委",
     "waits": "已等 3 天"},
    {"id": 5, "kind": "社情民意", "title": "关于汛期农村便桥安全的建议（第 30 期）", "url": "/approve", "fact": "已核稿，请签发", "sender": "研究室",
     "waits": "已等 2 天"},
    {"id": 6, "kind": "交办事项", "title": "断石桥便道抢修", "url": "/approve", "fact": "县交通运输局", "sender": "办公室", "waits": "逾期 12 天",
     "overdue": True},
]
INBOX = N(
    title="待办事项", crumbs=[("待办事项", None)], oldest="最久 9 天，最久的在前", queue_url="/approve",
    tabs=[("待办", "/inbox", True, 6), ("在办", "/inbox", False, 4), ("已办", "/inbox", False, "1,000+"), ("办结", "/inbox", False, 41)],
    kinds=[("全部", "/inbox", True, 6), ("评议结果", "/inbox", False, 3)], batch=None, rows=TASKS, previous_url=None, next_url=None,
    counted="共 6 件", empty={"title": "暂无待办事项。", "text": ""},
)
INBOX_BATCH = N(**{**vars(INBOX), "batch": {"action": "/inbox", "buttons": [{"label": "批量签收", "value": "receive", "confirm": {
    "title": "签收 5 件提案？", "text": "签收后办理时限开始计算。另有 1 件正在申请改办，未列入。", "button": "签收 5 件"}}]}})
APPROVE = N(
    title="农村区域性养老服务中心建设", crumbs=[("待办事项", "/inbox"), ("评议结果", None)], kind="评议结果", url="/details", place="第 3 件，共 6 件",
    back_url="/inbox", previous_url="/approve", next_url="/approve", state=WAITING, tags=["省级", "2020 年度"],
    figures=[{"label": "得分", "number": "80.4"}, {"label": "名次", "number": "47", "unit": "/ 62"},
             {"label": "完成率", "number": "50", "unit": "%", "tone": "bad"}],
    votes={"title": "测评票", "base": "应到 212，实到 193，收回 193，有效 192", "rows": [
        {"label": "满意", "number": 84, "share": "44.4%", "percent": 44.4, "scored": True},
        {"label": "基本满意", "number": 91, "share": "48.1%", "percent": 48.1, "scored": True},
        {"label": "不满意", "number": 14, "share": "7.4%", "percent": 7.4, "scored": True},
        {"label": "不了解", "number": 3, "share": "不计分", "percent": 1.6, "scored": False}]},
    rows=[{"label": "牵头", "value": "县民政局"}, {"label": "进度", "value": "2 / 4 所"},
          {"label": "意见", "value": "选址未定的两所应在年内明确用地", "wide": True},
          {"label": "整改", "value": "县民政局 12 月 20 日前报结果", "wide": True}],
    sections=[], attachments=[{"name": "会议记录.pdf", "size": "312 KB", "url": "/list"}], timeline=DETAILS.timeline[:2],
    timeline_summary="社会法制委 9 月 19 日提交", seal=None, refusal=None, consequence="审定后封存，并反馈县民政局",
    approve={"label": "审定", "action": "/approve", "hidden": [("version", "2")]}, return_link={"label": "退回修改", "url": "/transition"},
    others=[("转请阅处", "/transition")],
)
LEADER_HOME = N(
    title="首页", crumbs=[("首页", None)], date="2020 年 9 月 23 日 星期三", calls=[],
    waiting={"title": "待办事项", "tabs": [("待办", "/inbox", True, 6), ("在办", "/inbox", False, None), ("已办", "/inbox", False, None)],
             "oldest": "最久 9 天", "rows": TASKS, "all_url": None,
             "acts": [{"label": "逐件办理", "url": "/approve", "method": "get", "kind": "primary"}]},
    panels=[{"title": "已逾期", "count": "3 件", "rows": [
                {"title": "断石桥便道抢修", "fact": "交办事项，县交通运输局", "url": "/list",
                 "state": {"shape": "warning", "label": "逾期 12 天", "filled": True}},
                {"title": "第 031 号提案 未答复", "fact": "县城市管理局", "url": "/list",
                 "state": {"shape": "warning", "label": "逾期 8 天", "filled": True}}]},
            {"title": "近日安排", "all_url": "/list", "rows": [
                {"when": "09-24 周四 09:00", "title": "主席会议：审议评议结果", "url": "/list"},
                {"when": "09-25 周五 14:30", "title": "合江县政协回访座谈"}]}],
    figures=[{"label": "民生实事", "number": "62", "unit": "项", "definition": "报告完成 41，滞后 7", "url": "/list",
              "chart": {"kind": "parts", "values": [(41, "fi"), (14, "se"), (7, "be")]}},
             {"label": "提案交办率", "number": "100", "unit": "%", "definition": "十届五次会议提案全部交办", "url": "/list",
              "chart": {"kind": "parts", "values": [(203, "fi")]}},
             {"label": "社情民意", "number": "30", "unit": "期", "definition": "采用 12，批示 3", "url": "/list",
              "chart": {"kind": "columns", "values": [1, 2, 1, 2, 3, 2, 3, 3, 2, 4, 3, 4]}},
             {"label": "参训", "number": "356", "unit": "人次", "definition": "实到 187 人", "url": "/list",
              "chart": {"kind": "line", "values": [20, 60, 80, 150, 220, 300, 356]}}],
    figures_note="数字都可点开看明细。柱为每月数，线为累计数，截至 9 月 23 日 08:00", table_url="/list",
)
MEMBER_HOME = N(
    title="首页", crumbs=[("首页", None)], date="2020 年 9 月 23 日 星期三", waiting=None, figures=[],
    calls=[{"title": "民生实事民主评议", "text": "62 项，无记名，9 月 25 日 17 时截止", "state": {"shape": "diamond", "label": "未投票"},
            "act": {"label": "投票", "url": "/ballot", "method": "get", "kind": "primary"}}],
    panels=[{"title": "近期会议活动", "all_url": "/list", "rows": [
                {"title": "教育界别小组学习会", "fact": "9 月 24 日 周四 09:00，县政协三楼会议室",
                 "act": {"label": "请假", "url": "/transition", "method": "get"}}]},
            {"title": "我的提案", "all_url": "/list", "rows": [
                {"title": "关于尽快治理断石桥地质灾害隐患的提案", "fact": "联名，第 086 号", "url": "/details",
                 "state": {"shape": "half", "label": "已答复"}},
                {"title": "关于县城中小学午间托管的提案", "fact": "第一提案人，第 112 号", "url": "/details",
                 "state": {"shape": "diamond", "label": "请您评价", "filled": True}}]}],
)
BALLOT = N(
    title="民生实事民主评议", crumbs=[("首页", "/member"), ("投票", None)], layout=None, facts="62 项，无记名，9 月 25 日 17 时截止",
    secrecy="本票无记名：只记录您已投票，不记录您选了什么，也不记时间。交票后不能修改。", rule="没有选的项目按弃权计。", action="", hidden=[("form_token", "t")],
    errors=[("s-2", "柑子镇桅子村断石桥地质灾害治理", "请选一项")],
    options=[("a", "满意"), ("b", "基本满意"), ("c", "不满意"), ("d", "不了解")],
    groups=[{"title": "省级", "subjects": [{"id": 1, "code": "省-04", "title": "农村区域性养老服务中心建设", "fact": "县民政局", "value": "a"},
                                          {"id": 2, "code": "县-07", "title": "柑子镇桅子村断石桥地质灾害治理", "fact": "县自然资源和规划局",
                                           "value": "", "error": "请选一项"}]},
            {"title": "县级", "subjects": [{"id": n, "code": f"县-{n:02}", "title": "县城多层住宅电梯加装", "fact": "县住房和城乡建设局",
                                          "value": ""} for n in range(3, 9)]}],
    remark={"kind": "textarea", "name": "remark", "label": "意见和建议", "hint": "与选项分开保存", "rows": 3}, total=8,
    confirm={"title": "交票？", "text": "交票后不能修改。还有 6 项没有选，按弃权计。", "button": "交票"}, cancel_url="/member",
)
SLIP = N(**{**vars(BALLOT), "layout": "plain.html", "organization": "政协邻水县委员会", "errors": []})
COUNT = N(
    title="计票：2020 年度民主评议第一轮", crumbs=[("民生实事评议", "/list"), ("民主评议", "/list"), ("计票", None)],
    state={"shape": "half", "label": "评议中"}, note="您是监票人甲。另一位监票人已录入。", errors=[("f-c-1-0", "省-04 满意", "应为整数")], action="",
    hidden=[], mismatch="有 1 个数与另一位监票人不一致，请重新清点。",
    base=[{"kind": "number", "name": name, "label": label, "value": value, "unit": "人" if n < 2 else "张"} for n, (name, label, value) in
          enumerate((("expected", "应到人数", "212"), ("present", "实到人数", "193"), ("issued", "发出票数", "193"),
                     ("returned", "收回票数", "193"), ("valid", "有效票", "192"), ("invalid", "无效票", "1")))],
    options=["满意", "基本满意", "不满意", "不了解"], sum=192,
    rows=[{"id": n, "head": head, "fact": fact, "cells": [
        {"name": f"c-{n}-{i}", "value": value, "label": f"{head} {i}", "error": "应为整数" if (n, i) == (1, 0) else "",
         "differs": (n, i) == (2, 1), "other": None} for i, value in enumerate(values)]}
        for n, (head, fact, values) in enumerate((("农村区域性养老服务中心建设", "县民政局", ("八四", 91, 14, 3)),
                                                  ("县城多层住宅电梯加装", "县住房和城乡建设局", (120, 60, 10, 2)),
                                                  ("新增社区老年助餐点", "县民政局", (100, 60, 10, 2))), 1)],
    saved_note="上次保存 10:42", cancel_url="/details", close={"label": "两人一致，封存计票", "value": "close"},
)
IMPORT_CRUMBS = [("民生实事评议", "/list"), ("民生实事项目", "/list"), ("导入", None)]
IMPORT_1 = N(
    title="导入民生实事项目", crumbs=IMPORT_CRUMBS, action="", hidden=[], errors=[], limits="xlsx 或 csv，不超过 10 MB、20,000 行",
    fields=[{"kind": "number", "name": "year", "label": "年度", "value": "2020", "hint": "文件里没有年度列时填写"}], template_url="/list",
    template_note="含各列允许的值", cancel_url="/list",
    columns=[{"label": "编号", "required": True, "note": "也认“序号”"}, {"label": "项目名称", "required": True, "note": ""},
             {"label": "牵头部门", "required": False, "note": "实施前可空"}],
)
IMPORT_2 = N(
    title="导入民生实事项目", crumbs=IMPORT_CRUMBS, errors=[], action="", hidden=[("plan", "p")], again_url="/import-1",
    file={"name": "2020年民生实事清单.xlsx", "facts": "工作表“县级汇总”，62 行，第 1 行为表头"}, matched="按“年度 + 编号”与已有记录对应",
    columns_url=None, tabs=[("all", "全部", "/import-2", True, 62), ("new", "新增", "/import-2", False, 44),
                            ("changed", "修改", "/import-2", False, 9), ("same", "无变化", "/import-2", False, 6),
                            ("wrong", "有误", "/import-2", False, 3)],
    columns=[{"label": "编号", "cls": "k"}, {"label": "项目名称", "cls": ""}, {"label": "层级", "cls": "q"}, {"label": "牵头部门", "cls": "q"},
             {"label": "目标", "cls": ""}],
    rows=[{"line": 2, "kind": "new", "result": "新增", "cells": ["县-21", "新建农村公共厕所", "县级", "县农业农村局", "48 座"]},
          {"line": 5, "kind": "changed", "result": "修改 1 个字段", "cells": ["县-09", "县城多层住宅电梯加装", "县级", "县住房和城乡建设局",
                                                                       {"old": "30 台", "new": "36 台"}]},
          {"line": 14, "kind": "wrong", "result": "有误", "cells": ["市-01", "建成投用市公共实训基地", "市级", "县人力资源社会保障局",
                                                                {"wrong": "完成年度目标任务"}],
           "problems": [{"cell": "F14", "text": "“目标”不是数字。请写数字，或把“目标类型”改为“文字”。"}]},
          {"line": 22, "kind": "wrong", "result": "有误", "cells": ["县-22", "学校周边步行道改造", "县级", {"wrong": "县教育局"}, "6 处"],
           "problems": [{"cell": "E22", "text": "没有“县教育局”。是否指“县教科体局”（2019 年机构改革后的名称）？",
                         "fix": ("全部换成它", "replace", "县教育局=县教科体局")}]},
          {"line": 24, "kind": "same", "result": "无变化", "cells": ["县-11", "农村生活污水处理设施改造", "县级", "县生态环境局", "1,300 户"]}],
    wrong=3, skip=False, skip_label="跳过有误的 3 行，以后单独补录", wrong_url="/list", apply_label="确认写入 53 条（新增 44，修改 9）",
    blocked=None, previous_url=None, next_url="/import-2", counted="第 1–5 行", cancel_url="/list",
)
IMPORT_3 = N(title="导入民生实事项目", crumbs=IMPORT_CRUMBS, sentence="已写入 53 条：新增 44，修改 9。",
             figures=[{"label": "新增", "number": "44", "unit": "条", "url": "/list"}, {"label": "修改", "number": "9", "unit": "条", "url": "/list"},
                      {"label": "跳过", "number": "3", "unit": "行"}],
             notes=[], skipped=("下载跳过的 3 行", "/list"), list_url="/list", again_url="/import-1", history_url="/history")
HISTORY = N(
    title="留痕查询", crumbs=[("留痕查询", None)], note="只读。这里没有任何可以改动记录的操作。", export_url="/list",
    facts=[{"label": "全库校验", "value": "全部相符", "definition": "1,284,031 条变更，用时 9.6 秒", "state": "done"},
           {"label": "最近写入", "value": "今日 10:41:00", "definition": "周予宁"}],
    tabs=[("全部变更", "/history", True, None), ("审定", "/history", False, 214), ("查看完整信息", "/history", False, 6)],
    filter={"action": "/history", "clear_url": "/history", "hidden": [], "fields": [
        {"name": "from", "label": "自", "kind": "date", "value": "2020-09-23"}, {"name": "to", "label": "至", "kind": "date"},
        {"name": "actor", "label": "人员", "kind": "text"}, {"name": "role", "label": "角色", "kind": "select", "options": [("clerk", "经办人")]},
        {"name": "record", "label": "记录", "kind": "select", "options": [("project", "民生实事项目")]},
        {"name": "kind", "label": "动作", "kind": "select", "options": [("approve", "审定")]},
        {"name": "words", "label": "旧值、新值、理由", "kind": "text"}]},
    counted="本页 20 条，共 486 条", previous_url=None, next_url="/history",
    entries=[
        {"time": "10:41:07", "day": "2020-09-23", "who": "周予宁", "role": "经办人", "kind": "民生实事项目", "record": "县-18 新增社区老年助餐点",
         "url": "/details", "what": "修改 2 个字段", "mark": {"shape": "diamond", "label": "目标下调"},
         "changes": [("目标", "18 家", "15 家"), ("完成期限", "2020-11-30", "2020-12-20")], "reason": "按县民政局 9 月 21 日函调整"},
        {"time": "10:38:52", "who": "周予宁", "role": "经办人", "kind": "委员培训", "record": "县内日常培训：乡村振兴政策专题", "url": "/details",
         "what": "参训登记 40 人", "more": ("展开 40 条", "/history")},
        {"time": "10:30:11", "who": "主席", "role": "主席会议成员", "kind": "评议结果", "record": "县-04 普惠性幼儿园困难儿童保教费减免",
         "url": "/details", "what": "审定", "changes": [("状态", "已提交", "已审定")], "fingerprint": "9c41 7e02 a5d8 33f1"},
        {"time": "09:12:25", "who": "数据库维护", "role": "未经协商台写入", "kind": "公共代码", "record": "界别：农业界", "url": "/details",
         "what": "修改 1 个字段", "mark": {"shape": "warning", "label": "来源异常"}, "changes": [("顺序", "12", "13")]}],
)
LOGIN = N(title="登录", organization="政协邻水县委员会", action="/login", hidden=[], username="", error=None, note=None,
          lock_hint="连续输错 5 次，账号锁定 15 分钟", help=["忘记密码，或第一次使用，请联系本会办公室重设。", "30 分钟没有操作会自动退出。"])
LOGIN_ERROR = N(**{**vars(LOGIN), "username": "clerk", "error": "登录名或密码不对，请重新输入。还可以试 4 次。"})
ACCOUNT = N(
    title="我的账号", login="clerk", crumbs=[("我的账号", None)], errors=[], end_others={"label": "退出其他登录", "url": "/account", "method": "post"},
    facts=[{"label": "姓名", "value": "周予宁"}, {"label": "登录名", "value": "clerk"},
           {"label": "角色", "value": "经办人，全部业务，2020-01-01 起", "wide": True}],
    password={"action": "/account", "note": "至少 10 个字。", "fields": [
        {"kind": "password", "name": "current", "label": "当前密码", "required": True, "autocomplete": "current-password"},
        {"kind": "password", "name": "new", "label": "新密码", "required": True, "autocomplete": "new-password"},
        {"kind": "password", "name": "again", "label": "再输一遍新密码", "required": True, "autocomplete": "new-password"}]},
    sessions=[{"where": "Chromium，Windows，10.2.3.4", "since": "09-23 08:10", "seen": "10:42", "current": True},
              {"where": "手机，10.2.3.9", "since": "09-21 19:30", "seen": "09-22 07:05", "current": False,
               "end": {"label": "退出", "url": "/account", "method": "post"}}],
    attempts=[("09-23 08:10", "登录"), ("09-23 08:09", "密码不对")],
)
ERROR = N(title="没有找到此件", sentence="没有找到此件，可能已移入回收站或不属本单位。", now="请从列表中查找，或请发给您链接的同志核对。", number="7F3A",
          links=[("回首页", "/home"), ("返回上一页", "/list")])
LOOKUP = N(title="联系人：请选择", crumbs=[("学习培训", "/list"), ("委员培训", "/form"), ("选择", None)], field="contact", query="zwh", action="/form",
           carried=[("title", "县内日常培训"), ("_note", "")], more="还有更多，请多输几个字。", files_lost=True,
           choices=[{"id": 1, "text": "周文涵", "hint": "教育界 县第二中学", "side": "zwh"},
                    {"id": 2, "text": "郑婉华", "hint": "妇联 县妇幼保健院", "side": "zwh"}])

MEMBER = {"person": ("许怀远", "教育界"), "inbox_count": 0, "areas": [("proposals", "提案工作", "document", "/list", False, [])], "extra": []}
PAGES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "home": ("home.html", LEADER_HOME, {"here": "home", "area": "", **CHAIR}),
    "member": ("home.html", MEMBER_HOME, {"here": "home", **MEMBER}),
    "inbox": ("inbox.html", INBOX, {"here": "inbox", "area": "", **CHAIR}),
    "inbox-batch": ("inbox.html", INBOX_BATCH, {"here": "inbox", "area": "", **CHAIR}),
    "approve": ("approve.html", APPROVE, {"here": "inbox", "area": "", **CHAIR}),
    "ballot": ("ballot.html", BALLOT, MEMBER),
    "slip": ("ballot.html", SLIP, MEMBER),
    "count": ("count.html", COUNT, {"item": "round", "person": ("监票人甲", "监票人")}),
    "import-1": ("import_1_choose.html", IMPORT_1, {"item": "project"}),
    "import-2": ("import_2_check.html", IMPORT_2, {"item": "project"}),
    "import-3": ("import_3_done.html", IMPORT_3, {"item": "project"}),
    "history": ("history.html", HISTORY, {"here": "history", "area": "", "person": ("邓文渊", "审计查阅员")}),
    "login": ("login.html", LOGIN, {"demo": "演示数据，请勿录入真实信息"}),
    "login-error": ("login.html", LOGIN_ERROR, {}),
    "account": ("account.html", ACCOUNT, {"here": "account", "area": ""}),
    "error": ("error.html", ERROR, {}),
    "lookup": ("lookup.html", LOOKUP, {"area": "learning", "item": "training"}),
}
