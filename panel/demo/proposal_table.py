"""The proposals of the demonstration year, one line each: titles invented after the kind that counties publish.

A line is: when it was handed in (month-day, and the hour for the last day of the plenary) | kind of proposer | who | category | title |
units | what became of it. Members stand by their place in the list, co-signers after ``+``; several units with ``+`` between them
are a lead unit and joint ones, with ``/`` units that answer separately.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

_CLOSED = "closed A satisfied satisfied"

LAST_YEAR = """
2018-12-20|one|70|society|关于加强农村老年食堂建设的建议|县民政局|closed A satisfied satisfied
2018-12-21|one|71|economy|关于支持脐橙产业品牌建设的建议|县农业农村局|closed B basically basically followed
2018-12-24|committee|2|ecology|关于加强御临河沿岸面源污染治理的建议|县生态环境局+县农业农村局|closed B satisfied basically
"""
"""Proposals of the fourth session: closed, one followed up this year, one still to be followed up."""

PLENARY = f"""
2020-01-05 09|one|60|society|关于加快老旧小区加装电梯的建议|县住房和城乡建设局+县自然资源和规划局|{_CLOSED} key
2020-01-05 09|one|61|economy|关于培育壮大柑橘深加工企业的建议|县农业农村局+县商务局|closed B satisfied basically key promise-kept
2020-01-05 09|joint|62+63,64,65|society|关于推进中小学校课后延时服务的建议|县教科体局|{_CLOSED} key
2020-01-05 09|party|民盟邻水县支部|culture|关于保护和利用县域古驿道资源的建议|县文化广播电视和旅游局|closed B basically basically promise-moved
2020-01-05 10|peoples_organization|县妇女联合会|society|关于完善社区托育服务体系的建议|县卫生健康局+县妇联|{_CLOSED} key excellent
2020-01-05 10|committee|3|economy|关于优化县城商业网点布局的建议|县商务局|closed A satisfied basically
2020-01-05 10|one|66|ecology|关于推行农村生活垃圾分类的建议|县住房和城乡建设局+县农业农村局|closed B satisfied satisfied promise-kept
2020-01-05 10|one|67|society|关于在高速路口增设公交接驳线路的建议|县交通运输局|{_CLOSED}
2020-01-05 11|one|68|politics|关于规范村级事务公开的建议|县民政局|closed A satisfied missing
2020-01-05 11|joint|69+72,73|economy|关于搭建农产品冷链物流平台的建议|县商务局+县交通运输局|closed B basically basically promise-dropped
2020-01-05 11|one|74|society|关于加强校园周边食品安全监管的建议|县教科体局|{_CLOSED}
2020-01-05 11|one|75|culture|关于建设乡镇综合文化站共享书房的建议|县文化广播电视和旅游局|answered B missing
2020-01-05 12|one|76|society|关于提升基层医疗机构急救能力的建议|县卫生健康局|again A satisfied satisfied key
2020-01-05 12|group|0|ecology|关于加强饮用水水源地保护的建议|县生态环境局/县水务局|{_CLOSED}
2020-01-05 12|one|77|economy|关于发展林下经济的建议|县农业农村局|face C
2020-01-05 12|one|78|society|关于完善县城公共停车设施的建议|县住房和城乡建设局|answered B not
2020-01-05 13|sector|19|society|关于加强乡村医生队伍建设的建议|县卫生健康局+县人力资源社会保障局|closed B satisfied satisfied promise-open
2020-01-05 13|one|79|economy|关于支持返乡人员创业的建议|县人力资源社会保障局|extended
2020-01-05 13|one|80|ecology|关于治理城区餐饮油烟的建议|县生态环境局|late
2020-01-05 13|one|81|society|关于增设盲道和无障碍设施的建议|县残联+县住房和城乡建设局|opinion
2020-01-05 14|one|82|other|关于设立城市书吧志愿服务岗的建议|团县委|withdrawn
2020-01-05 14|one|83|society|关于为高层住宅加装电梯提供补贴的建议||merged 关于加快老旧小区加装电梯的建议
2020-01-05 14|one|84|society|关于解决老旧小区上下楼难的建议||merged 关于加快老旧小区加装电梯的建议
2020-01-05 14|one|85|society|关于解决本人邻里用水纠纷的建议||refused private
2020-01-05 15|one|86|economy|关于推介某品牌保健食品的建议||refused advertising
2020-01-05 15|one|87|society|关于某民间借贷案件改判的建议||refused litigation
2020-01-05 15|one|88|other|关于大力发展各项事业的建议||refused empty
2020-01-05 15|one|89|society|关于个别路口信号灯配时的建议||opinion-report
2020-01-05 16|one|90|ecology|关于河道保洁员补助标准的建议|县水务局|referred
2020-01-05 16|one|91|culture|关于举办柑橘文化节的建议||recalled
2020-01-05 16|one|92|society|关于规范共享单车停放的建议|县住房和城乡建设局|closed A basically satisfied
"""
BETWEEN = """
2020-03-18|one|93|economy|关于帮助小微企业复工复产的建议|县商务局+县人力资源社会保障局|closed A satisfied satisfied
2020-04-21|one|94|society|关于加强突发公共卫生事件物资储备的建议|县应急管理局+县卫生健康局|in_check
2020-04-27|one|95|society|关于开展线上线下融合教学的建议|县教科体局|returned
2020-04-28|one|45|society|关于改善农村幼儿园办学条件的建议|县教科体局|answered A open
2020-05-06|one|96|ecology|关于加强医疗废物处置能力建设的建议|县生态环境局|checked
2020-05-11|committee|1|politics|关于推行提案办理网上公开的建议|县民政局|extension
2020-05-18|one|97|economy|关于稳定生猪生产的建议|县农业农村局|contacted
2020-05-25|one|98|society|关于整治电动车飞线充电的建议|县消防救援大队|not_contacted
2020-08-10|one|99|society|关于改造农贸市场排水的建议|县商务局|not_received
2020-08-12|one|100|ecology|关于清理水库消落带垃圾的建议|县水务局|other_unit
2020-08-14|one|101|economy|关于推广小农机租赁的建议|县农业农村局|passed_on 县商务局
2020-09-07|one|102|society|关于优化乡镇客运班次的建议||second_looked
2020-09-08|one|103|culture|关于修缮乡村老戏台的建议||second_looked
2020-09-10|one|104|society|关于增设社区自助体检点的建议||first_looked
2020-09-11|party|民进邻水县支部|culture|关于中小学书法教育进课堂的建议||first_looked
2020-09-16|one|105|economy|关于建设县域直播电商基地的建议||submitted
2020-09-18|one|106|society|关于加强外卖配送交通安全管理的建议||submitted
"""
"""Proposals after the last minute of the fifth session, in three further batches, and what is still being looked at."""

NEIGHBOUR = """
2019-12-18|one|8|society|关于建设城乡公交一体化的建议|县交通运输局|closed A satisfied satisfied
2019-12-19|one|5|economy|关于发展乡村民宿的建议|县农业农村局|answered B open
2019-12-20|one|10|ecology|关于推进清溪河综合治理的建议|县水务局+县农业农村局|contacted
2019-12-23|one|17|economy|关于举办返乡人员招聘会的建议|县人力资源社会保障局|not_received
2020-08-20|one|11|society|关于建设老年大学乡镇分校的建议|县教科体局|numbered
2020-08-21|one|12|economy|关于改造提升工业园区道路的建议|县交通运输局|numbered
2020-08-24|one|13|society|关于推行家庭医生上门服务的建议|县卫生健康局|accepted
2020-08-25|one|14|culture|关于开放学校体育场地的建议|县教科体局|accepted
2020-08-26|one|15|society|关于规范物业服务收费的建议|县住房和城乡建设局|awaiting_confirmation
2020-09-14|one|16|other|关于开展节约用水宣传的建议||submitted
"""
"""The smaller neighbour, where some wait for their number and for the chairpersons' meeting."""
_CITY = (
    "加快广邻快速通道前期工作|建设高竹新区公共服务配套|支持川渝毗邻地区产业协作|完善邻水至市区公交化客运"
    "|推进大洪湖流域共同治理|支持邻水柑橘区域公共品牌|提升市域急救联动能力|支持县级职业教育集团化办学|加强渠江支流水质监测"
    "|推动市级博物馆分馆下沉|优化跨界断头路衔接|支持县域冷链基地建设|完善市县两级托育补贴|推进农村集中供水一体化"
    "|加强市域应急物资共储|支持石永镇抗战遗址保护|扩大义务教育优质资源共享|推进医保异地结算便利化|建设市级返乡创业园区"
    "|支持农村电商物流整合|加强河道采砂联合执法|推进全域旅游环线建设|完善基层政务服务延时|支持县中医院创建重点专科"
    "|加强秸秆综合利用|推进城乡污水管网共建|支持乡镇商贸综合体改造|加强青少年心理健康服务|推动公共体育设施夜间开放"
    "|完善残疾人就业扶持|支持社会组织参与养老|加强高速沿线形象整治|推进农业保险扩面|支持县级融媒体发展|加强传统村落连片保护"
    "|完善失能老人照护补贴|推动中小企业数字化转型|支持林区防火道路建设|加强校园周边交通治理|推进老旧工业区更新"
    "|支持川渝人才互认|加强农产品检测能力|推进普惠金融服务下乡|支持县域新能源公交|加强地质灾害监测预警|推进社区矫正社会支持"
    "|支持乡土文化人才培养|加强噪声污染治理|推进农村厕所改造长效管护|支持市级粮食应急保障中心|完善大病保险衔接"
    "|推进智慧停车联网|支持柑橘深加工技术攻关|加强饮用水源地生态补偿|推进县乡道路安防工程|支持乡村教师周转房建设"
    "|加强网约车规范管理|推进公共图书馆通借通还|支持毗邻地区生猪产销协作"
)
CITY_TITLES = tuple(f"关于{matter}的建议" for matter in _CITY.split("|"))
"""What the county's members submitted to the city's plenary: 59 titles, all invented."""


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal of the table."""

    handed_in_at: datetime
    kind: str
    who: str
    signers: tuple[int, ...]
    category: str
    title: str
    lead: str
    joint: tuple[str, ...]
    separate: tuple[str, ...]
    fate: str
    words: tuple[str, ...]

    @property
    def day(self) -> date:
        """Return the day on which it was handed in, as the office's calendar has it."""
        return self.handed_in_at.date()

    def has(self, word: str) -> bool:
        """Return whether the line says so after its fate."""
        return word in self.words


def lines_of(table: str) -> list[Line]:
    """Return the lines of a table in the order in which they were handed in."""
    found = [_line(text) for text in table.strip().splitlines()]
    return sorted(found, key=lambda line: line.handed_in_at)


def _line(text: str) -> Line:
    when, kind, who, category, title, units, fate = text.split("|")
    day, _, hour = when.partition(" ")
    # The hour is the office's, eight ahead of UTC; what has none came in the morning.
    moment = datetime.combine(date.fromisoformat(day), time(int(hour or 10) - 8, 0), UTC)
    first, _, others = who.partition("+")
    separate = tuple(units.split("/")) if "/" in units else ()
    named = [] if separate or not units else units.split("+")
    word, *words = fate.split(" ")
    return Line(
        moment, kind, first, tuple(int(n) for n in others.split(",") if n), category, title,
        named[0] if named else "", tuple(named[1:]), separate, word, tuple(words),
    )  # fmt: skip
