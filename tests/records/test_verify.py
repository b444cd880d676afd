"""S7: whoever owns the database alters the record: it is found, and named for what it is."""

import pytest
from sqlalchemy import Connection, Engine, text

from domain.events import BEGINNING, chain
from records.database import reading
from records.findings import Finding, Kind
from records.signing import Keyring, Signer
from records.verify import Verification, verify
from tests.domain.lives import CODE
from tests.records.tampering import (
    ANCHORED,
    AUDITED,
    ENTRIES,
    HEADS_FOLLOW,
    KEYS,
    OTHER,
    OTHER_KEY,
    SIGNER,
    Table,
    Tamper,
    anchor,
    tamper,
    whole_record,
)

CHAINS = {CODE: ENTRIES, "audit": AUDITED}
ALTERED, MISSING, INSERTED, REORDERED, TRUNCATED = Kind
both_chains = pytest.mark.parametrize("name", CHAINS)


@pytest.fixture
def engine(engine: Engine) -> Engine:
    whole_record(engine)
    return engine


def found(engine: Engine, outside: tuple[str, ...] = ()) -> list[tuple[str, int, Kind]]:
    return [(each.chain, each.number, each.kind) for each in verify(engine, KEYS, outside).findings]


def length(engine: Engine, table: Table) -> int:
    with reading(engine) as session:
        return len(table.rows(session.connection()))


def test_a_whole_record_is_good_and_its_progress_is_told(engine: Engine) -> None:
    for _ in range(2):
        anchor(engine)
    told: list[tuple[int, int]] = []
    result = verify(engine, KEYS, (), lambda done, total: told.append((done, total)))
    entries = length(engine, ENTRIES) + 1
    assert result == Verification(2, entries, 10, 2, True, ())
    assert result.good
    assert told[-1] == (entries + 10, entries + 10)


def test_an_empty_record_is_good(database_url: str, engine: Engine) -> None:
    tamper(engine, *(f"DELETE FROM {each}" for each in ("entry", "enterprise", "audit")))  # noqa: S608
    tamper(engine, "DELETE FROM audit_head")
    assert verify(engine, Keyring([])) == Verification(0, 0, 0, 0, False, ())


def change(column: str, old: str, new: str, place: int, table: Table) -> Tamper:
    statement = text(
        f"UPDATE {table.name} SET {column} = replace({column}, :old, :new) "  # noqa: S608
        f"WHERE {table.where} AND {table.number} = :place"
    )
    return lambda connection: connection.execute(
        statement, {"old": old, "new": new, "place": place}
    )


@pytest.mark.parametrize(
    ("name", "column", "old", "new"),
    [
        (CODE, "body", '"sequence":3', '"sequence":2'),
        (CODE, "body", '"sequence":3', '"sequence":4'),
        (CODE, "body", '"sequence":3', '"sequence":x'),
        (CODE, "body", "2025-", "2024-"),
        (CODE, "body", f'"enterprise":"{CODE}"', f'"enterprise":"{OTHER}"'),
        (CODE, "body", "}", "} "),
        (CODE, "at", "2025", "2026"),
        (CODE, "command", "3", "4"),
        (CODE, "case_number", "-1", "-2"),
        ("audit", "body", '"number":3', '"number":2'),
        ("audit", "body", '"number":3', '"number":9'),
        ("audit", "body", "inspector-3", "inspector-4"),
        ("audit", "body", "{", "["),
        ("audit", "actor", "3", "4"),
        ("audit", "subject", "某", "另"),
        ("audit", "at", "20", "21"),
    ],
)
def test_s7_a_single_altered_byte_is_found(
    engine: Engine, name: str, column: str, old: str, new: str
) -> None:
    if name == CODE and column == "command":
        tamper(engine, f"UPDATE entry SET command = 'other' WHERE {ENTRIES.where} AND sequence = 3")  # noqa: S608
    else:
        tamper(engine, change(column, old, new, 3, CHAINS[name]))
    assert found(engine) == [(name, 3, ALTERED)]


@both_chains
@pytest.mark.parametrize("place", [1, 3, -1])
def test_s7_an_altered_hash_is_found(engine: Engine, name: str, place: int) -> None:
    table = CHAINS[name]
    place = place if place > 0 else length(engine, table)
    other = "f" * 64
    tamper(
        engine,
        f"UPDATE {table.name} SET hash = '{other}' "  # noqa: S608
        f"WHERE {table.where} AND {table.number} = {place}",
    )
    assert found(engine) == [(name, place, ALTERED)]


@both_chains
@pytest.mark.parametrize(
    ("how", "place", "kind"),
    [
        (lambda table: table.delete(1), 1, MISSING),
        (lambda table: table.delete(3), 3, MISSING),
        (lambda table: table.delete(3, renumber=True), 3, MISSING),
        (lambda table: table.swap(3, 4), 3, REORDERED),
        (lambda table: table.swap(2, 6), 2, REORDERED),
        (lambda table: table.swap(1, 2), 1, REORDERED),
        (lambda table: table.copy(2, 4), 4, INSERTED),
        (lambda table: table.copy(6, 3), 3, INSERTED),
        (lambda table: table.forge(4), 4, INSERTED),
        (lambda table: table.forge(2), 2, INSERTED),
        (lambda table: table.cut(6), 6, TRUNCATED),
        (lambda table: table.cut(1), 1, TRUNCATED),
    ],
)
def test_s7_what_was_done_to_a_chain_is_told_apart(
    engine: Engine, name: str, how: object, place: int, kind: Kind
) -> None:
    assert callable(how)
    change: Tamper = how(CHAINS[name])
    tamper(engine, change)
    assert found(engine) == [(name, place, kind)]


@both_chains
def test_s7_the_last_but_one_taken_out_and_the_last_in_its_place(engine: Engine, name: str) -> None:
    last = length(engine, CHAINS[name])
    tamper(engine, CHAINS[name].delete(last - 1, renumber=True))
    assert found(engine) == [(name, last - 1, MISSING)]


@both_chains
def test_s7_an_entry_added_at_the_end_is_found(engine: Engine, name: str) -> None:
    table = CHAINS[name]
    last = length(engine, table)

    def add(connection: object) -> None:
        rows = table.rows(connection)  # type: ignore[arg-type]
        made = dict(rows[-1])
        own = '"sequence":' if name == CODE else '"number":'
        made["body"] = made["body"].replace(f"{own}{last}", f"{own}{last + 1}")
        made |= {"hash": chain(rows[-1]["hash"], made["body"]), table.number: last + 1}
        table.put(connection, [*rows, made])  # type: ignore[arg-type]

    tamper(engine, add)
    assert found(engine) == [(name, last + 1, INSERTED)]


def test_s7_an_entry_of_another_enterprise_is_found_in_both(engine: Engine) -> None:
    last = length(engine, ENTRIES)
    tamper(
        engine,
        f"UPDATE entry SET enterprise = '{OTHER}' "  # noqa: S608
        f"WHERE {ENTRIES.where} AND sequence = {last}",
    )
    assert found(engine) == [(CODE, last, TRUNCATED), (OTHER, 2, MISSING)]


def test_s7_an_enterprise_that_nobody_knows_of_is_found(engine: Engine) -> None:
    tamper(engine, f"DELETE FROM enterprise WHERE code = '{OTHER}'")  # noqa: S608
    assert found(engine) == [(OTHER, 1, INSERTED)]


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
    from records.audit import note
    from records.database import writing

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
        ("UPDATE anchored_head SET head = replace(head, '1', '2') WHERE anchor = 2", 2, "a"),
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
