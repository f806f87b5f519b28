"""Assessment (年度履职考核)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models import clock
from models.access import (
    AUDITOR,
    CHAIR,
    CLERK,
    COMMITTEE,
    MEMBER,
    Access,
    all_rows,
    by_creator,
    in_area,
    in_state,
    of_member,
    submitted,
)
from models.base import Record
from models.duty.grades import Grades
from models.duty.ledger import total
from models.duty.quality import quality_of
from models.fields import code, count, day, measure, note, ref, text, workflow_state, year
from models.lookups import columns_of
from models.marks import N_
from models.problems import Invalid, Problem
from models.workflow import State, Transition, Workflow, states

_NOT_THAT_YEAR = N_("This comrade was not a serving member in %(year)s; please check person and year.")
_NOT_YET = N_("The scoring year has not begun; please check the year.")
_OTHER_PERSON = N_(
    "The paper is entered for another member than the one assessed; please check one of the two."
)
_NO_SUCH_GRADE = N_(
    "The points come to “%(name)s”, which the table of grades does not have; please add it there or choose a grade."
)
_WHY_ANOTHER = N_("The points come to “%(name)s”; please write why another grade is proposed.")
_AUTHORS = {CLERK: all_rows, MEMBER: of_member() & by_creator}
_DESK = {CLERK: all_rows, COMMITTEE: in_area}
_CHAIR = {CHAIR: submitted}
_WRITING = in_state("draft", "returned")
QUALITY = ("trainings_attended", "visits_made", "contributions_confirmed", "suggestions_taken_up")


class Assessment(Record):
    """One member's year: the own statement, the points with what they do not say beside them, and the grade.

    The member hands in the statement, the desk proposes a grade, the chairpersons' meeting decides it, and it is circulated.
    It is personnel: decided one by one, never in a batch. Until it is circulated nobody but the member and the office sees it.
    """

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("organization_id", "seat_id", "scoring_year"),)
    title = N_("Yearly assessment")
    plural = N_("Yearly assessments")
    entered_for = ("member",)
    person_column = "member_id"
    label_columns = ("scoring_year", "name")
    seal_columns = (
        "seat_id", "name", "scoring_year", "statement", "points", "points_grade_id", "proposed_grade_id",
        "grade_reason", *QUALITY,
    )  # fmt: skip

    seat_id: Mapped[int] = ref("seat", label=N_("Member"), required=True, filter=True)
    member_id: Mapped[int | None] = ref("member", label=N_("Member (person)"), fixed=True)
    scoring_year: Mapped[int] = year(label=N_("Scoring year"), required=True, listed=True)
    name: Mapped[str] = text(
        40, label=N_("Name of the person"), required=True, fixed=True, default="", search=True, listed=True
    )
    statement: Mapped[str | None] = note(label=N_("Own statement"), rows=8, sensitivity="internal")
    points: Mapped[Decimal | None] = measure(
        2,
        label=N_("Points"),
        fixed=True,
        listed=True,
        help=N_("The sum of the point entries when the grade was proposed"),
    )
    trainings_attended: Mapped[int | None] = count(label=N_("Trainings attended"), fixed=True)
    visits_made: Mapped[int | None] = count(label=N_("Visits made"), fixed=True)
    contributions_confirmed: Mapped[int | None] = count(label=N_("Contributions confirmed"), fixed=True)
    suggestions_taken_up: Mapped[int | None] = count(label=N_("Suggestions taken up"), fixed=True)
    points_grade_id: Mapped[int | None] = code(
        "assessment_grade",
        label=N_("Grade by the points"),
        fixed=True,
        filter=False,
        sensitivity="internal",
        help=N_("As the thresholds of the term have it"),
    )
    proposed_grade_id: Mapped[int | None] = code(
        "assessment_grade", label=N_("Proposed grade"), fixed=True, filter=False, sensitivity="internal"
    )
    grade_reason: Mapped[str | None] = note(
        label=N_("Why this grade"), fixed=True, rows=2, sensitivity="internal"
    )
    grade_id: Mapped[int | None] = code("assessment_grade", label=N_("Grade"), fixed=True, listed=True)
    published_on: Mapped[date | None] = day(label=N_("Circulated on"), fixed=True)
    appeal: Mapped[str | None] = note(label=N_("Appeal of the member"), fixed=True, sensitivity="internal")
    appealed_on: Mapped[date | None] = day(label=N_("Appealed on"), fixed=True, sensitivity="internal")
    appeal_answer: Mapped[str | None] = note(
        label=N_("Answer to the appeal"), fixed=True, sensitivity="internal"
    )
    state: Mapped[str] = workflow_state()

    access = Access(
        read={
            CLERK: all_rows,
            COMMITTEE: in_area,
            CHAIR: submitted,
            AUDITOR: submitted,
            MEMBER: (of_member() & submitted) | by_creator | in_state("published"),
        },
        create={CLERK: all_rows, MEMBER: of_member()},
        update={role: rule & _WRITING for role, rule in _AUTHORS.items()},
        export={CLERK: all_rows, CHAIR: submitted, AUDITOR: submitted},
        correct=_DESK,
    )
    workflow = Workflow(
        states(
            State("draft", N_("Draft"), "dashed", private=True),
            State("submitted", N_("Statement handed in"), "half"),
            State("returned", N_("Returned"), "returned"),
            State("graded", N_("Grade proposed, awaiting the decision"), "diamond"),
            State("approved", N_("Grade decided"), "stamp", frozen=True),
            State("published", N_("Circulated"), "done", frozen=True),
            State("appealed", N_("Appeal under way"), "diamond", frozen=True),
        ),
        Transition(
            "submit",
            ("draft", "returned"),
            "submitted",
            N_("Hand in the statement"),
            by=_AUTHORS,
            submits=True,
            needs=("statement",),
            tells=("clerk",),
        ),
        Transition("recall", "submitted", "draft", N_("Recall"), by=_AUTHORS, recalls=True),
        Transition(
            "propose",
            "submitted",
            "graded",
            N_("Propose the grade"),
            by=_DESK,
            offers=("proposed_grade_id", "grade_reason"),
            queue=True,
            tells=("chair",),
            consequence=N_(
                "Points and numbers are counted now and stand with the proposal. "
                "Without a grade of your own the one by the points is proposed; another one needs its reason."
            ),
        ),
        Transition("withdraw", "graded", "submitted", N_("Take the proposal back"), by=_DESK, reason=True),
        Transition(
            "return",
            ("submitted", "graded"),
            "returned",
            N_("Return for changes"),
            by=_DESK | _CHAIR,
            reason=True,
            tells=("member",),
        ),
        Transition(
            "approve",
            "graded",
            "approved",
            N_("Sign the decided grade"),
            by=_CHAIR,
            independent=True,
            seals=True,
            queue=True,
            decided_by="chairpersons",
            tells=("member",),
            consequence=N_("The member sees the grade; the others do once it is circulated."),
        ),
        Transition(
            "publish",
            "approved",
            "published",
            N_("Circulate the result"),
            by=_DESK,
            asks=("published_on",),
            consequence=N_("All members can read points and grade from now on."),
        ),
        Transition(
            "appeal",
            ("approved", "published"),
            "appealed",
            N_("Appeal against the grade"),
            by={MEMBER: of_member()},
            paper={CLERK: all_rows},
            asks=("appeal", "appealed_on"),
            tells=("clerk",),
        ),
        Transition(
            "uphold",
            "appealed",
            "approved",
            N_("Uphold the grade"),
            by=_CHAIR,
            independent=True,
            queue=True,
            decided_by="chairpersons",
            asks=("appeal_answer",),
            tells=("member",),
        ),
        Transition(
            "regrade",
            "appealed",
            "graded",
            N_("Grade anew"),
            by=_CHAIR,
            independent=True,
            decided_by="chairpersons",
            asks=("appeal_answer",),
            tells=("member",),
            consequence=N_(
                "The grade goes back to the desk, which takes its proposal back or proposes it again."
            ),
        ),
    )

    def before_save(self) -> None:
        """Take person and name from the seat, and the grade from the decision."""
        if self.state not in ("draft", "submitted", "returned", "graded"):
            return
        seat = columns_of("seat", self.seat_id, "member_id", "name")
        if seat is not None:
            self.member_id, self.name = seat.member_id, seat.name

    def after_transition(self, name: str) -> None:
        """Count points and numbers when the grade is proposed, and let the decided grade be the grade."""
        if name == "propose" and self.member_id is not None:
            self.points = total(self.seat_id, self.scoring_year)
            self._propose_grade()
            for column, number in quality_of(self.seat_id, self.scoring_year).indicators.items():
                setattr(self, column, number)
        elif name == "approve":
            self.grade_id = self.proposed_grade_id
        elif name == "regrade":
            self.grade_id = None

    def _propose_grade(self) -> None:
        """Take the grade to which the points come, unless the desk proposes another one and says why.

        Raises:
            Invalid: no grade can be proposed, or another one without a reason.
        """
        assert self.points is not None
        by_points = Grades(self.scoring_year).of(self.points)
        self.points_grade_id = by_points.id
        if self.proposed_grade_id is None:
            self.proposed_grade_id = by_points.id
        if self.proposed_grade_id is None:
            raise Invalid(self, [Problem("proposed_grade_id", _NO_SUCH_GRADE, {"name": by_points.label})])
        if self.proposed_grade_id != by_points.id and not (self.grade_reason or "").strip():
            raise Invalid(self, [Problem("grade_reason", _WHY_ANOTHER, {"name": by_points.label})])

    def problems(self) -> Iterator[Problem]:
        """The year has begun, the person sat in it, and the paper is the member's own."""
        if self.scoring_year > clock.business_today().year:
            yield Problem("scoring_year", _NOT_YET)
        seat = columns_of("seat", self.seat_id, "valid_from", "left_on")
        if seat is not None and not (
            seat.valid_from is not None
            and seat.valid_from.year <= self.scoring_year
            and (seat.left_on is None or seat.left_on.year >= self.scoring_year)
        ):
            yield Problem("seat_id", _NOT_THAT_YEAR, {"year": self.scoring_year})
        if self.entered_for_member_id not in (None, self.member_id):
            yield Problem("entered_for_member_id", _OTHER_PERSON)
