"""Every case of which days run is found once, however many pages its enterprises fill."""

import pytest
from sqlalchemy import Engine

from domain.closing import ConfirmDismantling
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.flagging import Flag
from domain.procedures import ENERGY
from domain.refusals import Refusal
from records import running_cases
from records.database import reading, writing
from records.write import write
from tests.domain.lives import (
    ANNOUNCE,
    CALENDAR,
    CODE,
    DOCUMENT,
    INSPECTOR,
    LINE,
    NAME,
    SUPERVISOR,
    WITHDRAW,
    local,
)
from tests.domain.stages import dismantling


def _lived(engine: Engine, code: str, withdrawn: bool) -> None:
    enterprise = Enterprise(code)
    flag = Flag(code, NAME, LINE, ENERGY, CALENDAR, "能耗超限额")
    given = [Command("flag", "", INSPECTOR, flag)]
    if withdrawn:
        given.append(Command("withdraw", f"{code}-1", SUPERVISOR, WITHDRAW, None, DOCUMENT))
    for command in given:
        result = handle(enterprise, command, local("2025-04-01"))
        assert not isinstance(result, Refusal)
        enterprise, entries = result
        with writing(engine) as session:
            write(session, code, entries)


def test_all_running_cases_by_code(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running_cases, "AT_ONCE", 2)
    codes = [f"TEST{number:014d}" for number in range(6)]
    for code in codes:
        _lived(engine, code, withdrawn=code == codes[3])
    with reading(engine) as session:
        found = [
            (enterprise.code, case.number)
            for enterprise, case in running_cases.running_cases(session)
        ]
    assert found == [(code, f"{code}-1") for code in codes if code != codes[3]]


def test_l8_one_that_ended_and_is_watched_is_among_them(engine: Engine) -> None:
    life = dismantling()
    for equipment in LINE.equipment:
        life.do(INSPECTOR, ConfirmDismantling(equipment), "2025-10-15")
    life.do(INSPECTOR, ANNOUNCE, "2025-10-15")
    assert life.case.ended
    with writing(engine) as session:
        write(session, CODE, life.recorded)
    with reading(engine) as session:
        found = [case.number for _, case in running_cases.running_cases(session)]
    assert found == [life.case.number]
