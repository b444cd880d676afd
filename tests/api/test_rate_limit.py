"""Nobody's script takes the service from the others; who waits is told for how long."""

from collections.abc import Callable, Iterator
from ipaddress import ip_network

import httpx2
import pytest
from starlette.types import Message, Receive, Scope, Send

from api.rate_limit import RateLimit
from tests.api.background import Background
from tests.api.people import AUDITOR, INSPECTOR
from tests.api.problems import problem
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases

NO_SERVER = "127.0.0.1:9"
Serve = Callable[[int, int], Town]


@pytest.fixture
def serve(background: Background, sqlite_databases: SqliteDatabases) -> Iterator[Serve]:
    """A service with these limits for a token and for an address."""
    towns: list[Town] = []

    def start(token: int, address: int) -> Town:
        limits = {
            "requests_per_minute": token,
            "requests_per_minute_of_an_address": address,
        }
        config = configured(sqlite_databases.fresh()).model_copy(update=limits)
        towns.append(Town(Service(background, config, NO_SERVER)))
        return towns[-1]

    yield start
    for town in towns:
        town.close()
        town.service.stop()


def too_many(answer: httpx2.Response) -> None:
    problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_a_token_that_asks_too_often_waits_and_nobody_else(serve: Serve) -> None:
    town = serve(3, 1000)
    for _ in range(3):
        assert town.get(AUDITOR, "/cases").status_code == 200
    too_many(town.get(AUDITOR, "/cases"))
    assert town.get(INSPECTOR, "/cases").status_code == 200


def test_many_made_up_tokens_are_one_address(serve: Serve) -> None:
    town = serve(1000, 5)
    for n in range(5):
        answer = town.stranger.get("/cases", headers={"Authorization": f"Bearer made-up-{n}"})
        assert answer.status_code == 401
    too_many(town.stranger.get("/cases", headers={"Authorization": "Bearer another"}))
    too_many(town.stranger.post("/sessions", json={"account": "a", "password": "b"}))


async def test_with_the_next_minute_all_may_ask_again(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    clock = [100.0]

    async def app(scope: Scope, _: Receive, __: Send) -> None:
        served.append(scope["path"])

    async def send(_: Message) -> None:
        pass

    monkeypatch.setattr("api.rate_limit.time.monotonic", lambda: clock[0])
    limited = RateLimit(app, token_per_minute=1, address_per_minute=1)
    for clock[0], path in ((100.0, "/first"), (159.0, "/too-soon"), (160.0, "/again")):
        scope = {"type": "http", "path": path, "method": "GET", "headers": []}
        await limited(scope, _nothing, send)
    assert served == ["/first", "/again"]


async def _nothing() -> Message:
    return {"type": "http.request"}


def test_whoever_watches_the_service_is_always_answered(serve: Serve) -> None:
    town = serve(1, 1)
    assert [town.stranger.get("/health").status_code for _ in range(5)] == [200] * 5


def test_behind_a_proxy_the_addresses_are_those_of_the_people(
    background: Background, sqlite_databases: SqliteDatabases
) -> None:
    config = configured(sqlite_databases.fresh())
    limits = {"requests_per_minute_of_an_address": 2, "trusted_proxies": [ip_network("127.0.0.1")]}
    service = Service(background, config.model_copy(update=limits), NO_SERVER)
    statuses = [
        httpx2.get(
            f"{service.url}/cases", headers={"X-Forwarded-For": address}, trust_env=False
        ).status_code
        for address in (
            *("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2"),
            *("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1"),
        )
    ]
    service.stop()
    assert statuses == [401, 401, 429, 401] * 2  # who has one address of a /64 has them all
