"""The database, and what every record type has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    cast,
    func,
    inspect,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from models import clock
from models.access.policy import Access
from models.access.rules import never
from models.fields import day, flag, moment, note, number_list, ref, text
from models.marks import N_
from models.problems import Problem, column_problems
from models.registry import look_again
from models.session import RecordSession, session_scope
from models.workflow import Transition, Workflow

if TYPE_CHECKING:
    from models.deadlines import Deadline
    from models.following import Following

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base; every constraint has a name, so that an error can be turned into a sentence."""

    metadata = MetaData(naming_convention=NAMING)


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    session_options={"class_": RecordSession, "scopefunc": session_scope, "expire_on_commit": False},
)


class Operational(db.Model):  # type: ignore[name-defined]
    """Rows of the machine (sessions, attempts, tokens, votes): outside the gate, so only their owners may name them."""

    __abstract__ = True


class Record(db.Model):  # type: ignore[name-defined]
    """One kind of thing that the office records.

    A type declares its columns, ``access``, perhaps ``workflow``, and how it is called; the rest derives from that.
    """

    __abstract__ = True

    area: ClassVar[str] = ""
    """Area of the sidebar; taken from the package."""
    title: ClassVar[Any] = ""
    """What one row is called (English message id)."""
    plural: ClassVar[str] = ""
    access: ClassVar[Access] = Access()
    workflow: ClassVar[Workflow | None] = None
    parent: ClassVar[str | None] = None
    """The reference column naming the parent, for types that are lists under another record."""
    entered_for: ClassVar[tuple[str, ...]] = ("member", "department")
    """For whom rows of this type can be entered from signed paper."""
    person_column: ClassVar[str | None] = None
    """The column naming the member whose personal data a row holds."""
    area_slug: ClassVar[str | None] = None
    """The slug whose working area covers this type, when it is not its own (children follow their parent)."""
    fact_date_from: ClassVar[str | None] = None
    """The column that is the date of the fact; without one the date is typed."""
    label_columns: ClassVar[tuple[str, ...]] = ("name",)
    seal_columns: ClassVar[tuple[str, ...]] = ()
    seal_children: ClassVar[tuple[str, ...]] = ()
    """Tables of the children that an approval freezes with the row."""
    deadline: ClassVar[Deadline | None] = None
    """What of a row is due when, and from whom; see :mod:`models.deadlines`."""
    following: ClassVar[Following | None] = None
    """What becomes of its rows, and where they stop; see :mod:`models.following`."""
    short_list: ClassVar[bool] = False
    """A table short enough to be picked from as a whole (bodies, terms, codes)."""
    turns_into: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """What a row can become: table of the new record -> its columns, each with the own column whose value it begins with."""
    carries_on: ClassVar[str | None] = None
    """The column naming the record that a row carries on, so that both stand in one thread (the matter of a topic)."""
    is_link: ClassVar[bool] = False
    """An association row: it is edited with the row that ``parent`` names, and has no screen of its own."""

    id: Mapped[int] = mapped_column(
        Integer, primary_key=True, sort_order=-20, info={"kind": "id", "label": N_("Number"), "fixed": True}
    )
    version: Mapped[int] = mapped_column(
        Integer, nullable=False, sort_order=80, info={"kind": "stamp", "label": N_("Version"), "fixed": True}
    )
    fact_date: Mapped[date] = day(
        label=N_("Date of the fact"), required=True, default=clock.business_today, sort_order=81, index=True
    )
    entry_date: Mapped[date] = day(
        label=N_("Date of entry"), required=True, fixed=True, default=clock.business_today, sort_order=81
    )
    created_at: Mapped[datetime] = moment(
        label=N_("Entered at"), required=True, fixed=True, default=clock.now, sort_order=82
    )
    created_by_id: Mapped[int | None] = mapped_column(
        Integer, sort_order=83, info={"kind": "account", "label": N_("Entered by"), "fixed": True}
    )
    changed_at: Mapped[datetime] = moment(
        label=N_("Changed at"), required=True, fixed=True, default=clock.now, sort_order=84
    )
    changed_by_id: Mapped[int | None] = mapped_column(
        Integer, sort_order=85, info={"kind": "account", "label": N_("Changed by"), "fixed": True}
    )
    trashed_at: Mapped[datetime | None] = moment(
        label=N_("In the recycle bin since"), fixed=True, sort_order=86
    )
    note: Mapped[str | None] = note(label=N_("Note"), rows=2, sort_order=87)

    if TYPE_CHECKING:
        state: Mapped[Any]
        state_since: Mapped[datetime]
        submitted_at: Mapped[datetime | None]
        submitted_by_id: Mapped[int | None]
        hands: Mapped[str]
        decision_id: Mapped[int | None]
        sealed_at: Mapped[datetime | None]
        sealed_by_id: Mapped[int | None]
        seal_hash: Mapped[str | None]
        seal_text: Mapped[str | None]
        entered_for_member_id: Mapped[int | None]
        entered_for_department_id: Mapped[int | None]

    @declared_attr
    def organization_id(cls) -> Mapped[int]:  # noqa: N805 - SQLAlchemy calls it with the class
        """The organization whose row this is; nobody sees another's."""
        return mapped_column(
            Integer,
            ForeignKey("organization.id"),
            nullable=False,
            sort_order=-19,
            info={"kind": "stamp", "label": N_("Organization"), "fixed": True},
        )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        return {"version_id_col": cls.version}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "__tablename__" in cls.__dict__ and "__abstract__" not in cls.__dict__:
            cls.area = (
                cls.__module__.split(".")[1] if cls.__module__.startswith("models.") else cls.area or "office"
            )
            for kind in cls.entered_for:
                setattr(cls, f"entered_for_{kind}_id", _entered_for(kind))
            if cls.workflow is not None:
                for name, column in _workflow_columns().items():
                    setattr(cls, name, column)
        super().__init_subclass__(**kwargs)
        if cls.workflow is not None and "__table__" in cls.__dict__:
            # Lists and forms know a column by its info alone, the states of a workflow too.
            cls.__table__.c.state.info["states"] = cls.workflow.states
        look_again()

    @classmethod
    def __table_cls__(cls, name: str, metadata: MetaData, *args: Any, **kwargs: Any) -> Table:
        """Give every reference its composite foreign key, and the table the key that others refer to."""
        extra: list[Any] = []
        if name != "organization":
            extra.append(UniqueConstraint("organization_id", "id"))
        for column in args:
            if isinstance(column, Column) and column.info.get("sorted"):
                extra.append(Index(f"ix_{name}_{column.name}_sorted", "organization_id", column.name, "id"))
            if isinstance(column, Column) and column.info.get("ref"):
                target = column.info["ref"]
                if target == "organization":
                    extra.append(ForeignKeyConstraint([column.name], ["organization.id"]))
                    continue
                extra.append(
                    ForeignKeyConstraint(
                        ["organization_id", column.name],
                        [f"{target}.organization_id", f"{target}.id"],
                        name=f"fk_{name}_{column.name}",
                    )
                )
        extra.append(Index(f"ix_{name}_changed", "organization_id", "changed_at", "id"))
        return Table(name, metadata, *args, *extra, **kwargs)

    @classmethod
    def slug(cls) -> str:
        """Return the name in addresses: the table with hyphens."""
        return str(cls.__tablename__).replace("_", "-")

    @classmethod
    def label_sql(cls, row: Any = None) -> Any:
        """Return the SQL expression of what a row is called, for the type or an alias of it."""
        row = row or cls
        parts = [func.coalesce(cast(getattr(row, column), String), "") for column in cls.label_columns]
        expression: Any = parts[0]
        for part in parts[1:]:
            expression = expression + " " + part
        # A part that is not filled yet leaves its space behind, and a label typed back would not be found.
        return expression if len(parts) == 1 else func.trim(expression)

    def hands_of(self) -> frozenset[int]:
        """Return the accounts that created, changed or submitted the row since it was last decided."""
        own = {self.created_by_id, self.submitted_by_id} - {None}
        return frozenset(int(n) for n in (self.hands or "").split(",") if n) | frozenset(own)  # type: ignore[arg-type]

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the row beyond its single columns; record types add their rules."""
        yield from ()

    def all_problems(self) -> list[Problem]:
        """Return every problem of the row: column by column, then the type's own rules."""
        found = list(column_problems(self))
        return found or list(self.problems())

    def held_by_seal(self) -> bool:
        """Return whether a row this one belongs to is approved, and its seal covers this one."""
        from models.access.gate import holds_in_database  # noqa: PLC0415 - the gate and the base of all records need each other
        from models.access.rules import target_of  # noqa: PLC0415 - the gate and the base of all records need each other

        if self.parent is None:
            return False
        owner = target_of(type(self), self.parent)
        if (
            owner.workflow is None
            or self.__tablename__ not in owner.seal_children
            or not owner.workflow.frozen_states
        ):
            return False
        frozen = owner.workflow.frozen_states
        return holds_in_database(owner, getattr(self, self.parent), lambda: owner.state.in_(frozen), "frozen")

    def first_state(self) -> str:
        """Return the state in which a new row begins; overridden where that depends on what the row says."""
        assert self.workflow is not None
        return self.workflow.initial

    def before_save(self) -> None:
        """Derive what is derived (keys for sorting, dates); runs before every flush of a new or changed row."""

    def after_transition(self, name: str) -> None:
        """Carry out what a transition brings with it, in the same transaction; record types override it."""

    def after_turning(self, target: Record) -> None:
        """Carry out what it brings with it that ``target`` was made from this row, in the same transaction."""

    def deciding_bodies(self, step: Transition) -> tuple[str, ...]:
        """Return the kinds of meeting that can decide the step on this record; overridden where a setting of the term says."""
        return step.bodies

    def deciding_committees(self) -> frozenset[int]:
        """Return the special committees whose meetings can decide on this record, where a special committee decides."""
        from models.competence import committees_of  # noqa: PLC0415 - the look-ups and the base of all records need each other

        return committees_of(self, own=True)

    def changed_columns(self) -> set[str]:
        """Return the names of the columns that this session changed."""
        state: Any = inspect(self)
        # What was never set has no history; only what was set has to be compared with what stood there.
        columns = state.mapper.column_attrs
        return {
            key for key in state.committed_state if key in columns and state.attrs[key].history.has_changes()
        }

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__dict__.get('id')}>"


def _entered_for(kind: str) -> Any:
    label = N_("Entered for the member") if kind == "member" else N_("Entered for the unit")
    return ref(kind, label=label, sort_order=88, entered_for=True)


def _workflow_columns() -> dict[str, Any]:
    return {
        "state_since": moment(
            label=N_("In this state since"), required=True, fixed=True, default=clock.now, sort_order=70
        ),
        "submitted_at": moment(label=N_("Submitted at"), fixed=True, sort_order=71),
        "submitted_by_id": mapped_column(
            Integer, sort_order=72, info={"kind": "account", "label": N_("Submitted by"), "fixed": True}
        ),
        "hands": number_list(label=N_("Hands"), sort_order=73),
        "decision_id": ref("meeting_decision", label=N_("Decided at"), fixed=True, sort_order=74),
        "sealed_at": moment(label=N_("Approved at"), fixed=True, sort_order=75),
        "sealed_by_id": mapped_column(
            Integer, sort_order=76, info={"kind": "account", "label": N_("Approved by"), "fixed": True}
        ),
        "seal_hash": text(64, label=N_("Seal"), fixed=True, sort_order=77),
        "seal_text": note(label=N_("Sealed text"), fixed=True, sort_order=78),
    }


__all__ = ["Base", "Operational", "Record", "db", "flag", "never"]
