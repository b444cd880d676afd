"""Whole lives through HTTP, on the service as `make run` starts it."""

import asyncio
import time
from typing import Any

from stdnum.cn import uscc

from api.examples import EXAMPLES
from cli.api_client import ApiClient

MEASURED = {"measured": "850", "limit": "823"}
STEPS = (
    ("inspector", "serve-notice", EXAMPLES["serve_notice"]),
    ("inspector", "apply-for-extension", EXAMPLES["apply_for_extension"]),
    ("approver", "decide-extension", EXAMPLES["decide_extension"]),
    ("inspector", "file-report", EXAMPLES["file_report"]),
    ("inspector", "record-reinspection", MEASURED),
    ("approver", "take-exit-decision", EXAMPLES["take_exit_decision"]),
    ("inspector", "record-commitment", EXAMPLES["record_commitment"]),
    ("inspector", "record-announcement", EXAMPLES["record_announcement"]),
)
POLL_SECONDS = 0.1


def credit_code(number: int) -> str:
    body = f"91150302MA0{number:06d}"
    return body + str(uscc.calc_check_digit(body))


async def live(api: ApiClient, code: str, times: list[float]) -> None:
    """From flag to sealed, every command timed."""

    async def give(account: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        started = time.perf_counter()
        answer = await api.give(account, path, body)
        times.append(time.perf_counter() - started)
        return answer

    case = await give("inspector", f"/enterprises/{code}/cases", EXAMPLES["flag"])
    for account, action, body in STEPS:
        case = await give(account, f"/cases/{case['number']}/{action}", body)
    while case["stage"] != "sealed":
        await asyncio.sleep(POLL_SECONDS)
        case = (await api.get("inspector", f"/cases/{case['number']}/live"))["case"]
