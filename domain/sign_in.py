"""What an account's person has to do before anything else, and how long a sign-in holds (S9)."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from domain.people import Person, Role

IDLE = timedelta(minutes=30)
"""Unused for longer, a session ends, unless the settings say otherwise."""
ONE_TIME_LASTS = timedelta(hours=72)
"""A one-time password lets in for as long, to change it."""


class Duty(StrEnum):
    """What a person has to do before anything else."""

    CHANGE_PASSWORD = "change_password"  # noqa: S105 - a duty
    ENROL_TOTP = "enrol_totp"


def needs_totp(person: Person, totp_roles: Collection[Role]) -> bool:
    return any(each.role in totp_roles for each in person.capacities)


def duty_of(
    person: Person, totp_roles: Collection[Role], *, one_time: bool, unproved: bool
) -> Duty | None:
    """`one_time` says that they signed in with a one-time password, `unproved` that their sign-in
    is ours to prove and no authenticator is set up."""
    if one_time:
        return Duty.CHANGE_PASSWORD
    return Duty.ENROL_TOTP if unproved and needs_totp(person, totp_roles) else None
