"""What a token lets its bearer do: whose it is, within which scope, and what has to come first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.people import Person, Role
from domain.sign_in import IDLE, Duty
from domain.token_scope import Scope

STALE = timedelta(minutes=1)
"""A token's use is written down once in this time, not with every request."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """`scope` is a machine's; a person acts within their capacities alone."""

    person: Person
    scope: Scope | None = None
    duty: Duty | None = None


def _unheeded(_: Sequence[str]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`were_here` is told the token hashes whose use is not on record as of the last minute. In
    production the demo's sign-ins are nobody's."""

    idle: timedelta = IDLE
    totp_roles: frozenset[Role] = frozenset()
    production: bool = True
    were_here: Callable[[Sequence[str]], None] = _unheeded

    def stale(self, now: datetime) -> str:
        return (now - STALE).isoformat()
