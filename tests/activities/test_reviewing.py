"""Reviewing the districts (O3) from the record, as often as it is asked for and in effect once."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from activities.reviewing import Reviewing
from domain.ladder import Rung
from domain.people import District
from domain.review import Review, Slowness
from domain.review_rules import ReviewRules
from records import reviews
from records.audit import AuditRow
from records.database import connect, reading, writing
from records.migrate import migrate
from records.write import write
from tests.domain import stages
from tests.domain.lives import CODE, INSPECTOR, PASS, Life
from tests.records.contents import rows

RULES = ReviewRules()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()


def record(engine: Engine, life: Life) -> None:
    with writing(engine) as session:
        write(session, life.enterprise.code, life.recorded)


def of_hainan(engine: Engine, period: str | None = None) -> list[Review]:
    with reading(engine) as session:
        return reviews.reviews(session, period, [District.HAINAN])


async def test_o3_the_months_of_a_case_that_goes_by_its_deadline(engine: Engine) -> None:
    """O3: and every district is reviewed, also one without cases."""
    life = stages.overdue()
    life.pass_time("2025-12-15")
    life.do(INSPECTOR, PASS, "2025-12-15 10:00")
    record(engine, life)
    reviewing = Reviewing(engine, RULES)
    for period in ("2025-09", "2025-10", "2025-11", "2025-12"):
        await reviewing.review_districts(period)
    found = list(reversed(of_hainan(engine)))
    assert [
        (each.progress.open, each.progress.late, each.progress.in_time_share) for each in found
    ] == [
        (1, 0, None),
        (1, 1, None),
        (1, 1, Decimal(0)),
        (0, 0, Decimal(0)),
    ]
    assert [each.rung for each in found] == [
        None,
        Rung.CIRCULAR,
        Rung.INTERVIEW,
        Rung.SUPERVISED_HANDLING,
    ]
    with reading(engine) as session:
        others = reviews.reviews(session, districts=[District.WUDA, District.HAIBOWAN])
    assert len(others) == 8
    assert {each.slow_in_a_row for each in others} == {0}


async def test_o3_a_month_comes_out_the_same_however_late_it_is_reviewed(engine: Engine) -> None:
    """O3: after a stop the record has more, which was not there then."""
    in_time, other = stages.overdue(), Life("91150302MA0N1A2B37")
    in_time.do(INSPECTOR, PASS, "2025-11-03")
    other.flag("2025-11-03")
    for life in (in_time, other):
        record(engine, life)
    await Reviewing(engine, RULES).review_districts("2025-10")
    (found,) = of_hainan(engine, "2025-10")
    assert (found.progress.open, found.progress.late, found.slowness) == (1, 1, (Slowness.LATE,))


async def test_s7_a_month_that_was_reviewed_stays_as_it_was(engine: Engine) -> None:
    """S7: asked for again, by overlapping attempts too, and by other rules."""
    record(engine, stages.overdue())
    await asyncio.gather(*(Reviewing(engine, RULES).review_districts("2025-10") for _ in range(4)))
    first = of_hainan(engine)
    assert len(rows(engine, AuditRow)) == 1
    await Reviewing(engine, replace(RULES, late_share=Decimal(1))).review_districts("2025-10")
    assert of_hainan(engine) == first
    assert len(first) == 1


async def test_s7_each_review_is_on_the_audit_record_with_its_figures(engine: Engine) -> None:
    """S7, O3."""
    record(engine, stages.overdue())
    for period in ("2025-10", "2025-10", "2025-11"):
        await Reviewing(engine, RULES).review_districts(period)
    notes = rows(engine, AuditRow)
    assert [(note["what"], note["subject"], note["actor"]) for note in notes] == [
        ("districts_reviewed", "2025-10", "system"),
        ("districts_reviewed", "2025-11", "system"),
    ]
    assert notes[0]["detail"].splitlines()[1] == (
        "海南区 2025-10：在办 1 件，逾期 1 件（100.0%）；到期应结 0 件，按期 0 件；"
        "逾期超过 20%；进展缓慢（连续第 1 次）：通报"
    )


async def test_o3_what_a_district_was_told_is_kept_with_what_it_rests_on(engine: Engine) -> None:
    record(engine, stages.overdue())
    rules = ReviewRules(settle_days=1, months=3)
    await Reviewing(engine, rules).review_districts("2025-10")
    (row,) = (row for row in rows(engine, reviews.ReviewRow) if row["district"] == District.HAINAN)
    kept = json.loads(row["review"])
    assert kept["progress"] == {"open": 1, "late": 1, "came_due": 1, "in_time": 0}
    assert kept["rules"]["settle_days"] == 1
    assert CODE not in row["review"]
