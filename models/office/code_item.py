"""CodeItem (公共代码)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, all_rows, in_area
from models.base import Record
from models.fields import Choice, choice_of, count, flag, ref, text
from models.lookups import another_like
from models.marks import N_
from models.problems import Problem
from models.registry import record_types
from models.usage import keep_while_used

_TWICE = N_("This code is already in the table; please use that row or another code.")


def code_tables() -> list[Choice]:
    """Return the code tables that columns of record types draw on, each called as the first of these columns."""
    found: dict[str, Choice] = {}
    for cls in record_types():
        for column in cls.__table__.columns:
            if table := column.info.get("code_table"):
                found.setdefault(table, Choice(table, column.info["label"]))
    return list(found.values())


@keep_while_used
class CodeItem(Record):
    """One entry of a list that differs by place or by term. An entry in use is deactivated, never removed."""

    __tablename__ = "code_item"
    __table_args__ = (UniqueConstraint("organization_id", "table_name", "term_id", "code"),)
    title = N_("Code")
    plural = N_("Code tables")
    entered_for = ()
    short_list = True
    label_columns = ("label",)

    table_name: Mapped[str] = choice_of(code_tables, 40, label=N_("Code table"), required=True, listed=True)
    code: Mapped[str] = text(30, label=N_("Code value"), required=True, search=True, listed=True)
    label: Mapped[str] = text(60, label=N_("What it is called"), required=True, search=True, listed=True)
    term_id: Mapped[int | None] = ref(
        "term", label=N_("Term"), listed=True, filter=True, help=N_("Empty: holds for all terms")
    )
    rank: Mapped[int] = count(label=N_("Order"), required=True, default=0, listed=True)
    active: Mapped[bool] = flag(label=N_("Can be chosen"), default=True, listed=True)

    access = Access(
        read=dict.fromkeys((CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT), all_rows),
        create={CLERK: all_rows, COMMITTEE: in_area},
        update={CLERK: all_rows, COMMITTEE: in_area},
        export={CLERK: all_rows, CHAIR: all_rows, AUDITOR: all_rows},
    )

    def problems(self) -> Iterator[Problem]:
        """A code stands in its table once."""
        # The database's own constraint lets rows without a term pass.
        if self.term_id is None and another_like(self, "table_name", "term_id", "code"):
            yield Problem("code", _TWICE)
