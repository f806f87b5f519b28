"""Rights over proposals that no other type needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from models.access.actor import Actor
from models.access.rules import Rule, flag_parameter, mapped, slug_of, type_of
from models.marks import N_


class DeskOfArea(Rule):
    """What the desk of the working area enters itself: unlike ``in_area`` it does not wait until a row is submitted."""

    sentence = N_("as the desk of the working area")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        """Return the condition for SELECTs over ``cls``."""
        slug = mapped(cls).area_slug or slug_of(cls)
        return flag_parameter(f"desk_of_{slug.replace('-', '_')}", lambda actor: slug in actor.areas)

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        """Return whether the actor's desk looks after rows of this type."""
        cls = type_of(row)
        return (cls.area_slug or slug_of(cls)) in actor.areas


desk_of_area: Rule = DeskOfArea()
