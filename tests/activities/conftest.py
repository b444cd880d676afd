from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
import pytest_asyncio
from sqlalchemy import Engine

from activities.departments import Departments
from records.database import connect
from tests.activities.bureau import Bureau, open_bureau
from tests.activities.reaching import departments_at
from tests.databases import SqliteDatabases
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
