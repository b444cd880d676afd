"""A whole record with several chains, and what somebody does to it who owns the database."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from domain.events import BEGINNING, chain
from records.anchors import Anchor, make_anchor
from records.audit import note
from records.database import reading, writing
from records.findings import Kind
from records.signing import Keyring, Signer
from records.verify import verify
from records.write import write
from tests.domain import stages
from tests.domain.lives import CODE, Life

KEY = "YW4gYW5jaG9yIGtleSBvZiAzMiBieXRlcywgYSB0ZXM="
OTHER_KEY = "YW5vdGhlciBrZXkgb2YgMzIgYnl0ZXMsIG9mIGEgZm8="
OTHER = "91150303MA0N12346E"
NOTES = 8
Tamper = Callable[[Connection], object]
SIGNER = Signer(KEY)
KEYS = Keyring([SIGNER.public])


def whole_record(engine: Engine) -> None:
    """Two enterprises and eight notes, and then one more as each anchor brings its own."""
    other = Life(OTHER)
    other.flag("2025-04-01")
    for life in (stages.sealing(), other):
        with writing(engine) as session:
            write(session, life.enterprise.code, life.recorded)
    for number in range(1, NOTES + 1):
        with writing(engine) as session:
            note(session, "refused", actor=f"inspector-{number}", subject="某案")


def anchor(engine: Engine, key: str = KEY) -> Anchor:
    with writing(engine) as session:
        return make_anchor(session, Signer(key))


def tamper(engine: Engine, *how: str | Tamper) -> None:
    with writing(engine) as session:
        for each in how:
            if isinstance(each, str):
                session.connection().execute(text(each))
            else:
                each(session.connection())


class Table:
    """One table of chained rows, of one chain."""

    def __init__(self, name: str, number: str, where: str = "1 = 1", body: str = "body") -> None:
        self.name, self.number, self.where, self.body = name, number, where, body

    def rows(self, connection: Connection) -> list[dict[str, Any]]:
        query = f"SELECT * FROM {self.name} WHERE {self.where} ORDER BY {self.number}"  # noqa: S608
        return [dict(row) for row in connection.execute(text(query)).mappings()]

    def put(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """These rows instead of those that are there."""
        connection.execute(text(f"DELETE FROM {self.name} WHERE {self.where}"))  # noqa: S608
        for row in rows:
            columns = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {self.name} ({columns}) VALUES ({values})"), row)  # noqa: S608

    # What is done to it, with numbers that go on without a gap where `renumber`.

    def delete(self, place: int, *, renumber: bool = False) -> Tamper:
        return self._change(lambda rows: rows[: place - 1] + rows[place:], renumber=renumber)

    def swap(self, one: int, other: int) -> Tamper:
        def swapped(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
            return rows

        return self._change(swapped, renumber=True)

    def copy(self, which: int, place: int) -> Tamper:
        def copied(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [*rows[: place - 1], dict(rows[which - 1]), *rows[place - 1 :]]

        return self._change(copied, renumber=True)

    def forge(self, place: int) -> Tamper:
        """A made-up entry that continues the chain before it, hash and all."""

        def forged(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            body = rows[place - 1][self.body].replace('":[]', '":[0]').replace('":null', '":0')
            made = {**rows[place - 1], self.body: body}
            made["hash"] = chain(rows[place - 2]["hash"], body)
            assert made["hash"] != rows[place - 1]["hash"]
            return [*rows[: place - 1], made, *rows[place - 1 :]]

        return self._change(forged, renumber=True)

    def cut(self, place: int) -> Tamper:
        return self._change(lambda rows: rows[: place - 1], renumber=False)

    def rewrite(self, connection: Connection) -> None:
        """All hashes made anew, and the numbers that entries say of themselves."""
        rows, head = self.rows(connection), BEGINNING
        for number, row in enumerate(rows, start=1):
            said = json.loads(row[self.body])
            said["sequence" if "sequence" in said else "number"] = number
            row[self.body] = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
            head = row["hash"] = chain(head, row[self.body])
        self.put(connection, rows)

    def _change(
        self, how: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], *, renumber: bool
    ) -> Tamper:
        def change(connection: Connection) -> None:
            rows = how(self.rows(connection))
            if renumber:
                rows = [{**row, self.number: n} for n, row in enumerate(rows, start=1)]
            self.put(connection, rows)

        return change


ENTRIES = Table("entry", "sequence", f"enterprise = '{CODE}'")
AUDITED = Table("audit", "id")
ANCHORED = Table("anchor", "number", body="statement")
CHAINS = {CODE: ENTRIES, "audit": AUDITED}
ALTERED, MISSING, INSERTED, REORDERED, TRUNCATED = Kind
both_chains = pytest.mark.parametrize("name", CHAINS)
HEADS_FOLLOW = (
    "UPDATE enterprise SET "  # noqa: S608
    f"sequence = (SELECT max(sequence) FROM entry WHERE enterprise = '{CODE}'), "
    f"head = (SELECT hash FROM entry WHERE enterprise = '{CODE}' ORDER BY sequence DESC LIMIT 1) "
    f"WHERE code = '{CODE}'",
    "UPDATE audit_head SET sequence = (SELECT max(id) FROM audit), "
    "head = (SELECT hash FROM audit ORDER BY id DESC LIMIT 1)",
)
"""Whoever tampers sees to it that the heads agree."""


def found(engine: Engine, outside: tuple[str, ...] = ()) -> list[tuple[str, int, Kind]]:
    return [(each.chain, each.number, each.kind) for each in verify(engine, KEYS, outside).findings]


def length(engine: Engine, table: Table) -> int:
    with reading(engine) as session:
        return len(table.rows(session.connection()))
