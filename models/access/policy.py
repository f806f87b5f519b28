"""Access: for each action, role -> rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.access.roles import CLERK, COMMITTEE
from models.access.rules import Rule

Rules = Mapping[str, Rule]

_DESKS = (CLERK, COMMITTEE)
ACTIONS = ("read", "create", "update", "trash", "export", "correct", "unmask")


@dataclass(frozen=True, slots=True)
class Access:
    """Who may do what with the rows of one record type; what is not named is closed.

    ``trash`` (recycle bin and back) follows ``update`` unless given; ``export`` follows nothing. ``turn`` (making another record
    from a row) is for the desks that read it unless given. ``fields``: for a role that may change only some columns, their names.
    ``paper``: roles that may enter the acts of another from the signed paper.
    """

    read: Rules = field(default_factory=dict)
    create: Rules = field(default_factory=dict)
    update: Rules = field(default_factory=dict)
    trash: Rules | None = None
    export: Rules = field(default_factory=dict)
    correct: Rules = field(default_factory=dict)
    unmask: Rules = field(default_factory=dict)
    turn: Rules | None = None
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def rules(self, action: str) -> Rules:
        """Return role -> rule for an action."""
        if action in ("trash", "restore"):
            return self.update if self.trash is None else self.trash
        if action == "import":
            return self.create
        if action == "turn" and self.turn is None:
            return {role: rule for role, rule in self.read.items() if role in _DESKS}
        found: Rules = getattr(self, action)
        return found
