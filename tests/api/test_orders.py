"""S8: what waits, for whom and since when, as each person may see it (S9)."""

from typing import Any

import pytest

from domain.people import Actor
from tests.api.departments import a_receipt, signed
from tests.api.people import (
    AUDITOR,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
    WATER_CLERK,
)
from tests.api.problems import problem
from tests.api.town import Case, Town

Json = dict[str, Any]
CUTS = ["power_cut", "water_cut"]


@pytest.fixture
def case(town: Town) -> Case:
    """Power is cut, and water waits; the rest waits for its turn."""
    case = town.flag(ground="eliminated")
    case.do(INSPECTOR, "serve_notice")
    case.is_heard()
    case.is_being_sealed()
    content, headers = signed("power", a_receipt(f"{case.code}-o1"))
    town.stranger.post("/departments/power/receipts", content=content, headers=headers)
    return case


def listed(town: Town, actor: Actor, case: Case, **asked: Any) -> list[Json]:
    answer = town.get(actor, "/orders", enterprise=case.code, size=200, **asked)
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["orders"]
    return found


@pytest.mark.parametrize(
    ("actor", "measures"),
    [
        (SUPERVISOR, CUTS),
        (AUDITOR, CUTS),
        (INSPECTOR, CUTS),
        (INSPECTOR_ELSEWHERE, []),
        (POWER_CLERK, ["power_cut"]),
        (WATER_CLERK, ["water_cut"]),
    ],
    ids=lambda each: each.id if isinstance(each, Actor) else "",
)
def test_s9_each_sees_what_is_theirs(
    town: Town, case: Case, actor: Actor, measures: list[str]
) -> None:
    assert sorted(one["measure"] for one in listed(town, actor, case)) == measures
    problem(town.get(case.enterprise, "/orders"), 403, "wrong_role", "S9")


def test_s8_it_says_for_whom_since_when_and_until_when(town: Town, case: Case) -> None:
    (order,) = listed(town, SUPERVISOR, case, measure="water_cut", waiting=True)
    shown = next(one for one in case.view()["measures"] if one["kind"] == "water_cut")["orders"][0]
    assert (order["number"], order["case"]) == (shown["id"], case.number)
    assert (order["state"], order["due"]) == ("issued", shown["accept_by"])
    assert (order["waiting_days"], order["overdue"], order["rung"]) == (0, False, None)
    assert order["waits_for"]["zh"] == "水务局"
    assert order["since"] == order["issued_at"]
    assert order["department_label"]["zh"] == "水务局"


def test_s8_what_is_settled_waits_no_more(town: Town, case: Case) -> None:
    assert [one["measure"] for one in listed(town, SUPERVISOR, case, waiting=True)] == ["water_cut"]
    (settled,) = listed(town, SUPERVISOR, case, waiting=False)
    assert settled["measure"] == "power_cut"
    assert (settled["state"], settled["due"], settled["waiting_days"]) == ("done", None, None)
    assert settled["waits_for"] is None
    assert listed(town, SUPERVISOR, case, state="done", department="power") == [settled]


def test_page_by_page_every_order_is_seen_once(town: Town, case: Case) -> None:
    """What is due first first."""
    seen, after = [], None
    for _ in range(2):
        page = town.get(
            SUPERVISOR,
            "/orders",
            enterprise=case.code,
            size=1,
            **({"after": after} if after else {}),
        ).json()
        seen += [one["measure"] for one in page["orders"]]
        after = page["next"]
    assert (seen, after) == (["water_cut", "power_cut"], None)


def test_s8_a_refused_order_waits_for_those_who_decide_on_it(town: Town, case: Case) -> None:
    refusal = a_receipt(f"{case.code}-o2", outcome="refused", reason="阀门锈死")
    content, headers = signed("water", refusal)
    town.stranger.post("/departments/water/receipts", content=content, headers=headers)
    (order,) = listed(town, SUPERVISOR, case, waiting=True)
    assert (order["state"], order["reason"]) == ("refused", "阀门锈死")
    assert order["waits_for"]["zh"] == "领导小组办公室"
    assert order["due"]
