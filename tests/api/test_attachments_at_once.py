"""What one person has waiting is bounded, however many files they send in at once."""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import IO

import pytest

from domain.people import Actor, Role
from records.accounts import NewAccount, add_accounts
from records.attachment_store import AttachmentStore
from records.attachments import ATTACHMENT
from records.database import reading, writing
from settings.attachments import MEGABYTE, AttachmentSettings
from tests.api.door import INSPECTOR, PASSWORD, Door, a_door
from tests.api.files import a_pdf

AT_ONCE, FIT = 4, 2
OTHER = Actor("qian", "钱督办", Role.SUPERVISOR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "attachments"


@pytest.fixture
def files() -> list[bytes]:
    return [a_pdf() + b"%" * 1000 for _ in range(AT_ONCE)]


@pytest.fixture
def door(database_url: str, folder: Path, files: list[bytes]) -> Iterator[Door]:
    limit = FIT * max(map(len, files)) / MEGABYTE
    config = AttachmentSettings(folder=folder, max_waiting_megabytes=limit)
    with a_door(database_url, attachments=config) as door:
        yield door


def sent_in(door: Door, files: list[bytes]) -> list[int]:
    token = door.token(INSPECTOR)

    def send(content: bytes) -> int:
        answer = door.ask("POST", "/attachments?name=a.pdf", token, content=content)
        return answer.status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sorted(pool.map(send, files))


def test_no_more_is_kept_of_what_comes_at_once(
    door: Door, folder: Path, files: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All have found room before the first of them is on record."""
    together, put, has = Barrier(AT_ONCE), AttachmentStore.put, AttachmentStore.has

    def all_together(store: AttachmentStore, sha256: str, content: IO[bytes]) -> None:
        together.wait(30)
        put(store, sha256, content)

    def slowly(store: AttachmentStore, sha256: str) -> bool:
        time.sleep(0.2)  # so that whoever does not wait for this one would be there by now
        return has(store, sha256)

    monkeypatch.setattr(AttachmentStore, "put", all_together)
    monkeypatch.setattr(AttachmentStore, "has", slowly)
    assert sent_in(door, files) == [201] * FIT + [429] * (AT_ONCE - FIT)
    assert len([each for each in folder.rglob("*") if each.is_file()]) == FIT
    with reading(door.engine) as session:
        assert len(session.execute(ATTACHMENT.select()).all()) == FIT
    assert len(door.notes("attachment_uploaded")) == FIT


def test_a_file_that_is_sent_in_again_takes_no_more_room(door: Door, files: list[bytes]) -> None:
    assert sent_in(door, files[:FIT]) == [201] * FIT
    assert sent_in(door, files[:FIT]) == [201] * FIT
    assert sent_in(door, files[FIT:]) == [429] * (AT_ONCE - FIT)


def test_what_is_too_much_stays_where_somebody_else_sent_it_in(
    door: Door, folder: Path, files: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person's refusal takes nothing from another."""
    file, put = files[-1], AttachmentStore.put
    with writing(door.engine) as session:
        add_accounts(session, [NewAccount(OTHER, PASSWORD)])
    token = door.token(OTHER)

    def meanwhile(store: AttachmentStore, sha256: str, content: IO[bytes]) -> None:
        monkeypatch.setattr(AttachmentStore, "put", put)
        assert sent_in(door, files[:FIT]) == [201] * FIT
        answer = door.ask("POST", "/attachments?name=a.pdf", token, content=file)
        assert answer.status_code == 201
        put(store, sha256, content)

    monkeypatch.setattr(AttachmentStore, "put", meanwhile)
    assert sent_in(door, [file]) == [429]
    sha256 = hashlib.sha256(file).hexdigest()
    assert door.ask("GET", f"/attachments/{sha256}", token).content == file
