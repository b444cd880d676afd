"""S9: guessing at the door is slow, and keeps nobody out who was in before."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from freezegun import freeze_time

from tests.api.door import AUDITOR, CAFE, HOME, INSPECTOR, Door, a_door
from tests.api.problems import problem
from tests.databases import SqliteDatabases

WRONG = "nobody has this one"


@pytest.fixture
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh()) as door:
        yield door


def test_after_some_failures_there_is_a_pause_and_the_right_password_waits_too(door: Door) -> None:
    with freeze_time(datetime(2026, 11, 23, 4, tzinfo=UTC), real_asyncio=True) as clock:
        for _ in range(6):
            problem(door.sign_in(INSPECTOR.id, WRONG), 401, "wrong_password", "S9")
        answer = door.sign_in(INSPECTOR.id)
        problem(answer, 429, "too_many_attempts", "S9")
        assert answer.headers["retry-after"] == "15"
        clock.tick(15)
        assert door.sign_in(INSPECTOR.id).status_code == 201
    failures = door.notes("sign_in_failed")
    assert len(failures) == 6  # what was not looked at is not noted again and again
    assert (failures[-1].source, failures[-1].detail) == (HOME, "paused 15 s")
    assert (failures[-2].source, failures[-2].detail) == (HOME, "")


def test_an_unknown_account_is_paused_alike(door: Door) -> None:
    for _ in range(6):
        problem(door.sign_in("nobody", WRONG), 401, "wrong_password", "S9")
    problem(door.sign_in("nobody", WRONG), 429, "too_many_attempts", "S9")


def test_a_stranger_keeps_nobody_out(door: Door) -> None:
    assert door.sign_in(INSPECTOR.id).status_code == 201
    while door.sign_in(INSPECTOR.id, WRONG, CAFE).status_code != 429:
        pass
    assert door.sign_in(INSPECTOR.id).status_code == 201
    assert door.sign_in(AUDITOR.id, source=CAFE).status_code == 201


def test_who_shares_an_address_with_a_stranger_shows_the_device(door: Door) -> None:
    device = door.sign_in(INSPECTOR.id, remember=True).json()["device"]
    assert device
    while door.sign_in(INSPECTOR.id, WRONG).status_code != 429:
        pass
    problem(door.sign_in(INSPECTOR.id), 429, "too_many_attempts", "S9")
    answer = door.sign_in(INSPECTOR.id, device=device)
    assert answer.status_code == 201
    assert answer.json()["device"] is None  # it stays the one that was shown before


def test_the_addresses_of_one_ipv6_network_are_one_source(door: Door) -> None:
    for number in range(6):
        door.sign_in(INSPECTOR.id, WRONG, f"2001:db8::{number}")
    answer = door.sign_in(INSPECTOR.id, WRONG, "2001:db8::ffff")
    problem(answer, 429, "too_many_attempts", "S9")
    problem(door.sign_in(INSPECTOR.id, WRONG, "2001:db8:1::1"), 401, "wrong_password", "S9")


def test_no_password_is_in_any_note(door: Door) -> None:
    door.sign_in(INSPECTOR.id, WRONG)
    door.sign_in(INSPECTOR.id)
    assert WRONG not in door.all_notes()
