"""The lives on the grounds with a path of their own, through every stage of each."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.calendar import local_date
from domain.closing import ConfirmDismantling
from domain.factor_control import ReviewControl
from domain.notice import ServeNotice
from domain.procedure import Procedure
from domain.procedures import ENERGY_SUPPLY, ENVIRONMENT, FACTORS, QUALITY, RESTRICTED, SAFETY
from tests.domain.grounds import (
    ABSORBED,
    ASK_AGAIN,
    ASK_CITY,
    CAPPED,
    CITY_APPROVER,
    CLOSE,
    EXITED,
    GRANT,
    LIMIT,
    REFUSE,
    REMAINING,
    REVOKE,
    SAFE,
    STOP,
    UNSAFE,
)
from tests.domain.lives import (
    ANNOUNCE,
    APPROVER,
    ASK_TO_ANNOUNCE,
    COMMIT,
    DISMANTLE,
    INSPECTOR,
    LINE,
    REPORT,
    SERVE,
    SUPERVISOR,
)
from tests.domain.prices import PRICE
from tests.workflows.city import City
from tests.workflows.office import Office
from tests.workflows.stretches import in_two_months, is_answered, is_heard, seals


async def factors_unexited_and_sealed(office: Office, _: City) -> AsyncIterator[str]:
    await _flagged_by_plan(office)
    yield "flagged"
    await office.do(INSPECTOR, SERVE)
    yield "planned"
    await office.forward_to(await office.due() + timedelta(hours=1))
    yield "verifying"
    await office.do(INSPECTOR, REMAINING)
    await is_answered(office)
    yield "unexited"
    await office.do(INSPECTOR, EXITED)
    yield "deciding"
    await is_heard(office)
    await office.do(APPROVER, DISMANTLE)
    yield "dismantling"
    await seals(office)
    await is_answered(office)
    yield "sealing"
    await office.do(office.owner, COMMIT)
    await office.do(INSPECTOR, ANNOUNCE)
    yield "sealed"
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await is_answered(office)
    yield "dismantled"


async def factors_absorbed(office: Office, _: City) -> AsyncIterator[str]:
    await _flagged_by_plan(office)
    await office.do(INSPECTOR, SERVE)
    await office.do(INSPECTOR, ABSORBED)
    yield "rectified"


async def energy_supply_controlled(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag(procedure=ENERGY_SUPPLY)
    yield "flagged"
    await office.do(INSPECTOR, SERVE)
    await is_answered(office)
    yield "controlled"
    await office.forward(timedelta(days=400))
    yield "review late"
    await office.do(SUPERVISOR, ReviewControl(True, 2026, "仍高于平均"))
    yield "kept"
    await office.do(SUPERVISOR, ReviewControl(False, 2027, "已低于平均"))
    await is_answered(office)
    yield "rectified"


async def restricted_priced(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag(procedure=RESTRICTED)
    yield "flagged"
    await office.do(INSPECTOR, SERVE)
    today = local_date(await office.now())
    year = replace(PRICE, first_day=today, last_day=today + timedelta(days=364))
    await office.do(APPROVER, year)
    await is_answered(office)
    yield "controlled"
    await office.do(SUPERVISOR, ReviewControl(False, 2027, "已退出限制类"))
    await is_answered(office)
    yield "rectified"


async def environment_closed(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _closed(office, ENVIRONMENT, LIMIT):
        yield moment


async def environment_rectified(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _rectified(office, ENVIRONMENT, STOP):
        yield moment


async def quality_closed(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _closed(office, QUALITY, SERVE):
        yield moment


async def quality_rectified(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _rectified(office, QUALITY, SERVE):
        yield moment


async def safety_closed(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _closed(office, SAFETY, STOP):
        yield moment


async def safety_rectified(office: Office, _: City) -> AsyncIterator[str]:
    async for moment in _rectified(office, SAFETY, STOP):
        yield moment


async def safety_revoked(office: Office, _: City) -> AsyncIterator[str]:
    await _served(office, SAFETY, STOP)
    await office.do(office.owner, REPORT)
    await office.do(INSPECTOR, UNSAFE)
    await is_heard(office)
    await office.do(APPROVER, REVOKE)
    await is_answered(office)
    yield "revoking"
    await office.do(INSPECTOR, ASK_TO_ANNOUNCE)
    await is_answered(office)
    yield "revoked"


async def _closed(office: Office, procedure: Procedure, notice: ServeNotice) -> AsyncIterator[str]:
    await _served(office, procedure, notice)
    yield "rectifying"
    await office.do(office.owner, REPORT)
    yield "reported"
    await office.do(INSPECTOR, UNSAFE)
    yield "deciding"
    await is_heard(office)
    if procedure.permits((await office.state()).cases[f"{office.code}-1"].stage, ASK_CITY.kind):
        await office.do(INSPECTOR, ASK_CITY)
        yield "approving"
        await office.do(CITY_APPROVER, REFUSE)
        yield "sent back"
        await office.do(INSPECTOR, ASK_AGAIN)
        await office.do(CITY_APPROVER, GRANT)
        yield "approved"
    await office.do(APPROVER, CLOSE)
    await is_answered(office)
    yield "closing"
    await office.do(INSPECTOR, ANNOUNCE)
    yield "closed"


async def _rectified(
    office: Office, procedure: Procedure, notice: ServeNotice
) -> AsyncIterator[str]:
    await office.flag(procedure=procedure)
    yield "flagged"
    await _serve(office, notice)
    await office.forward_to(await office.due() + timedelta(hours=1))
    yield "overdue"
    await office.do(INSPECTOR, SAFE)
    await is_answered(office)
    yield "rectified"


async def _served(office: Office, procedure: Procedure, notice: ServeNotice) -> None:
    await office.flag(procedure=procedure)
    await _serve(office, notice)


async def _serve(office: Office, notice: ServeNotice) -> None:
    await office.do(INSPECTOR, await in_two_months(office, notice) if notice.rectify_by else notice)
    await is_answered(office)


async def is_served(office: Office, procedure: Procedure) -> None:
    """With what the procedure wants of its notice."""
    await _serve(office, STOP if procedure.period_by_order else SERVE)


async def _flagged_by_plan(office: Office) -> None:
    planned = local_date(datetime.now(UTC) + timedelta(days=90))
    flag = replace(office.flag_of(line=CAPPED, procedure=FACTORS), planned_exit=planned)
    await office.do(INSPECTOR, flag)


GROUND_LIVES = (
    factors_unexited_and_sealed,
    factors_absorbed,
    energy_supply_controlled,
    restricted_priced,
    environment_closed,
    environment_rectified,
    quality_closed,
    quality_rectified,
    safety_closed,
    safety_rectified,
    safety_revoked,
)
