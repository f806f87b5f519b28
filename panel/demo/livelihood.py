"""The livelihood projects of the year: 62 at three levels, with their targets and how far they are.

The items follow what counties publish as livelihood projects; numbers and units are invented. One line of the table is one project:
level, unit in charge, name, kind of target, target, unit of measure, reached, and the state it is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from models.livelihood.indicator import Indicator
from models.livelihood.livelihood_project import LivelihoodProject, LivelihoodProjectPartner
from models.livelihood.progress import Progress
from panel.demo.office import Office, put_all, settle_all

YEAR = 2020

_TABLE = """
province|县教科体局|新增公办幼儿园学位|at_least|360|个|360|reported_done
province|县教科体局|公共体育场馆延时错时开放|at_least|6|家|6|reported_done
province|县卫生健康局|基本公共卫生服务人均补助标准提高|at_most|74|元|74|reported_done
province|县民政局|农村区域性养老服务中心建设|at_least|4|所|2|running
province|县卫生健康局|适龄妇女“两癌”免费检查|at_least|8000|人|7420|running
province|县人力资源社会保障局|补贴性职业技能培训|at_least|6000|人次|6412|reported_done
province|县住房和城乡建设局|城镇老旧小区改造|at_least|18|个|15|running
province|县交通运输局|农村公路新建改建|at_least|95|公里|88|running
province|县水务局|农村安全饮水巩固提升|at_least|12000|人|12680|reported_done
province|县残联|困难残疾人生活补贴|text||应补尽补|已补 4,312 人|running
province|县教科体局|义务教育学校教室照明改造|at_least|320|间|320|reported_done
province|县医疗保障局|城乡居民慢病门诊用药报销|text||应报尽报|已全面执行|running
city|县人力资源社会保障局|市公共实训基地分中心建设|done||||running
city|县人力资源社会保障局|就业困难人员就业|at_least|260|人|312|reported_done
city|县农业农村局|高素质农民培训|at_least|500|人次|468|running
city|县妇联|妇女居家灵活就业培训|at_least|500|人|560|reported_done
city|县商务局|家政从业人员培训|at_least|400|人|405|reported_done
city|团县委|农村青年技能培训|at_least|120|人|96|running
city|县残联|农村残疾人实用技术培训|at_least|300|人|281|running
city|县人力资源社会保障局|劳务品牌培训|at_least|300|人|330|reported_done
city|县人力资源社会保障局|城镇失业人员再就业|at_least|900|人|1103|reported_done
city|县税务局|创业就业税收优惠减免|at_least|2600|万元|2715.5|reported_done
city|县教科体局|小学课后服务全覆盖|done||||running
city|县人力资源社会保障局|城镇新增就业|at_least|4000|人|5214|reported_done
city|县人力资源社会保障局|城镇登记失业率控制|at_most|4.3|%|3.57|running
city|县总工会|下岗失业人员再就业|at_least|60|人|577|reported_done
city|县人力资源社会保障局|毕业五年内高校毕业生创业扶持|text||应补尽补|已补 41 人|running
city|县卫生健康局|母婴设施建设|at_least|8|处|8|reported_done
city|县文化广播电视和旅游局|配送文艺演出|at_least|60|场次|51|running
city|县生态环境局|饮用水水源地规范化建设|at_least|5|处|5|reported_done
county|县教科体局|义务教育薄弱学校改造|at_least|12|所|11|running
county|县农业农村局|新建农村公共厕所|at_least|48|座|31|running
county|县教科体局|义务教育家庭经济困难学生生活补助|at_least|5000|名|5000|running
county|县教科体局|普惠性幼儿园困难儿童保教费减免|at_least|700|名|756|running
county|县教科体局|特殊教育学校办学条件改善|at_least|1|所|1|reported_done
county|县教科体局|普通高中困难学生助学金|at_least|900|名|934|reported_done
county|县自然资源和规划局|柑子镇桅子村断石桥地质灾害治理|done||||running
county|县住房和城乡建设局|背街小巷整治|at_least|26|条|22|running
county|县住房和城乡建设局|县城多层住宅电梯加装|at_least|30|台|21|running
county|县民政局|困难群众临时救助|text||应救尽救|已救助 2,107 人次|running
county|县生态环境局|农村生活污水处理设施改造|at_least|1300|户|1120|running
county|县交通运输局|村道安全生命防护工程|at_least|120|公里|96|running
county|县水务局|病险水库整治|at_least|9|座|7|running
county|县民政局|农村互助养老点|at_least|20|个|20|reported_done
county|县文化广播电视和旅游局|村文化活动室设备更新|at_least|45|个|39|running
county|县卫生健康局|乡镇卫生院消防设施改造|at_least|9|家|3|running
county|县应急管理局|乡镇应急救援站建设|at_least|11|个|9|running
county|县民政局|新增社区老年助餐点|at_least|15|家|12|running
county|县消防救援大队|微型消防站建设|at_least|24|个|24|reported_done
county|县住房和城乡建设局|农村危房改造|at_least|310|户|310|reported_done
county|县交通运输局|公交场站修缮|at_least|5|处|4|running
county|县商务局|农贸市场升级改造|at_least|4|个|3|running
county|县残联|残疾人家庭无障碍改造|at_least|160|户|140|running
county|县总工会|户外劳动者服务站点|at_least|12|个|12|reported_done
county|团县委|青少年活动阵地建设|at_least|6|个|5|running
county|县妇联|儿童之家提档升级|at_least|15|个|13|running
county|县医疗保障局|医保经办服务下沉|at_least|25|个|25|reported_done
county|县农业农村局|农村户用厕所改造|at_least|3200|户|2760|running
county|县水务局|集镇供水管网改造|at_least|38|公里|29|running
county|县文化广播电视和旅游局|市民健身步道建设|at_least|12|公里|8|listed
county|县卫生健康局|县疾控中心实验室能力提升|done||||listed
county|县应急管理局|森林防火通道建设|at_least|16|公里|0|listed
"""

SOURCE = {"province": "四川省人民政府", "city": "广安市人民政府", "county": "邻水县人民政府"}


def add_livelihood(office: Office, number: int, year: int = YEAR) -> list[int]:
    """Enter the first ``number`` projects of each part of the table as the list of a year; return their ids in its order."""
    counters = {"province": 0, "city": 0, "county": 0}
    lines = [line.split("|") for line in _TABLE.strip().splitlines()]
    if number < len(lines):
        lines = [line for line in lines if line[1] in office.departments][
            :: max(1, len(lines) // number // 2)
        ][:number]
    rows = []
    for level, department, name, *_rest in lines:
        counters[level] += 1
        rows.append({
            "year": year, "level": level, "number": str(counters[level]), "name": name, "lead_department_id": office.departments[department],
            "committee_id": office.committees[0], "county_leader": "分管副县长", "source": SOURCE[level], "fact_date": date(year, 1, 20),
        })  # fmt: skip
    projects = put_all(office, LivelihoodProject, rows)
    put_all(office, LivelihoodProjectPartner, _partners(office, projects))
    indicators = put_all(
        office, Indicator, [_indicator(row, line) for row, line in zip(projects, lines, strict=True)]
    )
    # Of the years before every project is done; of this one each stands where the table says.
    states = [line[-1] if year == YEAR else "reported_done" for line in lines]
    settle_all([row for row, state in zip(projects, states, strict=True) if state == "running"], "running")
    done = [row for row, state in zip(projects, states, strict=True) if state == "reported_done"]
    settle_all(
        done, "reported_done", reported_done_on=date(2020, 9, 10) if year == YEAR else date(year, 12, 10)
    )
    reached = [
        (row, line, state)
        for row, line, state in zip(indicators, lines, states, strict=True)
        if state != "listed"
    ]
    put_all(
        office,
        Progress,
        [values for row, line, state in reached for values in _progress(row.id, line, state, year)],
    )
    return [row.id for row in projects]


def _partners(office: Office, projects: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield a unit that helps for each fourth project."""
    for project in projects:
        if project.id % 4 == 0:
            others = [key for key in office.departments.values() if key != project.lead_department_id]
            yield {"project_id": project.id, "department_id": others[project.id % len(others)]}


def _indicator(project: Any, line: list[str]) -> dict[str, Any]:
    _level, _department, name, kind, target, unit, _reached, _state = line
    in_words, planned = kind == "text", Decimal(120000 + project.id * 7300)
    return {
        "project_id": project.id, "rank": 1, "name": name, "target_kind": kind, "target": Decimal(target) if target else None,
        "unit": None if in_words else unit or None, "target_text": unit if in_words else None,
        "achieved_by": date(project.year, 12, 20), "planned_province": planned, "planned_county": planned / 2,
        "paid_province": planned / 2,
    }  # fmt: skip


def _progress(indicator: int, line: list[str], state: str, year: int) -> Iterator[dict[str, Any]]:
    """Yield what was reached by the end of June and of August."""
    kind, reached = line[3], line[6]
    for month, share in ((6, Decimal("0.6")), (8, Decimal(1))):
        values: dict[str, Any] = {
            "indicator_id": indicator, "year": year, "period": f"{year}-{month:02}", "reported_by": "单位承办人",
        }  # fmt: skip
        if kind in ("at_least", "at_most"):
            full = Decimal(reached)
            values["value"] = full if kind == "at_most" or month == 8 else (full * share).quantize(Decimal(1))
        elif kind == "done":
            values |= {
                "done": state == "reported_done",
                "description": "正在组织实施" if state == "running" else "已完成",
            }
        else:
            values["description"] = reached
        yield values
