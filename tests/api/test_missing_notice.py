"""L8: whoever may take a holiday notice in is told that one is missing, until it comes in."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from activities import calendar_in_use
from activities.holidays import announced_calendar
from domain.calendar import Calendar, local_date
from domain.holiday_notice import STATUTORY
from domain.ladder import Rung
from domain.missing_notice import NoticeRequest
from records import notice_requests
from records.database import connect, writing
from tests.api.core_engine import CoreEngine
from tests.api.moves_api import WHO, MovesApi
from tests.api.plan_api import people, plan_api

YEAR = local_date(datetime.now(UTC)).year


def _until_last_year() -> Calendar:
    return announced_calendar().within(2004, YEAR - 1)


@pytest.fixture
def api(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[MovesApi]:
    calendar_in_use._made_of.cache_clear()
    monkeypatch.setattr(calendar_in_use, "announced_calendar", _until_last_year)
    CoreEngine(monkeypatch)
    tokens = people(database_url, *WHO)
    with plan_api(database_url, tokens) as served:
        yield MovesApi(served, tokens)
    calendar_in_use._made_of.cache_clear()


def _is_asked(database_url: str, *rungs: Rung) -> None:
    engine = connect(database_url)
    for rung in rungs:
        with writing(engine) as session:
            notice_requests.keep(session, NoticeRequest(YEAR, rung, cases=2, periods=5))
    engine.dispose()


def test_l8_supervisors_are_told_when_they_ask_who_they_are(
    api: MovesApi, database_url: str
) -> None:
    """And nobody else is (S9); once the notice is in, nothing waits for them."""
    assert api.get("/me", "supervisor")["asked"] == []
    _is_asked(database_url, Rung.REMINDER, Rung.ESCALATION)
    (asked,) = api.get("/me", "supervisor")["asked"]
    assert asked["zh"] == f"上报：{YEAR} 年度放假安排尚未登记，2 件案件的 5 项期限因此暂定"
    for other in ("hainan", "auditor"):
        assert api.get("/me", other)["asked"] == []
    days = [str(date(YEAR, *day)) for day in STATUTORY if date(YEAR, *day).weekday() < 5]
    body = {"version": "登记", "year": YEAR, "days_off": days, "workdays": []}
    assert api.post("/calendars", body, dry_run=False).status_code == 202
    assert api.get("/me", "supervisor")["asked"] == []


def test_l8_the_calendars_say_how_the_missing_one_was_asked_for(
    api: MovesApi, database_url: str
) -> None:
    _is_asked(database_url, Rung.REMINDER, Rung.ESCALATION)
    found = api.get("/calendars", "supervisor")
    assert found["missing_year"] == YEAR
    assert [(each["rung"], each["cases"], each["periods"]) for each in found["asked"]] == [
        ("reminder", 2, 5),
        ("escalation", 2, 5),
    ]
    assert found["asked"][0]["rung_label"]["zh"] == "催办"
    assert api.get("/calendars", "hainan")["asked"] == []
