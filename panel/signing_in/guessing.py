"""What is guessed first: well-worn words and numbers, rows of keys, a person's own names, a name in pinyin with a birthday.

The lists are made here, of what lists of leaked passwords have in common and of what people of an office think of; a password is
refused when next to nothing is left of it once all that is taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pypinyin import lazy_pinyin

LEAST_OF_OWN = 4
"""Characters that have to be left when everything well known has been taken away."""

_ENGLISH = """
password passwd passwrd pass word admin administrator root user guest test demo default login welcome hello letmein master
secret access system server manager office computer internet windows google baidu alibaba tencent huawei xiaomi iphone apple
monkey dragon shadow sunshine princess football baseball superman batman starwars flower summer winter spring autumn
love lover lovely iloveyou iloveu forever baby angel happy lucky money freedom killer michael jordan charlie jessica
china chinese beijing shanghai sichuan chengdu changeme temp temporary new old abc xyz qwer asdf zxcv aaa
"""
_PINYIN = """
woaini woaiwojia woaizhongguo woai aini wojia wode mima wodemima kouling denglu guanliyuan guanli zhanghao yonghu
zhongguo beijing shanghai sichuan guangan chengdu chongqing linshui xian shi sheng
zhengxie zhengxiebangongshi xieshang xieshangtai weiyuan weiyuanhui zhuxi fuzhuxi mishuzhang bangongshi tian tianwei jiwei
renda zhengfu xianwei dangwei renmin minsheng sheqing
laopo laogong baobei baobao erzi nver mama baba jiejie meimei gege didi
nihao nimen women xiexie zaijian kuaile xingfu jiankang pingan facai gongxi dashun shunli jixiang ruyi wanshi
qinaide xihuan yongyuan yishi yisheng aiqing tiantian kaixin
"""
_NUMBERS = """
5201314 1314520 520520 1314521 201314 1314 520 521 7758521 7758258 147258369 147258 258369 159357 159753 951753 789456
456789 123456 654321 123123 112233 121212 131313 123321 321321 666666 888888 168168 518518 666 888 999 168 518 110 119 120
"""
_RUNS = (
    "01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm", "poiuytrewqlkjhgfdsamnbvcxz", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp", "zaqxswcdevfrbgtnhymjukilop", "zaq12wsxcde34rfv",
    "1a2b3c4d5e6f7g8h9i0j", "a1b2c3d4e5f6g7h8i9j0", "147258369", "741852963", "aabbccddeeffgg", "112233445566778899", "qweasdzxc",
    "123qweasdzxc", "qwe123asd456zxc789",
)  # fmt: skip
_SHORTEST_RUN = 3

_WORDS = frozenset(_ENGLISH.split()) | frozenset(_PINYIN.split())
_TOKENS = sorted(_WORDS | frozenset(_NUMBERS.split()), key=len, reverse=True)
_SHIFTED = str.maketrans("!@#$%^&*()", "1234567890")
_WRITTEN_ELSE = str.maketrans("0134578@$!", "oleastbasi")
# A year, or a day with or without its year, as birthdays are typed.
_DATE = re.compile(
    r"(19|20)\d\d(0?[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|(19|20)\d\d|\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
_SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsrwy])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|ve|er|a|o|e|i|u|v)"
)
_NAME_AND_NUMBERS = re.compile(rf"\d*(?:{_SYLLABLE}){{1,4}}\d*")
_LEAST_DIGITS = 3
_AROUND = "0123456789!#%^&*.?~-_"


def spoken_of(*names: str) -> list[str]:
    """Return in which ways names are typed: as they stand, in pinyin, the given name first, the initials; no one-letter ones."""
    found: set[str] = set()
    for name in filter(None, names):
        parts = [part for part in lazy_pinyin(name) if part.isascii()] if not name.isascii() else [name]
        plain = [re.sub(r"[^a-z0-9]", "", part.lower()) for part in parts]
        found |= {
            name.lower(),
            "".join(plain),
            "".join(plain[1:] + plain[:1]),
            "".join(plain[2:] + plain[:2]),
        }
        if len(plain) > 1:
            found |= {"".join(part[:1] for part in plain), "".join(plain[1:])}
    return sorted({name for name in found if len(name) > 1}, key=len, reverse=True)


def is_own(lower: str, own: Iterable[str]) -> bool:
    """Return whether a password is one's own names, forwards or backwards, with next to nothing beside them."""
    plain = re.sub(r"[\W_]", "", lower)
    names = list(own)
    if any(
        (len(name) >= LEAST_OF_OWN or not name.isascii()) and (name in plain or name[::-1] in plain)
        for name in names
    ):
        return True
    if not any(name in plain or name[::-1] in plain for name in names):
        return False
    return len(_left(plain, names)) < LEAST_OF_OWN


def is_well_known(lower: str) -> bool:
    """Return whether next to nothing is left of a password without well-known words, numbers, dates and rows of keys."""
    for written in (lower, lower.translate(_SHIFTED), lower.strip(_AROUND).translate(_WRITTEN_ELSE)):
        plain = re.sub(r"[\W_]", "", written)
        if len(_left(plain, ())) < LEAST_OF_OWN:
            return True
    plain = re.sub(r"[\W_]", "", lower)
    digits = sum(sign.isdigit() for sign in plain)
    return digits >= _LEAST_DIGITS and _NAME_AND_NUMBERS.fullmatch(plain) is not None


def is_plain(lower: str) -> bool:
    """Return whether a password is digits alone, a few characters again and again, or one piece repeated."""
    plain = re.sub(r"[\W_]", "", lower)
    repeated = any(
        len(plain) % size == 0 and plain == plain[:size] * (len(plain) // size)
        for size in range(1, len(plain) // 2 + 1)
    )
    return plain.isdigit() or len(set(lower)) < 5 or repeated


def _left(plain: str, own: Iterable[str]) -> str:
    """Return what is left of a password when everything well known is taken away, the longest pieces first."""
    for name in own:
        plain = plain.replace(name, " ").replace(name[::-1], " ")
    plain = _DATE.sub(" ", plain)
    for token in _TOKENS:
        plain = plain.replace(token, " ")
    place, left = 0, []
    while place < len(plain):
        length = _run_at(plain, place)
        if length:
            place += length
        else:
            left.append(plain[place])
            place += 1
    return "".join("".join(left).split())


def _run_at(plain: str, place: int) -> int:
    """Return how many characters from a place on lie side by side on the keys, or are one character again and again."""
    longest = len(plain) - place
    same = next((n for n in range(1, longest) if plain[place + n] != plain[place]), longest)
    for length in range(longest, _SHORTEST_RUN - 1, -1):
        if length <= same or any(plain[place : place + length] in run for run in _RUNS):
            return length
    return 0
