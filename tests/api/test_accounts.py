"""S9: administrators make accounts, change them and let people in again; nobody else does."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.door import (
    ADMINISTRATOR,
    AUDITOR,
    HOME,
    INSPECTOR,
    OTHER_ADMINISTRATOR,
    PASSWORD,
    Door,
    a_door,
)
from tests.api.problems import malformed, problem
from tests.databases import SqliteDatabases

NEW = "另一个足够长的密码，也没有人猜到"
CLERK = {"role": "clerk", "department": "power"}
LI_SI = {"id": "li.si", "name": "李四", "capacities": [CLERK]}


@pytest.fixture(scope="module")
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh()) as door:
        yield door


@pytest.fixture(scope="module")
def administrator(door: Door) -> str:
    return door.token(ADMINISTRATOR)


def made(door: Door, administrator: str, account: str) -> str:
    """Its one-time password."""
    answer = door.ask("POST", "/accounts", administrator, json=LI_SI | {"id": account})
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return str(answer.json()["password"])


def shown(door: Door, administrator: str, account: str) -> Any:
    listed = door.ask("GET", "/accounts", administrator).json()
    return next(each for each in listed if each["id"] == account)


def test_a_new_account_s_password_is_changed_before_anything_else(
    door: Door, administrator: str
) -> None:
    password = made(door, administrator, "new")
    assert shown(door, administrator, "new")["one_time_until"]
    answer = door.sign_in("new", password)
    assert answer.json()["duty"] == "change_password"
    token = answer.json()["token"]
    problem(door.ask("GET", "/cases", token), 403, "password_change_required", "S9")
    body = {"current": password, "new": password}
    problem(door.ask("POST", "/me/password", token, json=body), 422, "weak_password", "S9")
    body["new"] = NEW
    assert door.ask("POST", "/me/password", token, json=body).status_code == 204
    problem(door.sign_in("new", password), 401, "wrong_password", "S9")
    answer = door.sign_in("new", NEW)
    assert answer.json()["duty"] is None
    assert door.ask("GET", "/worklist", answer.json()["token"]).status_code == 200
    assert password not in door.all_notes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "system"},
        {"role": "inspector"},
        {"role": "clerk", "department": None},
        {"role": "auditor", "department": "power"},
        {"grounds": ["safety"]},
        {"role": "enterprise", "department": None},
    ],
)
def test_a_role_without_what_it_is_bound_to_is_no_account(
    door: Door, administrator: str, wrong: Any
) -> None:
    capacities = [{"role": "auditor"}, CLERK | wrong]
    body = LI_SI | {"id": "x", "capacities": capacities}
    answer = door.ask("POST", "/accounts", administrator, json=body)
    problem(answer, 422, "scope_does_not_fit", "S9")


@pytest.mark.parametrize(
    "account",
    [
        "oidc.0123456789abcdef0123456789abcdef",  # its password would open somebody else's account
        "OIDC.x",
        "system",  # on record it would be the service itself
        "department",  # with a key of its own it would send a department's receipt before it
        "91150303MA00000010-o1",  # likewise the answer to an order
    ],
)
def test_s7_nobody_is_called_what_others_go_by(
    door: Door, administrator: str, account: str
) -> None:
    answer = door.ask("POST", "/accounts", administrator, json=LI_SI | {"id": account})
    problem(answer, 422, "reserved_account", "S7")


def test_an_account_is_made_once_and_by_its_form(door: Door, administrator: str) -> None:
    made(door, administrator, "once")
    answer = door.ask("POST", "/accounts", administrator, json=LI_SI | {"id": "once"})
    problem(answer, 409, "account_exists", "S9")
    malformed(door.ask("POST", "/accounts", administrator, json=LI_SI | {"id": "a:b"}), "id")
    malformed(
        door.ask("POST", "/accounts", administrator, json=LI_SI | {"capacities": []}), "capacities"
    )
    owner = {"role": "enterprise", "enterprise": "9115"}
    body = LI_SI | {"id": "y", "capacities": [owner]}
    malformed(door.ask("POST", "/accounts", administrator, json=body), "enterprise")


def test_other_capacities_end_sessions_and_are_on_record(door: Door, administrator: str) -> None:
    password = made(door, administrator, "moving")
    token = door.token("moving", password)
    approver: Any = {"role": "approver", "districts": ["wuda"], "grounds": ["safety"]}
    change = {"capacities": [approver, CLERK, CLERK]}
    answer = door.ask("PATCH", "/accounts/moving", administrator, json=change)
    held = [dict(each) for each in answer.json()["capacities"]]
    nothing: Any = {"districts": [], "grounds": [], "department": None, "enterprise": None}
    assert held == [nothing | approver, nothing | CLERK]
    assert answer.json()["name"] == "李四"
    problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
    [note] = [note for note in door.notes("account_changed") if note.subject == "moving"]
    assert note.actor == ADMINISTRATOR.id
    body = json.loads(note.body)
    assert body["before"] == {"name": "李四", "capacities": [nothing | CLERK]}
    assert body["after"] == {"name": "李四", "capacities": held}
    assert note.source == HOME


def test_who_is_disabled_is_out_until_enabled_again(door: Door, administrator: str) -> None:
    password = made(door, administrator, "away")
    token = door.token("away", password)
    for disabled, status in ((True, 401), (False, 201)):
        change = {"disabled": disabled}
        answer = door.ask("PATCH", "/accounts/away", administrator, json=change)
        assert bool(answer.json()["disabled_at"]) is disabled
        problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
        assert door.sign_in("away", password).status_code == status
    assert len(door.notes("account_disabled")) == len(door.notes("account_enabled")) == 1


def test_a_reset_ends_sessions_and_gives_a_one_time_password(
    door: Door, administrator: str
) -> None:
    token = door.token(AUDITOR)
    answer = door.ask("POST", f"/accounts/{AUDITOR.id}/password", administrator)
    problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
    problem(door.sign_in(AUDITOR.id), 401, "wrong_password", "S9")
    assert door.sign_in(AUDITOR.id, answer.json()["password"]).json()["duty"] == "change_password"
    assert door.ask("DELETE", f"/accounts/{AUDITOR.id}/totp", administrator).status_code == 204
    assert [note.subject for note in door.notes("password_reset")] == [AUDITOR.id]
    assert [note.subject for note in door.notes("totp_reset")] == [AUDITOR.id]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"disabled": True}),
        ("PATCH", "", {"capacities": [{"role": "auditor"}]}),
        ("POST", "/password", None),
        ("DELETE", "/totp", None),
    ],
)
def test_nobody_administers_their_own_account(
    door: Door, administrator: str, method: str, path: str, body: Any
) -> None:
    """So there is an administrator left, whatever they do."""
    own, absent = f"/accounts/{ADMINISTRATOR.id}{path}", f"/accounts/nobody{path}"
    problem(door.ask(method, own, administrator, json=body), 409, "own_account", "S9")
    problem(door.ask(method, absent, administrator, json=body), 404, "not_found")


def test_others_administer_nothing(door: Door) -> None:
    token, change = door.token(INSPECTOR), {"disabled": True}
    for method, path, body in [
        ("GET", "/accounts", None),
        ("POST", "/accounts", LI_SI),
        ("PATCH", f"/accounts/{OTHER_ADMINISTRATOR.id}", change),
        ("POST", f"/accounts/{OTHER_ADMINISTRATOR.id}/password", None),
        ("DELETE", f"/accounts/{OTHER_ADMINISTRATOR.id}/totp", None),
        ("GET", "/tokens", None),
        ("POST", "/tokens", {"account": "a", "name": "b", "operations": ["read"], "days": 1}),
        ("DELETE", f"/tokens/{'0' * 32}", None),
    ]:
        problem(door.ask(method, path, token, json=body), 403, "wrong_role", "S9")
    assert door.sign_in(OTHER_ADMINISTRATOR.id, PASSWORD).status_code == 201
