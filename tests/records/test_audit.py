"""S7: what no workflow saw is noted with who, when and why."""

from datetime import UTC, datetime

from freezegun import freeze_time
from sqlalchemy import Engine

from records.audit import AuditRow, note
from records.database import writing
from tests.records.contents import rows

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_a_note_says_who_when_and_why(engine: Engine) -> None:
    with freeze_time(NOW), writing(engine) as session:
        note(
            session,
            "refused",
            actor="inspector-1",
            role="inspector",
            subject="案件-1",
            code="not_now",
            detail="送达 𠮷",
        )
    (row,) = rows(engine, AuditRow)
    assert row == {
        "id": 1,
        "at": "2026-11-23T04:00:00+00:00",
        "actor": "inspector-1",
        "role": "inspector",
        "what": "refused",
        "subject": "案件-1",
        "code": "not_now",
        "detail": "送达 𠮷",
    }


def test_what_strangers_send_is_noted_however_long_it_is(engine: Engine) -> None:
    with writing(engine) as session:
        note(session, "receipt_refused", actor="名" * 999, subject="号" * 999, detail="由" * 9999)
    (row,) = rows(engine, AuditRow)
    assert set(row["subject"]) == {"号"}
    assert set(row["actor"]) == {"名"}
    assert set(row["detail"]) == {"由"}
