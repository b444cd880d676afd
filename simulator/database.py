"""The one SQLite connection of the simulator; what it commits survives kill -9 and a power cut."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
    department TEXT NOT NULL,
    order_id TEXT NOT NULL,
    enterprise TEXT NOT NULL,
    measure TEXT NOT NULL,
    target TEXT NOT NULL,
    action TEXT NOT NULL,
    revision INTEGER NOT NULL,
    content TEXT NOT NULL,
    callback TEXT NOT NULL,
    times_received INTEGER NOT NULL DEFAULT 1,
    received_at TEXT NOT NULL,
    cancelled_at TEXT,
    PRIMARY KEY (department, order_id)
) STRICT;
CREATE INDEX IF NOT EXISTS orders_revision
    ON orders (department, enterprise, measure, target, revision);
CREATE TABLE IF NOT EXISTS receipts (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    department TEXT NOT NULL,
    order_id TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'superseded', 'refused', 'cancelled')),
    done_at TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    UNIQUE (department, order_id),
    FOREIGN KEY (department, order_id) REFERENCES orders
) STRICT;
CREATE TABLE IF NOT EXISTS callbacks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    department TEXT NOT NULL,
    order_id TEXT NOT NULL,
    due REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    waits_for_another INTEGER NOT NULL DEFAULT 0,
    bad TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (department, order_id) REFERENCES orders
) STRICT;
CREATE INDEX IF NOT EXISTS callbacks_due ON callbacks (due);
CREATE INDEX IF NOT EXISTS callbacks_order ON callbacks (department, order_id);
CREATE TABLE IF NOT EXISTS behaviours (
    department TEXT PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS script (
    position INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    met INTEGER NOT NULL DEFAULT 0
) STRICT;
"""


def connect(path: Path) -> sqlite3.Connection:
    """Opens the file, made with its folder where missing. Use it from the calling thread only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; what was read in it is still true when it commits."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield
