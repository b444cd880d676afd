"""L5: whether the enterprise is heard before a stop order is a setting of the installation."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from domain.grounds import Ground
from settings import Settings
from tests.api.background import Background
from tests.api.people import INSPECTOR
from tests.api.service import Service, configured
from tests.api.town import Town
from tests.databases import SqliteDatabases
from tests.workflows.server import Server


@pytest.fixture
def town_that_hears(
    background: Background, temporal: Server, sqlite_databases: SqliteDatabases
) -> Iterator[Town]:
    config = configured(sqlite_databases.fresh()).model_copy(
        update={"heard_stops": (Ground.QUALITY,)}
    )
    service = Service(background, config, temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()


def test_l5_where_it_is_on_the_notice_waits(town_that_hears: Town, town: Town) -> None:
    """L5, P6.1: in cases opened since; it is off if nobody says otherwise."""
    case = town_that_hears.flag(ground="quality")
    refused = case.ask(INSPECTOR, "serve_notice")
    assert (refused.status_code, refused.json()["rule"]) == (409, "L5")
    case.do(INSPECTOR, "give_advance_notice")
    town.flag(ground="quality").do(INSPECTOR, "serve_notice")


def test_p5_1_it_is_for_no_ground_but_those_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHASEOUT_HEARD_STOPS", '["environment", "quality"]')
    assert Settings().heard_stops == (Ground.ENVIRONMENT, Ground.QUALITY)
    monkeypatch.setenv("PHASEOUT_HEARD_STOPS", '["safety"]')
    with pytest.raises(ValidationError, match="heard_stops"):
        Settings()
