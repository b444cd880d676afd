"""S9: a person of several capacities enters each reading in the one that may."""

from datetime import UTC, datetime
from decimal import Decimal

from api.readings_judging import judge
from domain.meters import MeterKind
from domain.people import Actor, Person
from domain.readings import Reading
from records.database import reading
from records.readings import NewReading
from tests.api.people import INSPECTOR_ELSEWHERE, POWER_CLERK, WATER_CLERK
from tests.api.sealed import POINTS, sealing
from tests.api.town import Town


def test_s9_each_reading_is_entered_in_the_capacity_that_may(town: Town) -> None:
    """S9."""
    case, now = sealing(town), datetime.now(UTC)
    rows = [
        NewReading(row, case.code, Reading(kind, POINTS[kind], now, Decimal(1), "抄表员"))
        for row, kind in enumerate(MeterKind, start=1)
    ]

    def acting(*capacities: Actor) -> dict[int, Actor]:
        person = Person("of several", "某人", capacities)
        with reading(town.service.engine) as session:
            return judge(session, person, rows, datetime.now(UTC)).acting

    assert acting(INSPECTOR_ELSEWHERE, WATER_CLERK, POWER_CLERK) == {1: POWER_CLERK, 2: WATER_CLERK}
    assert acting(INSPECTOR_ELSEWHERE, POWER_CLERK) == {1: POWER_CLERK}
