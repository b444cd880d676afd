"""Asking for the holiday notice that is missing (L8): on record and in the log, each rung once."""

import asyncio
import logging
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session
from temporalio import activity

from activities.calendar_in_use import calendar_in_use
from domain.calendar import end_of
from domain.ladder import Rung
from domain.missing_notice import NoticeRequest, resting_on, rungs_by, tell
from records.database import reading, writing
from records.notice_requests import asked, keep
from records.running_cases import running_cases

log = logging.getLogger(__name__)


class AskingForNotice:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @activity.defn(name="ask_for_notice")
    async def ask_for_notice(self, day: date) -> None:
        """Safe to repeat: what was asked for by that day in China is not asked for again."""
        await asyncio.to_thread(self._ask, day)

    def _ask(self, day: date) -> None:
        with reading(self._engine) as session:
            wanted = rungs_by(calendar_in_use(session), day)
            if wanted is None:
                return
            year, rungs = wanted
            known = [each.request.rung for each in asked(session, year)]
            if not rungs or rungs[-1] in known:
                return
            request = _request(session, year, rungs[-1], day)
        with writing(self._engine) as session:
            keep(session, request)
        log.warning("%s", tell(request).en)


def _request(session: Session, year: int, rung: Rung, day: date) -> NoticeRequest:
    counts = [
        resting_on(enterprise, case, year, end_of(day))
        for enterprise, case in running_cases(session)
    ]
    return NoticeRequest(year, rung, sum(map(bool, counts)), sum(counts))
