"""S9: an authority's own sign-in, with a real provider: whom its claims make somebody, and what
is not taken from it."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from api.oidc_claims import account_id
from domain.people import Actor, Role
from records.accounts import NewAccount, add_accounts
from records.database import writing
from tests.api.door import ADMINISTRATOR, PASSWORD, Door, a_door
from tests.api.oidc_provider import Provider, query_of, running_provider
from tests.api.problems import problem
from tests.databases import SqliteDatabases

CLIENT = "phaseout"
COOKIE = "phaseout-sign-in"
HOST_COOKIE = f"__Host-{COOKIE}"
ROLES = [
    {"claim": "groups", "value": "supervision", "role": "supervisor"},
    {"claim": "groups", "value": "hainan", "role": "inspector", "districts": ["hainan"]},
    {"claim": "title", "value": "power", "role": "clerk", "department": "power"},
]


NOTHING: dict[str, Any] = {
    "districts": [],
    "grounds": [],
    "department": None,
    "enterprise": None,
}
INSPECTOR = NOTHING | {"role": "inspector", "districts": ["hainan"]}
CLERK = NOTHING | {"role": "clerk", "department": "power"}


def settings(issuer: str, **changes: Any) -> dict[str, Any]:
    oidc = {"issuer": issuer, "client_id": CLIENT, "client_secret": "kept", "roles": ROLES}
    return {"oidc": oidc | changes}


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider(require_nonce=True) as provider:
        yield provider


@pytest.fixture(scope="module")
def door(sqlite_databases: SqliteDatabases, provider: Provider) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), **settings(provider.url)) as door:
        yield door


def another_s(door: Door, account: str) -> str:
    """A local account of somebody else, under this id."""
    with writing(door.engine) as session:
        actor = Actor(account, "另一人", Role.AUDITOR)
        add_accounts(session, [NewAccount(actor, PASSWORD)])
    return account


def begin(door: Door) -> tuple[str, str]:
    """Where the browser is sent, and the cookie that it keeps."""
    answer = door.ask("GET", "/sign-in/oidc")
    assert answer.status_code == 302, answer.text
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    return answer.headers["location"], cookie.partition(";")[0].partition("=")[2]


def end(door: Door, sent_back: dict[str, str], cookie: str, name: str = COOKIE) -> httpx2.Response:
    headers = {"Cookie": f"{name}={cookie}"} if cookie else {}
    return door.ask("GET", "/sign-in/oidc/callback", params=sent_back, headers=headers)


def sign_in(door: Door, provider: Provider, subject: str) -> httpx2.Response:
    url, cookie = begin(door)
    return end(door, provider.signs_in(url, subject), cookie)


def test_claims_give_a_capacity(door: Door, provider: Provider) -> None:
    provider.knows("qian", name="钱检查", groups=["staff", "hainan"])
    answer = sign_in(door, provider, "qian")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    session = answer.json()
    assert session["duty"] is None
    assert session["person"] == {
        "id": account_id(provider.url, "qian"),
        "name": "钱检查",
        "capacities": [INSPECTOR],
    }
    assert door.ask("GET", "/cases", session["token"]).status_code == 200
    assert [note.actor for note in door.notes("account_made")] == [provider.url]
    assert session["token"] not in door.all_notes()


@pytest.mark.parametrize(
    "claims", [{}, {"groups": ["administrators"]}, {"groups": "xhainan"}, {"title": ["hainan"]}]
)
def test_claims_that_no_rule_names_make_nobody(door: Door, provider: Provider, claims: Any) -> None:
    provider.knows("nobody", **claims)
    problem(sign_in(door, provider, "nobody"), 403, "no_role", "S9")
    assert door.notes("sign_in_failed")[-1].code == "no_role"


def test_every_rule_that_fits_gives_a_capacity(door: Door, provider: Provider) -> None:
    provider.knows("several", groups=["hainan"], title="power")
    assert sign_in(door, provider, "several").json()["person"]["capacities"] == [INSPECTOR, CLERK]
    provider.knows("several", name="某人", title="power")
    assert sign_in(door, provider, "several").json()["person"]["capacities"] == [CLERK]
    account = account_id(provider.url, "several")
    [note] = [each for each in door.notes("account_changed") if each.subject == account]
    body = json.loads(note.body)
    assert body["before"]["capacities"] == [INSPECTOR, CLERK]
    assert body["after"] == {"name": "某人", "capacities": [CLERK]}


def test_another_role_at_the_provider_ends_the_sessions_of_the_old(
    door: Door, provider: Provider
) -> None:
    provider.knows("moving", groups=["hainan"])
    first = sign_in(door, provider, "moving").json()
    again = sign_in(door, provider, "moving").json()
    assert door.ask("GET", "/me", first["token"]).status_code == 200  # nothing changed
    provider.knows("moving", title="power")
    third = sign_in(door, provider, "moving").json()
    assert third["person"]["capacities"] == [CLERK]
    for token in (first["token"], again["token"]):
        problem(door.ask("GET", "/me", token), 401, "not_signed_in", "S9")
    provider.knows("moving")
    problem(sign_in(door, provider, "moving"), 403, "no_role", "S9")
    problem(door.ask("GET", "/me", third["token"]), 401, "not_signed_in", "S9")


def test_who_is_disabled_here_stays_out(door: Door, provider: Provider) -> None:
    provider.knows("out", groups=["supervision"])
    account = sign_in(door, provider, "out").json()["person"]["id"]
    administrator = door.token(ADMINISTRATOR)
    path = f"/accounts/{account}"
    assert door.ask("PATCH", path, administrator, json={"disabled": True}).status_code == 200
    problem(sign_in(door, provider, "out"), 403, "disabled", "S9")
    answer = door.ask("POST", f"{path}/password", administrator)
    problem(answer, 409, "no_password", "S9")


@pytest.mark.parametrize("groups", [["supervision"], []])
def test_an_account_of_another_origin_is_not_theirs(
    door: Door, provider: Provider, groups: list[str]
) -> None:
    """Nor does who is nobody here end its sessions."""
    subject = f"taken {len(groups)}"
    provider.knows(subject, groups=groups)
    account = another_s(door, account_id(provider.url, subject))
    session = door.token(account)
    problem(sign_in(door, provider, subject), 403, "other_origin", "S9")
    note = door.notes("sign_in_failed")[-1]
    assert (note.actor, note.code) == (account, "other_origin")
    me = door.ask("GET", "/me", session).json()
    assert (me["name"], me["capacities"][0]["role"]) == ("另一人", "auditor")


def test_they_have_no_password_here(door: Door, provider: Provider) -> None:
    provider.knows("passwordless", groups=["supervision"])
    account = sign_in(door, provider, "passwordless").json()["person"]["id"]
    problem(door.sign_in(account, "any password at all"), 401, "wrong_password", "S9")


def test_the_provider_is_asked_with_pkce_and_a_new_secret_each_time(door: Door) -> None:
    (url, cookie), (other_url, other_cookie) = begin(door), begin(door)
    asked, other = query_of(url), query_of(other_url)
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/sign-in/oidc/callback")
    assert cookie != other_cookie
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) == 43
        assert asked[name] != other[name]
        assert asked[name] != cookie
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_an_answer_counts_only_in_the_browser_that_asked(door: Door, provider: Provider) -> None:
    provider.knows("victim", groups=["supervision"])
    url, cookie = begin(door)
    _, another = begin(door)
    sent_back = provider.signs_in(url, "victim")
    for wrong in ("", another, "made up"):
        problem(end(door, sent_back, wrong), 400, "not_begun_here", "S9")
    for changed in ({"state": ""}, {"state": sent_back["state"][:-1]}):
        problem(end(door, sent_back | changed, cookie), 400, "not_begun_here", "S9")
    assert end(door, sent_back, cookie).status_code == 200


def test_over_https_no_other_host_sets_the_cookie(
    sqlite_databases: SqliteDatabases, provider: Provider
) -> None:
    """ASVS 3.3.1, 3.3.3: with this prefix browsers take it from this host alone, over https."""
    provider.knows("secure", groups=["supervision"])
    config = settings(provider.url) | {"public_url": "https://phaseout.example"}
    with a_door(sqlite_databases.fresh(), **config) as door:
        given = door.ask("GET", "/sign-in/oidc")
        pair, *rest = given.headers["set-cookie"].split("; ")
        name, _, cookie = pair.partition("=")
        assert name == HOST_COOKIE
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(rest)
        assert [each for each in rest if each.lower().startswith("domain")] == []
        sent_back = provider.signs_in(given.headers["location"], "secure")
        problem(end(door, sent_back, cookie), 400, "not_begun_here", "S9")
        answer = end(door, sent_back, cookie, HOST_COOKIE)
        assert answer.status_code == 200, answer.text
        taken_away = answer.headers["set-cookie"]
        assert taken_away.startswith(f'{HOST_COOKIE}="";')
        assert {"Max-Age=0", "Path=/", "Secure"} <= set(taken_away.split("; "))


def test_a_code_counts_once_and_only_with_its_own_nonce(door: Door, provider: Provider) -> None:
    provider.knows("once", groups=["supervision"])
    url, cookie = begin(door)
    sent_back = provider.signs_in(url, "once")
    assert end(door, sent_back, cookie).status_code == 200
    problem(end(door, sent_back, cookie), 503, "provider_unavailable")
    stolen = provider.signs_in(begin(door)[0], "once")["code"]
    own_url, own_cookie = begin(door)
    injected = {"code": stolen, "state": query_of(own_url)["state"]}
    problem(end(door, injected, own_cookie), 503, "provider_unavailable")


def test_who_declines_is_not_signed_in(door: Door, provider: Provider) -> None:
    url, cookie = begin(door)
    sent_back = {"error": "access_denied", "state": query_of(url)["state"]}
    problem(end(door, sent_back, cookie), 401, "declined", "S9")


def test_a_token_that_has_expired_is_not_taken_however_clocks_differ(
    sqlite_databases: SqliteDatabases,
) -> None:
    with running_provider(token_max_age=-30) as late:
        late.knows("late", groups=["supervision"])
        for leeway, status in ((60, 200), (0, 503)):
            config = settings(late.url, leeway_seconds=leeway)
            with a_door(sqlite_databases.fresh(), **config) as door:
                assert sign_in(door, late, "late").status_code == status


def test_without_a_provider_there_is_no_such_sign_in(sqlite_databases: SqliteDatabases) -> None:
    with a_door(sqlite_databases.fresh()) as door:
        problem(door.ask("GET", "/sign-in/oidc"), 404, "not_set_up")
        problem(door.ask("GET", "/sign-in/oidc/callback"), 404, "not_set_up")


def test_a_provider_that_is_away_or_another_is_told(
    sqlite_databases: SqliteDatabases, provider: Provider
) -> None:
    elsewhere = provider.url.replace("127.0.0.1", "localhost")  # it calls itself so, too
    for issuer in ("http://127.0.0.1:9", f"{elsewhere}/"):
        with a_door(sqlite_databases.fresh(), **settings(issuer)) as door:
            problem(door.ask("GET", "/sign-in/oidc"), 503, "provider_unavailable")
