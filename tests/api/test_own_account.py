"""S9: one's own password and authenticator, and the sessions that end by them."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
from freezegun import freeze_time

from api import sessions
from records import account_changes
from records.accounts import AccountRow, SessionRow
from records.database import writing
from records.passwords import hashed
from tests.api.door import AUDITOR, INSPECTOR, PASSWORD, Door, a_door
from tests.api.problems import malformed, problem
from tests.databases import SqliteDatabases
from tests.department_secrets import SECRET_KEY
from tests.records.contents import rows

NEW = "另一个足够长的密码，也没有人猜到"
WRONG = "nobody has this one"
NOW = datetime(2026, 11, 23, 4, 0, 5, tzinfo=UTC)


@pytest.fixture
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), secret_key=SECRET_KEY) as door:
        yield door


def seen(door: Door, at: datetime) -> None:
    """Waits until the use of the one session is on record: nobody's request waits for that."""
    while rows(door.engine, SessionRow)[0]["seen_at"] != at.isoformat():
        time.sleep(0.01)


def enrolled(door: Door) -> tuple[pyotp.TOTP, list[str]]:
    with freeze_time(NOW - timedelta(hours=1), real_asyncio=True):
        token = door.token(INSPECTOR)
        begun = door.ask("POST", "/me/totp", token, json={"password": PASSWORD})
        assert begun.headers["cache-control"] == "no-store"
        authenticator = pyotp.TOTP(begun.json()["secret"])
        assert pyotp.parse_uri(begun.json()["uri"]).secret == authenticator.secret
        code = authenticator.at(datetime.now(UTC))
        done = door.ask("POST", "/me/totp/confirmation", token, json={"code": code})
    assert done.status_code == 200, done.text
    return authenticator, done.json()["recovery_codes"]


def test_a_sign_in_under_way_does_not_outlive_the_password_that_it_began_with(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing takes its time: somebody may have changed the password by then."""
    opening = sessions._open

    def changed_meanwhile(*asked: Any) -> Any:
        with writing(door.engine) as session:
            row = session.get_one(AccountRow, AUDITOR.id)
            account_changes.change_password(session, row, hashed(NEW))
        return opening(*asked)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(sessions, "_open", changed_meanwhile)
        problem(door.sign_in(AUDITOR.id), 401, "wrong_password", "S9")
    assert door.sign_in(AUDITOR.id, NEW).status_code == 201


def test_who_one_is(door: Door) -> None:
    me = door.ask("GET", "/me", door.token(INSPECTOR)).json()
    [held] = me["capacities"]
    assert (me["id"], held["districts"]) == (INSPECTOR.id, ["hainan", "wuda"])


def test_a_new_password_ends_every_session_and_counts_at_once(door: Door) -> None:
    tokens = [door.token(INSPECTOR) for _ in range(2)]
    body = {"current": PASSWORD, "new": NEW}
    assert door.ask("POST", "/me/password", tokens[0], json=body).status_code == 204
    for token in tokens:
        problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
    problem(door.sign_in(INSPECTOR.id), 401, "wrong_password", "S9")
    assert door.ask("GET", "/me", door.token(INSPECTOR, NEW)).status_code == 200
    assert [note.actor for note in door.notes("password_changed")] == [INSPECTOR.id]
    assert NEW not in door.all_notes()


def test_a_session_left_open_does_not_take_over_the_account(door: Door) -> None:
    token = door.token(INSPECTOR)
    for path, body in [
        ("/me/password", {"current": WRONG, "new": NEW}),
        ("/me/totp", {"password": WRONG}),
        ("/me/totp/removal", {"password": WRONG, "code": "000000"}),
    ]:
        problem(door.ask("POST", path, token, json=body), 403, "wrong_password", "S9")
    for _ in range(3):
        body = {"current": WRONG, "new": NEW}
        problem(door.ask("POST", "/me/password", token, json=body), 403, "wrong_password", "S9")
    body = {"current": PASSWORD, "new": NEW}
    answer = door.ask("POST", "/me/password", token, json=body)
    problem(answer, 429, "too_many_attempts", "S9")
    assert len(door.notes("proof_failed")) == 6


@pytest.mark.parametrize("weak", ["short", "password12345", PASSWORD])
def test_a_weak_password_is_not_taken(door: Door, weak: str) -> None:
    token = door.token(INSPECTOR)
    answer = door.ask("POST", "/me/password", token, json={"current": PASSWORD, "new": weak})
    problem(answer, 422, "weak_password", "S9")
    assert door.ask("GET", "/me", token).status_code == 200


def test_an_authenticator_s_code_is_asked_for_and_counts_once(door: Door) -> None:
    authenticator, _ = enrolled(door)
    code = authenticator.at(NOW)
    with freeze_time(NOW, real_asyncio=True):
        problem(door.sign_in(INSPECTOR.id), 401, "code_required", "S9")
        problem(door.sign_in(INSPECTOR.id, code="000000"), 401, "wrong_code", "S9")
        problem(door.sign_in(INSPECTOR.id, WRONG, code=code), 401, "wrong_password", "S9")
        assert door.sign_in(INSPECTOR.id, code=code).status_code == 201
        problem(door.sign_in(INSPECTOR.id, code=code), 401, "wrong_code", "S9")
    assert len(door.notes("totp_enrolled")) == 1


def test_without_a_secret_key_no_authenticator_is_set_up(sqlite_databases: SqliteDatabases) -> None:
    with a_door(sqlite_databases.fresh()) as door:
        token = door.token(INSPECTOR)
        answer = door.ask("POST", "/me/totp", token, json={"password": PASSWORD})
        problem(answer, 409, "no_secret_key", "S9")


def test_codes_are_guessed_as_slowly_as_passwords(door: Door) -> None:
    enrolled(door)
    with freeze_time(NOW, real_asyncio=True):
        for _ in range(6):
            problem(door.sign_in(INSPECTOR.id, code="000000"), 401, "wrong_code", "S9")
        answer = door.sign_in(INSPECTOR.id, code="000000")
        problem(answer, 429, "too_many_attempts", "S9")


def test_a_recovery_code_lets_in_once_and_the_authenticator_is_removed_with_another(
    door: Door,
) -> None:
    _, codes = enrolled(door)
    token = door.token(INSPECTOR, code=codes[0])
    problem(door.sign_in(INSPECTOR.id, code=codes[0]), 401, "wrong_code", "S9")
    again = door.ask("POST", "/me/totp", token, json={"password": PASSWORD})
    problem(again, 409, "totp_enrolled", "S9")
    body = {"password": PASSWORD, "code": codes[0]}
    problem(door.ask("POST", "/me/totp/removal", token, json=body), 403, "wrong_code", "S9")
    body["code"] = codes[1]
    assert door.ask("POST", "/me/totp/removal", token, json=body).status_code == 204
    assert door.sign_in(INSPECTOR.id).status_code == 201


def test_a_wrong_code_confirms_nothing(door: Door) -> None:
    token = door.token(INSPECTOR)
    door.ask("POST", "/me/totp", token, json={"password": PASSWORD})
    answer = door.ask("POST", "/me/totp/confirmation", token, json={"code": "12345"})
    problem(answer, 403, "wrong_code", "S9")
    malformed(door.ask("POST", "/me/totp/confirmation", token, json={"code": ""}), "code")
    assert door.sign_in(INSPECTOR.id).status_code == 201


def test_a_role_that_must_use_an_authenticator_does_nothing_before(
    sqlite_databases: SqliteDatabases,
) -> None:
    url = sqlite_databases.fresh()
    with a_door(url, secret_key=SECRET_KEY, totp_roles=["inspector"]) as door:
        answer = door.sign_in(INSPECTOR.id)
        assert answer.json()["duty"] == "enrol_totp"
        token = answer.json()["token"]
        problem(door.ask("GET", "/cases", token), 403, "totp_required", "S9")
        authenticator, _ = enrolled(door)
        assert door.ask("GET", "/cases", token).status_code == 200
        body = {"password": PASSWORD, "code": authenticator.now()}
        answer = door.ask("POST", "/me/totp/removal", token, json=body)
        problem(answer, 409, "totp_required", "S9")


def test_a_session_ends_when_it_is_not_used_and_by_age(door: Door) -> None:
    with freeze_time(NOW, real_asyncio=True) as clock:
        token = door.token(INSPECTOR)
        clock.tick(timedelta(minutes=29))
        assert door.ask("GET", "/me", token).status_code == 200
        seen(door, datetime.now(UTC))
        clock.tick(timedelta(minutes=29))
        assert door.ask("GET", "/me", token).status_code == 200
        clock.tick(timedelta(minutes=30))
        problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
