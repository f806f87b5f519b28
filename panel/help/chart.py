"""The state chart of a workflow as a drawing: one column of states in their order, the usual way down the middle.

Steps to the next state are drawn straight; those that skip states run down the right side, those that lead back run up the left
side, all steps to one state in one line. Every line carries the numbers of its steps; the table beside the drawing has the same
numbers. Lengths are units of the drawing: pixels at its natural size.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from models.workflow import State, Transition, Workflow

Side = Literal["left", "right"]
SIDES: tuple[Side, ...] = ("left", "right")

ROW, GAP, LEAST = 36, 34, 190
"""Least height of a state, the room between two, least width of a state."""
LANE, FIRST_LANE = 20, 40
"""Distance of two lines at the side, and of the first one from the states: the numbers stand between."""
SLOT = 15
"""Room that each line needs at the edge of a state."""
WIDEST, TEXT_LINE = 170, 17
"""Length at which the words of a state go on in a second line, and the height of a line."""
EDGE = 6


@dataclass(frozen=True, slots=True)
class Box:
    """A state: where it stands, and what is said in it."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    shape: str
    kind: str
    """``draft``, ``final``, ``frozen`` or empty: how the frame is drawn."""


@dataclass(frozen=True, slots=True)
class Badge:
    """The numbers of steps on a line."""

    x: float
    y: float
    width: float
    text: str


@dataclass(slots=True)
class Chart:
    """Everything that is drawn. ``paths``: lines; ``heads``: arrowheads, closed paths."""

    width: float = 0
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    words: list[Badge] = field(default_factory=list)
    """Names of steps beside straight lines; ``x`` is where they begin."""


@dataclass(slots=True)
class _Line:
    """All steps to one state along one side: from which rows, with which numbers, in which lane."""

    target: int
    side: Side
    sources: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    lane: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last row that the line passes."""
        rows = [self.target, *self.sources]
        return min(rows), max(rows)


def text_width(text: str) -> float:
    """Return about how wide a text is at 14 units: Chinese characters are square, others a little over half."""
    return sum(14 if ord(sign) > 0x2E7F else 7.6 for sign in text)


def wrapped(text: str) -> tuple[str, ...]:
    """Return a text in lines that are not much longer than a state is wide, broken between words or Chinese characters."""
    pieces = re.findall(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*", text)
    found = [""]
    for piece in pieces:
        if found[-1] and text_width(found[-1] + piece.rstrip()) > WIDEST:
            found.append("")
        found[-1] += piece
    return tuple(line.rstrip() for line in found)


def state_chart(workflow: Workflow, wording: Callable[[str], str] = str) -> Chart:
    """Lay out the states and steps of a workflow.

    Args:
        workflow: what is drawn; its states stand in their declared order.
        wording: gives the words of a message id.
    """
    rows = {value: number for number, value in enumerate(workflow.states)}
    straight: dict[int, list[tuple[int, Transition]]] = defaultdict(list)
    lines: dict[tuple[int, Side], _Line] = {}
    for number, step in enumerate(workflow.transitions.values(), 1):
        target = rows[step.target]
        for source in (rows[value] for value in step.sources):
            if target == source + 1:
                straight[source].append((number, step))
                continue
            side: Side = "right" if target > source else "left"
            line = lines.setdefault((target, side), _Line(target, side))
            line.sources[source].append(number)
    _give_lanes(list(lines.values()))
    labels = [wrapped(wording(state.label)) for state in workflow.states.values()]
    drawing = _Drawing(labels, list(lines.values()))
    for row, state in enumerate(workflow.states.values()):
        drawing.add_box(row, state)
    for row, steps in straight.items():
        drawing.add_straight(row, [(number, wording(step.label)) for number, step in steps])
    for line in lines.values():
        drawing.add_line(line)
    return drawing.chart


def _give_lanes(lines: list[_Line]) -> None:
    """Give each line the lane nearest to the states that no shorter line beside it has."""
    taken: dict[tuple[Side, int], list[tuple[int, int]]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.span[1] - line.span[0], line.span)):
        first, last = line.span
        while any(first <= end and begin <= last for begin, end in taken[line.side, line.lane]):
            line.lane += 1
        taken[line.side, line.lane].append((first, last))


class _Drawing:
    """The chart while it is drawn."""

    def __init__(self, labels: list[tuple[str, ...]], lines: list[_Line]) -> None:
        self.labels, self.lines = labels, lines
        lanes = {
            side: max((line.lane + 1 for line in lines if line.side == side), default=0) for side in SIDES
        }
        room = {
            side: FIRST_LANE + (number - 1) * LANE + EDGE if number else EDGE
            for side, number in lanes.items()
        }
        self.left = float(room["left"])
        self.box_width = max(LEAST, *(text_width(line) + 52 for label in labels for line in label))
        self.heights = [self._height(row) for row in range(len(labels))]
        self.tops: list[float] = []
        top = float(EDGE)
        for height in self.heights:
            self.tops.append(top)
            top += height + GAP
        self.chart = Chart(width=self.left + self.box_width + room["right"], height=top - GAP + EDGE)

    def _height(self, row: int) -> int:
        crowded = max(len(self._slots(row, side)) for side in SIDES)
        return max(ROW, SLOT * (crowded + 1), TEXT_LINE * len(self.labels[row]) + 14)

    def _slots(self, row: int, side: str) -> list[tuple[str, _Line]]:
        """Return the lines at one edge of a state, from above: so that as few as can be cross each other."""
        leaving = [line for line in self.lines if line.side == side and row in line.sources]
        coming = [("in", line) for line in self.lines if line.side == side and line.target == row]
        outward = [("out", line) for line in sorted(leaving, key=lambda line: line.lane)]
        # On the right all run downward: what comes in stands above, the far lanes leave above the near ones. On the left upward.
        return coming + outward[::-1] if side == "right" else outward + coming

    def _height_of(self, row: int, kind: str, line: _Line) -> float:
        slots = self._slots(row, line.side)
        place = next(i for i, (what, other) in enumerate(slots) if what == kind and other is line)
        return self.tops[row] + self.heights[row] * (place + 1) / (len(slots) + 1)

    def add_box(self, row: int, state: State) -> None:
        """Draw a state with its shape and words."""
        kind = "draft" if state.private else "final" if state.final else "frozen" if state.frozen else ""
        self.chart.boxes.append(
            Box(
                self.left,
                self.tops[row],
                self.box_width,
                self.heights[row],
                self.labels[row],
                state.shape,
                kind,
            )
        )

    def add_straight(self, row: int, steps: list[tuple[int, str]]) -> None:
        """Draw the line to the next state, with the number and, where there is room, the name of the step."""
        x, top, end = self.left + self.box_width / 2, self.tops[row] + self.heights[row], self.tops[row + 1]
        self.chart.paths.append(f"M{x:.1f} {top:.1f}V{end - 5:.1f}")
        self.chart.heads.append(f"M{x - 4:.1f} {end - 7:.1f}h8l-4 7z")
        numbers = "·".join(str(number) for number, _name in steps)
        width = badge_width(numbers)
        self.chart.badges.append(Badge(x - width / 2, (top + end) / 2 - 10, width, numbers))
        name = "、".join(name for _number, name in steps)
        if text_width(name) * 12 / 14 <= self.box_width / 2 - width / 2 - 4:
            self.chart.words.append(Badge(x + width / 2 + 4, (top + end) / 2 - 10, 0, name))

    def add_line(self, line: _Line) -> None:
        """Draw the steps to one state along a side: out of each state, along the lane, into the target."""
        right = line.side == "right"
        edge = self.left + self.box_width if right else self.left
        out = 1 if right else -1
        lane = edge + out * (FIRST_LANE + line.lane * LANE - 6)
        into = self._height_of(line.target, "in", line)
        self.chart.heads.append(f"M{edge + out * 7:.1f} {into - 4:.1f}v8l{-out * 7} -4z")
        for row, numbers in line.sources.items():
            y = self._height_of(row, "out", line)
            self.chart.paths.append(f"M{edge:.1f} {y:.1f}H{lane:.1f}V{into:.1f}H{edge + out * 6:.1f}")
            text = "·".join(map(str, numbers))
            width = badge_width(text)
            self.chart.badges.append(Badge(edge + 5 if right else edge - 5 - width, y - 7, width, text))


def badge_width(text: str) -> float:
    """Return the width of the sign that carries numbers."""
    return 8 + 6.5 * len(text)
