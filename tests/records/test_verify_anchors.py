"""S7: whoever owns the database makes its hashes anew, or alters its anchors: it is found."""

import pytest
from sqlalchemy import Connection, Engine, text

from domain.events import BEGINNING, chain
from records.audit import note
from records.database import writing
from records.findings import Finding, Kind
from records.signing import Keyring, Signer
from records.verify import verify
from tests.domain.lives import CODE
from tests.records.tampering import (
    ALTERED,
    ANCHORED,
    AUDITED,
    CHAINS,
    ENTRIES,
    HEADS_FOLLOW,
    KEYS,
    OTHER_KEY,
    SIGNER,
    TRUNCATED,
    Tamper,
    anchor,
    both_chains,
    found,
    length,
    tamper,
    whole_record,
)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    whole_record(engine)
    return engine


REWRITINGS = [
    (lambda table: table.swap(3, 4), ALTERED, 1),
    (lambda table: table.copy(2, 4), ALTERED, 1),
    (lambda table: table.cut(6), TRUNCATED, 6),
]


@both_chains
@pytest.mark.parametrize(("how", "kind", "place"), REWRITINGS)
def test_s7_with_all_hashes_made_anew_an_anchor_tells(
    engine: Engine, name: str, how: object, kind: Kind, place: int
) -> None:
    """S7: without an anchor nothing would: what was known before is what is believed."""
    assert callable(how)
    anchor(engine)
    tamper(engine, how(CHAINS[name]), CHAINS[name].rewrite, *HEADS_FOLLOW)
    (finding,) = (each for each in verify(engine, KEYS).findings if each.chain == name)
    assert (finding.number, finding.kind, finding.witness) == (place, kind, "anchor 1")


def test_s7_a_chain_made_anew_without_an_entry_is_too_short_for_its_anchor(
    engine: Engine,
) -> None:
    anchor(engine)
    last = length(engine, ENTRIES)
    tamper(engine, ENTRIES.delete(3, renumber=True), ENTRIES.rewrite, *HEADS_FOLLOW)
    assert verify(engine, KEYS).findings == (Finding(CODE, last, TRUNCATED, "anchor 1"),)


def test_s7_an_anchor_tells_from_where_on_it_was_rewritten(engine: Engine) -> None:
    """S7: not before the last entry that an earlier anchor finds as it was."""
    anchor(engine)
    for _ in range(2):
        whole_notes(engine)
        anchor(engine)
    tamper(
        engine,
        lambda connection: connection.execute(
            text("UPDATE audit SET body = replace(body, 'inspector-7', 'x') WHERE id = 12")
        ),
        "UPDATE audit SET actor = 'x' WHERE id = 12",
        AUDITED.rewrite,
        *HEADS_FOLLOW,
    )
    findings = verify(engine, KEYS).findings
    assert findings == (Finding("audit", 9, ALTERED, "anchor 2", 14),)


def whole_notes(engine: Engine) -> None:
    for number in (5, 6, 7, 8, 9):
        with writing(engine) as session:
            note(session, "refused", actor=f"inspector-{number}")


@pytest.fixture
def anchored(engine: Engine) -> tuple[str, ...]:
    """Four anchors; copies of them outside."""
    return tuple(anchor(engine).line for _ in range(4))


@pytest.mark.parametrize(
    ("how", "place", "kind"),
    [
        ("UPDATE anchor SET statement = replace(statement, '20', '21') WHERE number = 2", 2, "a"),
        (
            "UPDATE anchor SET signature = '-' || substr(signature, 2) WHERE number = 2",
            2,
            "a",
        ),
        (
            "UPDATE anchor SET hash = '-' || substr(hash, 2) WHERE number = 2",
            2,
            "a",
        ),
        ("UPDATE anchored_head SET sequence = sequence - 1 WHERE anchor = 2", 2, "a"),
        ("UPDATE anchored_head SET head = 'x' || substr(head, 2) WHERE anchor = 2", 2, "a"),
        ("DELETE FROM anchored_head WHERE anchor = 2", 2, "a"),
        (ANCHORED.delete(2), 2, "m"),
        (ANCHORED.delete(2, renumber=True), 2, "m"),
        (ANCHORED.swap(2, 3), 2, "r"),
        (ANCHORED.copy(3, 2), 2, "i"),
        (ANCHORED.cut(3), 3, "t"),
    ],
)
def test_s7_an_anchor_tampered_with_is_found(
    engine: Engine, anchored: tuple[str, ...], how: str | Tamper, place: int, kind: str
) -> None:
    tamper(engine, how)
    (only,) = found(engine)
    assert only == ("anchors", place, next(each for each in Kind if each.startswith(kind)))


def test_s7_an_anchor_must_name_the_one_before(engine: Engine, anchored: tuple[str, ...]) -> None:
    """S7: even one that is signed with the right key."""

    def name_another(connection: Connection) -> None:
        rows, head = ANCHORED.rows(connection), BEGINNING
        for row in rows:
            if row["number"] == 3:
                row["statement"] = row["statement"].replace(head, "f" * 64)
                row["signature"] = SIGNER.sign(row["statement"])
            head = row["hash"] = chain(head, row["statement"])
        ANCHORED.put(connection, rows)

    tamper(engine, name_another)
    assert verify(engine, KEYS).findings == (Finding("anchors", 3, ALTERED),)


def test_s7_anchors_signed_with_another_key_are_not_believed(engine: Engine) -> None:
    anchor(engine, OTHER_KEY)
    assert found(engine) == [("anchors", 1, ALTERED)]
    rotated = Keyring([Signer(OTHER_KEY).public, *KEYS.public.values()])
    anchor(engine)
    assert verify(engine, rotated).good
    assert not verify(engine, Keyring([])).signatures


def test_s7_a_copy_outside_tells_of_anchors_cut_off_or_replaced(
    engine: Engine, anchored: tuple[str, ...]
) -> None:
    """S7: also where the audit record was cut with them and its head put back."""
    assert found(engine, anchored) == []
    last = length(engine, AUDITED)
    tamper(
        engine,
        ANCHORED.cut(4),
        "DELETE FROM anchored_head WHERE anchor = 4",
        AUDITED.cut(last),
        *HEADS_FOLLOW,
    )
    assert found(engine) == []
    assert found(engine, anchored) == [("anchors", 4, TRUNCATED)]
    with pytest.raises(ValueError, match="no copy of an anchor"):
        verify(engine, KEYS, ["{}"])
    assert BEGINNING in anchored[0]
