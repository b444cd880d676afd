"""Attachments that nobody refers to are removed each day by a schedule, which a worker makes."""

import hashlib
import io
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from records import attachments
from records.attachment_store import AttachmentStore
from records.attachments import ATTACHMENT, Upload
from records.database import reading, writing
from settings.attachments import AttachmentSettings
from tests.records.stored import stored
from tests.workflows.city import City
from tests.workflows.installation import installed
from tests.workflows.server import Server
from tests.workflows.waiting import until
from workflows.schedules import REMOVALS, schedule_name, see_to_schedule

CONTENT = b"a file that no case refers to"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
AT_ONCE = 1e-9
"""In days."""


async def test_each_day_what_nobody_refers_to_is_removed(
    server: Server, city: City, tmp_path: Path
) -> None:
    files = AttachmentSettings(folder=tmp_path / "attachments", keep_days=AT_ONCE, hour=4)
    async with installed(server, city, tmp_path, attachments=files) as installation:
        store = AttachmentStore(files)
        with writing(installation.engine) as session:
            connection = session.connection()
            attachments.hold(connection, SHA256, len(CONTENT))
            store.put(SHA256, io.BytesIO(CONTENT))
            upload = Upload(SHA256, len(CONTENT), "she", "", "a.pdf", "application/pdf")
            attachments.add(connection, upload)
        for _ in range(2):
            await see_to_schedule(server.client, installation.settings, REMOVALS)
        schedule = server.client.get_schedule_handle(schedule_name(installation.settings, REMOVALS))
        upcoming = (await schedule.describe()).info.next_action_times[:2]
        assert [each.hour for each in upcoming] == [20, 20]  # UTC
        assert upcoming[1] - upcoming[0] == timedelta(days=1)
        await schedule.trigger()

        async def removed() -> bool:
            with reading(installation.engine) as session:
                return not session.execute(select(ATTACHMENT)).all()

        await until(removed)
        assert stored(store, SHA256) is None
        await schedule.delete()
