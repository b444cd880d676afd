"""S7: what does not continue the record, or contradicts it, is refused whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from domain.events import Recorded, chain
from records.database import writing
from records.write import RecordConflictError, write
from tests.domain import stages
from tests.domain.lives import CODE, ENTERPRISE, FAIL, INSPECTOR, REPORT, SUPERVISOR, WITHDRAW, Life
from tests.records.contents import everything

Bring = Callable[[list[Recorded]], list[Recorded]]
ON_RECORD = 3


def life() -> Life:
    return stages.sealed()


def a_gap(entries: list[Recorded]) -> list[Recorded]:
    return entries[ON_RECORD + 1 :]


def a_gap_further_on(entries: list[Recorded]) -> list[Recorded]:
    return entries[: ON_RECORD + 2] + entries[ON_RECORD + 3 :]


def the_wrong_order(entries: list[Recorded]) -> list[Recorded]:
    new = entries[ON_RECORD:]
    return [new[1], new[0], *new[2:]]


def another_body_on_record(entries: list[Recorded]) -> list[Recorded]:
    return [_altered(entries[1]), *entries[2:]]


def another_body_and_its_hash_on_record(entries: list[Recorded]) -> list[Recorded]:
    altered = _altered(entries[1])
    return [replace(altered, hash=chain(entries[0].hash, altered.body)), *entries[2:]]


def another_new_body(entries: list[Recorded]) -> list[Recorded]:
    return [*entries[:ON_RECORD], _altered(entries[ON_RECORD]), *entries[ON_RECORD + 1 :]]


def a_fork_before_what_is_on_record(entries: list[Recorded]) -> list[Recorded]:
    fork = stages.flagged()
    fork.do(SUPERVISOR, WITHDRAW, "2025-04-02")
    return fork.recorded


def a_fork_that_goes_on_with_new_entries(entries: list[Recorded]) -> list[Recorded]:
    fork = stages.rectifying()
    fork.do(ENTERPRISE, REPORT, "2025-09-29")
    fork.do(INSPECTOR, FAIL, "2025-10-09")
    return fork.recorded[ON_RECORD:]


def _altered(entry: Recorded) -> Recorded:
    body = entry.body.replace("2025", "2024")
    assert body != entry.body
    return replace(entry, body=body)


@pytest.mark.parametrize(
    ("bring", "what"),
    [
        (a_gap, "4 is missing"),
        (a_gap_further_on, "6 is missing"),
        (the_wrong_order, "4 is missing"),
        (another_body_on_record, "2 differs"),
        (another_body_and_its_hash_on_record, "2 differs"),
        (another_new_body, "4 does not continue"),
        (a_fork_before_what_is_on_record, "2 differs"),
        (a_fork_that_goes_on_with_new_entries, "4 does not continue"),
    ],
)
def test_a_conflict_is_an_error_and_nothing_of_it_is_written(
    engine: Engine, bring: Bring, what: str
) -> None:
    entries = life().recorded
    with writing(engine) as session:
        write(session, CODE, entries[:ON_RECORD])
    before = everything(engine)
    told = f"{CODE}: entry {what}"
    with pytest.raises(RecordConflictError, match=told), writing(engine) as session:
        write(session, CODE, bring(entries))
    assert everything(engine) == before


def test_an_enterprise_that_cannot_begin_there_is_not_begun(engine: Engine) -> None:
    with pytest.raises(RecordConflictError), writing(engine) as session:
        write(session, CODE, life().recorded[1:])
    assert not any(everything(engine).values())
