"""The grounds with a path of their own, on a real server: by plan, by order, with approval."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from domain.advance_notice import AnswerStatement, RecordStatement
from domain.approval import DecideApproval, RequestApproval
from domain.calendar import local_date
from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.closing import ConfirmDismantling, Permit, TakeExitDecision
from domain.correction import RevokeDecision
from domain.factor_control import ReviewControl
from domain.hearing import RecordHearing, RequestHearing
from domain.planned_exit import VerifyExit
from domain.procedure import Way
from domain.procedures import ENERGY_SUPPLY, ENVIRONMENT, FACTORS, QUALITY, SAFETY
from domain.rectification import RecordReinspection
from tests.domain.grounds import CITY_APPROVER, LIMIT, STOP
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    DISMANTLE,
    INSPECTOR,
    LINE,
    REPORT,
    SERVE,
    SUPERVISOR,
    TELL,
)
from tests.workflows.city import City
from tests.workflows.office import LINGERED, Office
from tests.workflows.stretches import HEARD, has_its_plans, in_two_months, is_answered, is_heard

REMINDERS = ["reminded 30", "reminded 7", "reminded 1"]
UNSAFE = RecordReinspection(verdict="fail", findings="复查未通过")
PERMITS = (Permit("安许证 17", "emergency"), Permit("排污证 3", "environment"))


def _done(city: City, office: Office, action: str) -> list[str]:
    return sorted(
        measure
        for measure, done, effects in city.effects(office.code)
        for _ in range(effects)
        if done == action
    )


async def test_p3_1_not_exited_by_its_date_and_restricted_until_it_is_gone(
    office: Office, city: City
) -> None:
    planned = local_date(datetime.now(UTC) + timedelta(days=90))
    await office.do(INSPECTOR, replace(office.flag_of(procedure=FACTORS), planned_exit=planned))
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() + timedelta(hours=1))
    assert await office.stage() == "verifying"
    await office.do(INSPECTOR, VerifyExit(LINE.capacity, "仍在生产"))
    await is_answered(office)
    restricted = sorted([MeasureKind.CREDIT_ENTRY, MeasureKind.CREDIT_CURB, *RESTRICTIONS])
    assert _done(city, office, "impose") == restricted
    await office.do(INSPECTOR, VerifyExit(Decimal(0), "设备已停"))
    await is_heard(office)
    await office.do(APPROVER, DISMANTLE)
    assert _done(city, office, "lift") == []
    await office.do(INSPECTOR, ANNOUNCE)
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await is_answered(office)
    assert _done(city, office, "lift") == restricted
    assert await office.forward(LINGERED)  # it is watched
    story = [said for said in office.story() if not said.startswith(("order_", "receive_"))]
    assert story == [
        *("flag", "serve_notice", *REMINDERS, "period_ended", "verify_exit remaining"),
        *(
            "verify_exit exited",
            *HEARD,
            "take_exit_decision dismantle",
            "record_announcement",
        ),
        *("confirm_dismantling", "confirm_dismantling", "exit_completed"),
    ]
    await office.check()


async def test_p4_1_p4_2_limited_heard_and_closed_once_the_city_approved(
    office: Office, city: City
) -> None:
    await office.flag(procedure=ENVIRONMENT)
    await office.do(INSPECTOR, await in_two_months(office, LIMIT))
    await is_answered(office)
    assert city.effects(office.code) == [("production_limit", "impose", 1)]
    await office.forward_to(await office.due() + timedelta(hours=1))
    await office.do(INSPECTOR, TELL)
    await office.do(office.owner, RecordStatement("治理设施已在安装"))
    await office.do(office.owner, RequestHearing("对监测数据有异议"))
    await office.do(APPROVER, AnswerStatement(False, "监测有效"))
    await office.do(INSPECTOR, RequestApproval("city", "逾期未治理，情节严重"))
    await office.do(CITY_APPROVER, DecideApproval(False, "补充材料后再报"))
    await office.do(INSPECTOR, RequestApproval("city", "逾期未治理，情节严重", "材料已补齐"))
    await office.do(CITY_APPROVER, DecideApproval(True, "同意关闭"))
    close = TakeExitDecision(Way.CLOSE, "逾期未治理")
    await office.forward(timedelta(days=20))
    assert (await office.refused(APPROVER, close)).rule == "L5"
    await office.do(INSPECTOR, RecordHearing("王主持", "听证笔录-1"))
    await has_its_plans(office)
    await office.do(APPROVER, close)
    await office.do(INSPECTOR, ANNOUNCE)
    await is_answered(office)
    assert await office.stage() == "closed"
    assert await office.forward(LINGERED)  # it is watched
    assert _done(city, office, "impose") == ["production_limit", "production_stop"]
    assert _done(city, office, "lift") == []
    await office.check()


async def test_p5_1_p5_2_l7_its_permits_revoked_by_who_issued_them_and_given_back(
    office: Office, city: City
) -> None:
    await office.flag(procedure=SAFETY)
    await office.do(INSPECTOR, await in_two_months(office, STOP))
    await is_answered(office)
    assert city.effects(office.code) == [("production_stop", "impose", 1)]
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, UNSAFE)
    await is_heard(office)
    await office.do(APPROVER, TakeExitDecision(Way.REVOKE, "仍不安全", permits=PERMITS))
    await office.do(INSPECTOR, ANNOUNCE)
    await is_answered(office)
    assert await office.stage() == "revoked"
    revoked = [row for row in city.ledger(office.code) if row["measure"] == "permit_revocation"]
    assert {(row["department"], row["target"], row["effects"]) for row in revoked} == {
        (permit.department, permit.number, 1) for permit in PERMITS
    }
    assert await office.forward(LINGERED)  # it is watched
    await office.do(SUPERVISOR, RevokeDecision("法院判决撤销"))
    await is_answered(office)
    assert await office.stage() == "deciding"
    assert _done(city, office, "lift") == ["permit_revocation"] * 2
    await office.check()


async def test_p6_2_six_months_went_by_and_it_is_closed_with_approval(
    office: Office, city: City
) -> None:
    await office.flag(procedure=QUALITY)
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() + timedelta(hours=1))
    await is_heard(office)
    await office.do(INSPECTOR, RequestApproval("district", "逾期未整改"))
    await office.do(APPROVER, DecideApproval(True, "同意关闭"))
    await office.do(APPROVER, TakeExitDecision(Way.CLOSE, "逾期未整改"))
    await office.do(INSPECTOR, ANNOUNCE)
    await is_answered(office)
    assert await office.stage() == "closed"
    assert city.effects(office.code) == [("production_stop", "impose", 1)]
    await office.check()


async def test_p2_4_p2_5_factor_supply_is_controlled_until_a_review_ends_it(
    office: Office, city: City
) -> None:
    await office.flag(procedure=ENERGY_SUPPLY)
    await office.do(INSPECTOR, SERVE)
    await is_answered(office)
    await office.forward(timedelta(days=300))
    await office.do(SUPERVISOR, ReviewControl(True, 2026, "仍高于平均"))
    await office.forward(timedelta(days=300))
    await office.do(SUPERVISOR, ReviewControl(False, 2027, "已低于平均"))
    await is_answered(office)
    assert city.effects(office.code) == [
        ("factor_control", "impose", 1),
        ("factor_control", "lift", 1),
    ]
    assert not await office.forward(LINGERED)
    await office.check()
