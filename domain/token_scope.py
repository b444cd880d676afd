"""What a machine's token may be made for, and what it covers (S9)."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Self

from domain.commands import ACTIONS
from domain.people import BY_DISTRICT, District, Person, Role
from domain.words import Text

READ = "read"
_BESIDE_COMMANDS = {READ, "upload_plan", "upload_attachment"}
GRANTABLE = (_BESIDE_COMMANDS | ACTIONS.keys()) - {"adopt_calendar", "adopt_rules"}
"""Nothing about accounts, sessions, tokens, or the rules for everybody."""
LONGEST_DAYS = 366
ACCESS_LASTS = timedelta(minutes=15)
"""A short-lived token that was made with one."""
_DISTRICT = "district:"
_NO_MACHINE = Text("管理员账号不得签发令牌", "there are no tokens for administrators")
_BOUNDLESS = Text("该角色不按区划分，不能限定区", "a role without districts has none to narrow")
_FOREIGN = Text("超出账号所属的区", "a district that is none of the account's")


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


def scope_misfit(scope: Scope, person: Person) -> Text | None:
    """Why the person's account gets no token of this scope."""
    if any(each.role is Role.ADMINISTRATOR for each in person.capacities):
        return _NO_MACHINE
    by_district = [each for each in person.capacities if each.role in BY_DISTRICT]
    if scope.districts and not by_district:
        return _BOUNDLESS
    theirs = {district for each in by_district for district in each.districts}
    return None if set(scope.districts) <= theirs else _FOREIGN
