"""Whole numbers in Chinese words, as labels of terms and sessions and the items of minutes have them."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return a number in Chinese words: 5 gives 五, 10 gives 十, 25 gives 二十五; from 100 on its digits.

    :raises ValueError: for a number below 1.
    """
    if number < 1:
        raise ValueError(f"no label has the number {number}")
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")
