"""Stretches of lives that several tests go."""

from dataclasses import replace
from datetime import timedelta

from domain.calendar import local_date
from domain.notice import ServeNotice
from domain.shutdown import GiveEnforcementNotice
from tests.domain.lives import (
    APPROVER,
    CONFIRMED,
    INSPECTOR,
    PLANS,
    SEAL,
    STAND_STILL,
    SUPERVISOR,
    TELL,
    WAIVE,
    WITHDRAW,
)
from tests.workflows.office import Office

PLANNED = [
    *("file_resettlement_plan", "decide_resettlement_plan accepted"),
    *("file_risk_plan", "decide_risk_plan accepted"),
]
HEARD = ["give_advance_notice", "waive_hearing", *PLANNED]
"""What the record says of these."""
SHUT_DOWN = ["file_shutdown_plan", "decide_shutdown_plan accepted", "give_enforcement_notice"]


async def is_heard(office: Office, *, case: int = 1) -> None:
    """L5, O7: told what is to be decided, it has nothing to say to it; its plans are there."""
    await office.do(INSPECTOR, TELL, case=case)
    await office.do(office.owner, WAIVE, case=case)
    await has_its_plans(office, case=case)


async def has_its_plans(office: Office, *, case: int = 1) -> None:
    """O7: filed and accepted."""
    for filed, accepted in PLANS:
        await office.do(office.owner, filed, case=case)
        await office.do(SUPERVISOR, accepted, case=case)


async def seals(office: Office, *, case: int = 1) -> None:
    """Decided, with all that a cut waits for (P1.3, L6)."""
    await office.do(APPROVER, SEAL, case=case)
    await office.do(office.owner, STAND_STILL, case=case)
    await office.do(SUPERVISOR, CONFIRMED, case=case)
    tomorrow = local_date(await office.now() + timedelta(days=1))
    await office.do(INSPECTOR, GiveEnforcementNotice(tomorrow, "执行通知回证-1"), case=case)


async def is_withdrawn(office: Office, *, case: int = 1) -> None:
    """By two, as it must be once the notice was served."""
    await office.do(INSPECTOR, WITHDRAW, case=case)


async def in_two_months(office: Office, notice: ServeNotice) -> ServeNotice:
    """The same, with a period of that length."""
    return replace(notice, rectify_by=local_date(await office.now() + timedelta(days=60)))


async def is_answered(office: Office) -> None:
    """Every department has confirmed what it was ordered."""
    await office.until(lambda enterprise: not enterprise.waiting())
