"""The evidence bundle of a case: one archive that verifies on a machine which has never seen this
service (S7). Of the enterprise's other cases it has the digests of their entries alone (S9)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from tempfile import TemporaryFile
from typing import IO, Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Engine, select
from sqlmodel import Session

from domain.case import Case
from domain.enterprise import Enterprise
from domain.events import Entry, digest, read
from domain.orders import Order
from domain.people import Actor
from records import audit, merkle
from records.anchors import ANCHOR, HEAD, heads_of, leaf_of, make_anchor
from records.attachment_references import references
from records.bundle_archive import Attached, Evidence, ReadInto, as_json, pack
from records.bundle_texts import README, deadlines, timeline
from records.database import writing
from records.locking import lock
from records.projection import enterprise_from
from records.put import Row
from records.signing import Keyring, Signer
from records.tables import ENTERPRISE, ENTRY

_ORDERS = TypeAdapter(list[Order])


@cache
def _case() -> TypeAdapter[Case]:
    """Takes a while to make: not for a process that only starts."""
    return TypeAdapter(Case)


@dataclass(frozen=True, slots=True)
class Sealing:
    """Who signs the bundle, and whose signatures of anchors go with it."""

    signer: Signer
    keys: Keyring


def make_bundle(
    engine: Engine, number: str, person: Actor, sealing: Sealing, read_into: ReadInto
) -> IO[bytes]:
    """A zip file that is gone once it is closed. The record is anchored first where the
    enterprise's is not up to now, and that the bundle was taken is noted before it is given. The
    database waits for neither attachments nor packing. Raises LookupError if the case is not on
    record."""
    with writing(engine) as session:
        evidence = _evidence(session, number, person, sealing)
    packed = TemporaryFile()  # noqa: SIM115 - whoever gets it closes it
    try:
        digest = pack(evidence, sealing.signer, read_into, packed)
        with writing(engine) as session:
            audit.note(
                session,
                "exported",
                actor=person.id,
                role=person.role,
                subject=number,
                code="bundle",
                detail=f"sha256 {digest}",
            )
    except BaseException:
        packed.close()
        raise
    return packed


def _evidence(session: Session, number: str, person: Actor, sealing: Sealing) -> Evidence:
    connection = session.connection()
    lock(connection, [number[:18]], new=[])  # nothing is added to its chain meanwhile
    enterprise, case = _on_record(connection, number)
    if not _is_anchored(connection, enterprise):
        make_anchor(session, sealing.signer)
    rows = connection.execute(
        select(ENTRY.c.sequence, ENTRY.c.case_number, ENTRY.c.body, ENTRY.c.hash)
        .where(ENTRY.c.enterprise == enterprise.code)
        .order_by(ENTRY.c.sequence)
    ).all()
    entries = [read(row.body) for row in rows if row.case_number == number]
    about = {
        "case": number,
        "enterprise": enterprise.code,
        "head": enterprise.head,
        "made_at": datetime.now(UTC).isoformat(),
        "made_by": person.id,
    }
    texts: dict[str, str | bytes] = {
        "README.txt": README,
        "verify.py": resources.files("records").joinpath("bundle_verifier.py").read_bytes(),
        "bundle.json": as_json(about),
        "timeline.txt": timeline(enterprise, case, entries),
        "deadlines.txt": deadlines(entries),
        "case.json": _case().dump_json(case, indent=1),
        "rules.json": as_json(_rules(case)),
        "orders.json": _ORDERS.dump_json(_orders(enterprise, number), indent=1),
        "chain.json": as_json([_link(row, number) for row in rows]),
        "anchors.json": as_json(_anchors(connection, enterprise.code)),
        "keys.json": as_json(sealing.keys.public),
    }
    return Evidence(
        texts, [_attached(entry, each) for entry in entries for each in references(entry)]
    )


def _on_record(connection: Connection, number: str) -> tuple[Enterprise, Case]:
    state = connection.execute(
        select(ENTERPRISE.c.state).where(ENTERPRISE.c.code == number[:18])
    ).scalar()
    enterprise = enterprise_from(state) if state else None
    if enterprise is None or number not in enterprise.cases:
        raise LookupError(number)
    return enterprise, enterprise.cases[number]


def _is_anchored(connection: Connection, enterprise: Enterprise) -> bool:
    stated = select(HEAD.c.anchor).where(
        HEAD.c.chain == enterprise.code, HEAD.c.sequence == enterprise.sequence
    )
    return connection.execute(stated).first() is not None


def _rules(case: Case) -> dict[str, Any]:
    return {
        "ground": case.procedure.ground,
        "procedure_version": case.procedure.version,
        "calendar_version": case.calendar.version,
        "rules": case.procedure.rules,
    }


def _orders(enterprise: Enterprise, number: str) -> list[Order]:
    measures = enterprise.measures.values()
    return [order for measure in measures for order in measure.orders if order.case == number]


def _link(row: Any, number: str) -> dict[str, Any]:
    body = {"body": row.body} if row.case_number == number else {}
    return {"number": row.sequence, "digest": digest(row.body), "hash": row.hash, **body}


def _anchors(connection: Connection, code: str) -> dict[str, Any]:
    """All from the first that states the chain, and where it stands in each."""
    stated = connection.execute(
        select(HEAD).where(HEAD.c.chain == code).order_by(HEAD.c.anchor)
    ).all()
    first = min(row.anchor for row in stated)
    anchors = connection.execute(
        select(ANCHOR.c.statement, ANCHOR.c.signature)
        .where(ANCHOR.c.number >= first)
        .order_by(ANCHOR.c.number)
    )
    proofs = []
    for row in stated:
        heads = heads_of(connection, row.anchor)
        place = next(n for n, head in enumerate(heads) if head[0] == code)
        path = merkle.path([leaf_of(head) for head in heads], place)
        where = {"anchor": row.anchor, "sequence": row.sequence, "head": row.head}
        proofs.append({**where, "path": path})
    return {"anchors": [dict(row) for row in anchors.mappings()], "proofs": proofs}


def _attached(entry: Entry, reference: Row) -> Attached:
    named = str(reference["name"]), str(reference["order_number"])
    return Attached(entry.sequence, str(reference["sha256"]), *named)
