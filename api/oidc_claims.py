"""Whom an ID token's claims make somebody here: nobody, unless a rule of the settings says so."""

import hashlib
from collections.abc import Mapping

from domain.people import Person
from settings.oidc import OidcSettings

Claims = Mapping[str, object]
_LONGEST_NAME = 120


def person_of(config: OidcSettings, claims: Claims) -> Person | None:
    """Every rule that fits gives a capacity, in their order. A subject of another issuer is
    another person, however it calls itself."""
    subject = str(claims["sub"])
    account = account_id(config.issuer, subject)
    name = str(claims.get(config.name_claim) or subject)
    shown = "".join(each for each in name if each.isprintable())[:_LONGEST_NAME]
    held = tuple(
        rule.capacity(account, shown)
        for rule in config.roles
        if _has(claims.get(rule.claim), rule.value)
    )
    return Person(account, shown, tuple(dict.fromkeys(held))) if held else None


def account_id(issuer: str, subject: str) -> str:
    return "oidc." + hashlib.sha256(f"{issuer}\n{subject}".encode()).hexdigest()[:32]


def _has(claim: object, value: str) -> bool:
    return value in claim if isinstance(claim, list) else claim == value
