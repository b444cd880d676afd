"""Going through everything that is on record: entries of every enterprise, the audit record, the
anchors; each chain by itself and against whoever else knows of it (S7)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select, union
from sqlmodel import SQLModel

from domain.events import BEGINNING
from records import links
from records.anchor_links import AnchorLinks, known_anchors, known_heads
from records.anchors import ANCHORS, HEAD
from records.audit import AUDIT
from records.chain import Chain, Known
from records.findings import Finding
from records.links import Link
from records.signing import Keyring
from records.tables import ENTERPRISE, ENTRY

_TOGETHER = 200
_TELL_EVERY = 5000
_NOTES = SQLModel.metadata.tables["audit"]
_NOTES_HEAD = SQLModel.metadata.tables["audit_head"]
Tell = Callable[[int, int], None]
"""How many entries are done, of how many."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was gone through, and of each chain that is bad its first bad entry. Without keys,
    `signatures` is false: none was looked at."""

    enterprises: int
    entries: int
    notes: int
    anchors: int
    signatures: bool
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        return not self.findings


def verify(
    engine: Engine,
    keys: Keyring,
    outside: Sequence[str] = (),
    tell: Tell = lambda done, total: None,
) -> Verification:
    """While the service goes on: it is the record as it is at the start that is looked at.
    `outside` are copies of anchors, a line each; raises ValueError where one is none."""
    with _as_it_is_now(engine) as connection:
        return _Verifying(connection, keys, tell).run(outside)


@contextmanager
def _as_it_is_now(engine: Engine) -> Iterator[Connection]:
    postgres = engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if postgres else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


class _Verifying:
    def __init__(self, connection: Connection, keys: Keyring, tell: Tell) -> None:
        self._connection = connection
        self._anchors = AnchorLinks(connection, keys)
        self._signatures = bool(keys.public)
        self._tell = tell
        self._done = 0
        self._findings: list[Finding] = []

    def run(self, outside: Sequence[str]) -> Verification:
        connection = self._connection
        entries, notes = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (ENTRY, _NOTES)
        )
        self._total = entries + notes
        anchors = Chain(ANCHORS, known_anchors(connection, outside))
        for each in self._anchors:
            anchors.feed(each)
        self._conclude(anchors)
        codes = _codes(connection)
        for first in range(0, len(codes), _TOGETHER):
            self._go_through_enterprises(codes[first : first + _TOGETHER])
        self._go_through_notes()
        self._tell(self._done, self._total)
        return Verification(
            len(codes), entries, notes, self._anchors.count, self._signatures, (*self._findings,)
        )

    def _go_through_enterprises(self, codes: Sequence[str]) -> None:
        known = known_heads(self._connection, codes, self._anchors.sound)
        heads = self._connection.execute(
            select(ENTERPRISE.c.code, ENTERPRISE.c.sequence, ENTERPRISE.c.head).where(
                ENTERPRISE.c.code.in_(codes)
            )
        )
        places = {code: (sequence, head) for code, sequence, head in heads}
        chains = {
            code: Chain(code, [*known.get(code, ()), _last(places.get(code), "read model")])
            for code in codes
        }
        self._feed(chains, links.entries(self._connection, codes))

    def _go_through_notes(self) -> None:
        found = self._connection.execute(
            select(_NOTES_HEAD.c.sequence, _NOTES_HEAD.c.head).where(_NOTES_HEAD.c.chain == AUDIT)
        ).first()
        place = (found.sequence, found.head) if found else None
        known = known_heads(self._connection, [AUDIT], self._anchors.sound).get(AUDIT, [])
        chain = Chain(AUDIT, [*known, _last(place, "head")])
        self._feed({AUDIT: chain}, links.notes(self._connection))

    def _feed(self, chains: dict[str, Chain], found: Iterable[Link]) -> None:
        for each in found:
            chains[each.chain].feed(each)
            self._done += 1
            if self._done % _TELL_EVERY == 0:
                self._tell(self._done, self._total)
        for chain in chains.values():
            self._conclude(chain)

    def _conclude(self, chain: Chain) -> None:
        finding = chain.finish()
        if finding:
            self._findings.append(finding)


def _codes(connection: Connection) -> list[str]:
    """Whoever has entries, or should have."""
    of_all = union(
        select(ENTRY.c.enterprise),
        select(ENTERPRISE.c.code),
        select(HEAD.c.chain).where(HEAD.c.chain != AUDIT),
    )
    return sorted(connection.execute(of_all).scalars())


def _last(place: tuple[int, str] | None, witness: str) -> Known:
    """Nothing follows it; where nobody knows how far a chain goes, it should not be there."""
    sequence, head = place or (0, BEGINNING)
    return Known(sequence, head, witness, last=True)
