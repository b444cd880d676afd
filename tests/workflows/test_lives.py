"""Six lives to their ends: real server, real worker, real departments, half a year in a second."""

from datetime import timedelta

from domain.closing import ConfirmDismantling
from domain.extension import ApplyForExtension, DecideExtension
from domain.procedures import ELIMINATED
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    COMMIT,
    DISMANTLE,
    FAIL,
    INSPECTOR,
    LINE,
    PASS,
    REPORT,
    SERVE,
    TELL,
)
from tests.workflows.city import City
from tests.workflows.office import LINGERED, Office
from tests.workflows.stretches import HEARD, PLANNED, SHUT_DOWN, has_its_plans, is_heard, seals

REMINDERS = ["reminded 30", "reminded 7", "reminded 1"]
SEALED = [
    ("power_cut", "impose", 1),
    ("water_cut", "impose", 1),
    ("power_unit_removal", "impose", 1),
    ("seal", "impose", 1),
]
LIFTED = [("power_cut", "lift", 1), ("water_cut", "lift", 1), ("seal", "lift", 1)]


async def test_p2_1_rectified_in_time(office: Office, city: City) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() - timedelta(days=20))
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, PASS)
    assert not await office.forward(LINGERED)
    assert await office.ended()
    assert office.story() == [
        "flag",
        "serve_notice",
        "reminded 30",
        "file_report",
        "record_reinspection pass",
    ]
    assert city.ledger(office.code) == []
    await office.check()


async def test_p2_2_extended_and_then_rectified(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    first_end = await office.due()
    await office.forward_to(first_end - timedelta(days=3))
    await office.do(office.owner, ApplyForExtension(3, "设备未到"))
    await office.do(APPROVER, DecideExtension(2, "同意"))
    assert await office.due() > first_end + timedelta(days=50)
    await office.forward_to(await office.due() - timedelta(hours=1))
    assert await office.stage() == "rectifying"
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, PASS)
    assert not await office.forward(LINGERED)
    assert office.story() == [
        *("flag", "serve_notice", "reminded 30", "reminded 7"),
        *("apply_for_extension", "decide_extension granted", *REMINDERS),
        *("file_report", "record_reinspection pass"),
    ]
    await office.check()


async def test_p2_3_nothing_done_until_it_is_overdue_and_dismantled(office: Office) -> None:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() + timedelta(days=1))
    assert await office.stage() == "overdue"
    await office.do(INSPECTOR, TELL)
    assert (await office.refused(APPROVER, DISMANTLE)).rule == "L5"
    hearing = (await office.state()).cases[f"{office.code}-1"].hearing
    assert hearing
    await office.forward_to(hearing.until.ends_at - timedelta(minutes=1))
    assert (await office.refused(APPROVER, DISMANTLE)).rule == "L5"
    await office.forward(timedelta(minutes=2))
    await office.do(APPROVER, DISMANTLE)
    await has_its_plans(office)
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await office.do(INSPECTOR, ANNOUNCE)
    assert await office.forward(LINGERED)  # it is watched
    assert office.story() == [
        *("flag", "serve_notice", *REMINDERS, "period_ended"),
        *("give_advance_notice", "objection_ended", "take_exit_decision dismantle", *PLANNED),
        *("confirm_dismantling", "confirm_dismantling", "record_announcement", "exit_completed"),
    ]
    await office.check()


async def test_p1_3_to_p1_5_failed_and_sealed(office: Office, city: City) -> None:
    """The cuts stay in force, so the enterprise's workflow stays."""
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.forward(timedelta(days=60))
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, FAIL)
    await is_heard(office)
    await seals(office)
    await office.until(lambda enterprise: not enterprise.waiting())
    await office.do(office.owner, COMMIT)
    assert await office.stage() == "sealing"
    await office.do(INSPECTOR, ANNOUNCE)
    assert await office.stage() == "sealed"
    assert await office.forward(timedelta(days=80))
    assert not await office.ended()
    assert office.story() == [
        *("flag", "serve_notice", "file_report", "record_reinspection fail", *HEARD),
        *("take_exit_decision seal", *SHUT_DOWN),
        *["order_issued", "receive_receipt done"] * 4,
        *("record_commitment", "record_announcement", "exit_completed"),
    ]
    assert city.effects(office.code) == SEALED
    await office.check()


async def test_p1_1_eliminated_and_dismantled(office: Office, city: City) -> None:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await office.do(APPROVER, DISMANTLE)
    await office.forward(timedelta(days=30))
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await office.do(INSPECTOR, ANNOUNCE)
    assert await office.forward(LINGERED)  # it is watched
    assert office.story() == [
        *("flag", "serve_notice", *HEARD, "take_exit_decision dismantle"),
        *("confirm_dismantling", "confirm_dismantling", "record_announcement", "exit_completed"),
    ]
    assert city.ledger(office.code) == []
    await office.check()


async def test_p1_3_eliminated_and_sealed_and_dismantled_later(office: Office, city: City) -> None:
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    await is_heard(office)
    await seals(office)
    await office.until(lambda enterprise: not enterprise.waiting())
    await office.do(office.owner, COMMIT)
    await office.do(INSPECTOR, ANNOUNCE)
    await office.forward(timedelta(days=200))
    assert city.effects(office.code) == SEALED
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    assert await office.stage() == "dismantled"
    assert await office.forward(LINGERED)  # it is watched
    assert city.effects(office.code) == [*SEALED, *LIFTED]
    await office.check()
