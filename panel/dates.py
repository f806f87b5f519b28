"""Days and moments as an office writes them: 2020-09-16, 2020.9.16, 2020年9月16日, 9月16日, 20200916, 今天, 1月8日12时."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Any

from models.clock import OFFICE_ZONE, business_today
from models.marks import N_
from panel.value_problem import ValueProblem

NOT_A_DAY = N_("“%(value)s” is not a date. Please write it as in 2020-09-16.")
NO_SUCH_MONTH = N_("There is no month %(month)s, please write it again.")
NO_SUCH_DAY = N_("Month %(month)s has no day %(day)s, please write it again.")
NO_LEAP_DAY = N_("February %(year)s has no day %(day)s, please write it again.")
ODD_YEAR = N_("The year %(year)s can hardly be meant, please check it.")
NOT_A_MOMENT = N_("“%(value)s” is not a date with a time. Please write it as in 2020-09-16 17:00.")
TIME_MISSING = N_("Please add the time, as in 2020-09-16 17:00.")
NO_SUCH_TIME = N_("There is no time %(value)s, please write it as in 17:00.")

_FULL = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号號]?")
_OF_THE_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号號]?")
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上|晚|中午|早上)?\s*(?P<hour>\d{1,2})"
    r"(?:\s*[::时時点點]\s*(?:(?P<minute>\d{1,2})\s*分?|(?P<half_hour>半))?(?:\s*:\s*(?P<second>\d{1,2})(?:\.\d+)?)?)"
)
_MOMENT = re.compile(
    r"(?P<day>.*?[日号號\d])(?:[T\s]\s*|(?<=[日号號])\s*)(?P<clock>\D{0,2}\s*\d{1,2}\s*[::时時点點].*)"
)

_NEAR = {
    "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "後天": 2,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_NEAR_DAY = re.compile("|".join(_NEAR), re.IGNORECASE)
_WEEKDAY = re.compile(r"\s*[(（]?\s*(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]\s*[)）]?$")
"""Written behind a date in every notice; the date itself decides."""

_EARLIEST, _LATEST = 1900, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
"""Numbers of days that a spreadsheet means by 1954 to 2119, when its cell lost the format of a date."""


def read_day(text: Any) -> date:
    """Return the calendar date that was written; without a year the year of the business date.

    Raises:
        ValueProblem: when it is no date, or one that the calendar does not have.
    """
    match text:
        case datetime():
            if text.time() != time():
                raise ValueProblem(NOT_A_DAY, {"value": f"{text:%Y-%m-%d %H:%M}"})
            return text.date()
        case date():
            return text
        case bool():
            raise ValueProblem(NOT_A_DAY, {"value": str(text)})
        case int():
            return _from_number(text)
        case float():
            # 3.10 typed as a number has become 3.1: which day was meant is lost.
            if not text.is_integer():
                raise ValueProblem(NOT_A_DAY, {"value": f"{text:g}"})
            return _from_number(int(text))
    written = _plain(str(text))
    if written.casefold() in _NEAR:
        return _near(written)
    dated = _WEEKDAY.sub("", re.sub(r"[T\s]00:00(:00(\.0+)?)?$", "", written))
    if found := _FULL.fullmatch(dated) or _EIGHT_DIGITS.fullmatch(dated):
        return _calendar(*map(int, found.groups()))
    if found := _OF_THE_YEAR.fullmatch(dated):
        month, day = map(int, found.groups())
        return _calendar(business_today().year, month, day)
    raise ValueProblem(NOT_A_DAY, {"value": written})


def read_moment(text: Any) -> datetime:
    """Return the point in time that was written, in the office's zone.

    A day alone is not enough: whether a period that ends "on the 8th" includes the 8th must be said.

    Raises:
        ValueProblem: when it is no moment, or its time is missing.
    """
    match text:
        case datetime():
            return text if text.tzinfo else text.replace(tzinfo=OFFICE_ZONE)
        case date():
            raise ValueProblem(TIME_MISSING)
        case float():
            return _from_serial(text)
    written = _plain(str(text))
    if near := _NEAR_DAY.match(written):
        written = f"{_near(near[0])} {written[near.end() :].strip()}".strip()
    found = _MOMENT.fullmatch(written)
    if found is None:
        try:
            read_day(written)
        except ValueProblem:
            raise ValueProblem(NOT_A_MOMENT, {"value": written}) from None
        raise ValueProblem(TIME_MISSING)
    day, clock = read_day(found["day"].strip()), found["clock"].strip()
    return _at(day, clock)


def _near(word: str) -> date:
    return business_today() + timedelta(days=_NEAR[word.casefold()])


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _from_number(number: int) -> date:
    if number in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=number)
    if found := _EIGHT_DIGITS.fullmatch(str(number)):
        return _calendar(*map(int, found.groups()))
    raise ValueProblem(NOT_A_DAY, {"value": str(number)})


def _from_serial(number: float) -> datetime:
    if int(number) not in _SERIALS:
        raise ValueProblem(NOT_A_MOMENT, {"value": f"{number:g}"})
    minutes = round((number - int(number)) * 24 * 60)
    midnight = datetime.combine(_EXCEL_EPOCH + timedelta(days=int(number)), time(), OFFICE_ZONE)
    return midnight + timedelta(minutes=minutes)


def _calendar(year: int, month: int, day: int) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueProblem(ODD_YEAR, {"year": year})
    if not 1 <= month <= 12:
        raise ValueProblem(NO_SUCH_MONTH, {"month": month})
    if not 1 <= day <= monthrange(year, month)[1]:
        if (month, day) == (2, 29):
            raise ValueProblem(NO_LEAP_DAY, {"year": year, "day": day})
        raise ValueProblem(NO_SUCH_DAY, {"month": month, "day": day})
    return date(year, month, day)


def _at(day: date, clock: str) -> datetime:
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueProblem(NO_SUCH_TIME, {"value": clock})
    hour = int(found["hour"])
    minute = 30 if found["half_hour"] else int(found["minute"] or 0)
    second = int(found["second"] or 0)
    if found["half"] in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    if (hour, minute, second) == (24, 0, 0):
        # "24:00" of a day is the end of it, and offices write their deadlines so.
        return datetime.combine(day, time(), OFFICE_ZONE) + timedelta(days=1)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueProblem(NO_SUCH_TIME, {"value": clock})
    return datetime.combine(day, time(hour, minute, second), OFFICE_ZONE)
