"""Lists of cases: what a filter lets through, in which order, in pages that lose nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from domain.grounds import Ground
from domain.people import District
from domain.places import Reach
from domain.stages import ENDED, Stage
from records.database import reading
from records.queries import CaseFilter, cases, with_open_case
from records.tables import CaseRow
from tests.records.listed import FIRST_DUE, a_case, list_cases

COUNT = 60
SOON = FIRST_DUE + timedelta(days=2)


def found(engine: Engine, wanted: CaseFilter, size: int = 1000) -> list[str]:
    with reading(engine) as session:
        return [row.number for row in cases(session, wanted, None, size)]


@pytest.mark.parametrize(
    ("wanted", "is_wanted"),
    [
        (CaseFilter(), lambda row: True),
        (CaseFilter(stage=Stage.OVERDUE), lambda row: row.stage == "overdue"),
        (CaseFilter(district=District.WUDA), lambda row: row.district == "wuda"),
        (CaseFilter(ground=Ground.ELIMINATED), lambda row: row.ground == "eliminated"),
        (CaseFilter(overdue=True), lambda row: row.overdue),
        (CaseFilter(overdue=False), lambda row: not row.overdue),
        (CaseFilter(alarm=True), lambda row: row.alarm),
        (CaseFilter((Reach(enterprise="code-2"),)), lambda row: row.enterprise == "code-2"),
        (CaseFilter(due_before=SOON), lambda row: row.due is not None and row.due < SOON),
        (CaseFilter(()), lambda row: False),
        (CaseFilter((Reach(()),)), lambda row: False),
        (
            CaseFilter((Reach((District.WUDA,), (Ground.ELIMINATED,)), Reach(enterprise="code-2"))),
            lambda row: (
                (row.district == "wuda" and row.ground == "eliminated")
                or row.enterprise == "code-2"
            ),
        ),
        (
            CaseFilter((Reach((District.WUDA, District.HAINAN)),)),
            lambda row: row.district in ("wuda", "hainan"),
        ),
        (
            CaseFilter((Reach((District.WUDA,)),), district=District.HAINAN),
            lambda row: False,
        ),
        (
            CaseFilter((Reach((District.WUDA,)),), overdue=True, due_before=SOON),
            lambda row: row.district == "wuda" and row.overdue and row.due and row.due < SOON,
        ),
    ],
)
def test_a_filter_lets_through_what_it_says_and_nothing_else(
    engine: Engine, wanted: CaseFilter, is_wanted: Callable[[CaseRow], bool]
) -> None:
    rows = [a_case(number) for number in range(COUNT)]
    expected = {row.number for row in rows if is_wanted(row)}
    list_cases(engine, rows)
    assert set(found(engine, wanted)) == expected


def test_what_is_due_first_comes_first_and_what_is_not_due_last(engine: Engine) -> None:
    rows = [a_case(number) for number in range(COUNT)]
    due_first = sorted(rows, key=lambda row: (row.due is None, row.due or SOON, row.number))
    expected = [row.number for row in due_first]
    list_cases(engine, rows)
    assert found(engine, CaseFilter()) == expected
    assert found(engine, CaseFilter(), 7) == expected[:7]


@pytest.mark.parametrize("size", [1, 7, 59, 60, 61])
def test_page_by_page_every_case_is_seen_once_while_others_come_and_go(
    engine: Engine, size: int
) -> None:
    rows = [a_case(number) for number in range(COUNT)]
    expected = sorted(row.number for row in rows)
    list_cases(engine, rows)
    seen: list[str] = []
    after = None
    came = COUNT
    while True:
        with reading(engine) as session:
            page = cases(session, CaseFilter(), after, size)
        if not page:
            break
        numbers = [row.number for row in page]
        assert not set(numbers) & set(seen)
        seen += numbers
        after = (page[-1].due_order, page[-1].number)
        if came < COUNT + 20:  # before and behind the page, on the same days
            list_cases(engine, [a_case(came), a_case(came + 1)])
            came += 2
    assert sorted(number for number in seen if int(number.rpartition("-")[2]) < COUNT) == expected


def test_the_enterprises_with_an_open_case_on_a_ground_each_once(engine: Engine) -> None:
    rows = [a_case(number) for number in range(COUNT)]
    of_ground = [row for row in rows if row.ground == Ground.ENERGY_SUPPLY]
    enterprises = {row.enterprise for row in of_ground if row.stage not in ENDED}
    for row in of_ground:
        if row.enterprise == "code-1":
            row.stage = Stage.WITHDRAWN
    list_cases(engine, rows)
    with reading(engine) as session:
        found = with_open_case(session, Ground.ENERGY_SUPPLY)
    assert "code-1" in enterprises
    assert list(found) == sorted(enterprises - {"code-1"})
