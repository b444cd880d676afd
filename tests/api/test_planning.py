"""Flagging a plan in the background: every line counts once, whatever happens on the way."""

from contextlib import ExitStack
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from api import planning
from api.problems import unavailable
from api.temporal import PendingError
from domain.words import Text
from records.database import connect, reading
from records.tables import CaseRow, EntryRow
from tests.api.core_engine import CoreEngine
from tests.api.plan_api import PlanApi, people, plan_api
from tests.api.plan_books import FIRST_ROW, credit_code, plan_row, workbook
from tests.api.waiting import until

WHO = ("hainan", "auditor")
AWAY = unavailable("engine_unavailable", Text("不可用", "away"))


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "SHORTEST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(planning, "LONGEST_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(planning, "STOP_WITHIN_SECONDS", 0.2)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> CoreEngine:
    return CoreEngine(monkeypatch)


def finished(api: PlanApi, plan: str) -> dict[str, Any]:
    until(lambda: progress(api, plan)["done"] == progress(api, plan)["total"])
    return progress(api, plan)


def progress(api: PlanApi, plan: str) -> dict[str, Any]:
    found: dict[str, Any] = api.progress("auditor", plan).json()
    return found


def on_record(database_url: str) -> tuple[int, int]:
    """How many cases, and how many entries, are on record."""
    found = connect(database_url)
    with reading(found) as session:
        counts = (
            session.scalars(select(func.count()).select_from(CaseRow)).one(),
            session.scalars(select(func.count(col(EntryRow.sequence)))).one(),
        )
    found.dispose()
    return counts


def a_plan_of(count: int) -> bytes:
    return workbook(*(plan_row(number) for number in range(1, count + 1)))


def test_every_line_becomes_a_case_in_the_order_of_the_rows(
    database_url: str, engine: CoreEngine
) -> None:
    same = {"统一社会信用代码": credit_code(1), "企业名称": "乌海市第1冶炼厂"}
    content = workbook(*(plan_row(number) | same for number in range(1, 4)), plan_row(4))
    with plan_api(database_url, people(database_url, *WHO)) as api:
        plan = api.upload("hainan", content, key="k").json()["plan"]
        done = finished(api, plan)
    cases = [f"{credit_code(1)}-{number}" for number in (1, 2, 3)]
    assert done["cases"] == [*cases, f"{credit_code(4)}-1"]
    assert (done["total"], done["done"], done["flagged"], done["refused"]) == (4, 4, 4, [])
    assert engine.given[-1].startswith("hainan:k:")


def test_a_line_that_the_core_refuses_in_the_end_is_reported_with_its_row(
    database_url: str, engine: CoreEngine
) -> None:
    """The same line in two plans at once: each workbook is good, and one of them comes late."""
    engine.open = False
    with plan_api(database_url, people(database_url, *WHO)) as api:
        plans = [api.upload("hainan", a_plan_of(1), key=key).json()["plan"] for key in "ab"]
        engine.open = True
        done = [finished(api, plan) for plan in plans]
    late = next(each for each in done if each["refused"])
    (refused,) = late["refused"]
    assert (refused["row"], refused["code"]) == (FIRST_ROW, "already_flagged")
    assert credit_code(1) in refused["message"]["zh"]
    assert sum(each["flagged"] for each in done) == 1


@pytest.mark.parametrize(
    "trouble",
    [AWAY, PendingError("x", "y"), RuntimeError("the client could not connect")],
    ids=["away", "pending", "unexpected"],
)
def test_s5_no_line_is_lost_and_none_counts_twice_through_trouble(
    database_url: str, engine: CoreEngine, trouble: Exception
) -> None:
    """S5."""
    engine.trouble = [trouble] * 70
    with plan_api(database_url, people(database_url, *WHO)) as api:
        plan = api.upload("hainan", a_plan_of(45), key="k").json()["plan"]
        done = finished(api, plan)
    assert (done["flagged"], done["refused"]) == (45, [])
    assert on_record(database_url) == (45, 45)


def test_lines_that_nobody_can_take_hold_up_no_other(database_url: str, engine: CoreEngine) -> None:
    stuck = range(1, planning.LINES_AT_ONCE + 3)
    engine.trouble_with = {credit_code(number): AWAY for number in stuck}
    with plan_api(database_url, people(database_url, *WHO)) as api:
        plan = api.upload("hainan", a_plan_of(45), key="k").json()["plan"]
        until(lambda: progress(api, plan)["flagged"] == 45 - len(stuck))
        engine.trouble_with.clear()
        assert finished(api, plan)["flagged"] == 45


def test_s5_a_plan_left_unfinished_is_taken_up_at_the_next_start(
    database_url: str, engine: CoreEngine
) -> None:
    """S5, S7: by two processes at once, and still each line counts once."""
    tokens = people(database_url, *WHO)
    engine.trouble_with = {credit_code(number): AWAY for number in range(10, 41)}
    with plan_api(database_url, tokens) as api:
        plan = api.upload("hainan", a_plan_of(40), key="k").json()["plan"]
        until(lambda: progress(api, plan)["flagged"] >= 9)
    engine.trouble_with = {}
    with ExitStack() as both:
        apis = [both.enter_context(plan_api(database_url, tokens)) for _ in range(2)]
        assert all(finished(api, plan)["flagged"] == 40 for api in apis)
    assert on_record(database_url) == (40, 40)


def test_a_stop_begins_no_other_line(database_url: str, engine: CoreEngine) -> None:
    """Though Temporal's client answers a cancelled call as if one line had timed out."""
    engine.open = False
    rows = (plan_row(number, 统一社会信用代码=credit_code(1)) for number in range(1, 6))
    with plan_api(database_url, people(database_url, *WHO)) as api:
        api.upload("hainan", workbook(*rows), key="k")
        until(lambda: len(engine.given) == 1)
    assert len(engine.given) == 1


def test_a_plan_that_is_done_is_left_alone(database_url: str, engine: CoreEngine) -> None:
    tokens, content = people(database_url, *WHO), a_plan_of(2)
    with plan_api(database_url, tokens) as api:
        plan = api.upload("hainan", content, key="k").json()["plan"]
        finished(api, plan)
        given = len(engine.given)
    with plan_api(database_url, tokens) as api:
        assert api.upload("hainan", content, key="k").status_code == 202
        assert progress(api, plan)["done"] == 2
    assert len(engine.given) == given
