"""Who acts: roles, districts, and the person or system behind a command (S7, S9)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.catalogue import DEPARTMENTS
from domain.grounds import Ground
from domain.words import Text


class Role(StrEnum):
    INSPECTOR = "inspector"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ENTERPRISE = "enterprise"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class District(StrEnum):
    HAIBOWAN = "haibowan"
    HAINAN = "hainan"
    WUDA = "wuda"


ROLES = {
    Role.INSPECTOR: Text("检查人员", "inspector"),
    Role.APPROVER: Text("审批人", "approver"),
    Role.SUPERVISOR: Text("领导小组办公室", "supervisor"),
    Role.CLERK: Text("部门经办人", "department clerk"),
    Role.ENTERPRISE: Text("企业", "enterprise"),
    Role.AUDITOR: Text("审计人员", "auditor"),
    Role.ADMINISTRATOR: Text("系统管理员", "administrator"),
    Role.SYSTEM: Text("系统", "system"),
}

BY_DISTRICT = frozenset({Role.INSPECTOR, Role.APPROVER})
"""Whose cases are those of their districts and grounds."""

DISTRICTS = {
    District.HAIBOWAN: Text("海勃湾区", "Haibowan"),
    District.HAINAN: Text("海南区", "Hainan"),
    District.WUDA: Text("乌达区", "Wuda"),
}


@dataclass(frozen=True, slots=True)
class Principal:
    """Whom a stand-in acts for."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command, in one capacity 身份. A city-level person has all districts, one who
    works on some grounds only has these; a clerk has a department, and only the districts that are
    named, if any are; somebody of an enterprise has its credit code. The capacity may be that of
    somebody on leave, whom they stand in for."""

    id: str
    name: str
    role: Role
    districts: tuple[District, ...] = ()
    department: str | None = None
    enterprise: str | None = None
    grounds: tuple[Ground, ...] = ()
    """None named: every ground."""
    standing_in_for: Principal | None = None

    @property
    def persons(self) -> tuple[str, ...]:
        """Whose act it is: their own, and that of whom they stand in for."""
        return (self.id, self.standing_in_for.id) if self.standing_in_for else (self.id,)

    @property
    def city_wide(self) -> bool:
        """Of the city's own government or bureaus: all districts are theirs."""
        return set(self.districts) == set(District)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in, with every capacity that they may act in."""

    id: str
    name: str
    capacities: tuple[Actor, ...]


SYSTEM = Actor(id="system", name="系统", role=Role.SYSTEM)
"""Who is on record for what follows by itself: from time (S8), or from a command."""


_SYSTEM_OF = "department:"


def department_system(department: str) -> Actor:
    """The department's own system, which answers orders with signed receipts."""
    label = DEPARTMENTS.get(department)
    return Actor(
        id=f"{_SYSTEM_OF}{department}",
        name=label.zh if label else department,
        role=Role.CLERK,
        department=department,
    )


def is_person(actor: Actor) -> bool:
    """Somebody, and not one of the systems; no account's id has a colon."""
    return actor.role is not Role.SYSTEM and not actor.id.startswith(_SYSTEM_OF)
