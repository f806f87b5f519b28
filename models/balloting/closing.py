"""Closing the count: both tellers agree, the numbers are written once, and the box is emptied.

Before it nobody sees a figure: not the tellers of a secret ballot, not the one teller of the other's sheet.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, insert, select

from models import clock
from models.access import STAFF_ROLES, Refused, current_actor, require
from models.access.errors import NOT_ALLOWED
from models.balloting import box, score, sheets
from models.balloting.issuing import evaluators
from models.balloting.paper import Marked, Paper, paper_of, read
from models.balloting.tables import BallotRemark, Vote
from models.base import db
from models.lookups import rows_where
from models.registry import record_type
from models.session import maintenance
from models.transitions import add_derived, compute
from models.writing import pen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What closing led to: the other teller is awaited, the sheets differ, the round is counted, or it is void."""

    status: Literal["waiting", "mismatch", "counted", "void"]
    mismatches: tuple[sheets.Mismatch, ...] = ()
    void_cause: str | None = None


@dataclass(frozen=True, slots=True)
class _Count:
    """The numbers of a round before they are judged."""

    present: int
    issued: int
    returned: int
    invalid: int
    tallies: tuple[score.Tally, ...]
    papers: tuple[Marked, ...] = ()


def close_round(round_id: int) -> Outcome:
    """Hand in the sheet of the teller who acts; when both are in and agree, count. The caller commits.

    With ballots in the panel or slips a sheet says only that its teller is ready to open the box (and how many are present).

    :raises Refused: unless the actor is a teller of the open round, and has filled in what the way of casting asks for.
    """
    round_ = sheets.teller_round(round_id)
    own = sheets.own_sheet(round_)
    sheets.complete(round_, own)
    with pen(db.session, own, "derive"):
        own.handed_in_at = clock.now()
    both = [
        sheet
        for sheet in sheets.sheets_of(round_id)
        if sheet.account_id in (round_.teller1_id, round_.teller2_id)
    ]
    if len(both) < 2 or any(sheet.handed_in_at is None for sheet in both):
        return Outcome("waiting")
    differing = sheets.mismatches(round_, both)
    if differing:
        return Outcome("mismatch", tuple(differing))
    paper = paper_of(round_id)
    return _judge(round_, _on_paper(paper, own) if round_.casts_by("paper") else _in_box(round_, paper, own))


def _on_paper(paper: Paper, sheet: Any) -> _Count:
    numbers = sheets.numbers_of(sheet)
    tallies = tuple(
        score.Tally(
            line.id,
            sheet.returned,
            {option: numbers.get((line.id, option), 0) for option, _label in paper.options},
        )
        for line in paper.lines
    )
    return _Count(sheet.present, sheet.issued, sheet.returned, sheet.invalid or 0, tallies)


def _in_box(round_: Any, paper: Paper, sheet: Any) -> _Count:
    papers = tuple(read(paper, content) for content in box.papers_in(round_))
    issued = len(rows_where("issued_ballot", "id", where={"round_id": round_.id}))
    present = sheet.present if round_.casts_by("slips") else len(papers)
    tallies = []
    for line in paper.lines:
        asked = [marked for marked in papers if line.id not in marked.not_asked]
        numbers = {
            option: sum(marked.marks.get(line.id) == option for marked in asked)
            for option, _label in paper.options
        }
        tallies.append(score.Tally(line.id, len(asked), numbers))
    return _Count(present, issued, len(papers), 0, tuple(tallies), papers)


def _judge(round_: Any, count: _Count) -> Outcome:
    """Void the round or write its result (county rule: more ballots back than issued, or no quorum, is no vote)."""
    who = evaluators(round_.id)
    head = {
        "expected": len(who),
        "present": count.present,
        "issued": count.issued,
        "returned": count.returned,
        "invalid": count.invalid,
    }
    cause = None
    if count.returned > count.issued:
        cause = "more_returned"
    elif not score.quorum_reached(
        len(who), count.present, round_.quorum_parts, round_.quorum_of, exceeded=round_.quorum_exceeded
    ):
        cause = "below_quorum"
    if cause is not None:
        compute(round_, "void_at_count", void_cause=cause, **head)
        return Outcome("void", void_cause=cause)
    _write_results(round_, count, who)
    compute(round_, "count", **head)
    return Outcome("counted")


def _write_results(round_: Any, count: _Count, who: Sequence[Any]) -> None:
    options = _options(round_.id)
    shown = {tally.subject_id: _verdict(round_, tally, options) for tally in count.tallies}
    scores = {
        tally.subject_id: score.score(round_.computation, options, tally)
        if shown[tally.subject_id] == "counted"
        else None
        for tally in count.tallies
    }
    ranks = score.ranks(scores)
    subjects = {row.id: row for row in rows_where(
        "evaluation_round_subject", "id", "name", "project_id", "department_id", where={"round_id": round_.id}
    )}  # fmt: skip
    aside = {row.id: row.department_id for row in who}
    issued_to = [
        aside.get(row.evaluator_id)
        for row in rows_where("issued_ballot", "evaluator_id", where={"round_id": round_.id})
    ]
    evaluation: Any = record_type("evaluation")
    rows = {}
    for tally in count.tallies:
        subject = subjects[tally.subject_id]
        figures = shown[tally.subject_id] != "too_few_ballots"
        valid = tally.valid(options)
        value = scores[tally.subject_id]
        rows[tally.subject_id] = evaluation(
            organization_id=round_.organization_id,
            round_id=round_.id,
            subject_id=subject.id,
            project_id=subject.project_id,
            department_id=subject.department_id,
            committee_id=round_.committee_id,
            name=subject.name,
            year=round_.year,
            expected=sum(department != subject.department_id for department in aside.values()),
            issued=sum(unit != subject.department_id for unit in issued_to) if issued_to else count.issued,
            returned=tally.returned,
            valid=valid if figures else None,
            invalid=tally.returned - valid if figures else None,
            outcome=shown[tally.subject_id],
            score=value,
            rank=ranks.get(tally.subject_id),
            ranked=len(ranks) or None,
            band=score.band(round_.bands, value),
        )
    add_derived(rows.values())
    visible = {number for number, verdict in shown.items() if verdict != "too_few_ballots"}
    one: Any = record_type("evaluation_count")
    add_derived(
        one(
            organization_id=round_.organization_id,
            evaluation_id=rows[tally.subject_id].id,
            option_id=option.id,
            number=tally.numbers[option.id],
        )
        for tally in count.tallies
        if tally.subject_id in visible
        for option in options
    )
    if not round_.casts_by("paper"):
        _lay_out(round_, count.papers, visible, whole=count.returned >= round_.shown_from)
        box.throw_away(round_)


def _verdict(round_: Any, tally: score.Tally, options: Sequence[score.Option]) -> str:
    valid = tally.valid(options)
    if valid < round_.shown_from:
        return "too_few_ballots"
    if valid * round_.valid_of < tally.returned * round_.valid_parts:
        return "too_few_valid"
    return "counted"


def _options(round_id: int) -> list[score.Option]:
    rows = rows_where(
        "evaluation_round_option",
        "id",
        "rank",
        "weight",
        "scored",
        "valid",
        "favourable",
        where={"round_id": round_id},
    )
    ordered = sorted(rows, key=lambda row: (row.rank, row.id))
    return [score.Option(row.id, row.weight, row.scored, row.valid, row.favourable) for row in ordered]


def _lay_out(round_: Any, papers: Sequence[Marked], visible: set[int], *, whole: bool) -> None:
    """Write every mark and every remark apart from the paper it stood on, in random order, under random keys.

    What could be read off too few ballots is not written at all.
    """
    belongs = {"organization_id": round_.organization_id, "round_id": round_.id}
    marks = [
        {"key": box.new_key(), **belongs, "subject_id": subject, "option_id": option}
        for marked in papers
        for subject, option in marked.marks.items()
        if subject in visible
    ]
    remarks = [
        {"key": box.new_key(), **belongs, "subject_id": subject, "text": text}
        for marked in papers
        for subject, text in marked.remarks.items()
        if (whole if subject is None else subject in visible)
    ]
    for table, rows in ((Vote, marks), (BallotRemark, remarks)):
        secrets.SystemRandom().shuffle(rows)
        if rows:
            with maintenance("ballots"):
                db.session.execute(insert(table), rows)


def remarks_on(evaluation: Any) -> list[str]:
    """Return the remarks on the subject of an evaluation, in no order, for the desk that words the opinion.

    :raises Refused: unless the actor reads the evaluation as one of the organization's staff.
    """
    actor = current_actor()
    require(actor, "read", evaluation)
    if not actor.roles & STAFF_ROLES:
        raise Refused(NOT_ALLOWED)
    statement = select(BallotRemark.text).where(
        BallotRemark.organization_id == evaluation.organization_id,
        BallotRemark.round_id == evaluation.round_id,
        (BallotRemark.subject_id == evaluation.subject_id) | BallotRemark.subject_id.is_(None),
    )
    with maintenance("ballots"):
        return list(db.session.scalars(statement.order_by(BallotRemark.key)))


def recounted(round_: Any) -> bool:
    """Return whether the votes laid out at the close still give the numbers written then.

    :raises Refused: unless the actor reads the round as one of the organization's staff.
    """
    actor = current_actor()
    require(actor, "read", round_)
    if not actor.roles & STAFF_ROLES:
        raise Refused(NOT_ALLOWED)
    with maintenance("ballots"):
        found = db.session.execute(
            select(Vote.subject_id, Vote.option_id, func.count())
            .where(Vote.organization_id == round_.organization_id, Vote.round_id == round_.id)
            .group_by(Vote.subject_id, Vote.option_id)
        )
        votes = {(subject, option): number for subject, option, number in found}
    subject_of = {
        row.id: row.subject_id
        for row in rows_where("evaluation", "id", "subject_id", where={"round_id": round_.id})
    }
    written: dict[tuple[int, int], int] = {}
    for number, subject in subject_of.items():
        for row in rows_where("evaluation_count", "option_id", "number", where={"evaluation_id": number}):
            if row.number:
                written[subject, row.option_id] = row.number
    return votes == written
