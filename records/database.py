"""The database behind the records: SQLite on one machine, PostgreSQL in production, same code."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteBusyError
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

SQLITE_BUSY_MILLISECONDS = 15_000
POSTGRES_LIMITS = {
    "connect_timeout": 10,
    "options": "-c statement_timeout=60s -c lock_timeout=15s"
    " -c idle_in_transaction_session_timeout=60s",
}
"""Nobody waits for ever for a database that hangs, nor holds up all others by hanging himself."""
LAST_WORDS = "last words"
"""In a writing session's `info`: what is to be done on its connection just before the commit, so
that what everybody has to wait for is held for the shortest time."""
# SQLite lets one write at a time and has the others poll; within a process they queue instead.
_one_writer = Lock()


def connect(url: str) -> Engine:
    """An engine for `sqlite:///…` or `postgresql://…` (driven by psycopg)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            connect_args=POSTGRES_LIMITS,
            pool_pre_ping=True,
            hide_parameters=True,  # names and hashes, in errors that end in logs and in Temporal
            pool_size=10,
            pool_use_lifo=True,
        )
    engine = create_engine(
        parsed,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
        pool_size=10,
        pool_use_lifo=True,  # the one used last still has its pages and statements at hand
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    if isinstance(connection, SqliteConnection):
        connection.isolation_level = None  # transactions begin where _begin_sqlite says
        for pragma in (
            f"busy_timeout = {SQLITE_BUSY_MILLISECONDS}",
            "synchronous = full",  # an acknowledged command survives a power cut
            "foreign_keys = on",
        ):
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)


def _write_ahead(connection: SqliteConnection) -> None:
    """A new database is not waited for: who changes its mode while another does is refused at
    once, whatever the busy time."""
    until = time.monotonic() + SQLITE_BUSY_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal")
        except SqliteBusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Any) -> None:
    """A writer takes the lock at once: upgrading a reader's lock later can fail."""
    options = connection.get_execution_options()
    if not options.get("looking_up"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")


@contextmanager
def looking_up(engine: Engine) -> Iterator[Connection]:
    """For statements that only read and each stand alone: spared is the transaction."""
    alone: dict[str, Any] = (
        {"looking_up": True}
        if engine.dialect.name == "sqlite"
        else {"isolation_level": "AUTOCOMMIT"}
    )
    with engine.connect().execution_options(**alone) as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


@contextmanager
def one_transaction(engine: Engine) -> Iterator[Connection]:
    """To write in: committed at the end, rolled back on any error."""
    with (
        _one_writer if engine.dialect.name == "sqlite" else nullcontext(),
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session in one transaction."""
    last_words: list[Callable[[Connection], None]] = []
    with (
        one_transaction(engine) as connection,
        Session(connection, expire_on_commit=False, info={LAST_WORDS: last_words}) as session,
        session.begin(),
    ):
        yield session
        session.flush()
        for say in last_words:
            say(connection)
