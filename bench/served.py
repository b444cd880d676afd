"""Whole lives through HTTP, on the service as `make run` starts it."""

import asyncio
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from stdnum.cn import uscc

from api.examples import EXAMPLES
from bench.connection import Connection
from launch.demo_accounts import add_demo_accounts
from records.accounts import open_session
from records.database import connect, writing

MEASURED = {"measured": "850", "limit": "823"}
DECISION = EXAMPLES["take_exit_decision"] | {"emergency": "测量不分昼夜"}
"""The same work at any hour of the day (L6)."""
STEPS = (
    ("inspector", "serve-notice", EXAMPLES["serve_notice"]),
    ("inspector", "apply-for-extension", EXAMPLES["apply_for_extension"]),
    ("approver", "decide-extension", EXAMPLES["decide_extension"]),
    ("enterprise", "file-report", EXAMPLES["file_report"]),
    ("inspector", "record-reinspection", MEASURED),
    ("inspector", "give-advance-notice", EXAMPLES["give_advance_notice"]),
    ("enterprise", "waive-hearing", EXAMPLES["waive_hearing"]),
    ("enterprise", "file-resettlement-plan", EXAMPLES["file_resettlement_plan"]),
    ("approver", "decide-resettlement-plan", EXAMPLES["decide_resettlement_plan"]),
    ("enterprise", "file-risk-plan", EXAMPLES["file_risk_plan"]),
    ("approver", "decide-risk-plan", EXAMPLES["decide_risk_plan"]),
    ("approver", "take-exit-decision", DECISION),
    ("approver.deputy", "confirm-step", EXAMPLES["confirm_step"]),
    ("inspector", "record-commitment", EXAMPLES["record_commitment"]),
    ("inspector", "record-announcement", EXAMPLES["record_announcement"]),
)
SIGNED_IN_FOR = timedelta(hours=1)
LONGEST_PAUSE_SECONDS = 2.0


def credit_code(number: int) -> str:
    body = f"91150302MA0{number:06d}"
    return body + str(uscc.calc_check_digit(body))


def let_in(database_url: str, codes: Sequence[str]) -> dict[str, str]:
    """Tokens by account, of the authorities' people and of these enterprises', for what only they
    may say. They are made here, as checking so many passwords is not what is measured."""
    add_demo_accounts(database_url, codes)
    engine = connect(database_url)
    accounts = {account for account, *_ in STEPS} - {"enterprise"}
    with writing(engine) as session:
        tokens = {
            account: open_session(session, account, SIGNED_IN_FOR)[0]
            for account in (*sorted(accounts), *(f"enterprise.{code}" for code in codes))
        }
    engine.dispose()
    return tokens


async def live(api_url: str, tokens: dict[str, str], code: str, times: list[float]) -> None:
    """From flag to sealed, every command timed."""

    async def give(account: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        answer: dict[str, Any] = await api.give(tokens[account], path, body)
        times.append(time.perf_counter() - started)
        return answer

    async with Connection(api_url) as api:
        case = await give("inspector", f"/enterprises/{code}/cases", EXAMPLES["flag"])
        for account, action, body in STEPS:
            by = f"enterprise.{code}" if account == "enterprise" else account
            case = await give(by, f"/cases/{case['number']}/{action}", body)
        while case["stage"] != "sealed":
            # The busier all are, the less often: asking is no part of the steps.
            await asyncio.sleep(min(2 * times[-1], LONGEST_PAUSE_SECONDS))
            path = f"/cases/{case['number']}/live"
            case = (await api.get(tokens["inspector"], path))["case"]
