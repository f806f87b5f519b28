"""Days between dates inside statements: the one thing about dates that the engines do not write alike."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - it stands in statements like the functions of SQL
    """``days_between(later, earlier)``: how many days lie between two dates."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


class first_of_year(FunctionElement[Any]):  # noqa: N801 - it stands in statements like the functions of SQL
    """``first_of_year(year)``: the first of January of a year given as a number."""

    type = Date()
    inherit_cache = True
    name = "first_of_year"


@compiles(days_between)
def _days(element: Any, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(part, **kw) for part in element.clauses)
    return f"(CAST({later} AS DATE) - CAST({earlier} AS DATE))"


@compiles(days_between, "sqlite")
def _days_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    later, earlier = (compiler.process(part, **kw) for part in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(first_of_year)
def _first(element: Any, compiler: Any, **kw: Any) -> str:
    (year,) = (compiler.process(part, **kw) for part in element.clauses)
    return f"make_date({year}, 1, 1)"


@compiles(first_of_year, "sqlite")
def _first_sqlite(element: Any, compiler: Any, **kw: Any) -> str:
    (year,) = (compiler.process(part, **kw) for part in element.clauses)
    return f"printf('%04d-01-01', {year})"
