"""S7: whoever owns the database alters the record: it is found, and named for what it is."""

import pytest
from sqlalchemy import Engine, text

from domain.events import chain
from records.findings import Kind
from records.signing import Keyring
from records.verify import Verification, verify
from tests.domain.lives import CODE
from tests.records.tampering import (
    ALTERED,
    CHAINS,
    ENTRIES,
    INSERTED,
    KEYS,
    MISSING,
    OTHER,
    REORDERED,
    TRUNCATED,
    Table,
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
