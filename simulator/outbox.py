"""The callbacks that are still owed to a sender."""

import sqlite3
from dataclasses import dataclass

from simulator.behaviour import BadReceipt
from simulator.database import transaction


@dataclass(frozen=True)
class Owed:
    """A callback to be: `due` is in seconds since 1970, so that it keeps its meaning over a
    restart; what is `bad` goes before it."""

    due: float
    copies: int
    waits_for_another: bool
    bad: tuple[BadReceipt, ...]


@dataclass(frozen=True)
class Callback:
    number: int
    department: str
    order: str
    address: str
    due: float
    attempts: int
    bad: tuple[BadReceipt, ...]


class Outbox:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def owes(self, department: str, order: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM callbacks WHERE department = ? AND order_id = ?", (department, order)
        )
        return found.fetchone() is not None

    def add(self, department: str, order: str, owed: Owed) -> None:
        row = (department, order, owed.due, owed.waits_for_another, " ".join(owed.bad))
        with transaction(self._connection):
            self._connection.executemany(
                """
                INSERT INTO callbacks (department, order_id, due, waits_for_another, bad)
                VALUES (?, ?, ?, ?, ?)
                """,
                [row] * owed.copies,
            )

    def earliest(self, limit: int) -> list[Callback]:
        rows = self._connection.execute(
            """
            SELECT number, department, order_id AS "order", callback AS address, due, attempts, bad
            FROM callbacks JOIN orders USING (department, order_id)
            WHERE NOT waits_for_another
            ORDER BY due, number LIMIT ?
            """,
            (limit,),
        )
        return [Callback(**{**row, "bad": tuple(row["bad"].split())}) for row in rows]

    def postpone(self, callback: Callback, due: float) -> None:
        self._connection.execute(
            "UPDATE callbacks SET due = ?, attempts = attempts + 1 WHERE number = ?",
            (due, callback.number),
        )

    def settled(self, callback: Callback) -> None:
        """It is owed no longer, and what waited for it waits no longer."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM callbacks WHERE number = ?", (callback.number,))
            self._connection.execute(
                """
                UPDATE callbacks SET waits_for_another = 0
                WHERE department = ? AND order_id != ?
                """,
                (callback.department, callback.order),
            )
