"""S9: who comes back from the provider with nothing, without end, fills no record with notes of it,
and does not have us ask the provider each time."""

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx2
import pytest
from freezegun import freeze_time

from api.oidc_flow import Flow
from domain.pauses import FAILED_RETURNS
from tests.api.door import CAFE, HOME, Door, a_door
from tests.api.oidc_provider import Provider, running_provider
from tests.api.problems import problem
from tests.api.test_oidc import COOKIE, begin, settings
from tests.databases import SqliteDatabases


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running_provider(require_nonce=True) as provider:
        provider.knows("qian", groups=["hainan"])
        provider.knows("nobody")
        yield provider


@pytest.fixture
def door(sqlite_databases: SqliteDatabases, provider: Provider) -> Iterator[Door]:
    with a_door(sqlite_databases.fresh(), **settings(provider.url)) as door:
        yield door


def come_back(door: Door, source: str, secret: str, **sent_back: str) -> httpx2.Response:
    headers = {"Cookie": f"{COOKIE}={secret}"}
    return door.ask(
        "GET", "/sign-in/oidc/callback", source=source, params=sent_back, headers=headers
    )


def made_up(door: Door, source: str, **sent_back: str) -> httpx2.Response:
    """Anybody can: the state is made from a secret that they choose."""
    flow = Flow("chosen")
    return come_back(door, source, flow.secret, state=flow.state, **sent_back)


def signed_in(door: Door, provider: Provider, source: str, subject: str = "qian") -> int:
    url, secret = begin(door)
    return come_back(door, source, secret, **provider.signs_in(url, subject)).status_code


def test_s9_after_many_failed_returns_from_one_place_there_are_pauses(
    door: Door, provider: Provider
) -> None:
    with freeze_time(datetime.now(UTC), real_asyncio=True) as clock:
        for _ in range(FAILED_RETURNS.free + 1):
            problem(made_up(door, CAFE), 401, "declined", "S9")
        problem(made_up(door, CAFE), 429, "too_many_attempts", "S9")
        assert len(door.notes("sign_in_failed")) == FAILED_RETURNS.free + 1
        assert signed_in(door, provider, HOME) == 200
        url, secret = begin(door)
        sent_back = provider.signs_in(url, "qian")
        paused = come_back(door, CAFE, secret, **sent_back)
        problem(paused, 429, "too_many_attempts", "S9")
        assert paused.headers["retry-after"] == "5"
        clock.tick(FAILED_RETURNS.first)
        # The provider takes a code once: it was not asked about this one.
        assert come_back(door, CAFE, secret, **sent_back).status_code == 200


def test_s9_a_code_that_is_none_and_somebody_without_a_role_count_as_well(
    door: Door, provider: Provider
) -> None:
    with freeze_time(datetime.now(UTC), real_asyncio=True):
        for _ in range(FAILED_RETURNS.free):
            problem(made_up(door, CAFE, code="none"), 503, "provider_unavailable")
        assert signed_in(door, provider, CAFE, "nobody") == 403
        problem(made_up(door, CAFE, code="none"), 429, "too_many_attempts", "S9")
    assert len(door.notes("sign_in_failed")) == FAILED_RETURNS.free + 1


def test_s9_sign_ins_that_succeed_bring_no_pause(door: Door, provider: Provider) -> None:
    """However many share an address."""
    with freeze_time(datetime.now(UTC), real_asyncio=True):
        for _ in range(FAILED_RETURNS.free - 1):
            made_up(door, CAFE)
        assert [signed_in(door, provider, CAFE) for _ in range(3)] == [200] * 3
        problem(made_up(door, CAFE), 401, "declined", "S9")
