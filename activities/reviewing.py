"""Reviewing the districts (O3): from the record to figures and rungs, kept once for each month."""

import asyncio

from sqlalchemy import Engine
from temporalio import activity

from domain.calendar import end_of
from domain.people import SYSTEM, District
from domain.progress import Progress, progress
from domain.review import review
from domain.review_period import last_day
from domain.review_rules import ReviewRules
from domain.review_telling import tell_review
from records import reviews
from records.as_of import enterprises_at
from records.audit import note
from records.database import reading, writing


class Reviewing:
    def __init__(self, engine: Engine, rules: ReviewRules) -> None:
        self._engine = engine
        self._rules = rules

    @activity.defn(name="review_districts")
    async def review_districts(self, period: str) -> None:
        """Safe to repeat: a month that was reviewed stays as it was."""
        await asyncio.to_thread(self._review, period)

    def _review(self, period: str) -> None:
        with reading(self._engine) as session:
            if reviews.reviews(session, period):
                return
            standing = enterprises_at(session, end_of(last_day(period)))
            cases = (case for enterprise in standing for case in enterprise.cases.values())
            found = progress(cases, period, self._rules)
        self._keep(period, found)

    def _keep(self, period: str, found: dict[District, Progress]) -> None:
        with writing(self._engine) as session:
            before = reviews.before(session, period)
            made = [
                review(period, district, now, before.get(district), self._rules)
                for district, now in found.items()
            ]
            if reviews.keep(session, made):
                note(
                    session,
                    "districts_reviewed",
                    actor=SYSTEM.id,
                    role=SYSTEM.role,
                    subject=period,
                    detail="\n".join(tell_review(each).zh for each in made),
                )
