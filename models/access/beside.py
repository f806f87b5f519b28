"""Another record type inside an EXISTS over a first one: under which name it stands there."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import aliased

_alias: Callable[[Any], Any] = cache(aliased)


def beside(other: Any, cls: Any) -> Any:
    """Return what stands for another record type in an EXISTS over ``cls``, which is to ``correlate(cls)`` and nothing else.

    That is the type itself: making an alias of a type with fifty columns costs more than everything else in the statement, and
    within its EXISTS the name means the inner row. Only a type that looks at rows of its own needs another name.
    """
    return _alias(other) if inspect(cls).mapper.class_ is other else other
