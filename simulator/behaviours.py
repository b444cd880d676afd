"""Each department's behaviour as it was asked for, kept over restarts."""

import sqlite3

from simulator.behaviour import BadReceipt, Behaviour, Fault
from simulator.database import transaction


class Behaviours:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, department: str) -> Behaviour:
        row = self._connection.execute(
            "SELECT content FROM behaviours WHERE department = ?", (department,)
        ).fetchone()
        return Behaviour() if row is None else Behaviour.model_validate_json(row["content"])

    def change(self, department: str, behaviour: Behaviour) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO behaviours (department, content) VALUES (?, ?)",
            (department, behaviour.model_dump_json()),
        )

    def spend(self, department: str, fault: Fault) -> bool:
        """Whether it is to happen yet; then it is once less."""
        with transaction(self._connection):
            behaviour = self.of(department)
            left, _ = behaviour.happens(fault)
            if left:
                self._update(department, behaviour, f"{fault}_next", left - 1)
        return left > 0

    def next_bad_answer(self, department: str) -> BadReceipt | None:
        with transaction(self._connection):
            behaviour = self.of(department)
            if not behaviour.bad_answers:
                return None
            bad, *others = behaviour.bad_answers
            self._update(department, behaviour, "bad_answers", tuple(others))
        return bad

    def _update(self, department: str, behaviour: Behaviour, name: str, value: object) -> None:
        self.change(department, behaviour.model_copy(update={name: value}))
