"""S9: a production start is refused where the demo's sign-ins are, whose password everybody has."""

import os
import subprocess
import sys

import pytest

from api.demo_sign_ins import complaint
from launch.demo_accounts import add_demo_accounts
from launch.demo_people import PASSWORD, PEOPLE
from tests.api.door import INSPECTOR, a_door
from tests.api.problems import problem
from tests.databases import PostgresDatabases, SqliteDatabases

DEMONSTRATOR = PEOPLE[0].id


@pytest.fixture
def with_demo(sqlite_databases: SqliteDatabases) -> str:
    url = sqlite_databases.fresh()
    add_demo_accounts(url)
    return url


def test_an_api_of_its_own_does_not_start_and_says_what_to_do(with_demo: str) -> None:
    environment = os.environ | {"PHASEOUT_DATABASE_URL": with_demo}
    command = [sys.executable, "-m", "api"]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "phaseout remove-demo-accounts" in ended.stderr
    assert "approver" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_where_there_are_none_there_is_no_complaint(sqlite_databases: SqliteDatabases) -> None:
    assert complaint(sqlite_databases.fresh()) is None


def test_a_database_that_is_away_does_not_keep_an_api_from_starting(
    postgres_databases: PostgresDatabases,
) -> None:
    away = postgres_databases.empty().rpartition("/")[0] + "/not_there"
    assert complaint(away) is None


def test_should_they_come_later_they_let_nobody_in(with_demo: str) -> None:
    with a_door(with_demo) as door:
        problem(door.sign_in(DEMONSTRATOR, PASSWORD), 401, "wrong_password", "S9")
        assert door.sign_in(INSPECTOR.id).status_code == 201
    with a_door(with_demo, production=False) as door:
        assert door.sign_in(DEMONSTRATOR, PASSWORD).status_code == 201
