"""Anchors: signed statements of how far every chain goes, each naming the one before. Kept outside,
they keep also the database's owner from rewriting the past unnoticed (S7).

An anchor states the heads that moved since the anchor before; the others stand in earlier ones.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, func, insert, or_, select
from sqlmodel import Field, Session, SQLModel

from domain.events import BEGINNING, chain
from domain.people import SYSTEM
from records import audit, merkle
from records.audit import AUDIT
from records.signing import Signer
from records.tables import ENTERPRISE, ENTRY

ANCHORS = "anchors"


class AnchorRow(SQLModel, table=True):
    """`statement` is what was signed, `hash` chains it as an entry's does."""

    __tablename__ = "anchor"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    statement: str
    signature: str = Field(max_length=128)
    hash: str = Field(max_length=64)


class AnchoredHead(SQLModel, table=True):
    """A leaf: this chain went so far when that anchor was made."""

    __tablename__ = "anchored_head"

    chain: str = Field(primary_key=True, max_length=20)
    anchor: int = Field(primary_key=True, index=True, sa_column_kwargs={"autoincrement": False})
    sequence: int
    head: str = Field(max_length=64)


ANCHOR = SQLModel.metadata.tables["anchor"]
HEAD = SQLModel.metadata.tables["anchored_head"]
Head = tuple[str, int, str]
"""A chain, how many entries it has, and the last one's hash."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """As it is kept here and outside."""

    number: int
    statement: str
    signature: str
    hash: str

    @property
    def line(self) -> str:
        """For a place outside."""
        return json.dumps({"statement": self.statement, "signature": self.signature})


def leaf_of(head: Head) -> str:
    chain_name, sequence, its_hash = head
    return merkle.leaf(f"{chain_name}\n{sequence}\n{its_hash}")


def make_anchor(session: Session, signer: Signer) -> Anchor:
    """Over every chain as it is on record now; noted on the audit record, which it is over too."""
    connection = session.connection()
    noted = audit.hold(connection)  # one anchor at a time
    last = connection.execute(select(ANCHOR).order_by(ANCHOR.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, BEGINNING)
    heads = sorted([*_moved(connection), (AUDIT, *noted)])
    statement = json.dumps(
        {
            "number": number,
            "at": datetime.now(UTC).isoformat(),
            "previous": previous,
            "root": merkle.root([leaf_of(head) for head in heads]),
            "chains": len(heads),
            "key": signer.key_id,
        },
        separators=(",", ":"),
    )
    made = Anchor(number, statement, signer.sign(statement), chain(previous, statement))
    connection.execute(
        insert(ANCHOR),
        {
            "number": number,
            "statement": statement,
            "signature": made.signature,
            "hash": made.hash,
        },
    )
    columns = ("chain", "sequence", "head")
    rows = [{"anchor": number, **dict(zip(columns, head, strict=True))} for head in heads]
    connection.execute(insert(HEAD), rows)
    audit.note(
        session,
        "anchored",
        actor=SYSTEM.id,
        role=SYSTEM.role,
        subject=str(number),
        detail=made.hash,
    )
    return made


def find(connection: Connection, number: int) -> Anchor | None:
    found = connection.execute(select(ANCHOR).where(ANCHOR.c.number == number)).first()
    return Anchor(*found) if found else None


def heads_of(connection: Connection, number: int) -> list[Head]:
    """What the anchor states, in the order in which it was hashed."""
    found = connection.execute(
        select(HEAD.c.chain, HEAD.c.sequence, HEAD.c.head).where(HEAD.c.anchor == number)
    )
    return sorted((name, sequence, head) for name, sequence, head in found)


def _moved(connection: Connection) -> Sequence[Head]:
    """The enterprises' chains that went on since the anchor that last stated them; what is hashed
    is the entry, not what the read model says of it."""
    stated = (
        select(HEAD.c.chain, func.max(HEAD.c.sequence).label("sequence"))
        .group_by(HEAD.c.chain)
        .subquery()
    )
    query = (
        select(ENTERPRISE.c.code, ENTRY.c.sequence, ENTRY.c.hash)
        .join(
            ENTRY,
            and_(
                ENTRY.c.enterprise == ENTERPRISE.c.code, ENTRY.c.sequence == ENTERPRISE.c.sequence
            ),
        )
        .outerjoin(stated, stated.c.chain == ENTERPRISE.c.code)
        .where(or_(stated.c.sequence.is_(None), stated.c.sequence < ENTERPRISE.c.sequence))
    )
    return [(code, sequence, head) for code, sequence, head in connection.execute(query)]
