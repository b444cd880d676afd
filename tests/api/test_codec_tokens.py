"""S9: which ID tokens of Temporal's pages are believed: those that the provider signed, for the
pages, and of now."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from tests.api.door import Door, a_door
from tests.api.forging_provider import CLIENT, NEVER_BELIEVED, Forger, forging
from tests.api.problems import problem
from tests.api.test_codec_pages import PAGES, asked, taking
from tests.api.test_oidc_tokens import another_key, its_public_key_as_a_secret, no_signature
from tests.databases import SqliteDatabases


@pytest.fixture
def forger() -> Iterator[Forger]:
    with forging() as forger:
        yield forger


@pytest.fixture
def door(sqlite_databases: SqliteDatabases, forger: Forger) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), **taking(forger.url)) as door:
        yield door


def shown(door: Door, id_token: str) -> httpx2.Response:
    return asked(door, {"access_token": "of the provider", "id_token": id_token})


def for_the_pages(forger: Forger, **claims: Any) -> str:
    return forger.id_token(**{"aud": PAGES, "groups": ["audit"]} | claims)


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"nonce": "of the pages"},
        {"aud": [PAGES]},
        {"azp": PAGES},
        {"aud": [PAGES, CLIENT], "azp": PAGES},
    ],
    ids=str,
)
def test_a_token_for_the_pages_is_believed(
    door: Door, forger: Forger, claims: dict[str, Any]
) -> None:
    assert shown(door, for_the_pages(forger, **claims)).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        *NEVER_BELIEVED,
        {"aud": CLIENT},
        {"aud": []},
        {"aud": [PAGES, CLIENT]},
        {"aud": [PAGES, CLIENT], "azp": CLIENT},
        {"azp": CLIENT},
        {"exp": "tomorrow"},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_or_left_out_is_not_believed(
    door: Door, forger: Forger, claims: dict[str, Any]
) -> None:
    problem(shown(door, for_the_pages(forger, **claims)), 401, "not_signed_in", "S9")
    assert door.notes("account_made") == []


@pytest.mark.filterwarnings("ignore:JWS algorithm .none.")  # the forger's
@pytest.mark.parametrize("forge", [another_key, no_signature, its_public_key_as_a_secret])
def test_a_forged_signature_is_not_believed(
    door: Door, forger: Forger, forge: Callable[[Forger], None]
) -> None:
    forge(forger)
    problem(shown(door, for_the_pages(forger)), 401, "not_signed_in", "S9")


@pytest.mark.parametrize("kind", ["at+jwt", "logout+jwt"])
def test_another_kind_of_token_is_none(door: Door, forger: Forger, kind: str) -> None:
    """Of the same provider, with the same key, for the same client."""
    forger.header["typ"] = kind
    problem(shown(door, for_the_pages(forger)), 401, "not_signed_in", "S9")
    forger.header["typ"] = "JWT"
    assert shown(door, for_the_pages(forger)).status_code == 200


@pytest.mark.parametrize("text", ["x", "a.b.c", "...", "W10.W10.W10", "bnVsbA.e30.", "e30.e30.x"])
def test_what_is_no_token_at_all_is_none(door: Door, text: str) -> None:
    problem(shown(door, text), 401, "not_signed_in", "S9")


def test_made_up_keys_are_not_asked_for_again_and_again(door: Door, forger: Forger) -> None:
    forger.header["kid"] = "made up"
    for _ in range(3):
        problem(shown(door, for_the_pages(forger)), 401, "not_signed_in", "S9")
    assert forger.keys_asked_for == 1
