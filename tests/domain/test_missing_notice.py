"""L8: the next year's holiday notice is asked for in the autumn, each rung once until it is in, and
the periods that rest on it are counted."""

from datetime import date

import pytest

from activities.holidays import announced_calendar
from domain.ladder import Rung
from domain.missing_notice import NoticeRequest, resting_on, rungs_by, tell
from domain.procedures import ELIMINATED
from tests.domain.calendars import NEW, adopted, deciding, flagged, rectifying
from tests.domain.lives import APPROVER, ENTERPRISE, INSPECTOR, SEAL, SERVE, WAIVE, Life, local

OLD = announced_calendar().within(2025, 2025)


@pytest.mark.parametrize(
    ("today", "rungs"),
    [
        (date(2025, 10, 31), None),
        (date(2025, 11, 1), (2026, (Rung.REMINDER,))),
        (date(2025, 11, 30), (2026, (Rung.REMINDER,))),
        (date(2025, 12, 1), (2026, (Rung.REMINDER, Rung.ESCALATION))),
        (date(2026, 1, 1), (2026, (Rung.REMINDER, Rung.ESCALATION))),
        (date(2026, 11, 1), (2026, (Rung.REMINDER, Rung.ESCALATION))),
    ],
)
def test_l8_it_is_asked_for_from_november_on_and_again_from_december_on(
    today: date, rungs: tuple[int, tuple[Rung, ...]] | None
) -> None:
    assert rungs_by(OLD, today) == rungs


def test_l8_what_is_there_is_not_asked_for() -> None:
    assert rungs_by(announced_calendar().within(2025, 2026), date(2025, 12, 31)) is None


def _resting(life: Life, at: str, year: int = 2026) -> int:
    return resting_on(life.enterprise, life.case, year, local(at))


def test_l8_every_period_that_looks_at_the_year_is_counted() -> None:
    assert _resting(flagged("2025-08-17"), "2025-08-17") == 0
    assert _resting(rectifying("2025-08-17"), "2025-11-01") == 1
    assert _resting(rectifying("2025-08-17"), "2025-11-01", 2027) == 0


def test_l8_it_counts_of_orders_and_proposals_too() -> None:
    """The time to object and to decide, and for each order its acceptance and its receipt."""
    life = deciding("2026-02-12")
    assert _resting(life, "2026-02-12") == 2
    life.do(ENTERPRISE, WAIVE, "2026-02-12 10:00")
    life.propose(APPROVER, SEAL, "2026-02-12 11:00")
    assert _resting(life, "2026-02-12 11:00") == 2
    life = flagged("2026-02-12", procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, "2026-02-12 08:10")
    life.is_heard("2026-02-12 08:20")
    life.seals("2026-02-12 10:00")
    waiting = len(life.enterprise.waiting())
    assert waiting
    assert _resting(life, "2026-02-12 10:00") == 1 + 2 * waiting
    adopted(life, "2026-02-12 15:00", NEW)
    assert _resting(life, "2026-02-12 15:00") == 0


def test_l8_it_says_the_year_and_what_rests_on_it_in_both_languages() -> None:
    said = tell(NoticeRequest(2026, Rung.REMINDER, cases=2, periods=5))
    assert said.zh == "催办：2026 年度放假安排尚未登记，2 件案件的 5 项期限因此暂定"
    assert "2026" in said.en
    assert "5 periods of 2 cases" in said.en
