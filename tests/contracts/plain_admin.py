"""Flask-Admin as it comes, with as little around it as its manual shows: what each trap is when nobody closes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_babel import Babel
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.pool import StaticPool


@dataclass
class Plain:
    """An application of Flask-Admin, its database, its tables ``unit`` and ``case``, and the view of cases."""

    app: Flask
    db: Any
    unit: Any
    case: Any
    view: Any

    def client(self) -> Any:
        """Return a browser."""
        return self.app.test_client()

    def cases(self) -> dict[int, Any]:
        """Return the cases as they stand in the database, by number."""
        with self.app.app_context():
            self.db.session.expire_all()
            return {row.id: row for row in self.db.session.query(self.case)}


@contextmanager
def plain_admin(*, babel: bool = True, **settings: Any) -> Iterator[Plain]:
    """Yield a panel over three cases of two units, of which the view's query shows the first unit's alone.

    Args:
        babel: initialise Flask-Babel, as the manual does not say one has to.
        settings: attributes of the view of cases.
    """
    app = Flask("plain")
    app.config.update(
        SECRET_KEY="plain",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        SQLALCHEMY_ENGINE_OPTIONS={"poolclass": StaticPool, "connect_args": {"check_same_thread": False}},
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
    )
    if babel:
        Babel(app)
    db = SQLAlchemy(app)

    class Unit(db.Model):  # type: ignore[name-defined]
        __tablename__ = "unit"
        id: Mapped[int] = mapped_column(primary_key=True)
        name: Mapped[str] = mapped_column(String(40))
        phone: Mapped[str | None] = mapped_column(String(40))

        def __str__(self) -> str:
            return self.name

    class Case(db.Model):  # type: ignore[name-defined]
        __tablename__ = "case"
        __table_args__ = (CheckConstraint("remark <> '-'", name="ck_case_remark"),)
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(String(80), unique=True)
        remark: Mapped[str | None] = mapped_column(String(80))
        unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
        unit: Mapped[Any] = relationship(Unit)

    class CaseView(ModelView):
        column_list = ("title", "unit")
        column_searchable_list = ("title",)
        can_view_details = True
        can_export = True
        form_columns = ("title", "remark", "unit")
        form_ajax_refs = {"unit": {"fields": ("name",), "page_size": 10}}  # noqa: RUF012 - as its manual writes it

        def get_query(self) -> Any:
            return super().get_query().filter(Case.unit_id == 1)

    for name, value in settings.items():
        setattr(CaseView, name, value)
    admin = Admin(app, name="plain")
    with app.app_context():
        view = CaseView(Case, db)
        admin.add_view(view)
        db.create_all()
        db.session.add_all(
            [Unit(id=1, name="县水务局", phone="666"), Unit(id=2, name="县教科体局", phone="777")]
        )
        db.session.flush()
        db.session.add_all(
            Case(id=number, title=title, unit_id=unit, remark=f"密{number}")
            for number, title, unit in ((1, "修渠", 1), (2, "=1+1", 1), (3, "办学", 2))
        )
        db.session.commit()
        db.session.remove()
    yield Plain(app, db, Unit, Case, view)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
