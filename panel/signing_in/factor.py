"""The second factor: codes of a telephone or token (TOTP, RFC 6238), or a printed card of codes that are each good for once.

What an account keeps of it is sealed (Fernet under a key derived from the secret key), so a copy of the database alone makes no
code; of a card's codes not even that holds more than keyed fingerprints. What was spent stands in ``spent_code``.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import delete, func, or_, select

from models import clock
from models.accounts.spent_code import SpentCode
from models.base import db
from models.session import maintenance

APP, CARD = "app", "card"
CODES = 40
"""Codes on one card: a year of weekly sign-ins, on half a page."""
CODE_LENGTH = 8
FEW = 5
"""So many codes left, and the panel says at each sign-in that a new card is due."""
STEP = 30
"""Seconds for which a code of a telephone stands (RFC 6238, section 5.2); one step of drift either way is let pass."""
SETTING_UP = 15 * 60
"""Seconds in which a factor that was begun has to be confirmed."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What the panel knows of an account's second factor.

    ``mark`` tells one factor of an account from the next: what was spent of an old card says nothing of a new one. ``secret``: of
    a telephone, base32. ``prints``: of a card, the fingerprints of its codes in their order.
    """

    kind: str
    mark: str
    account_id: int
    secret: str = ""
    prints: tuple[str, ...] = ()

    def sealed(self) -> str:
        """Return the factor as the account keeps it."""
        return _box().encrypt(json.dumps(asdict(self)).encode()).decode()


def opened(text: str | None, account_id: int, *, within: int | None = None) -> Factor | None:
    """Return the factor that was sealed; ``None`` for none, for another account's, and when the secret key has been changed.

    :param within: seconds since it was sealed after which it is not taken any more.
    """
    if not text:
        return None
    try:
        found: dict[str, Any] = json.loads(_box().decrypt(text.encode(), ttl=within))
    except (InvalidToken, ValueError):
        return None
    factor = Factor(**{**found, "prints": tuple(found["prints"])})
    return factor if factor.account_id == account_id else None


def new_app(account_id: int) -> Factor:
    """Return a new secret for a telephone: 160 bits, as RFC 4226 asks."""
    return Factor(APP, secrets.token_hex(8), account_id, secret=pyotp.random_base32())


def new_card(account_id: int) -> tuple[Factor, list[str]]:
    """Return a new card, and its codes: they exist on the page that prints them, and nowhere else."""
    codes = [f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}" for _ in range(CODES)]
    mark = secrets.token_hex(8)
    prints = tuple(_print(mark, number, code) for number, code in enumerate(codes, 1))
    return Factor(CARD, mark, account_id, prints=prints), codes


def address_of(factor: Factor, login: str, issuer: str) -> str:
    """Return the ``otpauth:`` address that a telephone takes from the square code."""
    return pyotp.TOTP(factor.secret).provisioning_uri(name=login, issuer_name=issuer)


def square_code(text: str) -> str:
    """Return a QR code as an SVG to stand in a page, without style or script."""
    return str(
        segno.make(text, error="m").svg_inline(scale=4, border=4, svgclass="square-code", lineclass=None)
    )


def next_number(factor: Factor) -> int | None:
    """Return which code of a card is asked for: the first that was not used; ``None`` when all were, and for a telephone."""
    if factor.kind != CARD:
        return None
    last = _last_spent(factor) or 0
    return last + 1 if last < len(factor.prints) else None


def codes_left(factor: Factor) -> int:
    """Return how many codes of a card are left."""
    return len(factor.prints) - (_last_spent(factor) or 0)


def number_of(factor: Factor, code: str) -> int | None:
    """Return what a right code spends: the step of the telephone's clock, or the number on the card; ``None`` for a wrong one.

    A code that was used, or is older than one that was, is wrong. Every candidate is compared, in a time that tells nothing.
    """
    given = "".join(unicodedata.normalize("NFKC", code).split())
    last = _last_spent(factor) or 0
    if factor.kind == CARD:
        number = last + 1
        if number > len(factor.prints):
            return None
        return (
            number
            if hmac.compare_digest(factor.prints[number - 1], _print(factor.mark, number, given))
            else None
        )
    maker, now = pyotp.TOTP(factor.secret, interval=STEP), int(clock.now().timestamp()) // STEP
    found = None
    for step in (now - 1, now, now + 1):
        if hmac.compare_digest(maker.generate_otp(step).encode(), given.encode()) and step > last:
            found = step
    return found


def spend(factor: Factor, number: int) -> None:
    """Write down that a code was used; the caller commits.

    :raises sqlalchemy.exc.IntegrityError: when the same code is being used at the same moment and was first.
    """
    with maintenance("sign-in"):
        db.session.execute(
            delete(SpentCode).where(
                SpentCode.account_id == factor.account_id,
                or_(SpentCode.mark != factor.mark, SpentCode.number < number),
            ),
            execution_options={"synchronize_session": False},
        )
    db.session.add(
        SpentCode(account_id=factor.account_id, mark=factor.mark, number=number, moment=clock.now())
    )
    db.session.flush()


def _last_spent(factor: Factor) -> int | None:
    statement = select(func.max(SpentCode.number)).where(
        SpentCode.account_id == factor.account_id, SpentCode.mark == factor.mark
    )
    found: int | None = db.session.scalar(statement)
    return found


def _key(purpose: bytes) -> bytes:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"xieshang " + purpose).derive(secret)


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"second factor")))


def _print(mark: str, number: int, code: str) -> str:
    made = hmac.new(_key(b"code card"), f"{mark}:{number}:{code}".encode(), sha256).digest()
    return base64.urlsafe_b64encode(made[:16]).decode()
