"""P2.4, P2.5: from a year's figures to cases of factor control, and to their reviews."""

from collections.abc import Iterator
from typing import Any

import pytest

from api import planning
from domain.standings import reference
from tests.api.core_engine import CoreEngine
from tests.api.figures_api import FiguresApi, figures_api
from tests.api.figures_books import city
from tests.api.plan_api import PEOPLE
from tests.api.plan_books import credit_code
from tests.api.waiting import until

SHORT = {"单位产品能耗": 820}
FIGURES = city(10, n4=SHORT)
"""P2.4 calls for control of 9 and 10, P2.5 for that of 4."""
A_YEAR_LATER = city(9, n4=SHORT, n9={"综合能耗（吨标准煤）": 1})
"""4 is short still, 9 has become the best, 8 is the last, and 10 is not among them."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "SHORTEST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(planning, "STOP_WITHIN_SECONDS", 0.2)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CoreEngine:
    return CoreEngine(monkeypatch)


@pytest.fixture
def api(database: str, tokens: dict[str, str], engine: CoreEngine) -> Iterator[FiguresApi]:
    with figures_api(database, tokens) as api:
        yield api


def first_case(*numbers: int) -> list[str]:
    return [f"{credit_code(number)}-1" for number in numbers]


def report(api: FiguresApi, year: int = 2025) -> dict[str, Any]:
    answer = api.flag_controlled("supervisor", year=year, dry_run=True)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_p2_4_p2_5_who_is_to_be_controlled_becomes_a_case_with_its_reason(api: FiguresApi) -> None:
    """P2.4, P2.5."""
    api.upload("supervisor", FIGURES, key="figures")
    answer = api.flag_controlled("supervisor", key="cases")
    assert answer.status_code == 202, answer.text
    taken = answer.json()
    assert (taken["total"], taken["reviews"]) == (3, [])
    assert answer.headers["location"] == taken["ask"] == f"/plans/{taken['plan']}"
    assert api.flagged("supervisor", "cases") == first_case(4, 9, 10)
    standings = {
        each["figures"]["code"]: each
        for each in api.read("supervisor", controlled=True).json()["standings"]
    }
    for number, rule in ((4, "retrofit"), (10, "ranking")):
        [case] = first_case(number)
        shown = api.ask("supervisor", f"/cases/{case}")
        assert (shown["ground"], shown["stage"]) == ("energy_supply", "flagged")
        assert shown["line"]["name"] == "全厂"
        standing = standings[credit_code(number)]
        assert shown["line"]["district"] == standing["figures"]["district"]
        [entry] = api.ask("supervisor", f"/cases/{case}/timeline")
        assert (entry["role"], entry["document"]) == ("supervisor", reference(2025, 1))
        assert entry["event"]["action"]["reason"] == standing[rule]["reason"]["zh"]


def test_p2_4_a_notice_served_to_it_orders_control_from_the_district(api: FiguresApi) -> None:
    """P2.4: as any case does."""
    api.upload("supervisor", FIGURES, key="figures")
    [case, *_] = api.flagged("supervisor", "cases")
    api.do("city", case, "serve_notice")
    [measure] = api.ask("supervisor", f"/cases/{case}")["measures"]
    assert (measure["kind"], measure["department"]) == ("factor_control", "district")
    assert measure["target"] == credit_code(4)


def test_a_dry_run_says_who_and_why_and_flags_nobody(api: FiguresApi) -> None:
    api.upload("supervisor", FIGURES, key="figures")
    found = report(api)
    assert (found["version"], found["document"]) == (1, reference(2025, 1))
    assert [(each["place"], each["enterprise"]) for each in found["flags"]] == [
        (number, credit_code(number)) for number in (4, 9, 10)
    ]
    assert "先进值" in found["flags"][0]["reason"]["zh"]
    assert found["reviews"] == []
    assert api.ask("supervisor", "/cases")["cases"] == []
    assert report(api) == found


def test_s5_nobody_is_flagged_twice_for_one_years_figures(api: FiguresApi) -> None:
    """S5: neither under the same key nor under another, nor by a new version of the figures."""
    api.upload("supervisor", FIGURES, key="figures")
    assert len(api.flagged("supervisor", "cases")) == 3
    assert len(api.flagged("supervisor", "cases")) == 3
    assert api.flagged("supervisor", "again") == []
    api.upload("supervisor", FIGURES, key="figures-2")
    assert api.flagged("supervisor", "cases-2") == []
    assert len(api.ask("supervisor", "/cases")["cases"]) == 3


def test_the_newest_version_of_the_figures_is_what_counts(api: FiguresApi) -> None:
    api.upload("supervisor", FIGURES, key="figures")
    api.upload("supervisor", A_YEAR_LATER, key="figures-2")
    assert report(api)["version"] == 2
    assert api.flagged("supervisor", "cases") == first_case(4, 8)


def test_whom_somebody_withdrew_these_figures_do_not_flag_again(api: FiguresApi) -> None:
    api.upload("supervisor", FIGURES, key="figures")
    [case, *_] = api.flagged("supervisor", "cases")
    api.do("supervisor", case, "withdraw", document="乌工信撤〔2026〕2号")
    assert report(api)["flags"] == []
    api.upload("supervisor", FIGURES, key="figures-2")
    assert [each["enterprise"] for each in report(api)["flags"]] == [credit_code(4)]


def test_p2_4_the_next_years_figures_say_which_control_is_kept_and_which_ended(
    api: FiguresApi,
) -> None:
    """P2.4, P2.5: and people decide it, on these figures, after which it is not asked again."""
    api.upload("supervisor", FIGURES, key="figures", year=2024)
    fourth, ninth, tenth = api.flagged("supervisor", "cases", 2024)
    for case in (fourth, ninth):
        api.do("city", case, "serve_notice")
    assert report(api, 2024)["reviews"] == []
    api.upload("supervisor", A_YEAR_LATER, key="figures-2")
    found = report(api)
    assert [each["enterprise"] for each in found["flags"]] == [credit_code(8)]
    told = {each["case"]: (each["action"], each["keep"]) for each in found["reviews"]}
    assert told == {
        fourth: ("review_control", True),
        ninth: ("review_control", False),
        tenth: ("withdraw", None),
    }
    kept = next(each for each in found["reviews"] if each["case"] == fourth)
    assert "仍未达到先进值" in kept["reason"]["zh"]
    assert api.flag_controlled("supervisor", "cases-2").json()["reviews"] == found["reviews"]
    for case, keep in ((fourth, True), (ninth, False)):
        verdict = {"keep": keep, "year": 2025, "document": found["document"]}
        api.do("supervisor", case, "review_control", **verdict)
    assert [each["case"] for each in report(api)["reviews"]] == [tenth]
    assert api.ask("supervisor", f"/cases/{ninth}")["stage"] == "rectified"


def test_p2_4_the_figures_of_an_earlier_year_bring_nobody_in(api: FiguresApi) -> None:
    """P2.4: "last year". What they brought in before is still told to who asks again."""
    api.upload("supervisor", FIGURES, key="figures", year=2024)
    taken = api.flag_controlled("supervisor", "cases", 2024).json()
    api.upload("supervisor", FIGURES, key="figures-2")
    for parameters in ({"key": "other"}, {"dry_run": True}):
        answer = api.flag_controlled("supervisor", year=2024, **parameters)
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "figures_superseded")
        assert (problem["rule"], "2025" in problem["detail"]["zh"]) == ("P2.4", True)
    again = api.flag_controlled("supervisor", "cases", 2024)
    assert (again.status_code, again.json()["plan"]) == (202, taken["plan"])


def test_s5_what_was_asked_for_goes_on_at_the_next_start(
    database: str, tokens: dict[str, str], engine: CoreEngine
) -> None:
    """S5, S7: on record before the first is flagged."""
    engine.open = False
    with figures_api(database, tokens) as api:
        api.upload("supervisor", FIGURES, key="figures")
        plan = api.flag_controlled("supervisor", "cases").json()["plan"]
    engine.open = True
    with figures_api(database, tokens) as api:
        until(lambda: api.progress(plan)["flagged"] == 3)
        assert len(api.ask("supervisor", "/cases")["cases"]) == 3


def test_s5_a_key_that_was_used_for_something_else(api: FiguresApi) -> None:
    api.upload("supervisor", FIGURES, key="figures", year=2024)
    api.flag_controlled("supervisor", "cases", 2024)
    api.upload("supervisor", FIGURES, key="figures-2")
    answer = api.flag_controlled("supervisor", "cases")
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_the_key_is_needed_to_flag(api: FiguresApi) -> None:
    api.upload("supervisor", FIGURES, key="figures")
    answer = api.flag_controlled("supervisor")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == ["header", "Idempotency-Key"]


def test_a_year_without_figures(api: FiguresApi) -> None:
    for parameters in ({"key": "k"}, {"dry_run": True}):
        answer = api.flag_controlled("supervisor", **parameters)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_s9_the_lead_group_office_alone_flags_by_figures(api: FiguresApi) -> None:
    """S9: by role, and a dry run tells as much as the list."""
    api.upload("supervisor", FIGURES, key="figures")
    for by in sorted(set(PEOPLE) - {"supervisor"}):
        for parameters in ({"key": "k"}, {"dry_run": True}):
            answer = api.flag_controlled(by, **parameters)
            assert (answer.status_code, answer.json()["code"]) == (403, "wrong_role")
    assert api.flag_controlled("", key="k").status_code == 401
