"""Signing in and out: a token's person, or nobody, and nobody gets nothing (S9)."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from domain.people import Actor, Role
from records.accounts import NewAccount, add_accounts, open_session
from records.database import writing
from tests.api.audit import notes_by
from tests.api.people import AUDITOR
from tests.api.problems import malformed, problem
from tests.api.town import PASSWORD, Town

PERSON = Actor("sign.in", "卫督办", Role.SUPERVISOR)


@pytest.fixture(scope="module", autouse=True)
def _account(town: Town) -> None:
    with writing(town.service.engine) as session:
        add_accounts(session, [NewAccount(PERSON, PASSWORD)])


def sign_in(town: Town, account: str = PERSON.id, password: str = PASSWORD) -> httpx2.Response:
    body = {"account": account, "password": password}
    return town.stranger.post("/sessions", json=body)


def cases(town: Town, token: str) -> httpx2.Response:
    return town.stranger.get("/cases", headers={"Authorization": f"Bearer {token}"})


def test_the_right_password_gives_a_token_for_a_while_and_signing_out_ends_it(town: Town) -> None:
    answer = sign_in(town)
    assert answer.status_code == 201
    session = answer.json()
    assert session["person"]["id"] == PERSON.id
    assert [each["role"] for each in session["person"]["capacities"]] == ["supervisor"]
    lasting = datetime.fromisoformat(session["expires_at"]) - datetime.now(UTC)
    assert timedelta(hours=11) < lasting <= timedelta(hours=town.service.config.session_hours)
    assert cases(town, session["token"]).status_code == 200
    headers = {"Authorization": f"Bearer {session['token']}"}
    assert town.stranger.delete("/sessions/current", headers=headers).status_code == 204
    problem(cases(town, session["token"]), 401, "not_signed_in", "S9")
    problem(town.stranger.delete("/sessions/current", headers=headers), 401, "not_signed_in", "S9")


@pytest.mark.parametrize(
    ("account", "password"),
    [(PERSON.id, "别的密码"), (PERSON.id, PASSWORD.upper() + " "), ("nobody", PASSWORD)],
)
def test_wrong_name_and_wrong_password_are_told_alike(
    town: Town, account: str, password: str
) -> None:
    problem(sign_in(town, account, password), 401, "wrong_password", "S9")


def test_an_account_of_impossible_form_is_malformed(town: Town) -> None:
    malformed(sign_in(town, "no such\x00name"), "account")
    malformed(sign_in(town, password=""), "password")


def test_a_session_that_has_expired_is_nobodys(town: Town) -> None:
    with writing(town.service.engine) as session:
        token, _ = open_session(session, PERSON.id, timedelta(seconds=-1))
    answer = cases(town, token)
    problem(answer, 401, "not_signed_in", "S9")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer wrong", "Basic YTpi", "Bearer ü", "无"]
)
def test_without_a_token_of_ours_nobody_is_let_in(town: Town, header: str | None) -> None:
    headers = {} if header is None else {b"Authorization": header.encode()}
    problem(town.stranger.get("/cases", headers=headers), 401, "not_signed_in", "S9")


def test_s7_sign_ins_are_noted_whether_they_succeed_or_not(town: Town) -> None:
    succeeded = len(notes_by(town.service, PERSON.id, "signed_in"))
    failed = len(notes_by(town.service, PERSON.id, "sign_in_failed"))
    sign_in(town)
    sign_in(town, password="别的密码")
    assert len(notes_by(town.service, PERSON.id, "signed_in")) == succeeded + 1
    assert len(notes_by(town.service, PERSON.id, "sign_in_failed")) == failed + 1


def test_who_is_signed_in_sees_what_they_may(town: Town) -> None:
    assert town.get(AUDITOR, "/cases").status_code == 200
