"""S7: every file that the record refers to is looked at, and each that is bad is named once."""

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from domain.commands import Command
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from domain.words import Attachment
from records import attachments
from records.attachment_store import AttachmentStore
from records.attachment_verify import AttachmentFinding, AttachmentsVerified, verify_attachments
from records.attachments import REFERENCE, Upload
from records.database import writing
from records.findings import Kind
from records.write import write
from settings.attachments import AttachmentSettings
from tests.domain.lives import ANNOUNCE, BROUGHT, CODE, COMMIT, INSPECTOR, Life, local
from tests.domain.stages import sealing
from tests.records.giving import give

FILES = {
    name: hashlib.sha256(name.encode()).hexdigest() for name in ("notice", "letter", "photograph")
}
AT = local("2025-10-20")


@pytest.fixture
def store(tmp_path: Path) -> AttachmentStore:
    return AttachmentStore(AttachmentSettings(folder=tmp_path))


@pytest.fixture
def life(engine: Engine, store: AttachmentStore) -> Life:
    """It refers to a notice twice and to a letter; a department's system names a photograph."""
    life = sealing()
    named = tuple(Attachment(name, FILES[name], 7) for name in ("notice", "letter"))
    give(life, Command("1", f"{CODE}-1", INSPECTOR, COMMIT, attachments=named), AT)
    give(life, Command("2", f"{CODE}-1", INSPECTOR, ANNOUNCE, attachments=named[:1]), AT)
    brought = replace(BROUGHT, photographs=(FILES["photograph"],), documents=())
    (order,) = (each.id for m in life.enterprise.measures.values() for each in m.orders)
    receipt = ReceiveReceipt(order, "回执", "done", AT, "李明", brought)
    give(life, Command("3", "", department_system("power"), receipt), AT)
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    for name in ("notice", "letter"):
        send_in(engine, store, name)
    return life


def send_in(engine: Engine, store: AttachmentStore, name: str) -> None:
    content = name.encode()
    upload = Upload(FILES[name], len(content), "she", "", f"{name}.txt", "text/plain")
    with writing(engine) as session:
        attachments.hold(session.connection(), upload.sha256, upload.size)
        store.put(upload.sha256, io.BytesIO(content))
        attachments.add(session.connection(), upload)


def verified(engine: Engine, store: AttachmentStore) -> AttachmentsVerified:
    told: list[tuple[int, int]] = []
    result = verify_attachments(engine, store, lambda done, of: told.append((done, of)))
    assert told[-1] == (result.files, result.files)
    return result


def test_s7_all_is_there_and_as_it_was(engine: Engine, store: AttachmentStore, life: Life) -> None:
    assert verified(engine, store) == AttachmentsVerified(2, 1, ())
    send_in(engine, store, "photograph")
    assert verified(engine, store) == AttachmentsVerified(3, 0, ())


def test_s7_what_is_missing_or_altered_is_named_by_its_first_entry(
    engine: Engine, store: AttachmentStore, life: Life, tmp_path: Path
) -> None:
    """Whatever the read model says: the entries say what there has to be."""
    first = next(each.sequence for each in life.recorded if FILES["notice"] in each.body)
    with writing(engine) as session:
        session.connection().execute(REFERENCE.delete())
    place = {name: tmp_path / FILES[name][:2] / FILES[name] for name in FILES}
    place["notice"].write_bytes(b"another")
    altered = AttachmentFinding(CODE, first, FILES["notice"], Kind.ALTERED)
    assert verified(engine, store).findings == (altered,)
    assert FILES["notice"] in altered.message.en
    place["letter"].unlink()
    missing = AttachmentFinding(CODE, first, FILES["letter"], Kind.MISSING)
    assert set(verified(engine, store).findings) == {altered, missing}


def test_s7_a_file_whose_row_was_deleted_is_missing(
    engine: Engine, store: AttachmentStore, life: Life
) -> None:
    with writing(engine) as session:
        attachments.forget(session.connection(), FILES["letter"])
    (finding,) = verified(engine, store).findings
    assert (finding.sha256, finding.kind) == (FILES["letter"], Kind.MISSING)
