"""PostgreSQL holds one row at a time: whoever waits for an enterprise holds none behind it in the
order of the codes, and so nobody waits in a circle."""

import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from records.database import connect, looking_up, one_transaction
from records.locking import lock
from records.tables import ENTERPRISE
from tests.databases import PostgresDatabases

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


@pytest.fixture
def engine(postgres_databases: PostgresDatabases) -> Iterator[Engine]:
    url = postgres_databases.fresh()
    engine = connect(url)
    yield engine
    engine.dispose()
    postgres_databases.give_back(url)


def until_it_waits(engine: Engine, taking: Future[int]) -> None:
    with looking_up(engine) as connection:
        while not taking.done() and not connection.execute(WAITING).scalar_one():
            time.sleep(0.01)


@pytest.mark.parametrize("on_record", [True, False], ids=["on record", "new"])
def test_who_waits_for_an_enterprise_holds_none_behind_it(engine: Engine, on_record: bool) -> None:
    if on_record:
        for code in ("b", "a"):  # where they lie says nothing of the order
            with one_transaction(engine) as connection:
                lock(connection, [code], new=[code])
    new = [] if on_record else ["b", "a"]

    def take_both() -> int:
        with one_transaction(engine) as connection:
            return len(lock(connection, ["b", "a"], new))

    with ThreadPoolExecutor(1) as pool:
        with one_transaction(engine) as first, one_transaction(engine) as second:
            lock(first, ["a"], [code for code in new if code == "a"])
            both = pool.submit(take_both)
            until_it_waits(engine, both)
            second.execute(text("SET LOCAL lock_timeout = '2s'"))
            lock(second, ["b"], [code for code in new if code == "b"])
        assert both.result(10) == 2
    with engine.connect() as connection:
        assert len(connection.execute(ENTERPRISE.select()).all()) == 2
