"""What a token lets its bearer do: whose it is, within which scope, and what has to come first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from domain.people import District, Person, Role
from domain.rights import BY_DISTRICT

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
    """The rights that a machine has of its account's: `read`, which is all reading, and what it
    may do by the names of the table. Districts narrow every capacity of the account; none leave
    them as they are."""

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

    def covers(self, method: str, right: str) -> bool:
        return (READ if method in ("GET", "HEAD") else right) in self.operations

    def narrowed(self, person: Person) -> Person:
        """A capacity that does not go by districts would reach beyond them: it is left out."""
        if not self.districts:
            return person
        held = tuple(
            replace(each, districts=tuple(d for d in each.districts if d in self.districts))
            for each in person.capacities
            if each.role in BY_DISTRICT
        )
        return replace(person, capacities=held)


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

    idle: timedelta = timedelta(minutes=30)
    totp_roles: frozenset[Role] = frozenset()
    production: bool = True
    were_here: Callable[[Sequence[str]], None] = _unheeded

    def stale(self, now: datetime) -> str:
        return (now - STALE).isoformat()
