from collections.abc import Iterator

import pytest

from tests.api.background import Background
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases
from tests.workflows.server import Server, serving


@pytest.fixture(scope="package")
def background() -> Iterator[Background]:
    background = Background()
    yield background
    background.close()


@pytest.fixture(scope="package")
def temporal(background: Background) -> Server:
    return background.enter(serving())


@pytest.fixture(scope="package")
def service(
    background: Background, temporal: Server, sqlite_databases: SqliteDatabases
) -> Iterator[Service]:
    """With a worker; every test of this folder may use it."""
    service = Service(background, configured(sqlite_databases.fresh()), temporal.address)
    service.start_worker()
    yield service
    service.stop()


@pytest.fixture(scope="package")
def town(service: Service) -> Iterator[Town]:
    town = Town(service)
    yield town
    town.close()
