from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest
import pytest_asyncio

from activities.departments import Departments
from tests.activities.bureau import Bureau, open_bureau
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
def to_bureau(bureau: Bureau, http: httpx2.AsyncClient) -> Departments:
    return Departments({"power": bureau.settings}, "https://phaseout.example", http)
