"""Who failed too often waits (429)."""

from datetime import timedelta
from math import ceil

from api.problems import ProblemError
from domain.words import Text


def too_many(wait: timedelta) -> ProblemError:
    seconds = max(1, ceil(wait.total_seconds()))
    detail = Text(
        f"失败次数过多，请 {seconds} 秒后再试", f"too many failures; try again in {seconds} s"
    )
    headers = {"Retry-After": str(seconds)}
    return ProblemError(429, "too_many_attempts", detail, rule="S9", headers=headers)
