"""S7: notes that nobody waits for are not lost, or their loss shows."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, make_url

from records import note_log
from records.audit import AuditRow, Note
from records.database import connect, reading
from records.migrate import migrate
from records.note_log import NoteLog, NoteLogFullError
from records.settings_log import settings_changes
from records.signing import Keyring
from records.verify import verify
from settings import Settings
from tests.api.waiting import until
from tests.databases import Databases
from tests.payload_keys import OLD, OLD_ONE, ROTATED
from tests.records.contents import rows


def nothing(_: Engine) -> list[Note]:
    return []


def told(engine: Engine) -> list[tuple[str, str]]:
    noted = rows(engine, AuditRow)
    return [(row["what"], row["actor"]) for row in noted]


def test_s7_all_that_was_taken_is_on_record_at_the_end(engine: Engine) -> None:
    with NoteLog(engine, nothing) as log:
        for number in range(1200):
            log.take(Note("case_read", f"auditor-{number}"))
    found = told(engine)
    assert found[0] == ("service_started", "system")
    assert found[1:-1] == [("case_read", f"auditor-{number}") for number in range(1200)]
    assert found[-1] == ("service_stopped", "system")
    assert verify(engine, Keyring([])).good
    names = {row["subject"] for row in rows(engine, AuditRow) if row["actor"] == "system"}
    assert len(names) == 1


@pytest.fixture
def absent(databases: Databases) -> Iterator[Engine]:
    """A database without its tables yet."""
    engine = connect(databases.empty())
    yield engine
    engine.dispose()


def test_s7_while_the_database_is_away_they_wait_and_what_is_too_many_is_refused(
    absent: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_log, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(note_log, "MOST_WAITING", 3)
    with NoteLog(absent, nothing) as log:
        for number in range(3):
            log.take(Note("case_read", f"auditor-{number}"))
        with pytest.raises(NoteLogFullError):
            log.take(Note("case_read", "auditor-3"))
        migrate(absent.url.render_as_string(hide_password=False))
    assert told(absent) == [
        ("service_started", "system"),
        *(("case_read", f"auditor-{number}") for number in range(3)),
        ("service_stopped", "system"),
    ]


def test_s7_what_is_lost_leaves_a_start_without_an_end(
    absent: Engine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(note_log, "PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(note_log, "STOP_WITHIN_SECONDS", 0.2)
    with NoteLog(absent, nothing) as log:
        log.take(Note("case_read", "auditor"))
    until(lambda: "1 notes lost" in caplog.text)  # a try under way may outlast the patience


def test_s7_a_change_of_settings_is_noted_once_and_without_secrets(engine: Engine) -> None:
    url = make_url("postgresql://phaseout:hidden-word@db/records").render_as_string(
        hide_password=False
    )
    for hours in (8, 8, 9):
        config = Settings(database_url=url, session_hours=hours, payload_keys=OLD_ONE)
        with NoteLog(engine, lambda e, config=config: settings_changes(e, config)):  # type: ignore[misc]
            pass
    with reading(engine):
        noted = [row for row in rows(engine, AuditRow) if row["what"] == "settings_changed"]
    noted.sort(key=lambda row: int(row["id"]))
    assert len(noted) == 2
    assert noted[1]["detail"] == "session_hours"
    assert '"before":{"session_hours":8.0}' in noted[1]["body"]
    assert "hidden-word" not in noted[0]["body"]
    assert OLD.partition(":")[2] not in noted[0]["body"]


def test_s7_a_rotation_is_noted_by_the_ids_of_its_keys(engine: Engine) -> None:
    for keys in (OLD_ONE, ROTATED):
        config = Settings(payload_keys=keys)
        with NoteLog(engine, lambda e, config=config: settings_changes(e, config)):  # type: ignore[misc]
            pass
    noted = [row for row in rows(engine, AuditRow) if row["what"] == "settings_changed"]
    _, rotated = sorted(noted, key=lambda row: int(row["id"]))
    assert rotated["detail"] == "payload_keys"
    assert json.loads(rotated["body"])["after"]["payload_keys"] == ["new", "old"]
