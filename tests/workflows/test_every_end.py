"""Every ground, lived on a real server from its flag to every end that it has."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.calendar import local_date
from domain.grounds import Ground
from domain.procedures import PROCEDURES
from domain.stages import ENDED, Stage
from tests.domain.lives import INSPECTOR, WITHDRAW
from tests.replay import ground_lives, lives
from tests.replay.lives import Life
from tests.workflows.city import City
from tests.workflows.office import Office
from tests.workflows.stretches import is_answered

LIVED: dict[Life, tuple[Ground, set[Stage]]] = {
    lives.eliminated_sealed_and_dismantled: (
        Ground.ELIMINATED,
        {Stage.SEALED, Stage.DISMANTLED},
    ),
    lives.energy_rectified: (Ground.ENERGY, {Stage.RECTIFIED}),
    lives.energy_extended_and_sealed: (Ground.ENERGY, {Stage.SEALED}),
    lives.energy_dismantled: (Ground.ENERGY, {Stage.DISMANTLED}),
    ground_lives.energy_supply_controlled: (Ground.ENERGY_SUPPLY, {Stage.RECTIFIED}),
    ground_lives.factors_unexited_and_sealed: (
        Ground.FACTORS,
        {Stage.SEALED, Stage.DISMANTLED},
    ),
    ground_lives.factors_absorbed: (Ground.FACTORS, {Stage.RECTIFIED}),
    ground_lives.environment_closed: (Ground.ENVIRONMENT, {Stage.CLOSED}),
    ground_lives.environment_rectified: (Ground.ENVIRONMENT, {Stage.RECTIFIED}),
    ground_lives.safety_closed: (Ground.SAFETY, {Stage.CLOSED}),
    ground_lives.safety_rectified: (Ground.SAFETY, {Stage.RECTIFIED}),
    ground_lives.safety_revoked: (Ground.SAFETY, {Stage.REVOKED}),
    ground_lives.quality_closed: (Ground.QUALITY, {Stage.CLOSED}),
    ground_lives.quality_rectified: (Ground.QUALITY, {Stage.RECTIFIED}),
    ground_lives.restricted_priced: (Ground.RESTRICTED, {Stage.RECTIFIED}),
}
"""Those whose histories are recorded too; each with the ends that it comes to."""


@pytest.mark.parametrize("life", LIVED, ids=lambda life: life.__name__)
async def test_it_is_lived_to_its_end(life: Life, office: Office, city: City) -> None:
    """P1-P6, O5."""
    ground, ends = LIVED[life]
    seen = {await office.stage() async for _ in life(office, city)}
    (case,) = (await office.state()).cases.values()
    assert case.procedure.ground is ground
    assert ends <= seen
    assert case.stage in ends
    await office.check()


@pytest.mark.parametrize("ground", Ground)
async def test_s6_withdrawn_it_leaves_nothing_in_force(ground: Ground, office: Office) -> None:
    procedure = PROCEDURES[ground]
    planned = local_date(datetime.now(UTC) + timedelta(days=90)) if procedure.planned else None
    flag = replace(office.flag_of(procedure=procedure), planned_exit=planned)
    await office.do(INSPECTOR, flag)
    await ground_lives.is_served(office, procedure)
    await office.do(INSPECTOR, WITHDRAW)
    await is_answered(office)
    assert await office.stage() == Stage.WITHDRAWN
    measures = (await office.state()).measures.values()
    assert not any(measure.in_force for measure in measures)
    assert bool(measures) is bool(procedure.production or procedure.held.get(Stage.CONTROLLED))
    await office.check()


def test_no_end_is_left_out() -> None:
    """A sealing is one, though a dismantling may follow."""
    lived = {(ground, end) for ground, ends in LIVED.values() for end in ends}
    assert lived == {
        (ground, stage)
        for ground, procedure in PROCEDURES.items()
        for options in procedure.transitions.values()
        for stage in options.values()
        if stage in ENDED or stage is Stage.SEALED
    }
