"""S9: machines' tokens do what their scope says and nothing else, for as long as they count."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from freezegun import freeze_time

from api.examples import EXAMPLES
from tests.api.door import ADMINISTRATOR, AUDITOR, INSPECTOR, OTHER_ADMINISTRATOR, Door, a_door
from tests.api.problems import malformed, problem
from tests.databases import SqliteDatabases

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
FLAG = "/enterprises/91150302MA0N1A2B37/cases"


@pytest.fixture(scope="module")
def door(sqlite_databases: SqliteDatabases) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh()) as door:
        yield door


@pytest.fixture(scope="module")
def administrator(door: Door) -> str:
    return door.token(ADMINISTRATOR)


def ask_for(door: Door, administrator: str, **changes: Any) -> httpx2.Response:
    body: Any = {"account": INSPECTOR.id, "name": "平台", "operations": ["read"], "days": 30}
    return door.ask("POST", "/tokens", administrator, json=body | changes)


def made(door: Door, administrator: str, **changes: Any) -> Any:
    answer = ask_for(door, administrator, **changes)
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def exchange(door: Door, token: Any, *, basic: bool = False, **more: str) -> httpx2.Response:
    form = {"grant_type": "client_credentials", **more}
    headers = {}
    if basic:
        pair = b64encode(f"{token['id']}:{token['secret']}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    else:
        form |= {"client_id": token["id"], "client_secret": token["secret"]}
    return door.ask("POST", "/oauth/token", data=form, headers=headers)


def flag(door: Door, token: str, district: str = "hainan") -> httpx2.Response:
    """Temporal is away: 503 means that nothing stood against it before."""
    body = EXAMPLES["flag"] | {"line": EXAMPLES["flag"]["line"] | {"district": district}}
    return door.ask("POST", FLAG, token, json=body, headers={"Idempotency-Key": "k"})


def test_a_token_for_reading_reads_and_does_nothing_else(door: Door, administrator: str) -> None:
    secret = made(door, administrator)["secret"]
    assert door.ask("GET", "/cases", secret).status_code == 200
    problem(flag(door, secret), 403, "out_of_token_scope", "S9")
    assert door.notes("token_out_of_scope")[-1].subject == "flag"


def test_a_token_for_a_command_gives_it_in_its_districts(door: Door, administrator: str) -> None:
    token = made(door, administrator, operations=["flag"], districts=["wuda"])
    assert flag(door, token["secret"], "wuda").status_code == 503
    problem(flag(door, token["secret"], "hainan"), 403, "out_of_scope", "S9")
    problem(door.ask("GET", "/cases", token["secret"]), 403, "out_of_token_scope", "S9")


def test_a_token_does_nothing_about_its_account(door: Door, administrator: str) -> None:
    secret = made(door, administrator)["secret"]
    for method, path, body in [
        ("GET", "/me", None),
        ("POST", "/me/password", {"current": "x", "new": "y"}),
        ("POST", "/me/totp", {"password": "x"}),
        ("DELETE", "/sessions/current", None),
    ]:
        problem(door.ask(method, path, secret, json=body), 403, "out_of_token_scope", "S9")
    assert door.ask("GET", "/cases", secret).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"account": OTHER_ADMINISTRATOR.id},
        {"account": AUDITOR.id, "districts": ["wuda"]},
        {"districts": ["haibowan"]},
    ],
)
def test_what_a_token_cannot_be_is_refused(door: Door, administrator: str, changes: Any) -> None:
    problem(ask_for(door, administrator, **changes), 422, "scope_does_not_fit", "S9")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("operations", ["make_account"]),
        ("operations", ["change_password"]),
        ("operations", []),
        ("days", 0),
        ("days", 367),
    ],
)
def test_what_no_token_may_have_is_malformed(
    door: Door, administrator: str, field: str, value: Any
) -> None:
    answer = ask_for(door, administrator, **{field: value})
    assert answer.status_code == 422
    if value:
        problem(answer, 422, "malformed")
    else:
        malformed(answer, field)


def test_it_is_listed_without_its_secret_and_revoked_with_all_it_made(
    door: Door, administrator: str
) -> None:
    token = made(door, administrator, name="要撤销的")
    short = exchange(door, token).json()["access_token"]
    listed = door.ask("GET", "/tokens", administrator)
    assert token["secret"] not in listed.text
    assert listed.json()[0]["name"] == "要撤销的"
    assert listed.json()[0]["made_by"] == ADMINISTRATOR.id
    assert listed.json()[0]["used_at"]
    assert door.ask("DELETE", f"/tokens/{token['id']}", administrator).status_code == 204
    for secret in (token["secret"], short):
        problem(door.ask("GET", "/cases", secret), 401, "not_signed_in", "S9")
    problem(exchange(door, token), 401, "invalid_client", "S9")
    problem(door.ask("DELETE", f"/tokens/{'0' * 32}", administrator), 404, "not_found")
    assert token["secret"] not in door.all_notes()


@pytest.mark.parametrize("basic", [True, False])
def test_client_credentials_give_a_token_for_a_quarter_of_an_hour(
    door: Door, administrator: str, basic: bool
) -> None:
    with freeze_time(NOW, real_asyncio=True) as clock:
        token = made(door, door.token(ADMINISTRATOR), operations=["read", "flag"])
        answer = exchange(door, token, basic=basic)
        assert answer.headers["cache-control"] == "no-store"
        granted = answer.json()
        assert granted["token_type"] == "Bearer"
        assert granted["expires_in"] == 900
        assert granted["scope"] == "read flag"
        clock.tick(timedelta(seconds=899))
        assert door.ask("GET", "/cases", granted["access_token"]).status_code == 200
        clock.tick(timedelta(seconds=1))
        answer = door.ask("GET", "/cases", granted["access_token"])
        problem(answer, 401, "not_signed_in", "S9")
        clock.tick(timedelta(days=30))
        problem(exchange(door, token, basic=basic), 401, "invalid_client", "S9")


def test_it_may_ask_for_less_and_not_for_more(door: Door, administrator: str) -> None:
    token = made(door, administrator, operations=["read", "flag"])
    short = exchange(door, token, scope="read").json()
    assert short["scope"] == "read"
    problem(flag(door, short["access_token"]), 403, "out_of_token_scope", "S9")
    for more in ("read withdraw", "withdraw", " "):
        problem(exchange(door, token, scope=more), 400, "invalid_scope", "S9")


def test_a_short_lived_token_makes_no_other(door: Door, administrator: str) -> None:
    token = made(door, administrator)
    short = exchange(door, token).json()["access_token"]
    problem(exchange(door, token | {"secret": short}), 401, "invalid_client", "S9")


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (b"", "invalid_request"),
        (b"grant_type=client_credentials&grant_type=client_credentials", "invalid_request"),
        (b"client_id=x", "invalid_request"),
        (b"\xff=\xff", "invalid_request"),
        (b"grant_type=password&username=a&password=b", "unsupported_grant_type"),
        (b"grant_type=client_credentials", "invalid_client"),
        (b"grant_type=client_credentials&client_id=%00&client_secret=x", "invalid_client"),
    ],
)
def test_its_errors_are_those_of_oauth_too(door: Door, form: bytes, code: str) -> None:
    answer = door.ask("POST", "/oauth/token", content=form)
    problem(answer, 401 if code == "invalid_client" else 400, code, "S9")
    assert answer.json()["error"] == code


def test_floods_of_wrong_secrets_wait(door: Door, administrator: str) -> None:
    token = made(door, administrator)
    wrong = token | {"secret": "wrong"}
    while exchange(door, wrong).status_code == 401:
        pass
    problem(exchange(door, wrong), 429, "too_many_attempts", "S9")
    assert exchange(door, token).status_code == 200  # a right one does not
    assert len(door.notes("token_refused")) < 30
