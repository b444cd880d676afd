"""The embedded stack's departments: set up once, and found where the simulator listens now."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from domain.people import District
from launch.simulated_departments import set_up_departments
from records import departments
from records.database import connect, reading, writing
from records.departments import Channel, Department, Way
from settings import DepartmentSettings, Settings
from tests.databases import SqliteDatabases
from tests.department_secrets import SECRET_KEY, SECRETS

ELSEWHERE = "http://127.0.0.1:9000/another/path"


@pytest.fixture
def url(sqlite_databases: SqliteDatabases) -> str:
    return sqlite_databases.fresh()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    yield engine
    engine.dispose()


def simulator_at(url: str, port: int) -> Settings:
    given = {
        key: DepartmentSettings(
            url=f"http://127.0.0.1:{port}/departments/{key}", secret=SecretStr(SECRETS[key])
        )
        for key in ("power", "water")
    }
    return Settings(database_url=url, departments=given, secret_key=SECRET_KEY)


def found(engine: Engine, key: str) -> Department:
    with reading(engine) as session:
        return departments.department(session, key)


def test_a_simulator_at_another_port_is_found_there(url: str, engine: Engine) -> None:
    for port in (8100, 8100, 8200):
        set_up_departments(simulator_at(url, port))
    power = found(engine, "power")
    assert [way.url for way in power.ways] == ["http://127.0.0.1:8200/departments/power"]
    assert (power.revision, len(power.keys)) == (2, 1)


def test_what_was_changed_stays_as_it_is(url: str, engine: Engine) -> None:
    set_up_departments(simulator_at(url, 8100))
    ways = [Way(None, Channel.WORKLIST), Way(District.WUDA, Channel.HTTP, ELSEWHERE)]
    with writing(engine) as session:
        departments.change(session, "power", 1, ways)
    set_up_departments(simulator_at(url, 8200))
    assert [(way.channel, way.url) for way in found(engine, "power").ways] == [
        (Channel.WORKLIST, ""),
        (Channel.HTTP, ELSEWHERE),
    ]
    assert found(engine, "water").ways[0].url.endswith(":8200/departments/water")
