"""What a token lets its bearer do: whose it is, within which scope, and what has to come first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.people import Actor, District, Role

READ = "read"
_DISTRICT = "district:"
STALE = timedelta(minutes=1)
"""A token's use is written down once in this time, not with every request."""


class Duty(StrEnum):
    """What a person has to do before anything else."""

    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a duty
    ENROL_TOTP = "enrol_totp"


@dataclass(frozen=True, slots=True)
class Scope:
    """The operations that a machine may ask for: `read`, and commands by their names. Districts
    narrow those of its account; none leave them as they are."""

    operations: tuple[str, ...]
    districts: tuple[District, ...] = ()

    @property
    def written(self) -> str:
        """Separated by blanks, as OAuth writes a scope."""
        return " ".join((*self.operations, *(f"{_DISTRICT}{each}" for each in self.districts)))

    @classmethod
    def read(cls, written: str) -> Self:
        parts = written.split()
        return cls(
            tuple(part for part in parts if not part.startswith(_DISTRICT)),
            tuple(
                District(part.removeprefix(_DISTRICT))
                for part in parts
                if part.startswith(_DISTRICT)
            ),
        )

    def covers(self, method: str, operation: str) -> bool:
        if method in ("GET", "HEAD"):
            return READ in self.operations
        return operation != READ and operation in self.operations

    def narrowed(self, actor: Actor) -> Actor:
        if not self.districts:
            return actor
        return replace(
            actor, districts=tuple(each for each in actor.districts if each in self.districts)
        )


@dataclass(frozen=True, slots=True)
class Bearer:
    """`scope` is a machine's; a person acts within their role alone."""

    actor: Actor
    scope: Scope | None = None
    duty: Duty | None = None


def _unheeded(_: Sequence[str]) -> None:
    pass


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`were_here` is told the token hashes whose use is not on record as of the last minute. In
    production the demo's sign-ins are nobody's."""

    idle: timedelta = timedelta(minutes=30)
    totp_roles: frozenset[Role] = frozenset()
    production: bool = True
    were_here: Callable[[Sequence[str]], None] = _unheeded

    def stale(self, now: datetime) -> str:
        return (now - STALE).isoformat()
