"""S9: whom Temporal's own pages may show payloads to: who signed in there with a provider, and is
an auditor here."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from api.oidc_claims import account_id
from tests.api.audit import until_noted
from tests.api.door import ADMINISTRATOR, AUDITOR, Door, a_door
from tests.api.oidc_provider import Provider, running_provider
from tests.api.problems import problem
from tests.api.test_codec import PLAIN, body
from tests.api.test_oidc import CLIENT, another_s, settings, sign_in
from tests.databases import SqliteDatabases

PAGES = "temporal-pages"
ROLES = [
    {"claim": "groups", "value": "audit", "role": "auditor"},
    {"claim": "groups", "value": "hainan", "role": "inspector", "districts": ["hainan"]},
    {"claim": "groups", "value": "it", "role": "administrator"},
]


def taking(issuer: str, **changes: Any) -> dict[str, Any]:
    return settings(issuer, **{"roles": ROLES, "temporal_ui_client_id": PAGES} | changes)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider(require_nonce=True) as provider:
        provider.knows("auditor", name="郑审计", groups=["audit"])
        yield provider


@pytest.fixture
def door(sqlite_databases: SqliteDatabases, provider: Provider) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), **taking(provider.url)) as door:
        yield door


def asked(door: Door, tokens: dict[str, str], path: str = "/codec/decode") -> httpx2.Response:
    """As the pages ask: the access token comes along, and is none of ours."""
    headers = {"Authorization-Extras": tokens["id_token"], "X-Namespace": "default"}
    return door.ask(
        *("POST", f"{path}?preserveStorageRefs=true", tokens["access_token"]),
        headers=headers,
        json=body(PLAIN),
    )


def test_s7_an_auditor_reads_by_their_sign_in_to_the_pages(door: Door, provider: Provider) -> None:
    """S7: that they did is on record, as who they are when they sign in here."""
    tokens = provider.tokens("auditor", PAGES)
    for _ in range(2):
        answer = asked(door, tokens)
        assert (answer.status_code, answer.json()) == (200, body(PLAIN)), answer.text
    account = sign_in(door, provider, "auditor").json()["person"]["id"]
    notes = until_noted(lambda: door.notes("payloads_decoded"), 2)
    assert [(note.actor, note.role) for note in notes] == [(account, "auditor")] * 2
    [made] = door.notes("account_made")
    assert (made.actor, made.subject) == (provider.url, account)
    assert tokens["id_token"] not in door.all_notes()


@pytest.mark.parametrize("path", ["/codec/decode", "/codec/encode"])
@pytest.mark.parametrize("client", [CLIENT, "another"])
def test_a_token_for_another_service_is_not_taken(
    door: Door, provider: Provider, client: str, path: str
) -> None:
    """Ours neither: its sign-ins have one way in."""
    problem(asked(door, provider.tokens("auditor", client), path), 401, "not_signed_in", "S9")


def test_a_token_that_has_ended_is_not_taken(sqlite_databases: SqliteDatabases) -> None:
    with running_provider(token_max_age=-30) as late:
        late.knows("late", groups=["audit"])
        for leeway, status in ((60, 200), (0, 401)):
            config = taking(late.url, leeway_seconds=leeway)
            with a_door(sqlite_databases.fresh(), **config) as door:
                assert asked(door, late.tokens("late", PAGES)).status_code == status


def test_a_token_of_another_provider_is_not_taken(door: Door) -> None:
    with running_provider() as another:
        another.knows("auditor", groups=["audit"])
        tokens = another.tokens("auditor", PAGES)
    problem(asked(door, tokens), 401, "not_signed_in", "S9")


@pytest.mark.parametrize(
    ("groups", "path", "role"),
    [
        (["hainan"], "/codec/decode", "inspector"),
        (["it"], "/codec/decode", "administrator"),
        (["audit"], "/codec/encode", "auditor"),
    ],
)
def test_s7_who_has_another_role_is_refused_on_record(
    door: Door, provider: Provider, groups: list[str], path: str, role: str
) -> None:
    """S7."""
    provider.knows("other", groups=groups)
    answer = asked(door, provider.tokens("other", PAGES), path)
    problem(answer, 403, "wrong_role", "S9")
    [note] = until_noted(lambda: door.notes("refused"), 1)
    who = account_id(provider.url, "other")
    assert (note.actor, note.role, note.subject, note.code) == (who, role, path, "wrong_role")


def test_s7_who_is_nobody_here_is_refused_on_record(door: Door, provider: Provider) -> None:
    """S7."""
    provider.knows("nobody", groups=["staff"])
    problem(asked(door, provider.tokens("nobody", PAGES)), 403, "no_role", "S9")
    [note] = until_noted(lambda: door.notes("refused"), 1)
    assert (note.actor, note.code) == (account_id(provider.url, "nobody"), "no_role")
    assert door.notes("account_made") == []


def test_s7_who_is_disabled_here_stays_out_on_record(door: Door, provider: Provider) -> None:
    """S7: at once, though the token has not ended."""
    tokens = provider.tokens("auditor", PAGES)
    assert asked(door, tokens).status_code == 200
    account = account_id(provider.url, "auditor")
    changed = door.ask(
        *("PATCH", f"/accounts/{account}", door.token(ADMINISTRATOR)), json={"disabled": True}
    )
    assert changed.status_code == 200, changed.text
    problem(asked(door, tokens), 403, "disabled", "S9")
    [note] = until_noted(lambda: door.notes("refused"), 1)
    assert (note.actor, note.role, note.code) == (account, "auditor", "disabled")


def test_s7_an_account_of_another_origin_is_not_theirs(door: Door, provider: Provider) -> None:
    """S7: which is on record."""
    account = another_s(door, account_id(provider.url, "auditor"))
    problem(asked(door, provider.tokens("auditor", PAGES)), 403, "other_origin", "S9")
    [note] = until_noted(lambda: door.notes("refused"), 1)
    assert (note.actor, note.role, note.code) == (account, "auditor", "other_origin")


def test_an_older_token_gives_nobody_their_old_role_back(door: Door, provider: Provider) -> None:
    provider.knows("moving", groups=["audit"])
    old = provider.tokens("moving", PAGES)
    provider.knows("moving", groups=["hainan"])
    session = sign_in(door, provider, "moving").json()
    assert asked(door, old).status_code == 200  # it says so until it ends
    now = door.ask("GET", "/me", session["token"]).json()
    assert [each["role"] for each in now["capacities"]] == ["inspector"]


def test_an_administrator_encodes(door: Door, provider: Provider) -> None:
    provider.knows("it", groups=["it"])
    assert asked(door, provider.tokens("it", PAGES), "/codec/encode").status_code == 200


def test_it_lets_in_nowhere_else(door: Door, provider: Provider) -> None:
    tokens = provider.tokens("auditor", PAGES)
    assert asked(door, tokens).status_code == 200
    headers = {"Authorization-Extras": tokens["id_token"]}
    for path in ("/cases", "/audit", "/me"):
        for token in (tokens["access_token"], tokens["id_token"]):
            answer = door.ask("GET", path, token, headers=dict(headers))
            problem(answer, 401, "not_signed_in", "S9")
    bearer_only = {"access_token": tokens["id_token"], "id_token": ""}
    problem(asked(door, bearer_only), 401, "not_signed_in", "S9")


def test_our_own_tokens_count_there_as_before(door: Door, provider: Provider) -> None:
    """Whatever else comes along."""
    provider.knows("other", groups=["hainan"])
    for id_token in ("", "no token", provider.tokens("other", PAGES)["id_token"]):
        ours = {"access_token": door.token(AUDITOR), "id_token": id_token}
        assert asked(door, ours).status_code == 200
    theirs = provider.tokens("auditor", PAGES)["id_token"]
    ours = {"access_token": door.token(ADMINISTRATOR), "id_token": theirs}
    problem(asked(door, ours), 403, "wrong_role", "S9")


def test_none_is_taken_unless_the_settings_name_the_pages(
    sqlite_databases: SqliteDatabases, provider: Provider
) -> None:
    """Nor is the provider asked about it then, so that it does not matter that it is away."""
    tokens = provider.tokens("auditor", PAGES)
    for issuer, pages in ((provider.url, "another"), ("http://127.0.0.1:9", "")):
        config = taking(issuer, temporal_ui_client_id=pages)
        with a_door(sqlite_databases.fresh(), **config) as door:
            problem(asked(door, tokens), 401, "not_signed_in", "S9")


def test_none_is_taken_without_a_provider(
    sqlite_databases: SqliteDatabases, provider: Provider
) -> None:
    tokens = provider.tokens("auditor", PAGES)
    with a_door(sqlite_databases.fresh()) as door:
        problem(asked(door, tokens), 401, "not_signed_in", "S9")


def test_that_the_provider_is_away_is_told(
    sqlite_databases: SqliteDatabases, provider: Provider
) -> None:
    tokens = provider.tokens("auditor", PAGES)
    with a_door(sqlite_databases.fresh(), **taking("http://127.0.0.1:9")) as door:
        problem(asked(door, tokens), 503, "provider_unavailable")
