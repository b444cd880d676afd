"""S9: which ID tokens are believed: the provider's own, for us, for this sign-in, and of now."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from joserfc.jwk import OctKey, RSAKey

from tests.api.door import Door, a_door
from tests.api.forging_provider import CLIENT, NEVER_BELIEVED, Forger, forging
from tests.api.problems import problem
from tests.api.test_oidc import begin, end, settings
from tests.databases import SqliteDatabases


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def door(sqlite_databases: SqliteDatabases, forger: Forger) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), **settings(forger.url, client_secret=None)) as door:
        yield door


def sign_in(door: Door, forger: Forger) -> httpx2.Response:
    url, cookie = begin(door)
    return end(door, forger.signs_in(url), cookie)


def test_a_public_client_is_held_by_pkce_alone(door: Door, forger: Forger) -> None:
    assert sign_in(door, forger).status_code == 200
    stolen = forger.signs_in(begin(door)[0])["code"]
    url, cookie = begin(door)
    injected = forger.signs_in(url) | {"code": stolen}
    problem(end(door, injected, cookie), 503, "provider_unavailable")


@pytest.mark.parametrize(
    "changes",
    [
        *NEVER_BELIEVED,
        {"aud": "another client"},
        {"aud": [CLIENT, "another client"], "azp": "another client"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_or_left_out_is_not_believed(
    door: Door, forger: Forger, changes: dict[str, Any]
) -> None:
    forger.changes = changes
    problem(sign_in(door, forger), 503, "provider_unavailable")
    assert door.notes("signed_in") == []
    assert [note.code for note in door.notes("sign_in_failed")] == ["provider_error"]


@pytest.mark.parametrize(("late", "status"), [(30, 200), (120, 503)])
def test_a_clock_may_be_a_minute_off(door: Door, forger: Forger, late: int, status: int) -> None:
    forger.changes = {"iat": int(time.time()) + late}
    assert sign_in(door, forger).status_code == status


def another_key(forger: Forger) -> None:
    forger.signing = RSAKey.generate_key(2048, {"kid": "first"})


def no_signature(forger: Forger) -> None:
    forger.header = {"alg": "none"}


def its_public_key_as_a_secret(forger: Forger) -> None:
    forger.header = {"alg": "HS256", "kid": "first"}
    public = forger.key.as_dict(private=False)["n"]
    forger.signing = OctKey.import_key({"kty": "oct", "k": str(public)})


@pytest.mark.filterwarnings("ignore:JWS algorithm .none.")  # the forger's
@pytest.mark.parametrize("forge", [another_key, no_signature, its_public_key_as_a_secret])
def test_a_forged_signature_is_not_believed(
    door: Door, forger: Forger, forge: Callable[[Forger], None]
) -> None:
    forge(forger)
    problem(sign_in(door, forger), 503, "provider_unavailable")
    assert door.notes("signed_in") == []


def test_a_new_key_is_asked_for_once_it_is_used(
    door: Door, forger: Forger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.oidc_provider._AGAIN_SECONDS", 0)
    assert sign_in(door, forger).status_code == 200
    assert sign_in(door, forger).status_code == 200
    assert forger.keys_asked_for == 1
    forger.signing = RSAKey.generate_key(2048, {"kid": "second"})
    forger.header["kid"] = "second"
    forger.shown = [forger.signing]
    assert sign_in(door, forger).status_code == 200
    assert forger.keys_asked_for == 2


def test_made_up_keys_are_not_asked_for_again_and_again(door: Door, forger: Forger) -> None:
    forger.header["kid"] = "made up"
    for _ in range(3):
        problem(sign_in(door, forger), 503, "provider_unavailable")
    assert forger.keys_asked_for == 1


def test_metadata_lead_to_no_unsafe_place(door: Door, forger: Forger) -> None:
    for endpoints in ({"issuer": "https://issuer.example"}, {"token_endpoint": None}):
        forger.endpoints = endpoints
        url = door.ask("GET", "/sign-in/oidc")
        if url.status_code == 302:
            url = sign_in(door, forger)
        problem(url, 503, "provider_unavailable")
