"""L8: a missing holiday notice is asked for on record, each rung once, until it comes in."""

import json
import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from activities import calendar_in_use
from activities.asking_for_notice import AskingForNotice
from activities.holidays import announced_calendar
from domain.calendar import Calendar
from domain.holiday_notice import STATUTORY, HolidayNotice
from domain.ladder import Rung
from records import holiday_notices, notice_requests
from records.audit import AuditRow
from records.database import connect, reading, writing
from records.migrate import migrate
from records.write import write
from tests.domain.calendars import rectifying
from tests.domain.lives import CODE
from tests.records.contents import rows


def _until_2025() -> Calendar:
    return announced_calendar().within(2004, 2025)


@pytest.fixture(autouse=True)
def _nothing_known_of_2026(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    calendar_in_use._made_of.cache_clear()
    monkeypatch.setattr(calendar_in_use, "announced_calendar", _until_2025)
    yield
    calendar_in_use._made_of.cache_clear()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    engine = connect(url)
    yield engine
    engine.dispose()


def _notes(engine: Engine) -> list[tuple[str, str, str]]:
    return [
        (row["what"], row["subject"], row["code"])
        for row in rows(engine, AuditRow)
        if row["what"] == "notice_asked_for"
    ]


async def test_l8_each_rung_is_asked_for_once_until_the_notice_is_there(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    life = rectifying("2025-08-17")
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    asking = AskingForNotice(engine)
    with caplog.at_level(logging.WARNING):
        for day in ("2025-10-31", "2025-11-01", "2025-11-02", "2025-11-30"):
            await asking.ask_for_notice(date.fromisoformat(day))
    assert _notes(engine) == [("notice_asked_for", "2026", "reminder")]
    assert [record.message for record in caplog.records] == [
        "reminder: the holiday notice for 2026 is missing; 1 periods of 1 cases are provisional "
        "without it"
    ]
    for day in ("2025-12-01", "2025-12-02", "2026-01-05"):
        await asking.ask_for_notice(date.fromisoformat(day))
    assert _notes(engine)[1:] == [("notice_asked_for", "2026", "escalation")]
    notice = HolidayNotice("2026", 2026, tuple(date(2026, *day) for day in STATUTORY), ())
    with writing(engine) as session:
        holiday_notices.keep(session, notice, "supervisor-1")
    await asking.ask_for_notice(date(2026, 1, 6))
    assert len(_notes(engine)) == 2


async def test_l8_after_a_long_stop_only_the_last_rung_is_asked_for(engine: Engine) -> None:
    await AskingForNotice(engine).ask_for_notice(date(2025, 12, 24))
    assert _notes(engine) == [("notice_asked_for", "2026", "escalation")]


async def test_l8_the_record_says_how_many_periods_of_how_many_cases(engine: Engine) -> None:
    life = rectifying("2025-08-17")
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    await AskingForNotice(engine).ask_for_notice(date(2025, 11, 1))
    with reading(engine) as session:
        (asked,) = notice_requests.asked(session, 2026)
        assert notice_requests.asked(session, 2027) == []
    assert (asked.request.rung, asked.request.cases, asked.request.periods) == (
        Rung.REMINDER,
        1,
        1,
    )
    (row,) = [row for row in rows(engine, AuditRow) if row["what"] == "notice_asked_for"]
    assert json.loads(row["body"])["after"] == {"cases": 1, "periods": 1}
    assert "1 件案件的 1 项期限" in row["detail"]
