"""S7: what the workflows hold of their chains is held against the record."""

from pathlib import Path

import pytest
from sqlalchemy import text

from domain.events import Recorded, chain
from records.audit import NoteFilter, notes
from records.database import reading, writing
from records.findings import Finding, Kind
from tests.domain.lives import INSPECTOR, SERVE, SUPERVISOR, WITHDRAW
from tests.workflows.city import City
from tests.workflows.installation import Installation, installed
from tests.workflows.office import LINGERED, Office
from tests.workflows.server import Server
from tests.workflows.waiting import until
from workflows import heads
from workflows.heads import Compared, compare_heads
from workflows.schedules import ATTENDANCE, schedule_name, see_to_schedule


async def compared(installation: Installation) -> Compared:
    client = installation.server.client
    return await compare_heads(client, installation.engine, installation.settings.task_queue)


def change(installation: Installation, statement: str, code: str) -> None:
    with writing(installation.engine) as session:
        session.connection().execute(text(statement), {"code": code})


async def test_s7_the_record_of_every_running_workflow_is_compared(
    server: Server, city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "BEHIND_AT_MOST", heads.BEHIND_AT_MOST * 0)
    async with installed(server, city, tmp_path) as installation:
        offices = [Office(installation) for _ in range(4)]
        for office in offices:
            await office.flag()
            await office.do(INSPECTOR, SERVE)

        async def all_visible() -> bool:
            return (await compared(installation)).asked == len(offices)

        await until(all_visible)
        assert await compared(installation) == Compared(4, (), (), ())
        cut, altered, added, _ = (office.code for office in offices)
        change(installation, "DELETE FROM entry WHERE enterprise = :code AND sequence = 2", cut)
        change(
            installation,
            "UPDATE entry SET hash = 'x' WHERE enterprise = :code AND sequence = 2",
            altered,
        )
        last = offices[2].recorded()[-1]
        forged = Recorded(3, last.body, chain(last.hash, last.body))
        change(
            installation,
            "INSERT INTO entry SELECT enterprise, 3, case_number, command, at, body, "  # noqa: S608
            f"'{forged.hash}' FROM entry WHERE enterprise = :code AND sequence = 2",
            added,
        )
        result = await compared(installation)
        assert result.unanswered == ()
        assert result.findings == (
            Finding(cut, 2, Kind.TRUNCATED, "workflow"),
            Finding(altered, 1, Kind.ALTERED, "workflow", 2),
            Finding(added, 3, Kind.INSERTED, "workflow"),
        )
        for office in offices:
            await office.workflow.terminate()


async def test_s8_an_unfinished_enterprise_without_a_workflow_is_named_and_told_of_each_day(
    server: Server, city: City, tmp_path: Path
) -> None:
    async with installed(server, city, tmp_path) as installation:
        attended, unattended, ended = (Office(installation) for _ in range(3))
        for office in (attended, unattended, ended):
            await office.flag()
        await ended.do(SUPERVISOR, WITHDRAW)
        await ended.forward(LINGERED)
        await unattended.workflow.terminate()

        async def seen() -> bool:
            return (await compared(installation)).asked == 1

        await until(seen)
        assert await compared(installation) == Compared(1, (), (), (unattended.code,))
        await see_to_schedule(server.client, installation.settings, ATTENDANCE)
        name = schedule_name(installation.settings, ATTENDANCE)
        schedule = server.client.get_schedule_handle(name)
        await schedule.trigger()

        async def told() -> bool:
            return bool(noted())

        def noted() -> list[str]:
            with reading(installation.engine) as session:
                found = notes(session, NoteFilter(what="unattended"), None, 10)
                return [each.subject for each in found]

        await until(told)
        assert noted() == [unattended.code]
        await schedule.delete()
        await attended.workflow.terminate()
