"""A small office of its own for the tests of history: tables with every shape that the triggers must know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from sqlalchemy.pool import NullPool

from models import history
from models.types import Moment, Scaled

CLERK = history.Context(
    actor="account:1",
    actor_label="周予宁",
    roles="clerk,committee",
    request_id="7F3A",
    reason="按县民政局 9 月 21 日函调整",
)
CHAIR = history.Context(actor="account:2", actor_label="主席", roles="chair", on_behalf="account:9")


class Base(DeclarativeBase):
    metadata = MetaData()


project_area = Table(
    "project_area",
    Base.metadata,
    Column("project_id", ForeignKey("project.id", ondelete="CASCADE"), primary_key=True),
    Column("area_id", ForeignKey("area.id"), primary_key=True),
)


class Project(Base):
    __tablename__ = "project"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int]
    version: Mapped[int] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(String(60))
    target: Mapped[Any] = mapped_column(Scaled(2), nullable=True)
    key: Mapped[bool | None] = mapped_column(Boolean)
    due: Mapped[date | None] = mapped_column(Date)
    heard_at: Mapped[datetime | None] = mapped_column(Moment)
    choices: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    secret: Mapped[str | None] = mapped_column(String(200), info={"history": "changed"})
    steps: Mapped[list[Step]] = relationship(
        back_populates="project", cascade="all, delete-orphan", passive_deletes=True
    )
    areas: Mapped[list[Area]] = relationship(secondary=project_area)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy declares it as an attribute of each class


class Step(Base):
    __tablename__ = "step"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int]
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(String(200))
    project: Mapped[Project] = relationship(back_populates="steps")


class Area(Base):
    __tablename__ = "area"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int]
    name: Mapped[str] = mapped_column(String(60), unique=True)


wide = Table(
    "wide",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    *(Column(f"c{number:02}", String(20)) for number in range(59)),
)

vote = Table("vote", Base.metadata, Column("key", String(32), primary_key=True), info={"history": False})


def open_engine(url: str, *, attached: bool = True) -> Engine:
    """Open a database the way the application does."""
    engine = create_engine(url, poolclass=NullPool)
    if attached:
        history.attach(engine)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _connected(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA recursive_triggers = ON")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def build(engine: Engine) -> None:
    """Make the tables, history's own among them, and install the triggers."""
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        history.Change.metadata.create_all(
            connection, tables=[history.Change.__table__, history.Event.__table__, history.Seal.__table__]
        )
        history.install(connection, Base.metadata)


@contextmanager
def writing(engine: Engine, context: history.Context = CLERK) -> Iterator[Connection]:
    """Begin a transaction with an actor, commit it at the end."""
    with engine.begin() as connection:
        history.bind(connection, context)
        yield connection


@contextmanager
def session(engine: Engine, context: history.Context = CLERK) -> Iterator[Session]:
    """Open a session that binds its actor before each flush, commit it at the end."""
    with Session(engine) as opened:
        event.listen(opened, "before_flush", lambda s, *_: history.bind(s.connection(), context))
        history.bind(opened.connection(), context)
        yield opened
        opened.commit()


def run(connection: Connection, statement: str, **values: Any) -> Any:
    """Run a statement as text."""
    return connection.execute(text(statement), values)


def said(engine: Engine, table: str | None = None) -> list[tuple[str, str, str]]:
    """Return what the change table holds: operation, table, record id, in order."""
    statement = (
        "SELECT operation, table_name, record_id FROM change WHERE :t IS NULL OR table_name = :t ORDER BY id"
    )
    with engine.connect() as connection:
        statement = statement.replace(":t IS NULL", "CAST(:t AS TEXT) IS NULL")
        return [tuple(row) for row in run(connection, statement, t=table)]


def lines(engine: Engine, table: str, record_id: int | str) -> list[history.Line]:
    """Return the lines of one record, oldest first."""
    with engine.connect() as connection:
        page = history.timeline(connection, table, record_id, limit=500)
    return sorted(page.lines, key=lambda line: line.id)
