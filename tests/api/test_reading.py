"""What is shown of a case: where it stands, how its deadline was worked out, what happened."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.calendar import local_date
from tests.api.people import APPROVER, AUDITOR, ELSEWHERE, HERE, INSPECTOR, SUPERVISOR
from tests.api.people import INSPECTOR_OF_THE_CITY as CITY
from tests.api.problems import problem
from tests.api.town import Case, Town, new_code


def test_l1_l2_l3_the_deadline_says_how_it_was_worked_out(town: Town) -> None:
    case = town.flag(happened_on="2025-04-01")
    case.do(INSPECTOR, "serve_notice", happened_on="2025-04-01")
    deadline = case.view()["deadline"]
    assert (deadline["last_day"], deadline["unmoved"]) == ("2025-10-09", "2025-10-01")
    assert deadline["provisional"] is False
    assert [(step["rule"], step["day"]) for step in deadline["steps"]] == [
        ("L1", "2025-04-02"),
        ("L2", "2025-10-01"),
        ("L3", "2025-10-09"),
    ]
    assert deadline["steps"][2]["zh"].startswith("2025年10月1日为休息日")
    assert deadline["steps"][2]["en"].startswith("2025-10-01 is a day off")
    assert case.view()["calendar_version"].startswith("chinesecalendar")


def test_the_timeline_tells_what_happened_by_whom_on_what_and_by_which_rule(town: Town) -> None:
    case = town.flag(happened_on="2025-04-01")
    case.do(INSPECTOR, "serve_notice", happened_on="2025-04-02")
    timeline = case.timeline()
    assert [entry["sequence"] for entry in timeline] == list(range(1, len(timeline) + 1))
    flagged, *not_served_in_time, served, ended = timeline[:8]
    by_time = [*not_served_in_time, ended, *timeline[8:]]
    assert flagged["event"]["action"]["kind"] == "flag"
    assert (served["by"], served["role"]) == (INSPECTOR.name, "inspector")
    assert served["happened_on"] == "2025-04-02"
    assert served["document"] == "乌工信责〔2026〕31号"
    assert {"P2.1", "L1", "L2", "L3"} <= set(served["rules"])
    assert "整改期限至 2025-10-09" in served["summary"]["zh"]
    ladder = ["escalated"] * 5
    assert [entry["event"]["kind"] for entry in by_time] == [*ladder, "period_ended", *ladder]
    assert {entry["role"] for entry in by_time} == {"system"}
    assert "P2.3" in ended["rules"]
    assert all(entry["at"].endswith("Z") for entry in timeline)


def test_l5_how_far_the_enterprise_was_heard_is_shown(town: Town) -> None:
    told_on = local_date(datetime.now(UTC)) - timedelta(days=30)
    case = town.flag(ground="eliminated", happened_on=str(told_on))
    assert case.view()["hearing"] is None
    case.do(INSPECTOR, "serve_notice", happened_on=str(told_on))
    case.do(INSPECTOR, "give_advance_notice", happened_on=str(told_on))
    case.do(INSPECTOR, "record_statement", happened_on=str(told_on))
    hearing = case.view()["hearing"]
    until = hearing.pop("until")
    assert date.fromisoformat(until["last_day"]) >= told_on + timedelta(days=5)
    assert {"L1", "L4"} <= {step["rule"] for step in until["steps"]}
    assert hearing == {
        "over": True,
        "waived": False,
        "unanswered": True,
        "requested_on": None,
        "held": False,
        "settled": False,
    }
    case.do(APPROVER, "answer_statement")
    assert case.view()["hearing"]["settled"]


def test_what_the_notice_did_to_production_and_the_date_of_the_plan_are_shown(town: Town) -> None:
    limited = town.flag(ground="environment")
    order = {"production": "production_limit", "share": 50, "rectify_by": "2150-06-30"}
    shown = limited.do(INSPECTOR, "serve_notice", **order)
    ordered = shown["production"]
    assert (ordered["measure"], ordered["share"], ordered["lines"]) == ("production_limit", 50, [])
    assert (shown["planned_exit"], shown["deadline"]["unmoved"]) == (None, "2150-06-30")
    planned = town.flag(ground="factors", planned_exit="2150-06-30")
    shown = planned.do(INSPECTOR, "serve_notice")
    assert (shown["planned_exit"], shown["production"]) == ("2150-06-30", None)
    assert shown["due"] == shown["deadline"]["last_day"]


def test_the_live_case_is_the_one_on_record(town: Town) -> None:
    case = town.flag()
    case.do(INSPECTOR, "serve_notice")
    live = town.get(AUDITOR, f"/cases/{case.number}/live").json()
    assert live == {"live": True, "case": case.view()}


def test_the_enterprise_shows_its_cases_and_the_head_of_its_record(town: Town) -> None:
    case = town.flag()
    second = town.ask_to_flag(INSPECTOR, case.code, line={"name": "2号电石炉"}).json()["number"]
    shown = town.get(AUDITOR, f"/enterprises/{case.code}").json()
    assert (shown["code"], shown["name"]) == (case.code, "乌海市某某化工有限公司")
    assert shown["sequence"] == 2
    assert len(shown["head"]) == 64
    assert shown["cases"] == [case.view(), Case(town, second).view()]


def test_s8_the_strictest_deadline_of_an_enterprise_comes_first(town: Town) -> None:
    """S8: whatever the ground, and what has ended or has no deadline last."""
    first = town.flag()
    numbers = [first.number]
    for ground, day in (("eliminated", "2025-03-03"), ("energy_supply", "2025-01-02")):
        answer = town.ask_to_flag(INSPECTOR, first.code, ground=ground, happened_on=day)
        numbers.append(answer.json()["number"])
    ended = town.ask_to_flag(INSPECTOR, first.code, line={"name": "2号电石炉"}).json()["number"]
    Case(town, ended).do(SUPERVISOR, "withdraw")
    cases = town.get(AUDITOR, f"/enterprises/{first.code}").json()["cases"]
    energy, eliminated, supply = numbers
    assert [case["number"] for case in cases] == [supply, eliminated, energy, ended]
    due = [case["due"] for case in cases]
    assert due == [*sorted(due[:3]), None]


def test_an_enterprise_that_is_not_there(town: Town) -> None:
    problem(town.get(AUDITOR, f"/enterprises/{new_code()}"), 404, "not_found")


def test_a_list_in_pages_has_every_case_once_in_the_order_of_what_is_due(town: Town) -> None:
    days = ("2025-03-03", "2025-01-02", "2025-02-03", "2025-01-02", "2025-03-03")
    numbers = {town.flag(happened_on=day).number for day in days}
    seen: list[tuple[str, str]] = []
    after = None
    while True:
        page = town.get(AUDITOR, "/cases", size=2, **({"after": after} if after else {})).json()
        assert len(page["cases"]) == 2 or page["next"] is None
        seen += [(row["due"] or "9999-12-31", row["number"]) for row in page["cases"]]
        if (after := page["next"]) is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == len(set(seen))
    assert numbers <= {number for _, number in seen}


def test_a_filter_lets_through_what_it_says(town: Town) -> None:
    served = town.flag(happened_on="2025-01-02", ground="eliminated")
    served.do(INSPECTOR, "serve_notice", happened_on="2025-01-02")
    elsewhere = town.ask_to_flag(CITY, new_code(), line={"district": ELSEWHERE}).json()["number"]
    expected: list[tuple[dict[str, Any], set[str]]] = [
        ({"stage": "deciding", "ground": "eliminated", "overdue": True}, {served.number}),
        ({"stage": "deciding", "ground": "energy"}, set()),
        ({"district": ELSEWHERE}, {elsewhere}),
        ({"district": HERE, "due_before": "2025-02-01"}, {served.number}),
        ({"district": HERE, "due_before": "2025-01-02"}, set()),
        ({"overdue": False}, {elsewhere}),
    ]
    for wanted, found in expected:
        rows = town.get(SUPERVISOR, "/cases", size=200, **wanted).json()["cases"]
        assert {row["number"] for row in rows} & {served.number, elsewhere} == found, wanted
    (row,) = [row for row in rows if row["number"] == elsewhere]
    assert (row["stage"], row["stage_label"]["zh"]) == ("flagged", "已认定，待送达")
