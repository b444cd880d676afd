from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import Office
from tests.workflows.server import Server, serving


@pytest_asyncio.fixture(scope="session")
async def server() -> AsyncIterator[Server]:
    async with serving() as server:
        yield server


@pytest.fixture(scope="package")
def shared_city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    city = City(tmp_path_factory.mktemp("city") / "simulator.db")
    yield city
    city.stop()


@pytest.fixture
def city(shared_city: City) -> City:
    shared_city.behave_well()
    return shared_city


@pytest_asyncio.fixture(scope="module")
async def shared_installation(
    server: Server, shared_city: City, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Installation]:
    async with installed(server, shared_city, tmp_path_factory.mktemp("records")) as installation:
        yield installation


@pytest.fixture
def office(shared_installation: Installation, city: City) -> Office:
    """A fresh enterprise, with every department in good order."""
    return Office(shared_installation)


@pytest_asyncio.fixture
async def installation(server: Server, city: City, tmp_path: Path) -> AsyncIterator[Installation]:
    """One of a test's own, whose worker it may stop."""
    async with installed(server, city, tmp_path) as installation:
        yield installation
