"""Whole lives of cases over HTTP, by people who wait for nothing but their answers."""

import asyncio
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from stdnum.cn import uscc

from api.examples import EXAMPLES
from domain.calendar import local_date
from domain.people import Actor, Role
from records.accounts import NewAccount, add_accounts
from records.database import writing
from tests.system.careful import CarefulClient, Json

WITHIN_SECONDS = 150
FAILED = {"measured": "850", "limit": "823"}
PASSED = {"measured": "815.5", "limit": "823"}
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Life:
    """Steps are (account, action, body), where `enterprise` is the case's own; a stage alone is
    waited for, with every receipt there."""

    ground: str
    steps: tuple[tuple[str, str, Json] | str, ...]


def _step(account: str, action: str, body: Json | None = None) -> tuple[str, str, Json]:
    return account, action, EXAMPLES[action.replace("-", "_")] if body is None else body


def _notice_for_tomorrow() -> Json:
    tomorrow = local_date(datetime.now(UTC)) + timedelta(days=1)
    return EXAMPLES["give_enforcement_notice"] | {"enforce_on": str(tomorrow)}


SERVE = _step("inspector", "serve-notice")
REPORT = _step("enterprise", "file-report")
SEAL = (
    _step("inspector", "give-advance-notice"),
    _step("enterprise", "waive-hearing"),
    _step("enterprise", "file-resettlement-plan"),
    _step("approver", "decide-resettlement-plan"),
    _step("enterprise", "file-risk-plan"),
    _step("approver", "decide-risk-plan"),
    _step("approver", "take-exit-decision"),
    _step("approver.deputy", "confirm-step"),
    _step("enterprise", "file-shutdown-plan"),
    _step("approver", "decide-shutdown-plan"),
    _step("inspector", "give-enforcement-notice", _notice_for_tomorrow()),
    _step("inspector", "record-commitment"),
    _step("inspector", "record-announcement"),
    "sealed",
)
LIVES = (
    Life("energy", (SERVE, REPORT, _step("inspector", "record-reinspection", PASSED), "rectified")),
    Life(
        "energy",
        (
            SERVE,
            _step("inspector", "apply-for-extension"),
            _step("approver", "decide-extension"),
            REPORT,
            _step("inspector", "record-reinspection", FAILED),
            *SEAL,
        ),
    ),
    Life("eliminated", (SERVE, *SEAL, _step("inspector", "confirm-dismantling"), "dismantled")),
)


def credit_code() -> str:
    """Of an enterprise that nobody has heard of yet."""
    body = f"91150303MA1{next(_numbers):06d}"
    return body + str(uscc.calc_check_digit(body))


def flag_body(ground: str) -> dict[str, Any]:
    return EXAMPLES["flag"] | {"ground": ground}


async def live(
    client: CarefulClient, engine: Engine, life: Life, longest_pause_seconds: float = 0.2
) -> str:
    """From flag to end; gives the number of the case. `engine` is where its enterprise gets a
    sign-in, for what only its own people may say."""
    code = credit_code()
    owner = Actor(f"enterprise.{code}", "企业经办人", Role.ENTERPRISE, enterprise=code)
    await asyncio.to_thread(_let_in, engine, NewAccount(owner, client.password))
    case = await client.flag("inspector", code, flag_body(life.ground))
    number: str = case["number"]
    for step in life.steps:
        if isinstance(step, str):
            await reach(client, number, step)
        else:
            await asyncio.sleep(random.uniform(0, longest_pause_seconds))
            account, action, body = step
            await client.act(owner.id if account == "enterprise" else account, number, action, body)
    return number


def _let_in(engine: Engine, account: NewAccount) -> None:
    with writing(engine) as session:
        add_accounts(session, [account])


async def reach(client: CarefulClient, number: str, stage: str) -> None:
    await until(client, number, lambda case: case["stage"] == stage and _answered(case))


async def until(client: CarefulClient, number: str, met: Callable[[Json], bool]) -> None:
    async with asyncio.timeout(WITHIN_SECONDS):
        while (case := await client.live(number)) is None or not met(case):  # noqa: ASYNC110
            await asyncio.sleep(0.2)


def _answered(case: Json) -> bool:
    return all(order["receipt"] for measure in case["measures"] for order in measure["orders"])
