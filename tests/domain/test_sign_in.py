"""S9: what somebody who signs in has to do before anything else."""

import pytest

from domain.people import Person, Role
from domain.sign_in import Duty, duty_of
from tests.domain.lives import AUDITOR, INSPECTOR

PERSON = Person("a", "b", (INSPECTOR, AUDITOR))


@pytest.mark.parametrize("unproved", [False, True])
def test_s9_a_one_time_password_is_changed_first(unproved: bool) -> None:
    duty = duty_of(PERSON, {Role.AUDITOR}, one_time=True, unproved=unproved)
    assert duty is Duty.CHANGE_PASSWORD


@pytest.mark.parametrize(
    ("roles", "unproved", "duty"),
    [
        ({Role.AUDITOR}, True, Duty.ENROL_TOTP),
        ({Role.AUDITOR}, False, None),
        ({Role.SUPERVISOR}, True, None),
        (set(), True, None),
    ],
)
def test_s9_an_authenticator_is_set_up_where_any_of_their_roles_wants_it(
    roles: set[Role], unproved: bool, duty: Duty | None
) -> None:
    assert duty_of(PERSON, roles, one_time=False, unproved=unproved) is duty
