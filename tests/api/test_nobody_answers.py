"""When Temporal, every worker or the database is away: told within seconds, nothing twice."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx2
import pytest

import api.temporal
from domain.commands import Command
from domain.enterprise import Enterprise
from tests.api.background import Background
from tests.api.departments import a_receipt, signed
from tests.api.people import AUDITOR, INSPECTOR
from tests.api.problems import problem
from tests.api.service import Service, configured
from tests.api.town import Case, Town, new_code, new_key
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.domain.lives import SERVE
from tests.workflows.server import Server
from workflows.messages import workflow_id

NO_SERVER = "127.0.0.1:9"
Serve = Callable[[str, str], Town]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.temporal, "ANSWER_WITHIN_SECONDS", 1.0)


@pytest.fixture
def serve(background: Background) -> Iterator[Serve]:
    """A service of the test's own on a database, at a Temporal server; no worker yet."""
    towns: list[Town] = []

    def start(database_url: str, temporal: str) -> Town:
        town = Town(Service(background, configured(database_url), temporal))
        towns.append(town)
        return town

    yield start
    for town in towns:
        town.close()
        town.service.stop()


def unavailable(answer: httpx2.Response, code: str) -> None:
    problem(answer, 503, code)
    assert 1 <= int(answer.headers["retry-after"]) <= 60


def test_without_a_worker_a_command_waits_and_counts_once_when_one_comes(
    serve: Serve, temporal: Server, sqlite_databases: SqliteDatabases
) -> None:
    town = serve(sqlite_databases.fresh(), temporal.address)
    code, key = new_code(), new_key()
    answer = town.ask_to_flag(INSPECTOR, code, key)
    assert answer.status_code == 202
    ask = answer.json()["ask"]
    assert answer.headers["location"] == ask
    assert answer.json() == {"status": "pending", "ask": ask, "case": None}
    assert town.get(INSPECTOR, ask).json() == answer.json()
    unavailable(town.stranger.get("/ready"), "no_worker")

    town.service.start_worker()
    # The loop leaves it to the API for a while to put the flag on record; that while passes now.
    forward = temporal.forward(workflow_id(code), timedelta(minutes=1))
    town.service.background.run(forward)
    done = {"status": "done", "ask": ask, "case": f"{code}-1"}
    until(lambda: town.get(INSPECTOR, ask).json() == done)
    again = town.ask_to_flag(INSPECTOR, code, key)
    assert (again.status_code, again.json()["number"]) == (201, f"{code}-1")
    assert len(Case(town, f"{code}-1").timeline()) == 1
    assert town.stranger.get("/ready").json() == {"status": "ready"}
    assert town.get(AUDITOR, ask).json()["status"] == "pending"  # of their own, there is none


def test_a_command_to_a_running_enterprise_waits_too(
    serve: Serve, temporal: Server, sqlite_databases: SqliteDatabases
) -> None:
    town = serve(sqlite_databases.fresh(), temporal.address)
    town.service.start_worker()
    case = town.flag()
    town.service.stop_worker()
    key = new_key()
    answer = case.ask(INSPECTOR, "serve_notice", key)
    assert answer.status_code == 202
    assert town.get(AUDITOR, f"/cases/{case.number}/live").json() == {
        "live": False,
        "case": case.view(),
    }
    town.service.start_worker()
    until(lambda: case.ask(INSPECTOR, "serve_notice", key).status_code == 200)
    assert [entry["event"]["action"]["kind"] for entry in case.timeline()] == [
        "flag",
        "serve_notice",
    ]


def test_who_is_cancelled_while_nobody_answers_gives_up(
    serve: Serve, temporal: Server, sqlite_databases: SqliteDatabases
) -> None:
    """So that an API that is told to stop does, whatever it gives in the background."""
    town = serve(sqlite_databases.fresh(), temporal.address)
    code = new_code()
    town.ask_to_flag(INSPECTOR, code)
    engine = api.temporal.Engine(temporal.client, town.service.config.task_queue)
    command = Command(new_key(), f"{code}-1", INSPECTOR, SERVE)

    async def cancelled() -> bool:
        giving = asyncio.create_task(engine.give(Enterprise(code), command))
        await asyncio.sleep(0.2)
        giving.cancel()
        (outcome,) = await asyncio.gather(giving, return_exceptions=True)
        return isinstance(outcome, asyncio.CancelledError)

    assert town.service.background.run(cancelled())


def test_a_department_is_never_told_that_a_waiting_receipt_is_settled(
    serve: Serve, temporal: Server, sqlite_databases: SqliteDatabases
) -> None:
    town = serve(sqlite_databases.fresh(), temporal.address)
    town.service.start_worker()
    case = town.flag()
    town.service.stop_worker()
    content, headers = signed("power", a_receipt(f"{case.code}-o1"))
    answer = town.stranger.post("/departments/power/receipts", content=content, headers=headers)
    unavailable(answer, "engine_busy")


def test_without_temporal_commands_are_unavailable_and_the_record_is_read_on(
    serve: Serve, service: Service, town: Town
) -> None:
    case = town.flag()
    away = serve(service.config.database_url, NO_SERVER)
    here = Case(away, case.number)
    unavailable(here.ask(INSPECTOR, "serve_notice"), "engine_unavailable")
    unavailable(away.ask_to_flag(INSPECTOR, new_code()), "engine_unavailable")
    unavailable(away.stranger.get("/ready"), "engine_unavailable")
    assert here.view() == case.view()
    assert here.timeline() == case.timeline()
    live = away.get(AUDITOR, f"/cases/{case.number}/live").json()
    assert live == {"live": False, "case": case.view()}
    assert away.stranger.get("/health").json() == {"status": "alive"}


def test_without_the_database_everything_is_unavailable_until_it_is_back(
    serve: Serve, temporal: Server, postgres_databases: PostgresDatabases
) -> None:
    url = postgres_databases.fresh()
    town = serve(url, temporal.address)
    town.service.start_worker()
    case = town.flag()
    inspector = town.signed_in(INSPECTOR)
    key = new_key()
    postgres_databases.allow_connections(url, allowed=False)
    unavailable(case.ask(INSPECTOR, "serve_notice", key), "records_unavailable")
    unavailable(inspector.get("/cases"), "records_unavailable")
    unavailable(town.stranger.get("/ready"), "records_unavailable")
    sign_in = {"account": INSPECTOR.id, "password": "x"}
    unavailable(town.stranger.post("/sessions", json=sign_in), "records_unavailable")
    assert town.stranger.get("/health").json() == {"status": "alive"}
    postgres_databases.allow_connections(url, allowed=True)
    assert case.ask(INSPECTOR, "serve_notice", key).status_code == 200


def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not met():
        assert time.monotonic() < deadline
        time.sleep(0.1)
