"""How a typed day was understood, told to whoever typed it: with its weekday, by which people notice a wrong one."""

from __future__ import annotations

from datetime import date, datetime

from models.clock import OFFICE_ZONE
from models.marks import N_
from panel.language import format_weekday, translate

READ_AS = N_("Read as %(day)s, %(weekday)s")


def read_as(value: date | datetime) -> str:
    """Return the sentence that says how a day or moment was read."""
    local = value.astimezone(OFFICE_ZONE) if isinstance(value, datetime) else value
    day = local.date() if isinstance(local, datetime) else local
    return translate(READ_AS, day=in_full(value), weekday=format_weekday(day))


def in_full(value: date | datetime) -> str:
    """Return a day or moment as the house itself writes it in a form."""
    if isinstance(value, datetime):
        return f"{value.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    return value.isoformat()
