"""S7: what no workflow saw is noted with who, when, from where and why, in a chain of its own."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from freezegun import freeze_time
from sqlalchemy import Engine

from domain.events import BEGINNING, chain
from records.audit import SOURCE, AuditHead, AuditRow, Note, note, note_together
from records.database import connect, writing
from tests.records.contents import rows

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
WRITERS, NOTES_EACH = 6, 15


def test_a_note_says_who_when_from_where_and_why(engine: Engine) -> None:
    address = SOURCE.set("10.1.2.3")
    with freeze_time(NOW), writing(engine) as session:
        note(
            session,
            "rights_changed",
            actor="administrator",
            role="administrator",
            subject="账号-1",
            code="not_now",
            detail="送达 𠮷",
            on_behalf_of="approver",
            document="乌政〔2026〕1号",
            happened_on=date(2026, 11, 20),
            before={"roles": ["inspector"]},
            after={"roles": []},
        )
    SOURCE.reset(address)
    (row,) = rows(engine, AuditRow)
    body, entry_hash = row.pop("body"), row.pop("hash")
    assert row == {
        "id": 1,
        "at": "2026-11-23T04:00:00+00:00",
        "actor": "administrator",
        "on_behalf_of": "approver",
        "role": "administrator",
        "what": "rights_changed",
        "subject": "账号-1",
        "code": "not_now",
        "detail": "送达 𠮷",
        "document": "乌政〔2026〕1号",
        "source": "10.1.2.3",
    }
    number = row.pop("id")
    assert json.loads(body) == row | {
        "number": number,
        "happened_on": "2026-11-20",
        "before": {"roles": ["inspector"]},
        "after": {"roles": []},
    }
    assert entry_hash == chain(BEGINNING, body)


def test_what_strangers_send_is_noted_however_long_it_is(engine: Engine) -> None:
    with writing(engine) as session:
        note(session, "receipt_refused", actor="名" * 999, subject="号" * 999, detail="由" * 9999)
    (row,) = rows(engine, AuditRow)
    assert set(row["subject"]) == {"号"}
    assert set(row["actor"]) == {"名"}
    assert set(row["detail"]) == {"由"}


def one_by_one(engine: Engine, writer: int) -> None:
    for number in range(NOTES_EACH):
        with writing(engine) as session:
            note(session, "refused", actor=f"{writer}-{number}")


def together(engine: Engine, writer: int) -> None:
    notes = [Note("refused", f"{writer}-{number}") for number in range(NOTES_EACH)]
    for size in (1, 5, NOTES_EACH - 6):
        note_together(engine, notes[:size])
        del notes[:size]


@pytest.mark.parametrize("bring", [one_by_one, together])
def test_s7_of_many_writers_comes_one_chain_without_a_gap(
    engine: Engine, database_url: str, bring: Callable[[Engine, int], None]
) -> None:
    """S7: each with connections and locks of its own, as processes have them."""
    ready = Barrier(WRITERS)

    def write(writer: int) -> None:
        own = connect(database_url)
        ready.wait()
        bring(own, writer)
        own.dispose()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    noted = rows(engine, AuditRow)
    assert [row["id"] for row in noted] == list(range(1, WRITERS * NOTES_EACH + 1))
    assert len({row["actor"] for row in noted}) == WRITERS * NOTES_EACH
    head = BEGINNING
    for row in noted:
        head = chain(head, row["body"])
        assert row["hash"] == head
    (kept,) = rows(engine, AuditHead)
    assert (kept["sequence"], kept["head"]) == (len(noted), head)


def test_what_is_rolled_back_leaves_no_note_and_no_gap(engine: Engine) -> None:
    def fails() -> None:
        with writing(engine) as session:
            note(session, "refused", actor="first")
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    with writing(engine) as session:
        note(session, "refused", actor="second")
    assert [(row["id"], row["actor"]) for row in rows(engine, AuditRow)] == [(1, "second")]
