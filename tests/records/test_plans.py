"""Plans on record: kept once, and always known which of their lines are open."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine

from activities.holidays import announced_calendar
from api.plan_judging import commands
from api.plan_workbook import read_plan
from cli.sample_plan import sample_plan
from domain.commands import Command
from domain.people import Actor, District, Role
from domain.procedures import PROCEDURES
from domain.withdrawal import Withdraw
from domain.words import Text
from records import plans
from records.database import connect, reading, writing
from records.plans import NewPlan, Settled
from tests.api.plan_api import upload_of

BY = Actor("inspector", "赵检查", Role.INSPECTOR, tuple(District))
PLAN = NewPlan("p", BY.id, "2026 计划", "f", "[]")
REFUSED = Settled(refused="already_flagged", message=Text("已立案" * 200, "under a case" * 50))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def lines() -> list[tuple[int, Command]]:
    rows = read_plan(sample_plan(), 100).rows
    upload, day = upload_of(BY, "key"), date(2026, 11, 23)
    given = commands(upload, day, PROCEDURES, announced_calendar(), rows)
    return [(row.row, command) for row, command in zip(rows, given, strict=True)]


def test_lines_come_back_as_they_were_kept(
    engine: Engine, lines: list[tuple[int, Command]]
) -> None:
    with writing(engine) as session:
        assert plans.keep(session, PLAN, lines)
    with reading(engine) as session:
        assert plans.open_lines(session, "p", 0, 100) == lines
        assert plans.open_lines(session, "p", lines[1][0], 2) == lines[2:4]
        assert plans.total(session, "p") == len(lines)
        assert plans.unfinished(session) == ["p"]


def test_a_plan_kept_again_stays_as_it_was(
    engine: Engine, lines: list[tuple[int, Command]]
) -> None:
    """S5."""
    with writing(engine) as session:
        assert plans.keep(session, PLAN, lines[:2])
    with writing(engine) as session:
        assert not plans.keep(session, NewPlan("p", "other", "", "g", ""), lines)
        found = plans.find(session, "p")
        assert found is not None
        assert (found.by, found.fingerprint) == (BY.id, "f")
    with reading(engine) as session:
        assert plans.total(session, "p") == 2


def test_a_settled_line_is_open_no_more(engine: Engine, lines: list[tuple[int, Command]]) -> None:
    with writing(engine) as session:
        plans.keep(session, PLAN, lines)
        plans.settle(session, "p", lines[0][0], Settled(case="X-1"))
        plans.settle(session, "p", lines[1][0], REFUSED)
    with reading(engine) as session:
        assert plans.open_lines(session, "p", 0, 100) == lines[2:]
        (first, flagged), (second, refused) = plans.settled(session, "p")
    assert (first, flagged) == (lines[0][0], Settled(case="X-1"))
    assert (second, refused.refused) == (lines[1][0], "already_flagged")
    assert REFUSED.message.zh.startswith(refused.message.zh)


def test_a_plan_with_nothing_open_is_finished(
    engine: Engine, lines: list[tuple[int, Command]]
) -> None:
    with writing(engine) as session:
        plans.keep(session, PLAN, lines)
        for row, _ in lines:
            plans.settle(session, "p", row, REFUSED)
    with reading(engine) as session:
        assert plans.open_lines(session, "p", 0, 100) == []
        assert plans.unfinished(session) == []


def test_s5_a_list_grows_by_cases_that_do_not_wait_in_it_already(engine: Engine) -> None:
    """S5: a case that was settled may come again, behind all others."""
    given = [Command(f"c{n}", f"X-{n}", BY, Withdraw("认定有误")) for n in (1, 2, 3)]
    with writing(engine) as session:
        plans.keep(session, PLAN, list(enumerate(given[:2], start=1)))
        plans.settle(session, "p", 1, Settled(case="X-1"))
        plans.lengthen(session, "p", given)
    with reading(engine) as session:
        waiting = [(row, command.case) for row, command in plans.open_lines(session, "p", 0, 9)]
        assert waiting == [(2, "X-2"), (3, "X-1"), (4, "X-3")]


def test_an_empty_list_can_grow(engine: Engine) -> None:
    with writing(engine) as session:
        plans.keep(session, PLAN, [])
        plans.lengthen(session, "p", [Command("c", "X-1", BY, Withdraw("认定有误"))])
    with reading(engine) as session:
        assert plans.total(session, "p") == 1


def test_what_was_refused_is_told_with_its_command(
    engine: Engine, lines: list[tuple[int, Command]]
) -> None:
    with writing(engine) as session:
        plans.keep(session, PLAN, lines)
        plans.settle(session, "p", lines[0][0], Settled(case="X-1"))
        plans.settle(session, "p", lines[1][0], REFUSED)
    with reading(engine) as session:
        ((command, settled),) = plans.refused(session, "p")
    assert command == lines[1][1]
    assert settled.refused == "already_flagged"
