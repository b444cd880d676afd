"""What tests of several folders stand on: databases of both kinds."""

import time
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.pool import QueuePool

from records.database import connect
from tests.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.postgres import running_postgres

FIRST = ("tests/system", "tests/api", "tests/workflows")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first, so that no process is left alone with one of them at the end."""

    def turn(item: pytest.Item) -> int:
        folder = "/".join(item.nodeid.split("/")[:2])
        return FIRST.index(folder) if folder in FIRST else len(FIRST)

    items.sort(key=turn)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresDatabases]:
    with running_postgres() as server:
        yield PostgresDatabases(server)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Of either kind: a test that asks for it runs on both."""
    kind = "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    found: Databases = request.getfixturevalue(kind)
    return found


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """A database of this test's own, with the schema of this version."""
    url = databases.fresh()
    yield url
    databases.give_back(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    assert isinstance(engine.pool, QueuePool)
    while engine.pool.checkedout():  # a cancelled activity's thread may still be at it
        time.sleep(0.01)
    engine.dispose()
