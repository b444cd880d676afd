"""The lives whose histories are kept: between them every stage of every procedure, and every way
that the loop itself goes. Each says when to look at it.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
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
    RESUME,
    SERVE,
    STOP_CLOCK,
    SUPERVISOR,
    TELL,
    WITHDRAW,
)
from tests.replay.changing_lives import CHANGING_LIVES
from tests.replay.ground_lives import GROUND_LIVES
from tests.workflows.city import City
from tests.workflows.office import LINGERED, Office
from tests.workflows.stretches import has_its_plans, is_heard, is_withdrawn, seals
from workflows.messages import Start

Life = Callable[[Office, City], AsyncIterator[str]]


async def energy_rectified(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag()
    yield "flagged"
    await office.do(INSPECTOR, SERVE)
    yield "rectifying"
    await office.do(office.owner, REPORT)
    yield "reported"
    await office.do(INSPECTOR, PASS)
    yield "rectified"
    await office.forward(LINGERED)
    yield "ended"


async def energy_extended_and_sealed(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag()
    await office.forward(timedelta(days=20))
    yield "notice late"
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() - timedelta(days=2))
    await office.do(office.owner, ApplyForExtension(3, "设备未到"))
    await office.forward(timedelta(days=3))
    yield "extension undecided"
    await office.do(APPROVER, DecideExtension(2, "同意"))
    yield "extended"
    await office.forward_to(await office.due() + timedelta(days=30))
    yield "overdue"
    await office.do(INSPECTOR, FAIL)
    yield "deciding"
    await is_heard(office)
    await seals(office)
    await office.until(lambda enterprise: not enterprise.waiting())
    yield "sealing"
    await office.do(office.owner, COMMIT)
    await office.do(INSPECTOR, ANNOUNCE)
    yield "sealed"


async def energy_dismantled(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.forward_to(await office.due() + timedelta(days=1))
    await office.do(INSPECTOR, TELL)
    yield "told"
    await office.forward(timedelta(days=30))
    yield "time to object over"
    await has_its_plans(office)
    await office.do(APPROVER, DISMANTLE)
    yield "dismantling"
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await office.do(INSPECTOR, ANNOUNCE)
    yield "dismantled"


async def eliminated_sealed_and_dismantled(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag(procedure=ELIMINATED)
    yield "flagged"
    await office.do(INSPECTOR, SERVE)
    yield "deciding"
    await is_heard(office)
    await office.do(APPROVER, DISMANTLE)
    yield "dismantling"
    await seals(office)
    await office.until(lambda enterprise: not enterprise.waiting())
    yield "sealing"
    await office.do(office.owner, COMMIT)
    await office.do(INSPECTOR, ANNOUNCE)
    yield "sealed"
    for equipment in LINE.equipment:
        await office.do(INSPECTOR, ConfirmDismantling(equipment))
    await office.until(lambda enterprise: not enterprise.waiting())
    yield "dismantled"
    await office.forward(LINGERED)
    yield "ended"


async def withdrawn_while_departments_fail(office: Office, city: City) -> AsyncIterator[str]:
    """Orders that failed, were accepted, reminded, escalated and overtaken; and a second case."""
    await office.flag(procedure=ELIMINATED)
    await office.do(INSPECTOR, SERVE)
    city.behave("power", answer="later", delay_seconds=86_400)
    city.behave("water", fail_next=3)
    await is_heard(office)
    await seals(office)
    await office.until(lambda enterprise: not enterprise.unsent())
    yield "receipt awaited"
    await office.forward(timedelta(days=30))
    yield "receipt late"
    await office.flag(line=replace(LINE, name="2号电石炉"))
    city.behave_well()
    await is_withdrawn(office, case=1)
    await office.until(lambda enterprise: not enterprise.waiting())
    yield "withdrawn"
    await office.do(SUPERVISOR, WITHDRAW, case=2)
    yield "flagged and withdrawn"


async def continued_as_new(office: Office, _: City) -> AsyncIterator[str]:
    """A run that begins where another left off, with entries that nobody wrote."""
    first = await office.send(office.command(INSPECTOR, office.flag_of()))
    second = await office.send(office.command(INSPECTOR, SERVE))
    state = await office.state()
    await office.workflow.terminate()
    recent = {f"{office.code}-command-1": first.fingerprint}
    await office.resume(Start(state, second.entries, recent))
    yield "rectifying"
    await office.do(office.owner, REPORT)
    yield "reported"


async def suspended_and_resumed(office: Office, _: City) -> AsyncIterator[str]:
    await office.flag()
    await office.do(INSPECTOR, SERVE)
    await office.do(SUPERVISOR, STOP_CLOCK)
    await office.forward(timedelta(days=300))
    yield "clock stopped"
    await office.do(SUPERVISOR, RESUME)
    yield "resumed"
    await office.forward_to(await office.due() + timedelta(hours=1))
    yield "overdue"


LIVES: tuple[Life, ...] = (
    energy_rectified,
    energy_extended_and_sealed,
    energy_dismantled,
    eliminated_sealed_and_dismantled,
    withdrawn_while_departments_fail,
    continued_as_new,
    suspended_and_resumed,
    *GROUND_LIVES,
    *CHANGING_LIVES,
)
