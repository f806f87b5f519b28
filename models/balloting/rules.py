"""Rules over rows that a ballot gives: who is teller, who evaluates."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from models.access.actor import Actor
from models.access.gate import holds_in_database
from models.access.rules import Rule, account_parameter, scope_parameter, type_of
from models.marks import N_
from models.registry import record_type


class _TellerOf(Rule):
    """Rounds on which the account is named as one of the two tellers, from the approval of the plan on."""

    sentence = N_("rounds one is named teller of")
    _not_yet = ("drafted", "submitted", "returned")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        named = or_(cls.teller1_id == account_parameter(), cls.teller2_id == account_parameter())
        return and_(named, cls.state.not_in(self._not_yet))

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        named = actor.account_id is not None and actor.account_id in (row.teller1_id, row.teller2_id)
        return named and row.state not in self._not_yet


class _InDatabase(Rule):
    """A rule that needs other rows: its Python face asks the database with the SQL face."""

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        cls = type_of(row)
        return row.id is not None and holds_in_database(cls, row.id, lambda: self.sql(cls, role), self, role)


class _EvaluatorOf(_InDatabase):
    """Rounds in which the member evaluates and has not stepped aside."""

    sentence = N_("rounds one evaluates in")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        return _evaluates(cls.id)


class _InOpenRound(_InDatabase):
    """Projects that the member is evaluating at this moment."""

    sentence = N_("projects of the rounds that are open to one")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        subject: Any = aliased(record_type("evaluation_round_subject"))
        round_: Any = aliased(record_type("evaluation_round"))
        return exists().where(
            subject.project_id == cls.id,
            subject.trashed_at.is_(None),
            round_.id == subject.round_id,
            round_.state == "open",
            round_.trashed_at.is_(None),
            _evaluates(round_.id),
        )


def _evaluates(round_id: Any) -> ColumnElement[bool]:
    evaluator: Any = aliased(record_type("evaluation_round_evaluator"))
    return exists().where(
        evaluator.round_id == round_id,
        evaluator.member_id.in_(scope_parameter("member")),
        evaluator.stepped_aside.is_(False),
        evaluator.trashed_at.is_(None),
    )


class _OwnSheet(Rule):
    """The teller's own sheet."""

    sentence = N_("own counting sheet")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = cls.account_id == account_parameter()
        return condition

    def holds(self, row: Any, actor: Actor, role: str) -> bool:
        return actor.account_id is not None and row.account_id == actor.account_id


class _BothIn(_InDatabase):
    """Sheets of a round whose two tellers have both handed in."""

    sentence = N_("once both tellers have handed in")

    def sql(self, cls: Any, role: str) -> ColumnElement[bool]:
        other: Any = aliased(record_type("teller_sheet"))
        second = exists().where(
            other.round_id == cls.round_id,
            other.account_id != cls.account_id,
            other.handed_in_at.is_not(None),
        )
        return and_(cls.handed_in_at.is_not(None), second)


teller_of: Rule = _TellerOf()
evaluator_of: Rule = _EvaluatorOf()
in_open_round: Rule = _InOpenRound()
own_sheet: Rule = _OwnSheet()
both_in: Rule = _BothIn()
