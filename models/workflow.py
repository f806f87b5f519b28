"""States and transitions as data: no database, no request.

A state is value, label, shape and tone together, once. A transition says who may press it, which body decides, what must be
filled, who is told, what it seals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from models.access.rules import Rule

Shape = Literal["dashed", "ring", "diamond", "half", "returned", "done", "stamp", "ended", "warning"]
SHAPES: tuple[Shape, ...] = (
    "dashed",
    "ring",
    "diamond",
    "half",
    "returned",
    "done",
    "stamp",
    "ended",
    "warning",
)


@dataclass(frozen=True, slots=True)
class State:
    """One state. ``private``: an unsubmitted draft, seen by its author alone. ``frozen``: sealed, only *correct* changes it."""

    value: str
    label: str
    shape: Shape
    private: bool = False
    frozen: bool = False
    final: bool = False
    fed_back: bool = False
    """The unit concerned may read it from here on."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One act that changes a state.

    ``by``: role -> rule over the row. ``independent``: whoever created, changed or submitted the row may not press it.
    ``submits``: from here the row counts as submitted and the actor as its submitter. ``seals``: the row is frozen and
    hashed. ``decided_by``: the kinds of meeting one of whose MeetingDecisions it needs. ``needs``: attributes that must be
    filled; ``asks``: attributes the person is asked for on the way; ``offers``: those that may be filled in there and may stay
    empty. ``paper``: roles that may enter it for another from the
    signed paper. ``queue``: it waits in the inbox of who may press it. ``computed``: pressed by the system alone.
    """

    name: str
    source: str | tuple[str, ...]
    target: str
    label: str
    by: Mapping[str, Rule] = field(default_factory=dict)
    independent: bool = False
    submits: bool = False
    seals: bool = False
    recalls: bool = False
    reason: bool = False
    decided_by: str | tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    paper: Mapping[str, Rule] = field(default_factory=dict)
    tells: tuple[str, ...] = ()
    queue: bool = False
    batch: bool = False
    computed: bool = False
    from_paper: bool = False
    consequence: str = ""
    event: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the states from which it can be pressed."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return the attributes that can be filled in on the way."""
        return (*self.asks, *self.offers)

    @property
    def bodies(self) -> tuple[str, ...]:
        """Return the kinds of meeting that can decide it; nothing where no meeting does."""
        return (self.decided_by,) if isinstance(self.decided_by, str) else self.decided_by

    @property
    def kind(self) -> str:
        """Return the word that the history's event carries."""
        return self.event or self.name


class Workflow:
    """The states of a record type and the ways between them; the first state is where every row begins."""

    def __init__(self, states: Iterable[State], *transitions: Transition) -> None:
        self.states: dict[str, State] = {state.value: state for state in states}
        self.transitions: dict[str, Transition] = {t.name: t for t in transitions}
        self.initial: str = next(iter(self.states))
        if len(self.transitions) != len(transitions):
            raise ValueError("two transitions share a name")

    def state(self, value: str) -> State:
        """Return the state called ``value``."""
        return self.states[value]

    def leaving(self, value: str) -> list[Transition]:
        """Return the transitions that can leave the state, in declared order."""
        return [t for t in self.transitions.values() if value in t.sources]

    def leads_on(self, transition: Transition) -> bool:
        """Return whether a step leads onward: not back to an earlier state, not to one of returned, voided or suspended rows."""
        order = list(self.states)
        onward = order.index(transition.target) > min(order.index(source) for source in transition.sources)
        return onward and self.states[transition.target].shape not in ("returned", "ended", "warning")

    @property
    def private_states(self) -> tuple[str, ...]:
        """Return the values of the states in which a row is its author's own."""
        return tuple(s.value for s in self.states.values() if s.private)

    @property
    def frozen_states(self) -> tuple[str, ...]:
        """Return the values of the states in which a row is sealed."""
        return tuple(s.value for s in self.states.values() if s.frozen)

    @property
    def fed_back_states(self) -> tuple[str, ...]:
        """Return the values of the states from which the unit concerned may read."""
        return tuple(s.value for s in self.states.values() if s.fed_back)


def states(*items: State) -> tuple[State, ...]:
    """Group the states of a workflow, initial one first."""
    return items
