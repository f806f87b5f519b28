"""How far projects are: completion of an indicator, and whether a project is behind. No record type of its own.

Completion may exceed 100 % or be undefined; it is never clamped (a published list has 961.7 %).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    and_,
    case,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
)  # fmt: skip
from sqlalchemy.orm import aliased

from models import clock
from models.base import db
from models.marks import N_
from models.registry import record_type
from models.settings import Setting
from models.sql_days import days_between, first_of_year

Kind = Literal["percent", "met", "exceeded", "done", "not_done", "text", "unknown"]

BEHIND_POINTS = Setting(
    "livelihood_behind_points",
    N_("Livelihood project behind: points under the time passed"),
    kind="count",
    default=10,
    highest=100,
    unit=N_("percentage points"),
    help=N_("An indicator may lie so far under the share of the time passed before it is behind"),
)


@dataclass(frozen=True, slots=True)
class Completion:
    """How far one indicator is; ``percent`` (one digit after the point) only where a percentage means something."""

    kind: Kind
    percent: Decimal | None = None


UNKNOWN = Completion("unknown")


def completion(
    target_kind: str, target: Decimal | None, value: Decimal | None, *, done: bool = False
) -> Completion:
    """Return the completion of an indicator from its latest progress.

    ``at_least``: value over target in percent, rounded half up as published lists do; ``at_most``: met or exceeded, for a rate
    under a limit has no percentage; ``done``: done or not; ``text``: nothing is computed. Unknown without value or target.
    """
    if target_kind == "text":
        return Completion("text")
    if target_kind == "done":
        return Completion("done" if done or (value is not None and value >= 1) else "not_done")
    if value is None or target is None:
        return UNKNOWN
    if target_kind == "at_most":
        return Completion("met" if value <= target else "exceeded")
    if target == 0:
        return UNKNOWN
    return Completion("percent", (value * 100 / target).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def share_passed(year: int, today: date, due: date | None = None) -> Decimal:
    """Return how much of the time is over, 0 to 100: from the year's first day to ``due`` (else its last), both included."""
    first, last = date(year, 1, 1), due or date(year, 12, 31)
    length = max((last - first).days + 1, 1)
    passed = min(max((today - first).days + 1, 0), length)
    return Decimal(passed) * 100 / length


def is_behind(
    target_kind: str,
    reached: Completion,
    year: int,
    today: date,
    due: date | None = None,
    *,
    tolerance: Decimal | int = BEHIND_POINTS.default,
) -> bool:
    """Return whether an indicator is behind (进度滞后).

    Before the due day only ``at_least`` can be: its percentage (0 when nothing was reported) lies more than ``tolerance`` points
    under the share of the time passed. After the due day everything that is not reached is. Targets in words never are.
    """
    if target_kind == "text":
        return False
    if today > (due or date(year, 12, 31)):
        return not (
            reached.kind in ("met", "done") or (reached.percent is not None and reached.percent >= 100)
        )
    if target_kind != "at_least":
        return False
    return (reached.percent or Decimal(0)) + tolerance < share_passed(year, today, due)


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """One indicator with its latest progress of the whole territory."""

    id: int
    name: str
    unit: str | None
    target_kind: str
    target: Decimal | None
    target_text: str | None
    value: Decimal | None
    completion: Completion
    behind: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a project is. Its completion is that of the indicator that lags most: different things have no mean."""

    indicators: tuple[IndicatorStanding, ...] = ()
    behind: bool = False

    @property
    def shown(self) -> IndicatorStanding | None:
        """Return the indicator that stands for the project in a list."""
        measured = [one for one in self.indicators if one.completion.percent is not None]
        if measured:
            return min(measured, key=lambda one: one.completion.percent or Decimal(0))
        return self.indicators[0] if self.indicators else None


def standings(project_ids: Collection[int], *, today: date | None = None) -> dict[int, Standing]:
    """Return the standing of each project that the actor may read, in three statements whatever their number.

    Only a running project can be behind: before it has started nothing is due, and what a unit reported done or the committee
    evaluated is judged by the evaluation.
    """
    if not project_ids:
        return {}
    day = today or clock.business_today()
    tolerance = BEHIND_POINTS.value(on=day)
    latest = _latest_progress(project_ids)
    project: Any = record_type("livelihood_project")
    indicator: Any = record_type("indicator")
    rows = db.session.execute(
        select(indicator, project.year, project.state)
        .join(project, project.id == indicator.project_id)
        .where(project.id.in_(project_ids))
        .order_by(indicator.project_id, indicator.rank, indicator.id)
    )
    found: dict[int, list[IndicatorStanding]] = {number: [] for number in project_ids}
    for row, year, state in rows:
        value, done = latest.get(row.id, (None, False))
        reached = completion(row.target_kind, row.target, value, done=done)
        late = state == "running" and is_behind(
            row.target_kind, reached, year, day, row.achieved_by, tolerance=tolerance
        )
        found[row.project_id].append(
            IndicatorStanding(
                row.id, row.name, row.unit, row.target_kind, row.target, row.target_text, value, reached, late
            )
        )
    return {
        number: Standing(tuple(items), any(item.behind for item in items)) for number, items in found.items()
    }


def _latest_progress(project_ids: Collection[int]) -> dict[int, tuple[Decimal | None, bool]]:
    progress: Any = record_type("progress")
    rows = db.session.execute(
        select(progress.indicator_id, progress.value, progress.done)
        .where(progress.project_id.in_(project_ids), progress.territory.is_(None))
        .order_by(progress.period_end, progress.changed_at, progress.id)
    )
    # A project has a dozen reports a year: the last one in order wins.
    return {indicator_id: (value, done) for indicator_id, value, done in rows}


def behind_sql(project: Any) -> ColumnElement[bool]:
    """Return the condition that a project is behind today, as :func:`standings` finds it, for the type or an alias of it.

    In whole numbers throughout: tenths of a percent, so that both engines round as the list prints.
    """
    indicator: Any = aliased(record_type("indicator"))
    progress: Any = aliased(record_type("progress"))
    report: Any = aliased(record_type("progress"))
    newest = (
        select(report.id)
        .where(report.indicator_id == indicator.id, report.territory.is_(None))
        .order_by(report.period_end.desc(), report.changed_at.desc(), report.id.desc())
        .limit(1)
        .correlate(indicator)
        .scalar_subquery()
    )
    late = (
        select(literal(1))
        .select_from(indicator)
        .outerjoin(progress, progress.id == newest)
        .where(indicator.project_id == project.id, _late(project, indicator, progress))
        .correlate(project)
        .exists()
    )
    return and_(project.state == "running", late)


def _late(project: Any, indicator: Any, progress: Any) -> ColumnElement[bool]:
    """Return the condition that one indicator with its latest progress is behind today; see :func:`is_behind`."""
    today = clock.business_today()
    kind, points = indicator.target_kind, BEHIND_POINTS.value(on=today)
    value, target = type_coerce(progress.value, BigInteger), type_coerce(indicator.target, BigInteger)
    # Half up: twice the tenths of a percent plus one, halved; a target of nothing has no percentage.
    tenths = case((target > 0, (value * 2000 + target) / (target * 2)), else_=null())
    first = first_of_year(project.year)
    whole_year = days_between(first_of_year(project.year + 1), first)
    given = func.coalesce(days_between(indicator.achieved_by, first) + 1, whole_year)
    length: Any = case((given < 1, 1), else_=given)
    gone = days_between(literal(today, Date), first) + 1
    passed: Any = case((gone < 0, 0), (gone > length, length), else_=gone)
    over = func.coalesce(indicator.achieved_by < today, project.year < today.year)
    reached = or_(
        and_(kind == "at_most", func.coalesce(value <= target, false())),
        and_(
            kind == "done", or_(func.coalesce(progress.done, false()), func.coalesce(value >= 100, false()))
        ),
        and_(kind == "at_least", func.coalesce(tenths >= 1000, false())),
    )
    slow = (func.coalesce(tenths, 0) + points * 10) * length < passed * 1000
    return and_(kind != "text", or_(and_(over, not_(reached)), and_(not_(over), kind == "at_least", slow)))
