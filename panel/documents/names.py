"""File names as people write them: kept in their own script, without what a machine could mistake for something else."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 200
"""Characters of a file name that are kept; the row that keeps it is no longer."""

_PATH = re.compile(r"[/\\]")
_NOT_IN_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_LONGEST_ENDING = 10
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
"""Categories that are taken out. Private and unknown characters stay: rare characters of people's names are written with them."""

_WORD = r"(?:绝\s*密|絕\s*密|机\s*密|機\s*密|秘\s*密)"
_NOT_A_WORD = "(?![码碼钥鑰封闭閉切集度])"
_MARKINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # As it is printed at the head of a paper: 机密★1年.
        rf"{_WORD}\s*[级級件]?\s*[★☆*]",
        rf"[★☆]\s*{_WORD}",
        # In brackets of any kind.
        rf"[(（\[【〔《〈<「『{{]\s*(?:{_WORD}|涉\s*密)\s*[级級件]?\s*[)）\]】〕》〉>」』}}]",
        # Standing by itself at either end, or as the kind of the paper.
        rf"^\s*{_WORD}\s*[级級件]?\s*(?:$|[\s_\-—–.·、,，:：+＋])",
        rf"[\s_\-—–.·、,，:：+＋]{_WORD}\s*[级級件]?\s*$",
        rf"{_WORD}\s*[级級]?\s*(?:文件|公文|材料|资料|資料|电报|電報|急件)",
        # These two have no everyday meaning of their own; but 计算机密码, 杜绝密闭空间, 商业机密.
        rf"(?<![拒杜断斷])(?:绝\s*密|絕\s*密){_NOT_A_WORD}",
        rf"(?<!商业)(?<!商業)(?:机\s*密|機\s*密){_NOT_A_WORD}",
    )
)


def clean_name(given: str) -> str:
    """Return the file name that is kept and handed out again, "" when nothing is left.

    Only the last part of a path; NFC; without control and invisible formatting characters (one of them turns the direction of
    writing, so that ``exe`` reads as ``fdp``); without the seven characters that Windows has no names with; at most
    ``LONGEST_NAME`` characters, of which the ending is kept.
    """
    visible = "".join(
        " " if c.isspace() else c for c in given if c.isspace() or unicodedata.category(c) not in _INVISIBLE
    )
    name = _PATH.split(unicodedata.normalize("NFC", visible))[-1]
    # Windows drops dots and spaces at the end by itself: what ends in "exe. " would end in "exe" there.
    name = re.sub(r" {2,}", " ", name).translate(_NOT_IN_WINDOWS).strip(" .")
    if len(name) > LONGEST_NAME:
        ending = ending_of(name)
        name = name[: LONGEST_NAME - len(ending)].rstrip(" .") + ending
    return name


def ending_of(name: str) -> str:
    """Return the ending with its dot, in lower case; "" when there is none that could be one."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not 0 < len(ending) <= _LONGEST_ENDING:
        return ""
    return f".{ending.lower()}"


def carries_marking(name: str) -> bool:
    """Return whether a file name carries the marking of a classified paper (绝密, 机密, 秘密).

    A paper *about* secrets is not marked by that: 保守国家秘密法, 工作秘密, 商业秘密 and 秘密投票 are
    everyday words of an office.
    """
    text = unicodedata.normalize("NFKC", name)
    stem = text[: -len(ending)] if (ending := ending_of(text)) else text
    return any(pattern.search(stem) for pattern in _MARKINGS)
