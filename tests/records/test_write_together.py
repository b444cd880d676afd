"""S7: what several bring is written in one transaction, each as if they had come alone."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from domain.enterprise import Enterprise
from domain.events import Recorded, chain
from records.known import known
from records.write import Brought, RecordConflictError, write_together
from tests.domain import stages
from tests.domain.lives import SUPERVISOR, WITHDRAW, Life
from tests.records.contents import everything, on_record
from tests.records.lives_of_several import lives, whole


def brought(life: Life, first: int = 0, last: int | None = None) -> Brought:
    return Brought(life.enterprise.code, life.recorded[first:last])


def known_now(engine: Engine, life: Life) -> Enterprise:
    return known(engine, [(life.enterprise.code, "")])[0].enterprise


def test_many_at_once_are_all_on_record_each_with_its_own_chain(engine: Engine) -> None:
    several = lives(7)
    shuffled = [several[place] for place in (3, 0, 6, 2, 5, 1, 4)]
    outcomes = write_together(engine, [brought(life) for life in shuffled])
    assert outcomes == [life.enterprise for life in shuffled]
    assert all(whole(engine, life) for life in several)


def test_together_comes_to_the_same_as_one_after_another(engine: Engine) -> None:
    several = lives(3)
    for last in (1, 2, 3):
        write_together(engine, [brought(life, 0, last) for life in several])
    in_steps = everything(engine)
    assert all(whole(engine, life) for life in several)
    write_together(engine, [brought(life) for life in several])
    assert everything(engine) == in_steps


@pytest.mark.parametrize("on_record_before", [0, 1])
def test_a_conflict_keeps_its_own_entries_off_the_record_and_nobody_elses(
    engine: Engine, on_record_before: int
) -> None:
    before, forked, after = lives(3)
    write_together(engine, [brought(life, 0, on_record_before) for life in (before, forked, after)])
    wrong = replace(forked.recorded[on_record_before], hash="f" * 64)
    outcomes = write_together(
        engine,
        [brought(before), Brought(forked.enterprise.code, [wrong]), brought(after)],
    )
    assert [outcomes[0], outcomes[2]] == [before.enterprise, after.enterprise]
    assert isinstance(outcomes[1], RecordConflictError)
    assert whole(engine, before)
    assert whole(engine, after)
    assert on_record(engine, forked.enterprise.code) == forked.recorded[:on_record_before]
    assert {row["code"] for row in everything(engine)["EnterpriseRow"]} == {
        life.enterprise.code
        for life in (before, forked, after)
        if on_record_before or life != forked
    }


def test_one_enterprise_brought_several_times_gives_each_the_state_after_theirs(
    engine: Engine,
) -> None:
    [life] = lives(1)
    pieces = [(0, 1), (0, 2), (1, 2), (2, 3)]
    outcomes = write_together(engine, [brought(life, *piece) for piece in pieces])
    sequences = [each.sequence for each in outcomes if isinstance(each, Enterprise)]
    assert sequences == [1, 2, 2, 3]
    assert whole(engine, life)


def test_of_two_in_one_batch_that_fork_the_chain_the_first_is_taken(engine: Engine) -> None:
    one, other = stages.rectifying(), stages.flagged()
    other.do(SUPERVISOR, WITHDRAW, "2025-04-02")
    taken, refused = write_together(engine, [brought(one), brought(other)])
    assert taken == one.enterprise
    assert isinstance(refused, RecordConflictError)
    assert whole(engine, one)


def test_an_entry_that_cannot_be_read_leaves_nothing_of_the_batch(engine: Engine) -> None:
    """The others are in nobody's way: whoever writes tries them again alone."""
    good, bad = lives(2)
    body = '{"not": "an entry"}'
    unreadable = Recorded(1, body, chain(Enterprise(bad.enterprise.code).head, body))
    with pytest.raises(ValidationError):
        write_together(engine, [brought(good), Brought(bad.enterprise.code, [unreadable])])
    assert not any(everything(engine).values())


def test_what_was_known_is_believed_only_where_it_is_the_record_still(engine: Engine) -> None:
    [life] = lives(1)
    code = life.enterprise.code
    write_together(engine, [brought(life, 0, 1)])
    stale = known_now(engine, life)
    write_together(engine, [brought(life, 0, 2)])
    other_head = replace(known_now(engine, life), head="0" * 64, name="不是它")
    for wrong in (stale, other_head, Enterprise(code)):
        [outcome] = write_together(engine, [Brought(code, life.recorded[1:2], wrong)])
        assert outcome == known_now(engine, life)
    fresh = known_now(engine, life)
    assert write_together(engine, [Brought(code, life.recorded[2:], fresh)]) == [life.enterprise]
    assert whole(engine, life)


def test_two_processes_with_the_same_enterprises_do_not_wait_in_a_circle(engine: Engine) -> None:
    """Each order of codes in each writer, new enterprises among those on record: on PostgreSQL
    locks taken in the order of arrival would end in a deadlock."""
    several = lives(6)
    write_together(engine, [brought(life, 0, 1) for life in several[::2]])
    orders = [several, several[::-1], several[3:] + several[:3], several[::2] + several[1::2]]
    ready = Barrier(len(orders))

    def write_in(order: list[Life]) -> list[Enterprise | RecordConflictError]:
        outcomes: list[Enterprise | RecordConflictError] = []
        for last in (1, 2, 3):
            ready.wait()
            outcomes += write_together(engine, [brought(life, 0, last) for life in order])
        return outcomes

    with ThreadPoolExecutor(len(orders)) as pool:
        outcomes = list(itertools.chain(*pool.map(write_in, orders)))
    assert not [each for each in outcomes if isinstance(each, RecordConflictError)]
    assert all(whole(engine, life) for life in several)
