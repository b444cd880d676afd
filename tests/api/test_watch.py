"""The watch after an exit through HTTP: who is asked for what, and the new case of a line that
produces again."""

from datetime import UTC, datetime

import pytest

from domain.calendar import local_date
from domain.deadlines import months_after
from domain.grounds import Ground
from domain.procedures import PROCEDURES
from tests.api.people import APPROVER, INSPECTOR
from tests.api.problems import problem
from tests.api.town import Case, Town
from tests.domain.lives import CALENDAR


@pytest.fixture
def dismantled(town: Town) -> Case:
    case = town.flag(ground="eliminated")
    case.do(INSPECTOR, "serve_notice")
    case.is_heard()
    case.do(APPROVER, "take_exit_decision", way="dismantle")
    case.do(INSPECTOR, "record_announcement")
    case.do(INSPECTOR, "confirm_dismantling")
    return case


def test_o3_a_case_shows_when_its_line_is_inspected_next_and_until_when(dismantled: Case) -> None:
    today = local_date(datetime.now(UTC))
    before = dismantled.view()
    due = str(months_after(today, 3, CALENDAR).unmoved)
    assert before["stage"] == "dismantled"
    assert before["watch"]["due"] == before["due"] >= due
    assert before["watch"]["until"] >= str(months_after(today, 12, CALENDAR).unmoved)
    after = dismantled.do(INSPECTOR, "record_watch")
    assert after["watch"]["due"] > before["watch"]["due"]
    assert after["watch"]["until"] == before["watch"]["until"]


def test_p1_4_production_resumed_opens_a_case_under_the_rules_of_today(
    town: Town, dismantled: Case
) -> None:
    old = dismantled.do(INSPECTOR, "record_watch", found="resumed")
    assert (old["stage"], old["follows"]) == ("dismantled", "")
    new = Case(town, f"{dismantled.code}-2")
    case = new.view()
    assert (case["stage"], case["follows"], case["watch"]) == ("flagged", dismantled.number, None)
    assert case["line"] == old["line"]
    assert case["procedure_version"] == PROCEDURES[Ground.ELIMINATED].version
    (flagged,) = new.timeline()
    assert flagged["event"]["action"]["procedure"]["ground"] == "eliminated"
    assert new.do(INSPECTOR, "serve_notice")["stage"] == "deciding"


def test_s10_nobody_brings_the_rules_of_a_new_case_along(dismantled: Case) -> None:
    answer = dismantled.ask(INSPECTOR, "record_watch", found="resumed", new_rules=None)
    assert answer.status_code == 422
    assert "new_rules" in answer.text


def test_a_case_that_is_not_there_is_not_found(town: Town, dismantled: Case) -> None:
    nowhere = Case(town, f"{dismantled.code}-9")
    assert nowhere.ask(INSPECTOR, "record_watch", found="resumed").status_code == 404


def test_s7_a_flag_takes_up_an_ended_case_again_and_no_other(town: Town, dismantled: Case) -> None:
    code, line = dismantled.code, {"name": "2号电石炉"}
    again = town.ask_to_flag(INSPECTOR, code, line=line, follows=dismantled.number)
    assert again.status_code == 201
    assert again.json()["follows"] == dismantled.number
    third = {"name": "3号电石炉"}
    open_case = town.ask_to_flag(INSPECTOR, code, line=third, follows=again.json()["number"])
    problem(open_case, 409, "not_ended", "S7")
    unknown = town.ask_to_flag(INSPECTOR, code, line=third, follows=f"{code}-9")
    problem(unknown, 404, "unknown_case", "S7")
