"""One value as a person writes it, and back: forms, imports, filters and lists all read and write through here.

``parse`` understands what is typed or stands in a cell; ``format`` gives back what ``parse`` would understand (a form field);
``format_for`` gives what is read in a list, an export, a history line. None of them knows a record or a right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from models.access.sensitivity import MASK
from models.clock import OFFICE_ZONE
from models.fields import Choice
from models.marks import N_
from panel.dates import read_day, read_moment
from panel.language import join, translate
from panel.spellings import folded, spellings
from panel.value_problem import ValueProblem

NOT_A_CHOICE = N_("“%(value)s” is not one of the choices. Please write one of: %(choices)s.")
NOT_A_NUMBER = N_("“%(value)s” is not a number. Please write a number such as 1300.")
NOT_WHOLE = N_("“%(value)s” is not a whole number. Please write one without a decimal point.")
TOO_PRECISE = N_("At most %(places)s digits after the decimal point, please round “%(value)s”.")
TOO_LARGE = N_("The number is too large, please check it.")
NOT_A_FLAG = N_("“%(value)s” is neither yes nor no. Please write “yes” or “no”.")
YES = N_("Yes")
NO = N_("No")

_TRUE = frozenset(["yes", "y", "true", "1", "on", "是", "有", "对", "對", "√", "✓", "✔", "☑"])
_FALSE = frozenset(
    ["no", "n", "false", "0", "off", "否", "无", "無", "没有", "沒有", "不", "×", "x", "✗", "✘", "☐"]
)
_NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\"})
"""What stands in a table for "nothing here"; in running text they are text."""

_ODD_SPACES = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PADDED_NAME = re.compile(r"([\u3400-\u9fff]) ([\u3400-\u9fff])")
_SEPARATORS = re.compile(r"[、,，;；|\n]+")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_EXCEL_DIGITS = 15
"""Significant digits of a number in a spreadsheet; what a binary float adds behind them nobody typed."""
_LARGEST_KEPT = 2**63 - 1


def parse(column: Any, text: Any, *, synonyms: Mapping[str, str] | None = None) -> Any:
    """Return the value that ``text`` means in ``column``, ``None`` when nothing was given.

    Args:
        column: a mapped column; its ``info`` says what it holds.
        text: what was typed, or what a cell of a spreadsheet holds (number, date, truth value).
        synonyms: for a choice, further words and the value each stands for.

    Returns:
        The Python value that the column keeps: ``str``, ``int``, ``Decimal``, ``date``, aware ``datetime``, ``bool``;
        for several choices their kept form ``",a,b,"``; for a reference the number of the row.

    Raises:
        ValueProblem: with the sentence that says what is wrong and what to write.
        TypeError: for a column that only the engine writes.
    """
    kind = column.info["kind"]
    if kind not in _READERS:
        raise TypeError(f"a {kind} column is written by the engine alone")
    if kind not in ("text", "note", "choices") and is_nothing(text):
        return None
    return _READERS[kind](column, text, synonyms or {})


def is_nothing(text: Any) -> bool:
    """Return whether a cell or field is empty, or says so with a dash or stroke."""
    return text is None or (isinstance(text, str) and unicodedata.normalize("NFKC", text).strip() in _NOTHING)


def format(column: Any, value: Any) -> str:  # noqa: A001 - the twin of parse; called as values.format
    """Return the text from which ``parse`` makes the value again: what a form field holds."""
    if value is None:
        return ""
    match value:
        case bool():
            return "1" if value else "0"
        case datetime():
            return f"{value.astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case Decimal():
            return _plain(value)
    if column.info["kind"] == "choices":
        return ",".join(chosen(value))
    return str(value)


def format_for(column: Any, value: Any, *, wording: Callable[[str], str] = translate) -> str:
    """Return what a person reads: 2020-09-23, thousands with comma, yes or no, the labels of choices.

    A mask passes through. References and states are numbers and words of their own tables: whoever lists them has their labels.

    Args:
        column: a mapped column.
        value: a value of it, as the database gave it.
        wording: gives the wording of a message; that of the request's language unless given.
    """
    if value is None or value == MASK:
        return value or ""
    info = column.info
    if info["kind"] in ("choice", "choices"):
        labels = {c.value: c.label for c in info.get("choices") or info.get("several") or ()}
        picked = [str(value)] if info["kind"] == "choice" else chosen(value)
        return join(wording(labels[one]) if one in labels else one for one in picked)
    match value:
        case bool():
            return wording(YES if value else NO)
        case int() if info["kind"] == "count" and info.get("grouped", True):
            return f"{value:,}"
        case Decimal() if info["kind"] == "money":
            return f"{value:,.2f}"
        case Decimal():
            whole, point, places = _plain(value).partition(".")
            return f"{int(whole):,}{point}{places}" if abs(value) >= 1 else whole + point + places
    return format(column, value)


def chosen(kept: str | None) -> list[str]:
    """Return the single values of a kept ``",a,b,"``."""
    return [one for one in (kept or "").split(",") if one]


def split_names(text: str) -> list[str]:
    """Return the names of a cell or field that holds several ("县教育局、团县委"), each cleaned and once."""
    return list(dict.fromkeys(name for part in _SEPARATORS.split(text) if (name := clean_line(part))))


def clean_line(text: str) -> str:
    """Return one line of text: odd spaces and line breaks become one space, none at the ends.

    Lists pad names of two characters to the width of three ("李　明"); that space is dropped.
    """
    line = _ODD_SPACES.sub(" ", _CONTROL.sub("", unicodedata.normalize("NFC", text))).strip()
    return _PADDED_NAME.sub(r"\1\2", line) if _PADDED_NAME.fullmatch(line) else line


def clean_lines(text: str) -> str:
    """Return several lines of text without spaces at the ends of lines and empty lines around them."""
    plain = _CONTROL.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n".join(line.rstrip() for line in plain.split("\n")).strip("\n").strip()


def as_text(cell: Any) -> str:
    """Return what a cell shows: a whole number without ``.0``, a date as 2020-09-23."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return _plain(_from_float(cell))
        case datetime():
            midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            return f"{cell:%Y-%m-%d}" if midnight else f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
    return str(cell)


def _plain(value: Decimal) -> str:
    """Return the decimal without exponent and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _from_float(number: float) -> Decimal:
    return Decimal(f"{number:.{_EXCEL_DIGITS}g}")


def _text(_column: Any, text: Any, _synonyms: Mapping[str, str]) -> str | None:
    return clean_line(as_text(text)) or None


def _note(_column: Any, text: Any, _synonyms: Mapping[str, str]) -> str | None:
    return clean_lines(as_text(text)) or None


def choice_values(choices: Iterable[Choice], synonyms: Mapping[str, str]) -> dict[str, str]:
    """Return what may be written for the choices, folded, and the value of each.

    A value means its own choice, also where another choice has that word as its label.
    """
    declared = list(choices)
    known = {folded(choice.value): choice.value for choice in declared}
    for choice in declared:
        for spelling in spellings(choice.label):
            known.setdefault(folded(spelling), choice.value)
    known.update((folded(word), value) for word, value in synonyms.items())
    return known


def _choice(column: Any, text: Any, synonyms: Mapping[str, str]) -> str:
    choices = column.info["choices"]
    written = clean_line(as_text(text))
    try:
        return choice_values(choices, synonyms)[folded(written)]
    except KeyError:
        raise ValueProblem(NOT_A_CHOICE, {"value": written, "choices": [c.label for c in choices]}) from None


def _choices(column: Any, text: Any, synonyms: Mapping[str, str]) -> str | None:
    declared = column.info["several"]
    parts = _SEPARATORS.split(as_text(text)) if not isinstance(text, (list, tuple, set, frozenset)) else text
    known = choice_values(declared, synonyms)
    picked = set()
    for part in parts:
        written = clean_line(str(part))
        if not written:
            continue
        if folded(written) not in known:
            raise ValueProblem(NOT_A_CHOICE, {"value": written, "choices": [c.label for c in declared]})
        picked.add(known[folded(written)])
    kept = [c.value for c in declared if c.value in picked]
    return f",{','.join(kept)}," if kept else None


def _flag(_column: Any, text: Any, _synonyms: Mapping[str, str]) -> bool:
    if isinstance(text, bool):
        return text
    written = folded(as_text(text))
    yes = _TRUE | {folded(s) for s in spellings(YES)}
    no = _FALSE | {folded(s) for s in spellings(NO)}
    if written not in yes | no:
        raise ValueProblem(NOT_A_FLAG, {"value": clean_line(as_text(text))})
    return written in yes


def read_number(text: Any, unit: str = "") -> Decimal:
    """Return the exact number that was written: any width of digits, thousands with comma, the unit behind it if it is this one.

    Raises:
        ValueProblem: when it is no number; nothing is guessed from 万 or 多.
    """
    if isinstance(text, bool):
        raise ValueProblem(NOT_A_NUMBER, {"value": as_text(text)})
    if isinstance(text, float) and isfinite(text):
        return _from_float(text)
    if isinstance(text, (int, Decimal)):
        return Decimal(text)
    written = folded(as_text(text)).replace("−", "-")
    for suffix in sorted((folded(s) for s in spellings(unit)), key=len, reverse=True):
        if suffix and written.endswith(suffix):
            written = written.removesuffix(suffix)
            break
    if _THOUSANDS.fullmatch(written):
        written = written.replace(",", "")
    if not _NUMBER.fullmatch(written) or not written.isascii():
        raise ValueProblem(NOT_A_NUMBER, {"value": clean_line(as_text(text))})
    return Decimal(written)


def _count(column: Any, text: Any, _synonyms: Mapping[str, str]) -> int:
    number = read_number(text, column.info.get("unit", ""))
    if abs(number) > _LARGEST_KEPT:
        raise ValueProblem(TOO_LARGE)
    if number != number.to_integral_value():
        raise ValueProblem(NOT_WHOLE, {"value": clean_line(as_text(text))})
    return int(number)


def _measure(column: Any, text: Any, _synonyms: Mapping[str, str]) -> Decimal:
    number = read_number(text, column.info.get("unit", ""))
    places = column.type.places
    if abs(number).scaleb(places) > _LARGEST_KEPT:
        raise ValueProblem(TOO_LARGE)
    kept = number.quantize(Decimal(1).scaleb(-places))
    if kept != number:
        raise ValueProblem(TOO_PRECISE, {"places": places, "value": clean_line(as_text(text))})
    return kept


_READERS: dict[str, Callable[[Any, Any, Mapping[str, str]], Any]] = {
    "text": _text,
    "note": _note,
    "choice": _choice,
    "choices": _choices,
    "day": lambda _column, text, _synonyms: read_day(text),
    "moment": lambda _column, text, _synonyms: read_moment(text),
    "count": _count,
    "money": _measure,
    "measure": _measure,
    "flag": _flag,
    "ref": _count,
}

__all__ = [
    "ValueProblem",
    "as_text",
    "choice_values",
    "chosen",
    "clean_line",
    "clean_lines",
    "format",
    "format_for",
    "is_nothing",
    "parse",
    "read_number",
    "split_names",
]
