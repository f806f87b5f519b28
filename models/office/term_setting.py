"""TermSetting (本届设定)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from models.access import AUDITOR, CHAIR, CLERK, COMMITTEE, DEPARTMENT, MEMBER, Access, in_area, parent_read
from models.base import Record
from models.fields import choice_of, ref, text
from models.marks import N_
from models.problems import Problem
from models.settings import LONGEST, declared_settings, setting_of
from models.wording import choice_words


class TermSetting(Record):
    """The office's own value of one setting in one term; a setting without a row has its usual value."""

    __tablename__ = "term_setting"
    __table_args__ = (UniqueConstraint("organization_id", "term_id", "setting"),)
    title = N_("Setting of the term")
    plural = N_("Settings of the term")
    entered_for = ()
    parent = "term_id"
    area_slug = "term"
    label_columns = ("setting",)

    term_id: Mapped[int] = ref("term", label=N_("Term"), required=True, listed=True, filter=True)
    setting: Mapped[str] = choice_of(declared_settings, 60, label=N_("Setting"), required=True, listed=True)
    value: Mapped[str] = text(LONGEST, label=N_("Value"), required=True, listed=True)
    basis: Mapped[str | None] = text(
        200,
        label=N_("Basis document"),
        listed=True,
        help=N_("The rule or minutes that set it, with its number"),
    )

    access = Access(
        read={
            role: parent_read("term_id") for role in (CLERK, COMMITTEE, CHAIR, AUDITOR, MEMBER, DEPARTMENT)
        },
        create={CLERK: parent_read("term_id"), COMMITTEE: in_area},
        update={CLERK: parent_read("term_id"), COMMITTEE: in_area},
        export={role: parent_read("term_id") for role in (CLERK, CHAIR, AUDITOR)},
    )

    @classmethod
    def label_sql(cls, row: Any = None) -> Any:
        """Return what the row is called: its setting, in the reader's words."""
        return choice_words((row or cls).setting, declared_settings())

    def before_save(self) -> None:
        """Take full-width digits and spaces around the value as they were meant."""
        self.value = unicodedata.normalize("NFKC", self.value or "").strip()

    def problems(self) -> Iterator[Problem]:
        """The value is one that its setting can have."""
        setting = setting_of(self.setting)
        if setting is not None:
            yield from setting.problems(self.value)
