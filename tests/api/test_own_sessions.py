"""S9: people see where they are signed in, and end all of it with their password."""

from collections.abc import Iterator

import pytest

from records.accounts import AccountRow
from records.database import writing
from tests.api.door import AUDITOR, CAFE, HOME, INSPECTOR, PASSWORD, Door, a_door
from tests.api.problems import malformed, problem
from tests.databases import SqliteDatabases

SESSIONS, REMOVAL = "/me/sessions", "/me/sessions/removal"


@pytest.fixture
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh()) as door:
        yield door


def test_the_sessions_of_oneself_alone_are_listed(door: Door) -> None:
    own, other = door.token(INSPECTOR), door.token(INSPECTOR)
    door.token(AUDITOR)
    listed = door.ask("GET", SESSIONS, own).json()
    assert [each["current"] for each in listed] == [False, True]  # the later one is first
    door.ask("DELETE", "/sessions/current", other)
    assert [each["current"] for each in door.ask("GET", SESSIONS, own).json()] == [True]
    assert own not in door.ask("GET", SESSIONS, own).text


def test_all_of_them_end_with_the_password_and_with_nothing_less(door: Door) -> None:
    device = door.sign_in(INSPECTOR.id, remember=True).json()["device"]
    own, other, auditor = door.token(INSPECTOR), door.token(INSPECTOR), door.token(AUDITOR)
    for wrong in ("nobody has this one", None):
        answer = door.ask("POST", REMOVAL, own, json={"password": wrong})
        problem(answer, 403, "wrong_password", "S9")
    malformed(door.ask("POST", REMOVAL, own, json={}), "password")
    assert door.ask("GET", "/me", other).status_code == 200
    assert door.ask("POST", REMOVAL, own, json={"password": PASSWORD}).status_code == 204
    statuses = [door.ask("GET", "/me", each).status_code for each in (own, other, auditor)]
    assert statuses == [401, 401, 200]
    assert [note.actor for note in door.notes("sessions_ended")] == [INSPECTOR.id]
    for _ in range(6):
        door.sign_in(INSPECTOR.id, "nobody has this one")
    answer = door.sign_in(INSPECTOR.id, source=HOME, device=device)
    problem(answer, 429, "too_many_attempts", "S9")  # the device is one no more


def test_who_signs_in_with_a_provider_has_no_password_to_show(door: Door) -> None:
    token = door.token(INSPECTOR, source=CAFE)
    with writing(door.engine) as session:
        session.get_one(AccountRow, INSPECTOR.id).password_hash = ""
    assert door.ask("POST", REMOVAL, token, json={"password": None}).status_code == 204
    assert door.ask("GET", "/me", token).status_code == 401
