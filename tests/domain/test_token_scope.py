"""S9: what a machine's token covers, and for whom it is made."""

from dataclasses import replace

import pytest

from domain.people import Actor, District, Person, Role
from domain.token_scope import GRANTABLE, READ, Scope, scope_misfit
from tests.domain.lives import APPROVER, AUDITOR, INSPECTOR, SUPERVISOR

HAINAN, WUDA = District.HAINAN, District.WUDA
BOTH = replace(INSPECTOR, districts=(HAINAN, WUDA))
ADMINISTRATOR = Actor("a", "b", Role.ADMINISTRATOR)
CLERK = Actor("a", "b", Role.CLERK, department="power")


def _person(*capacities: Actor) -> Person:
    return Person("a", "b", capacities)


@pytest.mark.parametrize(
    ("method", "right", "covered"),
    [
        ("GET", "read_cases", True),
        ("HEAD", "read_audit", True),
        ("POST", "file_report", True),
        ("POST", "serve_notice", False),
        ("DELETE", "withdraw", False),
    ],
)
def test_s9_it_reads_and_does_what_it_was_made_for(method: str, right: str, covered: bool) -> None:
    scope = Scope((READ, "file_report"))
    assert scope.covers(method, right) is covered
    assert not Scope(("file_report",)).covers("GET", "read_cases")


@pytest.mark.parametrize(
    "scope", [Scope((READ,)), Scope((READ, "flag"), (HAINAN, WUDA)), Scope(("flag",), (WUDA,))]
)
def test_s9_written_down_and_read_it_is_the_same(scope: Scope) -> None:
    assert Scope.read(scope.written) == scope


def test_s9_its_districts_narrow_those_of_the_account() -> None:
    """A capacity that does not go by districts would reach beyond them."""
    person = _person(BOTH, SUPERVISOR, CLERK)
    assert Scope((READ,)).narrowed(person) == person
    narrowed = Scope((READ,), (WUDA,)).narrowed(person)
    assert narrowed.capacities == (replace(BOTH, districts=(WUDA,)),)


@pytest.mark.parametrize(
    ("capacities", "districts", "fits"),
    [
        ((INSPECTOR,), (), True),
        ((INSPECTOR,), (HAINAN,), True),
        ((INSPECTOR,), (WUDA,), False),
        ((INSPECTOR, replace(APPROVER, districts=(WUDA,))), (WUDA, HAINAN), True),
        ((AUDITOR,), (), True),
        ((AUDITOR,), (HAINAN,), False),
        ((ADMINISTRATOR,), (), False),
        ((INSPECTOR, ADMINISTRATOR), (), False),
    ],
)
def test_s9_it_is_made_within_what_its_account_has_and_for_no_administrator(
    capacities: tuple[Actor, ...], districts: tuple[District, ...], fits: bool
) -> None:
    misfit = scope_misfit(Scope((READ,), districts), _person(*capacities))
    assert (misfit is None) is fits


def test_s9_no_token_is_about_accounts_or_the_rules_for_everybody() -> None:
    assert {"flag", "upload_plan", READ} <= GRANTABLE
    barred = {"manage_accounts", "manage_tokens", "adopt_rules", "adopt_calendar"}
    assert not barred & GRANTABLE
