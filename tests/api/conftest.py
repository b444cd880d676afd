import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.background import Background
from tests.api.plan_api import people
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


@pytest.fixture(scope="module")
def peopled(sqlite_databases: SqliteDatabases) -> tuple[Path, dict[str, str]]:
    """A database with people in it, and their tokens; each test has its own copy."""
    url = sqlite_databases.fresh()
    return Path(url.removeprefix("sqlite:///")), people(url)


@pytest.fixture
def database(peopled: tuple[Path, dict[str, str]], tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(peopled[0], tmp_path)}"


@pytest.fixture
def tokens(peopled: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return peopled[1]
