"""O3, S8: an exited line is watched by its workflow, which ends with the last inspection."""

import asyncio
from datetime import timedelta

from domain.closing import ConfirmDismantling
from domain.procedures import ELIMINATED
from domain.watch import NewRules, RecordWatch
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    CALENDAR,
    DISMANTLE,
    INSPECTOR,
    LINE,
    SERVE,
    SUPERVISOR,
    WITHDRAW,
)
from tests.workflows.installation import Installation
from tests.workflows.office import LINGERED, Office
from tests.workflows.stretches import is_heard

NOTHING = RecordWatch("nothing", "设备已拆除，无生产迹象")
RESUMED = RecordWatch("resumed", "夜间点火生产", new_rules=NewRules(ELIMINATED, CALENDAR))


async def _dismantled(office: Office) -> None:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await office.do(APPROVER, DISMANTLE)
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await office.do(INSPECTOR, ANNOUNCE)


async def test_o3_it_stays_until_the_last_inspection_was_made(office: Office) -> None:
    await _dismantled(office)
    for _ in range(4):
        case = (await office.state()).cases[f"{office.code}-1"]
        assert case.ended
        assert case.inspection
        assert await office.forward_to(case.inspection.ends_at - timedelta(hours=1))
        await office.do(INSPECTOR, NOTHING)
    assert not await office.forward(LINGERED)
    assert await office.ended()
    assert not [said for said in office.story() if said.startswith("escalated")]
    await office.check()


async def test_s8_an_inspection_missed_while_no_worker_ran_is_escalated(
    installation: Installation,
) -> None:
    office = Office(installation)
    await _dismantled(office)
    case = (await office.state()).cases[f"{office.code}-1"]
    assert case.inspection
    await office.forward_to(case.inspection.ends_at - timedelta(hours=1))
    await installation.stop_worker()
    passing = asyncio.create_task(office.forward(timedelta(hours=2)))
    await asyncio.sleep(1)
    assert not passing.done()
    await installation.start_worker()
    assert await passing
    await office.check()
    assert office.story()[-1] == "escalated watch_late"


async def test_p1_4_a_case_opened_by_an_inspection_keeps_it_too(office: Office) -> None:
    await _dismantled(office)
    answer = await office.do(INSPECTOR, RESUMED)
    assert len(answer.entries) >= 2
    assert await office.stage(2) == "flagged"
    await office.do(SUPERVISOR, WITHDRAW, case=2)
    assert await office.forward(LINGERED)
    await office.check()
    assert office.story()[-3:] == ["record_watch resumed", "flag", "withdraw"]
