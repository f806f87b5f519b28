"""Languages: sentences translated, days, moments and numbers written as the office writes them.

The models' sentences are English message identifiers with ``%(name)s`` places; here they become what a person reads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, get_locale, gettext

from config import LOCALES, Settings
from models.marks import N_
from models.wording import word_with

COOKIE = "language"
ENDONYMS = {"zh_Hans": "简体", "zh_Hant": "繁體", "en": "English"}
"""Each language in its own words: who looks for it may not read the one that is shown."""

TYPED = frozenset({"value", "name", "title", "text"})
"""Places of a sentence for what a person typed: never taken for a message identifier."""

DAY_PATTERN = N_("d MMMM")
"""How a day is written within a sentence, in Babel's letters; in Chinese M 月 d 日."""
DAY_OF_YEAR_PATTERN = N_("d MMMM y")
LIST_SEPARATOR = N_(", ")
"""What stands between the parts of a list; in Chinese 、."""


def init_app(app: Flask, settings: Settings) -> None:
    """Set up translations and give templates the writers of this module.

    Filters: ``day``, ``day_in_words``, ``moment``, ``thousands``, ``translated``.
    """
    app.config["BABEL_DEFAULT_LOCALE"] = settings.locale
    app.config["BABEL_DEFAULT_TIMEZONE"] = settings.time_zone
    app.extensions["xieshang_zone"] = ZoneInfo(settings.time_zone)
    Babel(app, default_translation_directories="translations", locale_selector=locale)
    word_with(translate)
    app.jinja_env.filters.update(
        day=format_day,
        day_in_words=format_day_in_words,
        moment=format_moment,
        thousands=format_number,
        translated=translate,
    )


def locale() -> str:
    """Return the language of this request: what the account chose, else this browser, else the office's setting.

    What the browser sends by itself is not asked: office machines are often installed in English.
    """
    default: str = current_app.config["BABEL_DEFAULT_LOCALE"]
    if not has_request_context():
        return default
    user = g.get("_login_user")
    chosen = getattr(user, "language", None) or request.cookies.get(COOKIE)
    return chosen if chosen in LOCALES else default


def html_language() -> str:
    """Return the language as HTML's ``lang`` wants it: ``zh-Hans``."""
    return str(get_locale() or current_app.config["BABEL_DEFAULT_LOCALE"]).replace("_", "-")


def languages() -> list[tuple[str, str, bool]]:
    """Return (code, name in its own words, whether it is the current one) of each language."""
    current = str(get_locale())
    return [(code, ENDONYMS[code], code == current) for code in LOCALES]


def translate(sentence: str, **values: Any) -> str:
    """Return a sentence of the models in the language of the request, with its values filled in.

    Lists are joined; dates and moments are written as in tables; a string is translated when the catalogue has it (roles, labels
    and states arrive as message identifiers), unless its place is one for what a person typed.
    """
    if not sentence:
        # The empty identifier is the catalogue's own head.
        return ""
    translated: str = gettext(sentence)
    if not values:
        return translated
    return translated % {name: _written(value, typed=name in TYPED) for name, value in values.items()}


def _written(value: Any, *, typed: bool = False) -> Any:
    if isinstance(value, str):
        return value if typed or not value else gettext(value)
    if isinstance(value, datetime):
        return format_moment(value)
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, list | tuple | set | frozenset):
        return join(_written(part, typed=typed) for part in value)
    return value


def join(parts: Iterable[Any]) -> str:
    """Return the parts as one text, joined as the language joins a list."""
    separator: str = gettext(LIST_SEPARATOR)
    return separator.join(str(part) for part in parts)


def format_day(day: date | None) -> str:
    """Return a day as in tables, 2020-09-23; nothing for none."""
    return "" if day is None else day.isoformat()


def format_day_in_words(day: date | None, *, year: bool = True) -> str:
    """Return a day as in sentences, 2020 年 9 月 23 日, or without the year; nothing for none."""
    if day is None:
        return ""
    pattern = gettext(DAY_OF_YEAR_PATTERN if year else DAY_PATTERN)
    return format_date(day, pattern, locale=get_locale())


def format_weekday(day: date) -> str:
    """Return the day of the week in words: 星期四, Thursday."""
    return format_date(day, "EEEE", locale=get_locale())


def office_time(moment: datetime) -> datetime:
    """Return an aware moment in the office's time zone."""
    zone: ZoneInfo = current_app.extensions["xieshang_zone"]
    return moment.astimezone(zone)


def format_moment(moment: datetime | None, *, seconds: bool = False) -> str:
    """Return a moment in office time, 2020-09-23 14:05; nothing for none. Moments without a zone are taken for UTC."""
    if moment is None:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return office_time(aware).strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def format_number(number: int | Decimal | None, places: int | None = None) -> str:
    """Return a number with commas between thousands, with ``places`` decimals when given; nothing for none."""
    if number is None:
        return ""
    return f"{number:,}" if places is None else f"{number:,.{places}f}"
