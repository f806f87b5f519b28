"""A hall for the tests of ballots: an office with a round, its voters, its tellers, and everybody's acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from models.access import CHAIR, CLERK, COMMITTEE, MEMBER, Actor, acting, system_actor
from models.accounts.account import Account
from models.balloting.casting import cast
from models.balloting.closing import Outcome, close_round
from models.base import db
from models.livelihood.evaluation import Evaluation
from models.livelihood.evaluation_round import EvaluationRound
from models.livelihood.evaluation_round_evaluator import EvaluationRoundEvaluator
from models.livelihood.evaluation_round_option import EvaluationRoundOption
from models.livelihood.evaluation_round_subject import EvaluationRoundSubject
from models.livelihood.livelihood_project import LivelihoodProject
from models.office.scale import Scale
from models.transitions import Request, perform
from tests import factories

DAY = date(2020, 9, 23)


@dataclass
class Hall:
    """A round on its way, with the ids that its tests need."""

    app: Flask
    organization_id: int
    committee_id: int = 0
    round_id: int = 0
    decision_id: int = 0
    accounts: dict[str, int] = field(default_factory=dict)
    members: list[int] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)
    departments: list[int] = field(default_factory=list)
    projects: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)
    options: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def system(self, name: str = "seed") -> Iterator[Actor]:
        """Act as a system actor and commit at the end."""
        with self.app.app_context(), acting(system_actor(name, self.organization_id)) as actor:
            yield actor
            db.session.commit()

    @contextmanager
    def act(self, actor: Actor) -> Iterator[Actor]:
        """Act as a person and commit at the end, as a request does."""
        with self.app.app_context(), acting(actor) as bound:
            yield bound
            db.session.commit()

    def person(self, role: str, account: str | int, **scopes: int) -> Actor:
        """Return somebody with a role; an account is named by its login."""
        number = self.accounts[account] if isinstance(account, str) else account
        return Actor(
            key=f"account:{number}",
            label=f"{role} {number}",
            organization_id=self.organization_id,
            account_id=number,
            roles=frozenset({role}),
            scopes={kind: frozenset({value}) for kind, value in scopes.items()},
        )

    @property
    def clerk(self) -> Actor:
        return self.person(CLERK, "clerk")

    @property
    def desk(self) -> Actor:
        return self.person(COMMITTEE, "desk", special_committee=self.committee_id)

    @property
    def chair(self) -> Actor:
        return self.person(CHAIR, "chair")

    def teller(self, number: int) -> Actor:
        """Return the first or the second teller, each a member."""
        return self.person(MEMBER, f"teller{number}", member=900_000 + number)

    def voter(self, place: int) -> Actor:
        """Return the member at a place of the list of voters."""
        return self.person(MEMBER, 10_000 + place, member=self.members[place])

    # Acts

    def step(self, actor: Actor, name: str, given: Request | None = None, *, of: Any = None) -> Any:
        """Take a step of the round (or of ``of``, a type and an id)."""
        cls, number = of or (EvaluationRound, self.round_id)
        with self.act(actor):
            done = perform(cls, number, name, given)
            assert done is not None
            return done.state

    def vote(
        self,
        place: int,
        option: str,
        *others: str,
        remarks: Mapping[int | None, str] | None = None,
        token: str = "",
    ) -> None:
        """Let a voter mark the subjects, in their order, with these options; the last one stands for the rest."""
        wanted = [option, *others]
        marks = {
            subject: self.options[wanted[min(at, len(wanted) - 1)]]
            for at, subject in enumerate(self.subjects)
            if wanted[min(at, len(wanted) - 1)]
        }
        with self.app.app_context(), acting(self.voter(place)):
            cast(self.round_id, marks, remarks, token=token)

    def close(self, teller: int) -> Outcome:
        """Let a teller hand in, and close when both have."""
        with self.act(self.teller(teller)):
            return close_round(self.round_id)

    def close_both(self) -> Outcome:
        """Let both tellers hand in and return what the second one is told."""
        self.close(1)
        return self.close(2)

    # What came of it

    def round(self) -> Any:
        """Return the round as it stands now."""
        with self.system():
            return db.session.get_one(EvaluationRound, self.round_id)

    def evaluations(self) -> list[Any]:
        """Return the evaluations in the order of the subjects."""
        with self.system():
            rows = db.session.scalars(select(Evaluation).where(Evaluation.round_id == self.round_id))
            return sorted(rows, key=lambda row: self.subjects.index(row.subject_id))

    def rows(self, cls: Any) -> list[Any]:
        """Return all rows that the organization has of a type, also of one that stands outside the gate."""
        with self.system():
            return list(db.session.scalars(select(cls).where(cls.organization_id == self.organization_id)))


def furnish(app: Flask, organization_id: int, *, voters: int = 6, projects: int = 2) -> Hall:
    """Enter what a round needs: bodies, units, accounts, a scale, members and running projects."""
    hall = Hall(app, organization_id)
    with hall.system():
        hall.committee_id = factories.make_special_committee().id
        for login in ("clerk", "desk", "chair", "teller1", "teller2"):
            hall.accounts[login] = factories.make(Account, login=f"{login}.{organization_id}", name=login).id
        hall.decision_id = factories.make_meeting_decision(kind="chairpersons").id
        factories.make_full_scale(name="四档", computation="weighted")
        seats = [factories.make_seat() for _voter in range(voters)]
        hall.seats = [seat.id for seat in seats]
        hall.members = [seat.member_id for seat in seats]
        for number in range(1, projects + 1):
            unit = factories.make_department()
            hall.departments.append(unit.id)
            project = factories.make(
                LivelihoodProject,
                name=f"第{number}件民生实事",
                year=2020,
                number=str(number),
                lead_department_id=unit.id,
            )
            factories.put_into(project, "running")
            hall.projects.append(project.id)
    return hall


def plan(
    hall: Hall, methods: str = ",panel,", *, works_for: Mapping[int, int] | None = None, **columns: Any
) -> Hall:
    """Let the desk draft a round over all projects with all voters.

    :param works_for: place of a voter -> place of the unit they work for.
    """
    with hall.act(hall.desk):
        values = {
            "name": "2020 年度民生实事民主评议",
            "year": 2020,
            "committee_id": hall.committee_id,
            "methods": methods,
        }
        values["scale_id"] = scale_id()
        row = factories.make(EvaluationRound, **values | columns)
        hall.round_id = row.id
        hall.subjects = [
            factories.make(EvaluationRoundSubject, round_id=row.id, project_id=number, rank=rank).id
            for rank, number in enumerate(hall.projects)
        ]
        for place, seat in enumerate(hall.seats):
            unit = hall.departments[works_for[place]] if works_for and place in works_for else None
            factories.make(EvaluationRoundEvaluator, round_id=row.id, seat_id=seat, department_id=unit)
    return hall


def scale_id() -> int:
    """Return the scale of four options."""
    return int(db.session.scalars(select(Scale.id).where(Scale.name == "四档")).one())


def approved(hall: Hall) -> Hall:
    """Submit the plan and let the chair sign what the chairpersons' meeting decided."""
    hall.step(hall.desk, "submit")
    answers = {"agreed_document": "邻委办〔2020〕8号", "agreed_on": DAY}
    hall.step(hall.chair, "approve_plan", Request(decision_id=hall.decision_id, answers=answers))
    with hall.system():
        rows = db.session.scalars(
            select(EvaluationRoundOption).where(
                EvaluationRoundOption.round_id == hall.round_id, EvaluationRoundOption.trashed_at.is_(None)
            )
        )
        hall.options = {row.code: row.id for row in rows}
    return hall


def opened(hall: Hall) -> Hall:
    """Bring an approved round to where ballots are cast."""
    hall.step(hall.desk, "hear", Request(answers={"heard_on": DAY}))
    tellers = {f"teller{number}_id": hall.accounts[f"teller{number}"] for number in (1, 2)}
    hall.step(hall.desk, "open", Request(answers=tellers))
    return hall


def open_hall(app: Flask, organization_id: int, methods: str = ",panel,", **of: Any) -> Hall:
    """Return a hall whose round is open."""
    size = {name: of.pop(name) for name in ("voters", "projects") if name in of}
    return opened(approved(plan(furnish(app, organization_id, **size), methods, **of)))
