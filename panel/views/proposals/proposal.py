"""Proposals on screen: the proposer's form, the desk's, and the ways to the book and to the numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from models.access import can, current_actor
from models.base import Record, db
from models.marks import N_
from models.proposing.lifecycle import LOOKED_AT, TEXT
from models.registry import record_type
from panel.depending import Depending
from panel.importer.cells import Cells, ImportedRow
from panel.language import translate
from panel.listing.columns import ListColumn
from panel.listing.filters import EMPTY, FROM, IS, TO
from panel.proposing import received
from panel.proposing.book import BookRoutes
from panel.proposing.numbering import NumberingRoutes
from panel.record_view import RecordView
from panel.threads import asked_source

AT_THE_DESK = frozenset(
    {
        "category_id", "proposed", "lead_department_id", "refusal_id", "outcome_reason", "merged_into_id", "consented_on",
        "key", "key_decision_id", "excellent", "excellent_decision_id", "excellent_document", "note",
    }
)  # fmt: skip
"""What the desk fills in once a proposal was submitted; the text stands."""
BY_THE_PROPOSER = frozenset({*TEXT, "countersign_until", "category_id", "note"})
"""What a proposal says before it is submitted, and when it was returned."""
OF_A_KIND = (
    "sector_id", "member_group_id", "committee_id", "body_name", "contact", "sealed", "countersign_until",
    "unpublishable_reason",
)  # fmt: skip
"""What only some proposals have; left out of the record's page where it is empty."""
RETURNED = N_("Returned for completion: %(why)s")
AFTER_DEADLINE = N_(
    "The plenary session no longer took proposals when it came in; it is treated as a proposal between sessions."
)


def _counted_on(row: Any) -> ColumnElement[Any]:
    """Return the day on which a proposal counts: when it was handed in, but not before the plenary it is for opened."""
    session: Any = record_type("plenary_session")
    opened = select(session.opens_on).where(session.id == row.session_id).correlate(row).scalar_subquery()
    return case((row.fact_date < opened, opened), else_=row.fact_date)


def _counts_on(row: Any, asked: str, days: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a proposal counts from a day on, or until a day."""
    session: Any = record_type("plenary_session")
    if asked == FROM:
        return or_(
            row.fact_date >= days[0],
            row.session_id.in_(select(session.id).where(session.opens_on >= days[0])),
        )
    later = row.session_id.in_(select(session.id).where(session.opens_on > days[0]))
    return and_(row.fact_date <= days[0], or_(row.session_id.is_(None), not_(later)))


def _sector_of(row: Any) -> ColumnElement[Any]:
    """Return the name of the sector that proposed, or to which the first proposer belonged on the day of the proposal."""
    sector: Any = record_type("sector")
    assignment: Any = record_type("seat_assignment")
    own = select(sector.name).where(sector.id == row.sector_id).correlate(row).scalar_subquery()
    persons = (
        select(func.min(sector.name))
        .join(assignment, assignment.sector_id == sector.id)
        .where(
            assignment.seat_id == row.seat_id,
            assignment.valid_from <= row.fact_date,
            or_(assignment.valid_until.is_(None), assignment.valid_until >= row.fact_date),
        )
    )
    found: ColumnElement[Any] = func.coalesce(own, persons.correlate(row).scalar_subquery())
    return found


class ProposalView(BookRoutes, NumberingRoutes, RecordView):
    """The proposals of the sessions, from the draft to the closed case."""

    depending: ClassVar[Depending] = {
        "sector_id": ("proposer_kind", ("sector",)),
        "member_group_id": ("proposer_kind", ("group",)),
        "committee_id": ("proposer_kind", ("committee",)),
        "body_name": ("proposer_kind", ("party", "peoples_organization")),
        "countersign_until": ("proposer_kind", ("joint",)),
    }
    copies = False
    menu_place = 10
    list_columns: ClassVar[dict[str, ListColumn]] = {
        "counted_on": ListColumn(
            N_("Counts in summaries on"),
            expression=_counted_on,
            kind="day",
            fits=_counts_on,
            asks=(FROM, TO),
            filter=True,
        ),
        "sector_of_proposer": ListColumn(
            N_("Sector of the first proposer"),
            expression=_sector_of,
            kind="text",
            asks=(IS, EMPTY),
            reads=("seat_id",),
            filter=True,
        ),
    }
    column_list = (
        "case_number",
        "running_number",
        "name",
        "proposer",
        "category_id",
        "lead_department_id",
        "timing",
        "state",
        "changed_at",
    )
    column_sortable_list = ("number_key", "changed_at")
    column_default_sort = ("number_key", True)
    form_sections = (
        (
            N_("Proposal"),
            ("name", "proposer_kind", "seat_id", "sector_id", "member_group_id", "committee_id", "body_name", "contact",
             "sealed", "handed_in_at", "countersign_until"),
        ),
        (N_("Content"), ("situation", "analysis", "advice", "publishable", "unpublishable_reason")),
        (
            N_("Numbers of the case"),
            ("running_number", "case_number", "session_id", "timing", "proposer", "member_id", "case_order"),
        ),
        (
            N_("Review of the proposal"),
            ("category_id", "first_opinion", "second_opinion", "proposed", "refusal_id", "outcome_reason", "merged_into_id",
             "consented_on", "decision_id"),
        ),
        (
            N_("Handling and honours"),
            ("lead_department_id", "key", "key_decision_id", "excellent", "excellent_decision_id", "excellent_document"),
        ),
    )  # fmt: skip
    list_tabs = (
        (N_("To be looked at"), "state__in=submitted,first_looked,second_looked"),
        (
            N_("Accepted proposals"),
            "state__in=accepted,awaiting_confirmation,numbered,handed_over,answered,closed",
        ),
        (N_("Key proposals"), "key=1"),
        (N_("Not accepted, turned, referred"), "state__in=not_accepted,to_opinion,referred"),
    )
    children = ("proposal_signer", "handling", "follow_through")
    fact_columns = ("proposer", "category_id")

    import_key = ("name", "handed_in_at")
    import_columns = received.COLUMNS
    import_extra = received.EXTRA
    import_synonyms = received.SYNONYMS
    import_values = received.KINDS

    def list_actions(self) -> list[tuple[str, str, str]]:
        """Put the ways to the book and to the numbers before the import, for the desk."""
        found: list[tuple[str, str, str]] = super().list_actions()
        actor = current_actor()
        if can(actor, "transition:number", self.model):
            found.insert(0, (translate(N_("Case numbers")), "list", f"{self.url}/numbers/"))
        if can(actor, "transition:second_look", self.model):
            found.insert(0, (translate(N_("Book of the session")), "book", f"{self.url}/book/"))
        return found

    def form_names(self, action: str) -> list[str]:
        """Return the columns of the form; a new proposal is asked for what its proposer says."""
        names: list[str] = super().form_names(action)
        return [name for name in names if name in BY_THE_PROPOSER] if action == "create" else names

    def asked_now(self, names: list[str], record: Record | None) -> list[str]:
        """Ask for the text while it may change, and for what the desk decides once it stands."""
        asked = BY_THE_PROPOSER if record is None or record.state in ("draft", "returned") else AT_THE_DESK
        return [name for name in names if name in asked]

    def offered_links(self, record: Record | None) -> list[type[Record]]:
        """A new proposal has units suggested; which units handle it is decided once it was submitted."""
        found: list[type[Record]] = super().offered_links(record)
        return found if record is not None else [link for link in found if "suggested" in link.__tablename__]

    def prefilled(self, names: list[str]) -> dict[str, Any]:
        """Begin a member's own proposal with their seat, and one made from a member's report with the seat of that member.

        The latter is the member's proposal still: it is submitted by them, or by the desk from the paper they signed.
        """
        found: dict[str, Any] = super().prefilled(names)
        source: Any = asked_source(self.model)
        reporter = getattr(source, "member_id", None)
        members = {reporter} if reporter is not None else set(current_actor().scope("member"))
        if "seat_id" in names and "seat_id" not in found and members:
            found["seat_id"] = _seat_of(members)
        if reporter is not None and "entered_for_member_id" in names:
            found["entered_for_member_id"] = reporter
        return found

    def import_row(self, cells: Cells) -> ImportedRow:
        """Make a draft out of one line of a list of received proposals."""
        return received.received(cells)

    def fact_sections(self, record: Any) -> list[dict[str, Any]]:
        """Leave out what belongs to another kind of proposer."""
        sections: list[dict[str, Any]] = super().fact_sections(record)
        others = {self.label_of(name) for name in OF_A_KIND if getattr(record, name) in (None, "", False)}
        for section in sections:
            section["rows"] = [row for row in section["rows"] if row["label"] not in others]
        return sections

    def notes_of(self, record: Any) -> list[tuple[str, str]]:
        """Say that a proposal came in after the deadline of the plenary session, and what its proposer was told."""
        found: list[tuple[str, str]] = []
        if record.timing == "between" and record.state in LOOKED_AT:
            found.append((translate(AFTER_DEADLINE), "info"))
        if record.state == "returned" and record.outcome_reason:
            found.append((translate(RETURNED, why=record.outcome_reason), "warn"))
        return found


def _seat_of(members: Collection[int]) -> int | None:
    """Return the seat in which one of the members serves, the latest."""
    seat: Any = record_type("seat")
    serving = select(seat.id).where(seat.member_id.in_(members), seat.state == "serving")
    found: int | None = db.session.scalar(serving.order_by(seat.valid_from.desc()).limit(1))
    return found
