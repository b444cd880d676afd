"""L8: a holiday notice comes in, and every case that runs follows it, each once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from activities.holidays import announced_calendar
from api import planning
from api.problems import unavailable
from domain.calendar import SATURDAY, local_date
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.flagging import Flag
from domain.holiday_notice import STATUTORY, year_of_notice
from domain.procedures import ENERGY
from domain.refusals import Refusal
from domain.words import Text
from records.database import connect, writing
from records.write import write
from tests.api.core_engine import CoreEngine
from tests.api.moves_api import WHO, Json, MovesApi, until
from tests.api.plan_api import PEOPLE, people, plan_api
from tests.api.plan_books import credit_code
from tests.domain.lives import LINE

VERSION = "国办发明电〔2026〕8号"
AWAY = unavailable("engine_unavailable", Text("不可用", "away"))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "SHORTEST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(planning, "LONGEST_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(planning, "STOP_WITHIN_SECONDS", 0.2)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CoreEngine:
    return CoreEngine(monkeypatch)


@pytest.fixture
def tokens(database_url: str) -> dict[str, str]:
    return people(database_url, *WHO)


@contextmanager
def serving(database_url: str, tokens: dict[str, str]) -> Iterator[MovesApi]:
    with plan_api(database_url, tokens) as api:
        yield MovesApi(api, tokens)


@pytest.fixture
def api(database_url: str, tokens: dict[str, str], engine: CoreEngine) -> Iterator[MovesApi]:
    with serving(database_url, tokens) as api:
        yield api


def notice_that_moves(case: Json, version: str = VERSION) -> Json:
    """It makes the last day of the case's period a day off, whatever day it is today."""
    last_day = date.fromisoformat(case["deadline"]["last_day"])
    year = year_of_notice(last_day)
    days = {date(year, *day) for day in STATUTORY} | {last_day}
    days_off = sorted(str(day) for day in days if day.weekday() < SATURDAY)
    return {"version": version, "year": year, "days_off": days_off, "workdays": []}


def ends(case: Json) -> tuple[str, bool]:
    return case["deadline"]["last_day"], case["deadline"]["provisional"]


def test_l8_a_dry_run_says_what_would_move_and_changes_nothing(api: MovesApi) -> None:
    numbers = [api.rectifying(each) for each in (1, 2)]
    before = api.case(numbers[0])
    answer = api.post("/calendars", notice_that_moves(before))
    assert answer.status_code == 200
    report = answer.json()
    assert (report["total"], report["good"], report["refused"]) == (2, 2, [])
    assert [change["case"] for change in report["changes"]] == numbers
    change = report["changes"][0]
    assert (change["period"], change["before"]["last_day"]) == (
        "deadline",
        before["deadline"]["last_day"],
    )
    assert change["after"]["last_day"] > change["before"]["last_day"]
    assert api.case(numbers[0]) == before
    assert api.get("/calendars")["notices"] == []


def test_l8_what_is_then_done_is_what_the_dry_run_said(api: MovesApi) -> None:
    """L8, S7."""
    numbers = [api.rectifying(each) for each in (1, 2, 3)]
    notice = notice_that_moves(api.case(numbers[0]))
    said = {each["case"]: each for each in api.post("/calendars", notice).json()["changes"]}
    taken = api.post("/calendars", notice, dry_run=False)
    assert taken.status_code == 202, taken.text
    done = api.finished(taken.json()["ask"])
    assert (done["total"], done["moved"], done["refused"], done["behind"]) == (3, 3, [], 0)
    for number in numbers:
        after = said[number]["after"]
        case = api.case(number)
        assert ends(case) == (after["last_day"], after["provisional"])
        assert case["calendar_version"] == VERSION
        assert api.story(number)[-1] == "adopt_calendar"
    entry: Json = api.get(f"/cases/{numbers[0]}/timeline")[-1]  # type: ignore[index]
    assert (entry["rules"], entry["document"], entry["by"]) == (["L8"], VERSION, "李督办")
    assert said[numbers[0]]["before"]["last_day"] in entry["summary"]["zh"]


def test_l8_a_case_flagged_from_then_on_has_the_calendar(api: MovesApi) -> None:
    first = api.case(api.rectifying(1))
    taken = api.post("/calendars", notice_that_moves(first), dry_run=False)
    second = api.case(api.rectifying(2))
    assert second["calendar_version"] == VERSION
    api.finished(taken.json()["ask"])
    assert second["deadline"] == api.case(first["number"])["deadline"]


def test_l8_the_same_notice_again_changes_nothing_more(api: MovesApi) -> None:
    """L8, S5: also with its days in another order."""
    case = api.case(api.rectifying(1))
    notice = notice_that_moves(case)
    ask = api.post("/calendars", notice, dry_run=False).json()["ask"]
    api.finished(ask)
    again = api.post(
        "/calendars", notice | {"days_off": notice["days_off"][::-1]}, dry_run=False
    ).json()
    assert again == {"total": 1, "ask": ask}
    assert api.story(case["number"]).count("adopt_calendar") == 1
    assert len(api.get("/calendars")["notices"]) == 1


def test_l8_a_correction_needs_a_version_of_its_own_and_then_overtakes(api: MovesApi) -> None:
    case = api.case(api.rectifying(1))
    first = notice_that_moves(case)
    api.finished(api.post("/calendars", first, dry_run=False).json()["ask"])
    moved = api.case(case["number"])
    corrected = notice_that_moves(moved)
    for dry_run in (True, False):
        answer = api.post("/calendars", corrected, dry_run=dry_run)
        assert (answer.status_code, answer.json()["code"]) == (409, "version_taken")
    corrected |= {"version": "更正"}
    corrected["days_off"] = sorted({*corrected["days_off"], *first["days_off"]})
    api.finished(api.post("/calendars", corrected, dry_run=False).json()["ask"])
    assert ends(api.case(case["number"])) > ends(moved)
    late = api.post("/calendars", first, dry_run=False)
    assert (late.status_code, late.json()["code"]) == (409, "overtaken")


def test_l8_s5_a_restart_in_the_middle_loses_none_and_doubles_none(
    database_url: str, tokens: dict[str, str], engine: CoreEngine
) -> None:
    """L8, S5: taken up by two processes at once."""
    with serving(database_url, tokens) as api:
        numbers = [api.rectifying(each) for each in range(1, 13)]
        engine.trouble_with = {credit_code(each): AWAY for each in range(5, 13)}
        notice = notice_that_moves(api.case(numbers[0]))
        ask = api.post("/calendars", notice, dry_run=False).json()["ask"]
        until(lambda: api.get(ask)["done"] == 4)
    engine.trouble_with = {}
    with serving(database_url, tokens) as one, serving(database_url, tokens) as other:
        for each in (one, other):
            done = each.finished(ask)
            assert (done["moved"], done["refused"], done["behind"]) == (12, [], 0)
        for number in numbers:
            story = one.story(number)
            assert story == ["flag", "serve_notice", "adopt_calendar"]


def test_l8_a_case_that_was_just_being_flagged_is_seen_and_moved_by_the_same_again(
    api: MovesApi, database_url: str
) -> None:
    """L8: its flag was on its way with the calendar before, and so the list has it not."""
    notice = notice_that_moves(api.case(api.rectifying(1)))
    ask = api.post("/calendars", notice, dry_run=False).json()["ask"]
    assert api.finished(ask)["behind"] == 0
    late = _flagged_late(database_url, credit_code(2))
    assert api.get(ask)["behind"] == 1
    assert api.post("/calendars", notice, dry_run=False).json()["total"] == 2
    done = api.finished(ask)
    assert (done["moved"], done["behind"]) == (2, 0)
    assert api.case(late)["calendar_version"] == VERSION


def _flagged_late(database_url: str, code: str) -> str:
    now = datetime.now(UTC)
    calendar = announced_calendar().within(local_date(now).year, 2200)
    flag = Flag(code, "迟到的企业", LINE, ENERGY, calendar, "能耗超限额")
    result = handle(Enterprise(code), Command("late", "", PEOPLE["hainan"], flag), now)
    assert not isinstance(result, Refusal)
    engine = connect(database_url)
    with writing(engine) as session:
        write(session, code, result[1])
    engine.dispose()
    return f"{code}-1"


@pytest.mark.parametrize("dry_run", [True, False])
def test_l8_a_flawed_notice_is_refused_with_what_is_wrong(api: MovesApi, dry_run: bool) -> None:
    notice = {"version": "x", "year": 2031, "days_off": ["2031-01-01"], "workdays": []}
    answer = api.post("/calendars", notice, dry_run=dry_run)
    assert (answer.status_code, answer.json()["code"]) == (422, "flawed_notice")
    assert any("2031-10-01" in error["why"]["zh"] for error in answer.json()["errors"])
    assert api.get("/calendars")["notices"] == []


@pytest.mark.parametrize("by", ["hainan", "auditor"])
def test_s9_only_a_supervisor_brings_a_notice_in(api: MovesApi, by: str) -> None:
    notice = notice_that_moves(api.case(api.rectifying(1)))
    for dry_run in (True, False):
        answer = api.post("/calendars", notice, by, dry_run=dry_run)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")


def test_l8_the_calendar_in_use_says_which_year_is_missing(
    api: MovesApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = api.get("/calendars", "hainan")
    assert found["years"] == list(announced_calendar().years)
    today = local_date(datetime.now(UTC))
    year = (today + timedelta(days=61)).year  # from 1 November on, the next
    known = set(found["years"])
    assert found["missing_year"] == next((y for y in (today.year, year) if y not in known), None)
