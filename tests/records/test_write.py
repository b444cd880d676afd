"""S7: entries get on record once each, whoever brings them, and as they came."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from records import queries
from records.database import reading, writing
from records.tables import EntryRow
from records.write import write
from tests.domain import stages
from tests.domain.lives import CODE, Life
from tests.records.contents import everything, on_record, rows
from tests.records.many_lives import (
    FOUR_BYTES,
    MANY_LIVES,
    dismantled_after_sealing,
    sealing_withdrawn_and_another_line_flagged,
)


def put(engine: Engine, life: Life, first: int = 0, last: int | None = None) -> None:
    with writing(engine) as session:
        write(session, CODE, life.recorded[first:last])


@pytest.mark.parametrize("lived", MANY_LIVES, ids=lambda lived: lived.__name__)
def test_the_record_has_the_very_bytes_and_the_read_model_the_state(
    engine: Engine, lived: Callable[[], Life]
) -> None:
    life = lived()
    put(engine, life)
    assert on_record(engine, CODE) == life.recorded
    with reading(engine) as session:
        assert queries.enterprise(session, CODE) == life.enterprise
        for number in life.enterprise.cases:
            told = [entry for entry in life.entries if entry.case == number]
            assert queries.timeline(session, number) == told


@pytest.mark.parametrize("at_once", [1, 2, 7])
def test_in_pieces_it_comes_to_the_same_as_in_one(engine: Engine, at_once: int) -> None:
    life = dismantled_after_sealing()
    for first in range(0, len(life.recorded), at_once):
        put(engine, life, first, first + at_once)
    in_pieces = everything(engine)
    put(engine, life)
    assert everything(engine) == in_pieces
    assert on_record(engine, CODE) == life.recorded
    with reading(engine) as session:
        assert queries.enterprise(session, CODE) == life.enterprise


def test_two_who_bring_overlapping_entries_leave_each_once(engine: Engine) -> None:
    life = stages.sealed()
    for first, last in [(0, 4), (0, 4), (2, 9), (5, 7), (0, 12), (0, None)]:
        put(engine, life, first, last)
    assert on_record(engine, CODE) == life.recorded


def test_who_writes_is_told_the_enterprise_as_it_is_on_record(engine: Engine) -> None:
    life = stages.sealed()
    with writing(engine) as session:
        assert write(session, CODE, life.recorded) == life.enterprise
        assert write(session, CODE, life.recorded[:3]) == life.enterprise
        assert write(session, CODE, []) == life.enterprise


def test_chinese_and_characters_of_four_bytes_come_back_as_they_were(engine: Engine) -> None:
    put(engine, sealing_withdrawn_and_another_line_flagged())
    with reading(engine) as session:
        found = queries.enterprise(session, CODE)
        listed = queries.cases(session, queries.CaseFilter(), None, 10)
    assert found
    assert FOUR_BYTES in {case.line.name for case in found.cases.values()}
    assert FOUR_BYTES in {row.line for row in listed}


def test_times_are_kept_in_utc_and_sort_as_text(engine: Engine) -> None:
    life = dismantled_after_sealing()
    put(engine, life)
    kept = sorted(rows(engine, EntryRow), key=lambda row: int(row["sequence"]))
    times = [datetime.fromisoformat(row["at"]) for row in kept]
    assert times == [entry.at for entry in life.entries]
    assert {time.tzinfo for time in times} == {UTC}
    assert [row["at"] for row in kept] == sorted(row["at"] for row in kept)


def test_a_command_is_found_by_its_id_and_only_on_its_enterprise(engine: Engine) -> None:
    life = stages.reported()
    put(engine, life)
    with reading(engine) as session:
        found = queries.by_command(session, CODE, "command-3")
        assert found == next(entry for entry in life.entries if entry.command == "command-3")
        assert queries.by_command(session, CODE, "command-4") is None
        assert queries.by_command(session, "another", "command-3") is None
