"""Passwords: kept only as argon2 hashes, and which ones are too weak to be taken."""

import secrets
import unicodedata
from functools import cache
from pathlib import Path

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.words import Text

MINIMUM, MAXIMUM = 12, 200
_ONE_TIME_BYTES = 15
_TELLING = 4
"""A shorter name is in too many words by accident."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")
_HASHING = PasswordHash((Argon2Hasher(),))

_SHORT = Text(f"密码至少 {MINIMUM} 位", f"at least {MINIMUM} characters")
_LONG = Text(f"密码至多 {MAXIMUM} 位", f"at most {MAXIMUM} characters")
_OWN_NAME = Text("密码不得含账号、姓名或本系统名", "not with the account's, one's own or our name")
_COMMON = Text("密码过于常见或过于规则", "too common, or too regular")


def one_time_password() -> str:
    return secrets.token_urlsafe(_ONE_TIME_BYTES)


def hashed(password: str) -> str:
    """Slow on purpose (argon2id)."""
    return _HASHING.hash(_normal(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Takes as long where there is no hash to fit: nobody learns which accounts there are."""
    right = _HASHING.verify(_normal(password), password_hash or _nobody())
    return right and password_hash is not None


def weakness(password: str, *names: str) -> Text | None:
    """Why the password is not taken (NIST 800-63B: length and a list, no rules of composition).
    `names` are the account's and the person's."""
    folded = _normal(password).casefold()
    if min(len(password), len(folded)) < MINIMUM:  # composed, one character can become eighteen
        return _SHORT
    if len(password) > MAXIMUM:
        return _LONG
    own = [_normal(name).casefold() for name in (*names, "phaseout") if len(name) >= _TELLING]
    if any(name in folded for name in own):
        return _OWN_NAME
    if folded in _common() or _repeats(folded) or _runs(folded):
        return _COMMON
    return None


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def _repeats(folded: str) -> bool:
    """One piece again and again, the last perhaps cut off."""
    half = len(folded) // 2
    return any((folded[:size] * len(folded)).startswith(folded) for size in range(1, half + 1))


def _runs(folded: str) -> bool:
    return any(folded in row or folded in row[::-1] for row in _ROWS)


@cache
def _nobody() -> str:
    """Made when first needed, as hashing is slow on purpose."""
    return _HASHING.hash(secrets.token_hex())


@cache
def _common() -> frozenset[str]:
    """Those of the usual lists that are long enough to pass otherwise."""
    return frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())
