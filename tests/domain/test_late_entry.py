"""S7: what happened is entered late only where that is normal, and only so late."""

from datetime import date, timedelta

import pytest

from domain.actions import LATE_ENTRY_DAYS, TAKEOVER_DAYS
from tests.domain.lives import FAIL, INSPECTOR, SERVE, Life
from tests.domain.stages import reported

TODAY = "2026-06-01"


@pytest.mark.parametrize(("days", "code"), [(TAKEOVER_DAYS, None), (TAKEOVER_DAYS + 1, True)])
def test_s7_a_case_begun_on_paper_is_taken_over_within_three_years(
    days: int, code: bool | None
) -> None:
    life = Life()
    on = date.fromisoformat(TODAY) - timedelta(days=days)
    flag = life.flagging()
    if code:
        assert life.refused(INSPECTOR, flag, TODAY, on=str(on)).code == "entered_too_late"
    else:
        life.do(INSPECTOR, flag, TODAY, on=str(on))
        life.do(INSPECTOR, SERVE, TODAY, on=str(on))


def test_s7_a_reinspection_is_entered_within_its_days() -> None:
    life = reported()
    day = date(2025, 9, 30) + timedelta(days=LATE_ENTRY_DAYS)
    late = life.refused(INSPECTOR, FAIL, str(day + timedelta(days=1)), on="2025-09-30")
    assert (late.code, str(LATE_ENTRY_DAYS) in late.message.en) == ("entered_too_late", True)
    life.do(INSPECTOR, FAIL, str(day), on="2025-09-30")
