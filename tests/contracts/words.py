"""The words of the expectations: what a declared rule is called, and what a word means, told apart from the application.

``describe`` turns a rule of a model into words. ``Office.holds`` answers for words and a row by looking at plain columns, so that
the SQL face and the Python face of the rules have a third opinion beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from models.access import rules as house
from models.access.rules import Rule
from models.accounts import account, role_grant
from models.balloting import rules as balloting
from models.parties import naming_me, naming_others
from models.polymorphic import of_parent
from models.proposing.rules import desk_of_area
from models.registry import record_type
from tests.contracts.expectations import CLOSED, RIGHTS
from tests.contracts.steps import STATES
from tests.contracts.world import Person, World

_PLAIN: dict[Any, str] = {
    house.all_rows: "all",
    house.submitted: "submitted",
    house.by_creator: "typed",
    house.in_area: "area",
    house.once_fed_back: "fed back",
    house.never: "nothing",
    balloting.teller_of: "teller",
    balloting.evaluator_of: "I evaluate",
    balloting.in_open_round: "evaluated by me now",
    balloting.own_sheet: "own sheet",
    balloting.both_in: "both in",
    account.own_account: "own account",
    desk_of_area: "area desk",
}
_SCOPES = {
    "special_committee": "own body",
    "department": "own unit",
    "member": "own",
    "platform": "own platform",
}
_OWN_ROWS = {"member": "self", "platform": "own platform"}


def describe(rule: Rule) -> str:
    """Return what a declared rule is called in the expectations.

    Raises:
        KeyError: for a kind of rule that has no word yet; give it one here and its meaning in ``Office``.
    """
    return _PLAIN[rule] if rule in _PLAIN else _SAID[type(rule)](rule)


def _scoped(rule: Any) -> str:
    usual = rule.column in ("committee_id", "department_id", "lead_department_id", "member_id", "platform_id")
    return _SCOPES[rule.kind] if usual else f"{_SCOPES[rule.kind]} as {rule.column}"


def _having(rule: Any) -> str:
    return f"{rule.column} is {'/'.join(str(value) for value in rule.values)}"


def _in_states(rule: Any) -> str:
    states = "/".join(rule.values)
    return f"in {'CLOSED' if states == CLOSED else states}"


def _of_column(rule: Any) -> str:
    words = rule.action if rule.rule is None else describe(rule.rule)
    return f"{_bracketed(words)} of {rule.column}"


def _joined(joint: str) -> Callable[[Any], str]:
    return lambda rule: f" {joint} ".join(_bracketed(describe(part), but=joint) for part in rule.rules)


_SAID: dict[type[Rule], Callable[[Any], str]] = {
    type(house.of_body()): _scoped,
    type(house.own_row("member")): lambda rule: _OWN_ROWS[rule.kind],
    type(house.among("a.b", house.never)): lambda rule: (
        f"{_bracketed(describe(rule.rule))} among {rule.table}.{rule.column}"
    ),
    type(house.in_state()): _in_states,
    type(house.having("any")): _having,
    type(house.parent_read("any_id")): _of_column,
    type(of_parent()): lambda rule: f"{rule.action} of its {'unfrozen ' if rule.unfrozen else ''}record",
    type(house.never & house.never): _joined("and"),
    type(house.never | house.never): _joined("or"),
    role_grant._OwnGrant: lambda _rule: "own grants",
    type(naming_me("any_id")): lambda rule: f"me as {'/'.join(rule.columns)}",
    type(naming_others("any_id")): lambda rule: f"others as {'/'.join(rule.columns)}",
}


def _bracketed(words: str, *, but: str = "") -> str:
    outer = re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", words)
    joined = {word for word in ("and", "or") if f" {word} " in outer} - {but}
    return f"({words})" if joined else words


@cache
def expected(table: str) -> dict[str, dict[str, str]]:
    """Return action (or step, with " from paper") -> role -> words of a record type."""
    found: dict[str, dict[str, str]] = {}
    for actions, said in RIGHTS[table].items():
        paper = actions.endswith(" from paper")
        for action in actions.removesuffix(" from paper").split():
            roles = found.setdefault(f"{action} from paper" if paper else action, {})
            for part in said.split("; "):
                names, words = part.split(": ", 1)
                roles.update(dict.fromkeys(names.split(), words))
    return found


@cache
def flagged(table: str, flag: str) -> frozenset[str]:
    """Return the states of a type that the expectations mark as ``draft``, ``frozen``, ``final`` or ``fed back``."""
    found = (state.split(" ", 1) for state in STATES.get(table, "").split("; "))
    return frozenset(name for name, *flags in found if flags and flag in flags[0])


@dataclass(frozen=True)
class Office:
    """What words mean in a furnished office, told from the columns of its rows alone."""

    world: World

    def allowed(self, person: Person, action: str, table: str, row: dict[str, Any]) -> bool:
        """Return whether the expectations let somebody do an action with a row, frozen rows and seals included."""
        if not self.in_words(person, action, table, row):
            return False
        if action in ("update", "trash") and row.get("state") in flagged(table, "frozen"):
            return False
        return action not in ("create", "update", "trash") or not self.sealed_above(table, row)

    def in_words(self, person: Person, action: str, table: str, row: dict[str, Any]) -> bool:
        """Return whether the words of the table hold for somebody and a row."""
        said = expected(table).get(action, {})
        return any(self.holds(said[role], person, role, table, row) for role in person.roles & said.keys())

    def sealed_above(self, table: str, row: dict[str, Any]) -> bool:
        """Return whether a row stands under the seal of the approved row it belongs to."""
        cls = record_type(table)
        if cls.parent is None or row[cls.parent] is None:
            return False
        owner = cls.__table__.c[cls.parent].info["ref"]
        above = self.world.rows[owner][row[cls.parent]]
        return table in record_type(owner).seal_children and above.get("state") in flagged(owner, "frozen")

    def holds(self, words: str, person: Person, role: str, table: str, row: dict[str, Any]) -> bool:
        """Return whether a condition in words holds for a row."""
        outer, place = _split_once(words, " among ")
        if place is not None:
            named, column = place.split(".")
            return any(
                other[column] == row["id"] and self.holds(outer, person, role, named, other)
                for other in self.world.living(named).values()
            )
        outer, of = _split_once(words, " of ")
        if of is not None:
            return self._holds_of(outer, of, person, role, table, row)
        for joint, decide in ((" or ", any), (" and ", all)):
            parts = _split(outer, joint)
            if len(parts) > 1:
                return decide(self.holds(part, person, role, table, row) for part in parts)
        if outer.startswith("("):
            return self.holds(outer[1:-1], person, role, table, row)
        return self._plain(outer, person, role, table, row)

    def _holds_of(
        self, words: str, column: str, person: Person, role: str, table: str, row: dict[str, Any]
    ) -> bool:
        if column.startswith("its "):
            target = row["record_table"]
            above: dict[str, Any] | None = self.world.rows[target].get(row["record_id"])
            approved = above is not None and (
                above.get("state") in flagged(target, "frozen") or self.sealed_above(target, above)
            )
            if "unfrozen" in column and approved:
                return False
        else:
            target = record_type(table).__table__.c[column].info["ref"]
            above = self.world.rows[target].get(row[column])
        if above is None or above["trashed_at"] is not None:
            return False
        if words in ("read", "update", "correct"):
            said = expected(target).get(words, {}).get(role)
            return said is not None and self.holds(said, person, role, target, above)
        return self.holds(words, person, role, target, above)

    def _plain(self, word: str, person: Person, role: str, table: str, row: dict[str, Any]) -> bool:
        cls = record_type(table)
        slug = cls.area_slug or cls.slug()
        handed_in = row.get("state") not in flagged(table, "draft")
        typed = row["created_by_id"] == person.account_id or any(
            row[f"entered_for_{kind}_id"] in has
            for kind, has in (("member", person.members), ("department", person.units))
            if kind in cls.entered_for
        )
        if word.startswith("in "):
            states = CLOSED if word == "in CLOSED" else word.removeprefix("in ")
            return row["state"] in states.split("/")
        for side, wanted in (("me as ", True), ("others as ", False)):
            if word.startswith(side):
                named = {row[column] for column in word.removeprefix(side).split("/")}
                return (person.account_id in named) is wanted
        if " is " in word:
            column, _, values = word.partition(" is ")
            return str(row[column]) in values.split("/")
        if " as " in word:
            scope, _, column = word.partition(" as ")
            return (
                row[column]
                in {"own unit": person.units, "own body": person.committees, "own": person.members}[scope]
            )
        if word == "all":
            covered = role != "clerk" or person.limited_to is None or slug in person.limited_to
            return covered and (handed_in or typed)
        meanings = {
            "submitted": lambda: handed_in,
            "typed": lambda: typed,
            "area": lambda: slug in person.areas and handed_in,
            "area desk": lambda: slug in person.areas,
            "own body": lambda: row["committee_id"] in person.committees,
            "own platform": lambda: row["id" if table == "platform" else "platform_id"] in person.platforms,
            "own unit": lambda: row.get("lead_department_id", row.get("department_id")) in person.units,
            "own": lambda: row["member_id"] in person.members,
            "self": lambda: row["id"] in person.members,
            "fed back": lambda: row["state"] in flagged(table, "fed back"),
            "own account": lambda: row["id"] == person.account_id,
            "own grants": lambda: row["account_id"] == person.account_id,
            "own sheet": lambda: row["account_id"] == person.account_id,
            "both in": lambda: self._both_in(row),
            "teller": lambda: self._teller(person, row),
            "I evaluate": lambda: self._evaluates(person, row["id"]),
            "evaluated by me now": lambda: self._in_open_round(person, row["id"]),
        }
        return bool(meanings[word]())

    @staticmethod
    def _teller(person: Person, round_: dict[str, Any]) -> bool:
        named = person.account_id in (round_["teller1_id"], round_["teller2_id"])
        return named and round_["state"] not in ("drafted", "submitted", "returned")

    def _evaluates(self, person: Person, round_id: int) -> bool:
        return any(
            row["round_id"] == round_id and row["member_id"] in person.members and not row["stepped_aside"]
            for row in self.world.living("evaluation_round_evaluator").values()
        )

    def _in_open_round(self, person: Person, project_id: int) -> bool:
        rounds = self.world.living("evaluation_round")
        return any(
            row["project_id"] == project_id
            and rounds.get(row["round_id"], {}).get("state") == "open"
            and self._evaluates(person, row["round_id"])
            for row in self.world.living("evaluation_round_subject").values()
        )

    def _both_in(self, sheet: dict[str, Any]) -> bool:
        others = (
            row for row in self.world.rows["teller_sheet"].values() if row["round_id"] == sheet["round_id"]
        )
        return sheet["handed_in_at"] is not None and any(
            row["account_id"] != sheet["account_id"] and row["handed_in_at"] is not None for row in others
        )


@cache
def _split(words: str, joint: str) -> tuple[str, ...]:
    """Return the parts of a text between ``joint``, brackets left whole."""
    depth, start = 0, 0
    found = []
    for place, sign in enumerate(words):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if not depth and words.startswith(joint, place):
            found.append(words[start:place])
            start = place + len(joint)
    return (*found, words[start:])


@cache
def _split_once(words: str, joint: str) -> tuple[str, str | None]:
    """Return what is asked and of whom it is asked, for words that are one single ``x of column`` or ``x among table.column``."""
    if len(_split(words, " or ")) > 1 or len(_split(words, " and ")) > 1:
        return words, None
    parts = _split(words, joint)
    return (words, None) if len(parts) == 1 else (parts[0], parts[1])
