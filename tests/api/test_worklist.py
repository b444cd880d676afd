"""The work list of a department without a system, through the API, on both databases (S5, S7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from activities import directory
from domain.calendar import CHINA
from domain.people import Actor, District, Role
from tests.api.audit import notes_on
from tests.api.background import Background
from tests.api.being_sealed import Sealing
from tests.api.departments import EVIDENCE, a_receipt
from tests.api.people import (
    ADMINISTRATOR,
    APPROVER,
    AUDITOR,
    INSPECTOR,
    POWER_CLERK,
    SUPERVISOR,
    WATER_CLERK,
)
from tests.api.problems import malformed, problem
from tests.api.service import Service, configured
from tests.api.town import Json, Town, new_code, new_key
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.workflows.server import Server

COLLEAGUE = Actor("clerk.power.2", "蒋经办", Role.CLERK, department="power")
LIST = {"channel": "worklist"}
HTTP = {"channel": "http", "url": "http://127.0.0.1:9/power"}


@pytest.fixture(scope="module", params=["sqlite_databases", "postgres_databases"])
def town(
    background: Background, temporal: Server, request: pytest.FixtureRequest
) -> Iterator[Town]:
    databases: SqliteDatabases | PostgresDatabases = request.getfixturevalue(request.param)
    service = Service(background, configured(databases.fresh()), temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()


@pytest.fixture(autouse=True)
def _by_the_list(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "FRESH_SECONDS", 0)
    reach_by(town, LIST)


@pytest.fixture
def sealing(town: Town) -> Sealing:
    return Sealing(town)


def reach_by(town: Town, *ways: Json) -> None:
    revision = town.get(ADMINISTRATOR, "/departments/power").json()["revision"]
    body = {"revision": revision, "ways": list(ways)}
    answer = town.signed_in(ADMINISTRATOR).put("/departments/power", json=body)
    assert answer.status_code == 200, answer.text


def listed(town: Town, actor: Actor = POWER_CLERK) -> list[Json]:
    """All pages of the list."""
    orders: list[Json] = []
    after: str | None = None
    while True:
        page = town.get(actor, "/worklist", size=2, **({"after": after} if after else {})).json()
        assert len(page["orders"]) <= 2
        orders += page["orders"]
        after = page["next"]
        if after is None:
            return orders


def on_list(town: Town, number: str) -> Json | None:
    return next((order for order in listed(town) if order["number"] == number), None)


def accept(town: Town, actor: Actor, number: str, key: str | None = None) -> Any:
    return town.signed_in(actor).post(
        f"/orders/{number}/accept", headers={"Idempotency-Key": key or new_key()}
    )


def confirm(town: Town, actor: Actor, number: str) -> Any:
    body = {
        "receipt": "供电回〔2026〕5号",
        "done_at": datetime.now(CHINA).isoformat(),
        "evidence": town.evidence(actor) if actor.role is Role.CLERK else EVIDENCE,
    }
    return town.post(actor, f"/orders/{number}/receipt", body)


def test_an_order_is_listed_opened_taken_up_and_confirmed(town: Town, sealing: Sealing) -> None:
    number = sealing.power
    order = on_list(town, number)
    assert order
    assert (order["state"], order["opened_at"], order["clerk"], order["channel"]) == (
        "issued",
        None,
        "",
        "worklist",
    )
    assert (order["measure"], order["action"], order["district"]) == (
        "power_cut",
        "impose",
        "hainan",
    )
    assert town.get(POWER_CLERK, f"/orders/{number}").json()["id"] == number
    assert accept(town, POWER_CLERK, number).json() == {
        "order": number,
        "clerk": POWER_CLERK.name,
    }
    order = on_list(town, number)
    assert order
    assert order["opened_at"]
    assert (order["state"], order["clerk"]) == ("accepted", POWER_CLERK.name)
    assert confirm(town, POWER_CLERK, number).status_code == 200
    assert on_list(town, number) is None
    assert sealing.order("power_cut")["receipt"]["signed_by"] == POWER_CLERK.name


def test_s7_who_took_it_up_is_in_the_cases_timeline(town: Town, sealing: Sealing) -> None:
    accept(town, POWER_CLERK, sealing.power)
    entry = sealing.case.timeline()[-1]
    assert sealing.power in entry["summary"]["zh"]
    assert "接收协办函" in entry["summary"]["zh"]
    assert entry["by"] == POWER_CLERK.name


def test_s7_that_it_was_opened_is_on_record_once_with_who_did_it_first(
    town: Town, sealing: Sealing
) -> None:
    for clerk in (POWER_CLERK, COLLEAGUE, POWER_CLERK):
        assert town.get(clerk, f"/orders/{sealing.power}").status_code == 200
    (note,) = notes_on(town.service, sealing.power)
    assert (note.what, note.actor) == ("order_opened", POWER_CLERK.id)


def test_who_may_not_see_an_order_has_not_opened_it(town: Town, sealing: Sealing) -> None:
    problem(town.get(WATER_CLERK, f"/orders/{sealing.power}"), 403, "out_of_scope", "S9")
    assert {note.what for note in notes_on(town.service, sealing.power)} <= {"refused"}


def test_s9_each_department_has_its_own_list(town: Town, sealing: Sealing) -> None:
    theirs = {order["measure"] for order in listed(town, WATER_CLERK)}
    assert theirs == {"water_cut"}
    assert {order["measure"] for order in listed(town)} == {"power_cut"}
    for actor in (INSPECTOR, APPROVER, SUPERVISOR, AUDITOR, ADMINISTRATOR):
        problem(town.get(actor, "/worklist"), 403, "wrong_role", "S9")


def test_s9_a_clerk_of_some_districts_has_their_orders_alone(town: Town, sealing: Sealing) -> None:
    """Each is listed, opened and answered within them."""
    assert on_list(town, sealing.power)
    here, elsewhere = (
        replace(POWER_CLERK, id=f"clerk.power.{district}", districts=(district,))
        for district in (District.HAINAN, District.WUDA)
    )
    number = sealing.power
    assert number in [order["number"] for order in listed(town, here)]
    assert listed(town, elsewhere) == []
    for path in (f"/orders?enterprise={sealing.case.code}", "/orders"):
        assert town.get(elsewhere, path).json()["orders"] == []
    problem(town.get(elsewhere, f"/orders/{number}"), 403, "out_of_scope", "S9")
    problem(accept(town, elsewhere, number), 403, "out_of_scope", "S9")
    problem(confirm(town, elsewhere, number), 403, "out_of_scope", "S9")
    assert town.get(here, f"/orders/{number}").status_code == 200
    assert accept(town, here, number).status_code == 200
    assert confirm(town, here, number).status_code == 200


def test_s9_a_clerk_of_two_departments_has_both_their_lists(town: Town, sealing: Sealing) -> None:
    """And answers each order in the capacity of its department."""
    both = replace(WATER_CLERK, id="clerk.of.two", districts=(District.WUDA,))
    of_power = replace(both, department="power", districts=(District.HAINAN,))
    town.signed_in(both, of_power)
    theirs = [order for order in listed(town, both) if order["number"] == sealing.power]
    assert [order["department"] for order in theirs] == ["power"]
    assert {order["department"] for order in listed(town, both)} == {"power"}
    assert confirm(town, both, sealing.power).status_code == 200
    water = sealing.order("water_cut")["id"]
    problem(confirm(town, both, water), 403, "out_of_scope", "S9")


def test_in_pages_what_is_due_first_comes_first_and_each_order_once(town: Town) -> None:
    numbers = [Sealing(town).power for _ in range(3)]
    orders = listed(town)
    assert [(order["due"], order["number"]) for order in orders] == sorted(
        (order["due"], order["number"]) for order in orders
    )
    for number in numbers:
        assert [order["number"] for order in orders].count(number) == 1


@pytest.mark.parametrize("after", ["", "2026-11-23", "2026-11-23_91150302MA0N1A2B37-1", "'"])
def test_a_place_in_the_list_that_is_none(town: Town, after: str) -> None:
    malformed(town.get(POWER_CLERK, "/worklist", after=after), "after")


def test_taken_up_twice_it_is_on_record_once(town: Town, sealing: Sealing) -> None:
    key = new_key()
    answers = [accept(town, POWER_CLERK, sealing.power, each) for each in (key, key, new_key())]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    told = [entry["summary"]["zh"] for entry in sealing.case.timeline()]
    assert sum("接收协办函" in text for text in told) == 1


def test_what_a_colleague_has_in_hand_is_not_taken_from_them(town: Town, sealing: Sealing) -> None:
    accept(town, POWER_CLERK, sealing.power)
    body = problem(accept(town, COLLEAGUE, sealing.power), 409, "in_hand", "S5")
    assert POWER_CLERK.name in body["detail"]["zh"]


def test_s9_nobody_else_takes_it_up(town: Town, sealing: Sealing) -> None:
    for actor in (WATER_CLERK, INSPECTOR, SUPERVISOR, sealing.case.enterprise):
        code = "out_of_scope" if actor is WATER_CLERK else "wrong_role"
        problem(accept(town, actor, sealing.power), 403, code, "S9")
    problem(accept(town, POWER_CLERK, f"{new_code()}-o1"), 404, "unknown_order", "S5")


def test_what_its_system_may_have_got_before_is_marked(town: Town) -> None:
    """So that the clerk asks there first, and nothing is cut twice."""
    reach_by(town, HTTP)
    before = Sealing(town).power
    reach_by(town, LIST)
    after = Sealing(town).power
    marks = {order["number"]: order["sent_before"] for order in listed(town)}
    assert (marks[before], marks[after]) == (True, False)


def test_s5_a_systems_late_receipt_is_refused_once_a_clerk_has_confirmed(
    town: Town, sealing: Sealing
) -> None:
    assert confirm(town, POWER_CLERK, sealing.power).status_code == 200
    late = sealing.call_back(a_receipt(sealing.power))
    problem(late, 409, "another_receipt", "S5")


def test_s5_and_it_counts_where_it_comes_first(town: Town, sealing: Sealing) -> None:
    """The channel says how orders go out, and not whose receipt is genuine."""
    accept(town, POWER_CLERK, sealing.power)
    assert sealing.call_back(a_receipt(sealing.power)).status_code == 200
    problem(confirm(town, POWER_CLERK, sealing.power), 409, "another_receipt", "S5")
    assert on_list(town, sealing.power) is None
