"""What the departments have received and done: the witness for S5.

Its calls block, and are made from the event loop itself: a handful of rows at a time, and no two
requests are ever between each other's statements.
"""

import json
import sqlite3
from datetime import datetime, timedelta, timezone
from typing import Literal

from pydantic import AwareDatetime, BaseModel

from simulator.database import transaction
from simulator.evidence import evidence_of
from simulator.messages import Cancellation, Order, Outcome, Receipt

CLERK = "模拟经办人"
SHANGHAI = timezone(timedelta(hours=8))


NOT_ARRIVED = ""
"""The content of an order whose cancellation came before it."""


MAY_DIFFER = {"callback", "accept_by", "receipt_by", "not_before"}


class ContentChangedError(Exception):
    """The order's id was seen before with other content."""


class LedgerRow(BaseModel):
    """One order. `effects` is how often it was carried out; times are UTC."""

    department: str
    order: str
    enterprise: str
    measure: str
    action: Literal["impose", "lift"]
    target: str
    revision: int
    outcome: Outcome | None
    effects: int
    times_received: int
    receipt: str | None
    received_at: AwareDatetime
    done_at: AwareDatetime | None
    reason: str | None


class Ledger:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def receive(self, order: Order, at: datetime) -> None:
        """Counts an arrival of the order; from then on its revision binds the department.

        Raises ContentChangedError, and counts nothing, where the id came with other content before.
        """
        # phaseout may have moved since, and a newer holiday notice moves days (L8). Only what was
        # sent: an order that was kept before a field was known is still the same.
        content = order.model_dump_json(exclude=MAY_DIFFER, exclude_unset=True)
        with transaction(self._connection):
            known = self._connection.execute(
                "SELECT content FROM orders WHERE department = ? AND order_id = ?",
                (order.department, order.order),
            ).fetchone()
            if known is not None and known["content"] not in (NOT_ARRIVED, content):
                raise ContentChangedError(order.order)
            self._connection.execute(
                """
                INSERT INTO orders (department, order_id, enterprise, measure, target, action,
                                    revision, content, callback, received_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET
                    times_received = times_received + 1, callback = excluded.callback,
                    content = excluded.content
                """,
                (
                    order.department,
                    order.order,
                    order.enterprise.code,
                    order.measure,
                    order.target,
                    order.action,
                    order.revision,
                    content,
                    str(order.callback),
                    at.isoformat(),
                ),
            )

    def cancel(self, cancellation: Cancellation, at: datetime) -> Receipt:
        """The receipt that says what it came to: the one that was given already, or that nothing
        was done; then nothing will be, also where the order is still on its way."""
        department, order = cancellation.department, cancellation.order
        with transaction(self._connection):
            self._connection.execute(
                """
                INSERT INTO orders (department, order_id, enterprise, measure, target, action,
                                    revision, content, callback, times_received, received_at,
                                    cancelled_at)
                VALUES (?, ?, ?, ?, ?, 'impose', ?, ?, ?, 0, ?, ?)
                ON CONFLICT DO UPDATE SET
                    cancelled_at = coalesce(cancelled_at, excluded.cancelled_at)
                """,
                (
                    department,
                    order,
                    cancellation.enterprise.code,
                    cancellation.measure,
                    cancellation.target,
                    cancellation.revision,
                    NOT_ARRIVED,
                    str(cancellation.callback),
                    at.isoformat(),
                    cancellation.cancelled_at.isoformat(),
                ),
            )
        return self.settle(department, order, max(at, cancellation.cancelled_at))

    def carry_out(self, department: str, order: str, at: datetime) -> Receipt:
        """Carries a received order out, unless that has been done, it was cancelled, or a higher
        revision came in. Where time was skipped the order can be of a later day than `at`, and is
        done on that.

        The effect and the receipt's number are one row: there is never one without the other.
        """
        return self.settle(department, order, max(at, self._issued_at(department, order)))

    def refuse(self, department: str, order: str, at: datetime, reason: str) -> Receipt:
        """Nothing is done, unless it was already."""
        done_at = max(at, self._issued_at(department, order))
        return self.settle(department, order, done_at, reason)

    def settle(self, department: str, order: str, done_at: datetime, reason: str = "") -> Receipt:
        with transaction(self._connection):
            if (receipt := self.receipt(department, order)) is not None:
                return receipt
            outcome = "refused" if reason else self._outcome(department, order)
            self._connection.execute(
                """
                INSERT INTO receipts (department, order_id, outcome, done_at, reason)
                VALUES (?, ?, ?, ?, ?)
                """,
                (department, order, outcome, done_at.isoformat(), reason),
            )
            receipt = self.receipt(department, order)
        if receipt is None:
            raise LookupError(order)
        return receipt

    def _issued_at(self, department: str, order: str) -> datetime:
        row = self._connection.execute(
            "SELECT content FROM orders WHERE department = ? AND order_id = ?", (department, order)
        ).fetchone()
        if row is None:
            raise LookupError(order)
        return datetime.fromisoformat(json.loads(row["content"])["issued_at"])

    def receipt(self, department: str, order: str) -> Receipt | None:
        row = self._connection.execute(
            """
            SELECT number, outcome, done_at, reason, content FROM receipts
                JOIN orders USING (department, order_id)
            WHERE department = ? AND order_id = ?
            """,
            (department, order),
        ).fetchone()
        if row is None:
            return None
        wanted = _wanted(row["content"]) if row["outcome"] == "done" else ()
        done_at = datetime.fromisoformat(row["done_at"])
        return Receipt(
            order=order,
            receipt=_receipt_number(department, done_at, row["number"]),
            outcome=row["outcome"],
            done_at=done_at,
            signed_by=CLERK,
            evidence=evidence_of(order, wanted),
            reason=row["reason"],
        )

    def order_of_another(self, department: str, order: str) -> str | None:
        """The last order that came to another department for the same enterprise."""
        found = self._connection.execute(
            """
            SELECT other.order_id FROM orders AS this
                JOIN orders AS other ON other.enterprise = this.enterprise
            WHERE this.department = ? AND this.order_id = ? AND other.department != this.department
            ORDER BY other.rowid DESC LIMIT 1
            """,
            (department, order),
        ).fetchone()
        return found and str(found["order_id"])

    def rows(self, enterprise: str | None = None) -> list[LedgerRow]:
        """Every order in the order of first arrival, or those of one enterprise's credit code."""
        rows = self._connection.execute(
            """
            SELECT orders.*, number, outcome, done_at, reason,
                   (SELECT count(*) FROM receipts AS effect
                    WHERE effect.department = orders.department
                      AND effect.order_id = orders.order_id
                      AND effect.outcome = 'done') AS effects
            FROM orders LEFT JOIN receipts USING (department, order_id)
            WHERE ?1 IS NULL OR enterprise = ?1
            ORDER BY orders.rowid
            """,
            (enterprise,),
        )
        return [_ledger_row(row) for row in rows]

    def _outcome(self, department: str, order: str) -> Outcome:
        found = self._connection.execute(
            """
            SELECT this.cancelled_at, count(other.order_id) AS newer
            FROM orders AS this LEFT JOIN orders AS other
                ON other.department = this.department AND other.enterprise = this.enterprise
                AND other.measure = this.measure AND other.target = this.target
                AND other.revision > this.revision
            WHERE this.department = ? AND this.order_id = ?
            """,
            (department, order),
        ).fetchone()
        if found["cancelled_at"]:
            return "cancelled"
        return "superseded" if found["newer"] else "done"


def _wanted(content: str) -> tuple[str, ...]:
    """What a receipt for the order with this content brings."""
    return tuple(json.loads(content).get("evidence") or ())


def _receipt_number(department: str, done_at: datetime, number: int) -> str:
    return f"{department}-{done_at.astimezone(SHANGHAI):%Y%m%d}-{number:06d}"


def _ledger_row(row: sqlite3.Row) -> LedgerRow:
    number, done_at = row["number"], row["done_at"]
    return LedgerRow.model_validate(
        {
            **dict(row),
            "order": row["order_id"],
            "receipt": number
            and _receipt_number(row["department"], datetime.fromisoformat(done_at), number),
        }
    )
