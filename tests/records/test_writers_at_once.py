"""Two writers of one enterprise in the same moment: the API and the loop, or two APIs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine

from domain.events import BEGINNING, Recorded, chain
from records.database import writing
from records.write import RecordConflictError, write
from tests.domain import stages
from tests.domain.lives import CODE, SUPERVISOR, WITHDRAW
from tests.records.contents import on_record
from tests.records.many_lives import dismantled_after_sealing

WRITERS = 6


def write_at_once(engine: Engine, brought: list[list[list[Recorded]]]) -> list[bool]:
    """Each writer brings its pieces one by one; whether all of its were taken."""
    ready = Barrier(len(brought))

    def bring(pieces: list[list[Recorded]]) -> bool:
        ready.wait()
        try:
            for piece in pieces:
                with writing(engine) as session:
                    write(session, CODE, piece)
        except RecordConflictError:
            return False
        return True

    with ThreadPoolExecutor(len(brought)) as pool:
        return list(pool.map(bring, brought))


def test_each_entry_is_there_once_and_the_chain_is_whole(engine: Engine) -> None:
    entries = dismantled_after_sealing().recorded
    pieces = [
        [entries[: first + size] for first in range(0, len(entries), size)]
        for size in range(1, WRITERS + 1)
    ]
    assert write_at_once(engine, pieces) == [True] * WRITERS
    assert on_record(engine, CODE) == entries
    head = BEGINNING
    for entry in on_record(engine, CODE):
        head = chain(head, entry.body)
        assert entry.hash == head


def test_of_two_that_fork_the_chain_one_is_taken_whole_and_the_other_refused(
    engine: Engine,
) -> None:
    one, other = stages.rectifying(), stages.flagged()
    other.do(SUPERVISOR, WITHDRAW, "2025-04-02")
    outcomes = write_at_once(engine, [[one.recorded], [other.recorded]])
    assert sorted(outcomes) == [False, True]
    taken = one if outcomes[0] else other
    assert on_record(engine, CODE) == taken.recorded
