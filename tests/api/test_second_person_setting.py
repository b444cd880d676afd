"""S1: whether irreversible steps wait for a second person is a setting of the installation."""

from collections.abc import Iterator

import pytest

from tests.api.background import Background
from tests.api.people import INSPECTOR, SUPERVISOR
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases
from tests.workflows.server import Server


@pytest.fixture
def town_of_few(
    background: Background, temporal: Server, sqlite_databases: SqliteDatabases
) -> Iterator[Town]:
    config = configured(sqlite_databases.fresh()).model_copy(update={"second_person": False})
    service = Service(background, config, temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()


def test_s1_where_it_is_off_one_person_is_enough(town_of_few: Town, town: Town) -> None:
    """S1: in cases opened since; it is on if nobody says otherwise."""
    for each, stage in ((town_of_few, "withdrawn"), (town, "rectifying")):
        case = each.flag()
        case.do(INSPECTOR, "serve_notice")
        answer = case.ask(SUPERVISOR, "withdraw").json()
        assert (answer["stage"], bool(answer["proposal"])) == (stage, stage == "rectifying")
