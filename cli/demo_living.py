"""Living one case through its life: commands over HTTP, time skipped in its workflow."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from temporalio.client import Client
from temporalio.testing import TimeSkipper

from cli.api_client import ApiClient, Json
from cli.demo_lives import DemoLife
from cli.demo_steps import Days, DaysAfterDeadline, Do, Receipts
from domain.calendar import end_of, local_date
from workflows.messages import workflow_id

WAIT_SECONDS = 60
SECOND_PERSON = "approver.deputy"
"""Confirms what nobody decides alone (S7)."""


class Living:
    """One case of the plan, and the life it is to have."""

    def __init__(
        self,
        api: ApiClient,
        temporal: Client,
        life: DemoLife,
        number: str,
        step: Callable[[], None],
    ) -> None:
        self.life = life
        self.number = number
        self._api = api
        self._skipper = TimeSkipper(temporal)
        self._code = number[:18]
        self._handle = temporal.get_workflow_handle(workflow_id(self._code))
        self._step = step

    async def live(self) -> None:
        for step in self.life.steps:
            match step:
                case Do():
                    await self._do(step)
                case Days(count=count):
                    await self._pass(timedelta(days=count))
                case DaysAfterDeadline(count=count):
                    last_day = date.fromisoformat((await self.case())["deadline"]["last_day"])
                    now = await self._skipper.get_current_time(self._handle)
                    await self._pass(end_of(last_day) + timedelta(days=count) - now)
                case Receipts():
                    await self._until(_answered)
            self._step()
        await self._until(lambda case: case["stage"] == self.life.ends)
        await self._until_on_record()

    async def case(self) -> Json:
        answer: Json = (await self._api.get("auditor", f"/cases/{self.number}/live"))["case"]
        return answer

    async def _do(self, step: Do) -> None:
        case = await self.case()
        account = f"enterprise.{self._code}" if step.by == "enterprise" else step.by
        for equipment in case["line"]["equipment"] if step.each_equipment else [None]:
            body = step.body | ({"equipment": equipment} if equipment else {})
            if "measured" in body:
                limit = Decimal(case["line"]["limit"])
                measured = str((limit * Decimal(body["measured"])).quantize(Decimal("0.01")))
                body |= {"measured": measured, "limit": str(limit)}
            if step.rectify_within:
                now = await self._skipper.get_current_time(self._handle)
                last_day = local_date(now + timedelta(days=step.rectify_within))
                body |= {"rectify_by": str(last_day)}
            if "rate" in body:
                today = local_date(await self._skipper.get_current_time(self._handle))
                year = today, today + timedelta(days=364)
                body |= dict(zip(("first_day", "last_day"), map(str, year), strict=True))
            if step.enforce_within:
                now = await self._skipper.get_current_time(self._handle)
                body |= {"enforce_on": str(local_date(now + timedelta(days=step.enforce_within)))}
            taken = await self._api.give(account, f"/cases/{self.number}/{step.action}", body)
            if taken["proposal"]:
                await self._api.give(SECOND_PERSON, f"/cases/{self.number}/confirm-step", {})

    async def _pass(self, time: timedelta) -> None:
        await self._skipper.fast_forward(self._handle, time)

    async def _until(self, met: Callable[[Json], bool]) -> None:
        async with asyncio.timeout(WAIT_SECONDS):
            while not met(await self.case()):  # noqa: ASYNC110 - another process brings it about
                await asyncio.sleep(0.1)

    async def _until_on_record(self) -> None:
        async with asyncio.timeout(WAIT_SECONDS):
            while await self._recorded() < (await self.case())["sequence"]:  # noqa: ASYNC110
                await asyncio.sleep(0.2)

    async def _recorded(self) -> int:
        case: Json = await self._api.get("auditor", f"/cases/{self.number}")
        return int(case["sequence"])


def _answered(case: Json) -> bool:
    orders: list[dict[str, Any]] = [
        order for measure in case["measures"] for order in measure["orders"][-1:]
    ]
    return all(order["receipt"] for order in orders)
