"""Passwords: how they are kept, and which are taken."""

from __future__ import annotations

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from models.marks import N_
from models.problems import Problem
from panel.signing_in.guessing import is_own, is_plain, is_well_known, spoken_of

LEAST_LENGTH = 10
MOST_LENGTH = 200

TOO_SHORT = N_("A password has at least %(least)s characters; please choose a longer one.")
TOO_LONG = N_("A password has at most %(most)s characters; please choose a shorter one.")
TOO_COMMON = N_("This password is among the first that are tried; please choose another one.")
TOO_NEAR = N_(
    "The password is made of the login, the name or the organization, also in pinyin or backwards; please choose another one."
)
TOO_PLAIN = N_("The password is digits alone, or repeats the same few characters; please choose another one.")
ONLY_COUNTED_ON = N_("Only digits or signs differ from the password used so far; please choose a new one.")
SAME_AS_BEFORE = N_("This is the password used so far; please choose a new one.")

# Argon2id with the least memory of the OWASP password storage recommendation (19 MiB, two passes, one lane): eight people
# who sign in at the same moment then take 150 MiB on an office's server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def _normal(password: str) -> str:
    # The same characters may arrive composed or not, depending on the input method.
    return unicodedata.normalize("NFC", password)


def hash_password(password: str) -> str:
    """Return what is kept of a password: an Argon2id hash with its own salt and parameters."""
    return _hasher.hash(_normal(password))


_NOBODY = hash_password("nobody")


def verify_password(kept: str | None, password: str) -> bool:
    """Say whether ``password`` is the one of which ``kept`` was kept.

    Without a kept one (nobody has that login) it takes as long and says no: time does not tell which logins exist.
    """
    if len(password) > MOST_LENGTH:
        password = ""
    try:
        _hasher.verify(kept or _NOBODY, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def needs_rehash(kept: str) -> bool:
    """Say whether a hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(kept)


def made_password() -> str:
    """Return a password made by chance, at least as long as one must be; its person replaces it at the next sign-in."""
    return secrets.token_urlsafe(LEAST_LENGTH)


def password_problem(
    password: str,
    *,
    login: str,
    name: str,
    organization: str = "",
    before: str = "",
    field: str = "new_password",
) -> Problem | None:
    """Return what is wrong with a new password, ``None`` when it is taken.

    Length counts more than kinds of characters (NIST SP 800-63B, section 5.1.1.2); what is guessed first is refused.

    Args:
        password: what was typed.
        login: of the account. This and the names are looked for as they stand, in pinyin, turned round, and backwards.
        name: of its person.
        organization: short name of the committee.
        before: the password used so far, where it is known.
        field: where the problem is said.
    """
    lower = _normal(password).lower()
    if len(password) < LEAST_LENGTH:
        return Problem(field, TOO_SHORT, {"least": LEAST_LENGTH})
    if len(password) > MOST_LENGTH:
        return Problem(field, TOO_LONG, {"most": MOST_LENGTH})
    if before and _normal(password) == _normal(before):
        return Problem(field, SAME_AS_BEFORE)
    if before and _wording(lower) and _wording(lower) == _wording(_normal(before).lower()):
        return Problem(field, ONLY_COUNTED_ON)
    if is_plain(lower):
        return Problem(field, TOO_PLAIN)
    if login.lower() in lower or is_own(lower, spoken_of(login, name, organization)):
        return Problem(field, TOO_NEAR)
    if is_well_known(lower):
        return Problem(field, TOO_COMMON)
    return None


def _wording(lower: str) -> str:
    """Return a password without its digits and signs: who only counts on has no new one."""
    return "".join(sign for sign in lower if sign.isalpha())
