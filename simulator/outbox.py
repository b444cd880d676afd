"""The callbacks that are still owed to a sender."""

import sqlite3
from dataclasses import dataclass

from simulator.database import transaction


@dataclass(frozen=True)
class Callback:
    """`due` is in seconds since 1970, so that it keeps its meaning over a restart."""

    number: int
    department: str
    order: str
    address: str
    due: float
    attempts: int


class Outbox:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def owes(self, department: str, order: str) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM callbacks WHERE department = ? AND order_id = ?", (department, order)
        )
        return found.fetchone() is not None

    def add(self, department: str, order: str, due: float, copies: int) -> None:
        with transaction(self._connection):
            self._connection.executemany(
                "INSERT INTO callbacks (department, order_id, due) VALUES (?, ?, ?)",
                [(department, order, due)] * copies,
            )

    def earliest(self, limit: int) -> list[Callback]:
        rows = self._connection.execute(
            """
            SELECT number, department, order_id, callback, due, attempts
            FROM callbacks JOIN orders USING (department, order_id)
            ORDER BY due, number LIMIT ?
            """,
            (limit,),
        )
        return [Callback(*row) for row in rows]

    def postpone(self, callback: Callback, due: float) -> None:
        self._connection.execute(
            "UPDATE callbacks SET due = ?, attempts = attempts + 1 WHERE number = ?",
            (due, callback.number),
        )

    def remove(self, callback: Callback) -> None:
        self._connection.execute("DELETE FROM callbacks WHERE number = ?", (callback.number,))
