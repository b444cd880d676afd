"""S7: the record is anchored each day by a schedule, which a worker makes."""

from pathlib import Path

from pydantic import SecretStr

from records.database import reading
from records.verify import verify
from settings.anchoring import AnchorSettings
from tests.records.tampering import KEY, KEYS
from tests.workflows.city import City
from tests.workflows.installation import installed
from tests.workflows.server import Server
from tests.workflows.waiting import until
from workflows.schedules import ANCHORS, schedule_name, see_to_schedule


async def test_s7_each_day_an_anchor_is_made_and_copied_outside(
    server: Server, city: City, tmp_path: Path
) -> None:
    folder = tmp_path / "outside"
    anchor = AnchorSettings(key=SecretStr(KEY), folder=folder, hour=3)
    async with installed(server, city, tmp_path, anchor=anchor) as installation:
        for _ in range(2):
            await see_to_schedule(server.client, installation.settings, ANCHORS)
        schedule = server.client.get_schedule_handle(schedule_name(installation.settings, ANCHORS))
        upcoming = (await schedule.describe()).info.next_action_times[:2]
        assert [each.hour for each in upcoming] == [19, 19]  # UTC
        assert (upcoming[1] - upcoming[0]).days == 1
        await schedule.trigger()

        async def copied() -> bool:
            return (folder / "anchor-000001.json").exists()

        await until(copied)
        with reading(installation.engine):
            assert verify(installation.engine, KEYS).anchors == 1
        await schedule.delete()
