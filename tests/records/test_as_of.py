"""The enterprises as they stood at a moment of the past."""

from collections.abc import Sequence

from sqlalchemy import Engine

from domain.enterprise import Enterprise
from domain.stages import Stage
from records.as_of import enterprises_at
from records.database import reading, writing
from records.write import write
from tests.domain import stages
from tests.domain.lives import CODE, INSPECTOR, PASS, Life, local

OTHER = "91150302MA0N1A2B37"


def recorded(engine: Engine, *lives: Life) -> None:
    for life in lives:
        with writing(engine) as session:
            write(session, life.enterprise.code, life.recorded)


def standing(engine: Engine, at: str) -> Sequence[Enterprise]:
    with reading(engine) as session:
        return list(enterprises_at(session, local(at)))


def stages_at(engine: Engine, at: str) -> list[list[Stage]]:
    return [[case.stage for case in each.cases.values()] for each in standing(engine, at)]


def test_at_the_end_it_is_what_is_on_record(engine: Engine) -> None:
    other = Life(OTHER)
    other.flag("2025-10-14")
    life = stages.sealed()
    recorded(engine, life, other)
    found = standing(engine, "2025-10-14 12:00")
    assert list(found) == [other.enterprise, life.enterprise]


def test_earlier_it_is_what_was_on_record_then(engine: Engine) -> None:
    recorded(engine, stages.sealed())
    moments = ["2025-04-01 09:00", "2025-04-01 09:01", "2025-09-29", "2025-10-01", "2025-10-13"]
    assert [stages_at(engine, at) for at in moments] == [
        [[]],
        [[Stage.FLAGGED]],
        [[Stage.RECTIFYING]],
        [[Stage.REPORTED]],
        [[Stage.DECIDING]],
    ]


def test_s8_an_end_that_nobody_was_up_to_see_has_come_all_the_same(engine: Engine) -> None:
    """S8: and what was done late does not reach back."""
    life = stages.rectifying()
    life.sleep("2025-11-20")
    life.do(INSPECTOR, PASS, "2025-11-20 10:00")
    recorded(engine, life)
    assert stages_at(engine, "2025-10-09 23:59") == [[Stage.RECTIFYING]]
    assert stages_at(engine, "2025-10-10 00:00") == [[Stage.OVERDUE]]
    (before,) = standing(engine, "2025-11-19")
    assert before.cases[f"{CODE}-1"].late
    assert stages_at(engine, "2025-11-21") == [[Stage.RECTIFIED]]


def test_there_may_be_more_of_them_than_are_read_at_once(engine: Engine) -> None:
    codes = [f"TEST{number:014}" for number in range(120)]
    for code in codes:
        life = Life(code)
        life.flag("2025-04-01")
        life.flag("2025-04-01", line=stages.SECOND)
        recorded(engine, life)
    found = standing(engine, "2025-04-02")
    assert [each.code for each in found] == codes
    assert {len(each.cases) for each in found} == {2}
