"""The feed's positions: one for each entry, without gaps, and none that appears late."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import Engine, insert

from domain.enterprise import Enterprise
from domain.events import Recorded
from records import feed
from records.database import connect, one_transaction, reading, writing
from records.feed import Item
from records.migrate import migrations
from records.tables import ENTRY
from records.write import Brought, RecordConflictError, write, write_together
from tests.databases import Databases
from tests.domain.folded import fold
from tests.records.lives_of_several import lives

WRITERS = 4
PAGE = 7


def everything(engine: Engine, size: int = PAGE) -> list[Item]:
    """Page by page, as a reader goes on."""
    found: list[Item] = []
    while page := _page(engine, found[-1].position if found else 0, size):
        found += page
    return found


def _page(engine: Engine, after: int, size: int) -> list[Item]:
    with reading(engine) as session:
        return feed.items(session, after, size)


def last(engine: Engine) -> int:
    with reading(engine) as session:
        return feed.last_position(session)


def test_every_entry_has_its_position_in_the_order_it_came_on_record(engine: Engine) -> None:
    one, other = lives(2)
    assert (last(engine), everything(engine)) == (0, [])
    for life, entries in (
        (one, one.recorded[:2]),
        (other, other.recorded),
        (one, one.recorded),
        (one, one.recorded),
    ):
        with writing(engine) as session:
            write(session, life.enterprise.code, entries)
    found = everything(engine)
    assert [item.position for item in found] == list(range(1, len(found) + 1))
    assert last(engine) == len(found) == len(one.recorded) + len(other.recorded)
    named = [(item.entry.enterprise, item.entry.sequence) for item in found]
    first, second = one.enterprise.code, other.enterprise.code
    assert named == [(first, 1), (first, 2), *((second, n) for n in (1, 2, 3)), (first, 3)]


def test_the_state_beside_an_event_is_that_of_its_moment(engine: Engine) -> None:
    (life,) = lives(1)
    with writing(engine) as session:
        write(session, life.enterprise.code, life.recorded)
    states = [
        fold(Enterprise(life.enterprise.code), life.recorded[:count])
        for count in range(1, len(life.recorded) + 1)
    ]
    for size in (1, 2, 50):
        assert [item.enterprise for item in everything(engine, size)] == states


def test_what_is_refused_takes_no_position(engine: Engine) -> None:
    one, other = lives(2)
    code = one.enterprise.code
    missing = Brought(code, one.recorded[1:])
    outcomes = write_together(engine, [missing, Brought(other.enterprise.code, other.recorded)])
    assert isinstance(outcomes[0], RecordConflictError)
    assert [item.position for item in everything(engine)] == [1, 2, 3]


@pytest.mark.parametrize("commits", [True, False])
def test_nobody_takes_a_later_position_before_the_earlier_is_there(
    engine: Engine, commits: bool
) -> None:
    """A writer that is slow to end its transaction keeps the next waiting; a reader sees neither,
    and never the later one alone."""
    one, other = lives(2)
    holding, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        with one_transaction(engine) as connection:
            connection.execute(insert(ENTRY), [_row(one.enterprise.code, one.recorded[0])])
            feed.append(connection, [(one.enterprise.code, 1)])
            holding.set()
            go_on.wait()
            if not commits:
                connection.rollback()

    def quickly() -> None:
        holding.wait()
        with writing(engine) as session:
            write(session, other.enterprise.code, other.recorded)

    with ThreadPoolExecutor(2) as pool:
        slow, quick = pool.submit(slowly), pool.submit(quickly)
        holding.wait()
        try:
            with pytest.raises(TimeoutError):
                quick.result(0.3)
            assert last(engine) == 0
        finally:
            go_on.set()
        slow.result(30)
        quick.result(30)
    found = [(item.position, item.entry.enterprise) for item in everything(engine)]
    first = [(1, one.enterprise.code)] if commits else []
    later = [(len(first) + n, other.enterprise.code) for n in (1, 2, 3)]
    assert found == first + later


def test_a_reader_among_many_writers_never_finds_a_gap(engine: Engine) -> None:
    several = lives(24)
    done = threading.Event()

    def bring(mine: int) -> None:
        for life in several[mine::WRITERS]:
            for count in range(1, len(life.recorded) + 1):
                with writing(engine) as session:
                    write(session, life.enterprise.code, life.recorded[:count])

    def read() -> list[int]:
        seen: list[int] = []
        while True:
            over = done.is_set()
            page = _page(engine, seen[-1] if seen else 0, PAGE)
            seen += [item.position for item in page]
            if over and not page:
                return seen

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(read)
        for writer in [pool.submit(bring, number) for number in range(WRITERS)]:
            writer.result(60)
        done.set()
        assert reader.result(60) == list(range(1, 3 * len(several) + 1))


def test_what_was_on_record_before_the_feed_is_in_it(databases: Databases) -> None:
    url = databases.empty()
    engine = connect(url)
    one, other = lives(2)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(migrations(connection), "0008")
        for life in (other, one):
            rows = [_row(life.enterprise.code, each) for each in life.recorded]
            connection.execute(insert(ENTRY), rows)
        command.upgrade(migrations(connection), "head")
    assert [item.position for item in everything(engine)] == list(range(1, 7))
    with one_transaction(engine) as connection:
        feed.append(connection, [("later", 1)])
    assert last(engine) == 7
    engine.dispose()


def _row(code: str, recorded: Recorded) -> dict[str, object]:
    return {
        "enterprise": code,
        "sequence": recorded.sequence,
        "case_number": f"{code}-1",
        "command": "",
        "at": f"2025-01-0{recorded.sequence}",
        "body": recorded.body,
        "hash": recorded.hash,
    }
