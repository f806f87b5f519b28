"""What the pages about points have in common: the year that is asked for, and who may see and compute everybody's points."""

from __future__ import annotations

from typing import Any

from flask import request
from sqlalchemy import select

from models import clock
from models.access import Actor, can, current_actor, require
from models.base import db
from models.registry import record_type
from panel.numbers import row_number

EARLIEST, LATEST = 1950, 2100


def sees_everybody(actor: Actor) -> bool:
    """Return whether the actor reads the points of all members: asked of an entry of anybody, whoever that is."""
    return bool(can(actor, "export", _an_entry()))


def may_compute(actor: Actor) -> bool:
    """Return whether the actor may have the points computed: who proposes the grades."""
    return bool(can(actor, "transition:propose", _an_assessment()))


def require_everybody() -> None:
    """Refuse whoever does not read the points of all members."""
    require(current_actor(), "export", _an_entry())


def require_desk() -> None:
    """Refuse whoever does not propose the grades."""
    require(current_actor(), "transition:propose", _an_assessment())


def _an_entry() -> Any:
    return record_type("point_entry")(organization_id=current_actor().organization_id)


def _an_assessment() -> Any:
    return record_type("assessment")(organization_id=current_actor().organization_id, state="submitted")


def asked_year() -> int:
    """Return the scoring year of the address, that of the business date without one."""
    year = row_number(request.values.get("year", ""))
    return year if year is not None and EARLIEST <= year <= LATEST else clock.business_today().year


def known_years() -> list[int]:
    """Return the years that have rules which the actor reads, the latest first."""
    cls: Any = record_type("point_rule")
    found = db.session.scalars(select(cls.scoring_year).distinct().order_by(cls.scoring_year.desc()))
    return list(found)


def year_tabs(address: str, year: int, **values: Any) -> list[tuple[str, str, bool, None]]:
    """Return the years as tabs, the one that is shown among them."""
    more = "".join(f"&{name}={value}" for name, value in values.items())
    years = sorted({*known_years(), year}, reverse=True)
    return [(str(one), f"{address}?year={one}{more}", one == year, None) for one in years]
