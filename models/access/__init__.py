"""Who acts, and what they may do: the only package that knows the actor."""

from models.access.actor import Actor, acting, actor_or_none, current_actor, system_actor
from models.access.errors import NoActor, Refused
from models.access.permissions import Answer, can, held_roles, require
from models.access.policy import Access
from models.access.roles import ADMIN, AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, ROLES, STAFF_ROLES
from models.access.rules import (
    Rule,
    all_rows,
    by_creator,
    handed,
    in_area,
    in_state,
    never,
    of_body,
    of_member,
    once_fed_back,
    own_row,
    parent_read,
    parent_rule,
    submitted,
)
from models.access.sensitivity import cleared, mask_text, shown, shown_value

__all__ = [
    "ADMIN",
    "AUDITOR",
    "CHAIR",
    "CLERK",
    "COMMITTEE",
    "DEPARTMENT",
    "MEMBER",
    "ROLES",
    "STAFF_ROLES",
    "Access",
    "Actor",
    "Answer",
    "NoActor",
    "Refused",
    "Rule",
    "acting",
    "actor_or_none",
    "all_rows",
    "by_creator",
    "can",
    "cleared",
    "current_actor",
    "handed",
    "held_roles",
    "in_area",
    "in_state",
    "mask_text",
    "never",
    "of_body",
    "of_member",
    "once_fed_back",
    "own_row",
    "parent_read",
    "parent_rule",
    "require",
    "shown",
    "shown_value",
    "submitted",
    "system_actor",
]
