"""What nobody refers to is removed after its time, and nothing else, whoever is at it meanwhile."""

import hashlib
import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from temporalio.testing import ActivityEnvironment

from activities.attachment_removal import AttachmentRemoval
from domain.commands import Command
from domain.words import Attachment
from records import attachments
from records.attachment_store import AttachmentStore, StoreAwayError
from records.attachments import ATTACHMENT, UPLOAD, Upload
from records.audit import AuditRow
from records.database import reading, writing
from records.write import write
from settings.attachments import AttachmentSettings
from tests.domain.lives import CODE, INSPECTOR, Life, local
from tests.records.contents import rows
from tests.records.giving import give
from tests.records.stored import stored

WEEK = timedelta(days=7)
LONG_AGO = "2020-01-01T00:00:00+00:00"


@pytest.fixture
def files(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(AttachmentSettings(folder=tmp_path))


def send_in(
    engine: Engine, files: AttachmentStore, content: bytes, *, long_ago: bool = False
) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    with writing(engine) as session:
        connection = session.connection()
        attachments.hold(connection, sha256, len(content))
        files.put(sha256, io.BytesIO(content))
        upload = Upload(sha256, len(content), "she", "", "a.pdf", "application/pdf")
        attachments.add(connection, upload)
        if long_ago:
            sent_in = UPLOAD.update().where(UPLOAD.c.sha256 == sha256)
            connection.execute(sent_in.values(uploaded_at=LONG_AGO, needed_at=LONG_AGO))
    return sha256


async def remove(engine: Engine, files: AttachmentStore) -> None:
    removal = AttachmentRemoval(engine, files, WEEK)
    await ActivityEnvironment().run(removal.remove_attachments)


def kept(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.execute(select(ATTACHMENT.c.sha256)).scalars())


async def test_s7_what_a_case_refers_to_and_what_is_new_stays(
    engine: Engine, files: AttachmentStore
) -> None:
    old = send_in(engine, files, b"old", long_ago=True)
    new = send_in(engine, files, b"new")
    named = send_in(engine, files, b"named", long_ago=True)
    life = Life()
    files_of_it = (Attachment("通知.pdf", named, 5),)
    flag = Command("flag", "", INSPECTOR, life.flagging(), attachments=files_of_it)
    give(life, flag, local("2025-04-01"))
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    for _ in range(2):
        await remove(engine, files)
        assert kept(engine) == {new, named}
        assert [stored(files, each) for each in (old, new, named)] == [None, b"new", b"named"]
    noted = [row for row in rows(engine, AuditRow) if row["what"] == "attachment_removed"]
    assert [(row["subject"], row["actor"]) for row in noted] == [(old, "system")]


async def test_what_could_not_be_removed_is_removed_another_day(
    engine: Engine, files: AttachmentStore, tmp_path: Path
) -> None:
    old = send_in(engine, files, b"old", long_ago=True)
    place = tmp_path / old[:2] / old
    place.unlink()
    place.mkdir()
    with pytest.raises(StoreAwayError):
        await remove(engine, files)
    assert kept(engine) == {old}
    place.rmdir()
    await remove(engine, files)
    assert kept(engine) == set()


async def test_s7_what_is_sent_in_again_at_that_moment_is_not_lost(
    engine: Engine, files: AttachmentStore
) -> None:
    old = send_in(engine, files, b"old", long_ago=True)
    held, others_turn = threading.Event(), threading.Event()

    class Slow(AttachmentStore):
        def put(self, sha256: str, content: object) -> None:
            held.set()
            others_turn.wait(1)

    again = threading.Thread(target=send_in, args=(engine, Slow(AttachmentSettings()), b"old"))
    again.start()
    held.wait(10)
    await remove(engine, files)
    others_turn.set()
    again.join()
    assert kept(engine) == {old}
    assert stored(files, old) == b"old"
