"""The anchors as links of a chain of their own: each signed, over the heads that it states, and
naming the one before."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from domain.events import BEGINNING, chain, digest
from records import merkle
from records.anchors import ANCHOR, ANCHORS, HEAD, heads_of, leaf_of
from records.chain import Known
from records.links import Link
from records.signing import Keyring

_NOTES = SQLModel.metadata.tables["audit"]
_NOTED = select(_NOTES.c.subject, _NOTES.c.detail).where(_NOTES.c.what == "anchored")


class AnchorLinks:
    """Without keys no signature is looked at. `sound` are the numbers of those that hold."""

    def __init__(self, connection: Connection, keys: Keyring) -> None:
        self._connection = connection
        self._keys = keys
        self.sound: set[int] = set()
        self.count = 0

    def __iter__(self) -> Iterator[Link]:
        previous = BEGINNING
        for number, text, signature, its_hash in self._connection.execute(
            select(ANCHOR).order_by(ANCHOR.c.number)
        ).all():
            self.count += 1
            statement = _read(text)
            own = statement.get("number")
            holds = statement.get("previous") == previous and self._holds(
                number, text, statement, signature
            )
            if holds:
                self.sound.add(number)
            own = own if isinstance(own, int) else None
            yield Link(ANCHORS, number, own, holds, digest(text), its_hash)
            previous = its_hash

    def _holds(self, number: int, text: str, statement: dict[str, Any], signature: str) -> bool:
        heads = heads_of(self._connection, number)
        leaves = [leaf_of(head) for head in heads]
        if not leaves or merkle.root(leaves) != statement.get("root"):
            return False
        key = str(statement.get("key"))
        if not self._keys.public:
            return True
        return self._keys.knows(key) and self._keys.confirms(key, text, signature)


def known_heads(
    connection: Connection, chains: Sequence[str], sound: set[int]
) -> dict[str, list[Known]]:
    """What the anchors that hold know of these chains."""
    found = connection.execute(select(HEAD).where(HEAD.c.chain.in_(chains)))
    known: dict[str, list[Known]] = {}
    for row in found:
        if row.anchor in sound:
            known.setdefault(row.chain, []).append(
                Known(row.sequence, row.head, f"anchor {row.anchor}")
            )
    return known


def known_anchors(connection: Connection, outside: Sequence[str]) -> list[Known]:
    """What the audit record knows of the anchors, and their copies from outside, a line each.
    Raises ValueError on a line that is none."""
    noted = [
        Known(int(number), its_hash, "audit")
        for number, its_hash in connection.execute(_NOTED)
        if number.isdecimal()
    ]
    return noted + [_copy(line) for line in outside]


def _copy(line: str) -> Known:
    try:
        text = json.loads(line)["statement"]
        statement = json.loads(text)
        number, previous = int(statement["number"]), str(statement["previous"])
    except (KeyError, TypeError, ValueError) as problem:
        raise ValueError(f"no copy of an anchor: {line[:80]}") from problem
    return Known(number, chain(previous, text), "copy")


def _read(text: str) -> dict[str, Any]:
    try:
        statement = json.loads(text)
    except ValueError:
        return {}
    return statement if isinstance(statement, dict) else {}
