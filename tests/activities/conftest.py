from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import Engine

from activities import event_delivery
from activities.departments import Departments
from records.database import connect
from tests.activities.bureau import Bureau, open_bureau
from tests.activities.reaching import departments_at
from tests.activities.receiving_events import keep, taking
from tests.databases import SqliteDatabases
from tests.domain.lives import ENTERPRISE, INSPECTOR, REPORT, SERVE, Life
from tests.workflows.city import City


@pytest.fixture(scope="package")
def shared_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(tmp_path_factory.mktemp("city") / "simulator.db")
    yield city
    city.stop()


@pytest.fixture
def city(shared_city: City) -> City:
    shared_city.behave_well()
    return shared_city


@pytest.fixture
def bureau() -> Iterator[Bureau]:
    with open_bureau() as bureau:
        yield bureau


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(timeout=5, trust_env=False) as client:
        yield client


@pytest.fixture
def records(sqlite_databases: SqliteDatabases) -> Iterator[Engine]:
    """A fresh database, where no department is set up."""
    engine = connect(sqlite_databases.fresh())
    yield engine
    engine.dispose()


@pytest.fixture
def to_bureau(bureau: Bureau, http: httpx2.AsyncClient, records: Engine) -> Departments:
    return departments_at(records, {"power": bureau.settings}, http)


@pytest.fixture
def impatient_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_delivery, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(event_delivery, "FIRST_PAUSE", timedelta(milliseconds=20))


@pytest.fixture
def receiver() -> Iterator[Bureau]:
    with taking() as bureau:
        yield bureau


@pytest.fixture
def life(engine: Engine) -> Life:
    """On record, with events for receivers: flagged, served, reported."""
    life = Life()
    life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01 10:00")
    life.do(ENTERPRISE, REPORT, "2025-08-01")
    keep(engine, life)
    return life
