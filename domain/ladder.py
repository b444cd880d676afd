"""Escalation 督办 as data: what is done about a missed last day, when, and to whom (O3, S8)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from domain.calendar import ONE_DAY, Calendar, end_of, local_date
from domain.stages import Lateness
from domain.words import Text


class Rung(StrEnum):
    REMINDER = "reminder"
    ESCALATION = "escalation"
    CIRCULAR = "circular"
    INTERVIEW = "interview"
    SUPERVISED_HANDLING = "supervised_handling"


@dataclass(frozen=True, slots=True)
class RungRule:
    label: Text
    rules: tuple[str, ...]


RUNGS = {
    Rung.REMINDER: RungRule(Text("催办", "reminder"), ("S8",)),
    Rung.ESCALATION: RungRule(Text("上报", "escalation"), ("S8",)),
    Rung.CIRCULAR: RungRule(Text("通报", "circular"), ("O3", "S8")),
    Rung.INTERVIEW: RungRule(Text("约谈", "interview"), ("O3", "S8")),
    Rung.SUPERVISED_HANDLING: RungRule(Text("督办", "supervised handling"), ("O3", "S8")),
}


class Addressee(StrEnum):
    INSPECTOR = "inspector"
    DISTRICT = "district"
    DEPARTMENT = "department"
    OFFICE = "office"


ADDRESSEES = {
    Addressee.INSPECTOR: Text("承办检查人员", "the inspector"),
    Addressee.DISTRICT: Text("责任区", "the responsible district"),
    Addressee.DEPARTMENT: Text("协办部门", "the department"),
    Addressee.OFFICE: Text("领导小组办公室", "the lead group office"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A rung, climbed once so many working days are over after the last day that was missed."""

    rung: Rung
    working_days: int
    to: Addressee


Ladder = tuple[Step, ...]
"""Each rung at most once, in rising order; the first at the missed end itself, 0 days after it,
so that nothing is late in silence (S8)."""


def _ladder(doer: Addressee, answerable: Addressee) -> Ladder:
    return (
        Step(Rung.REMINDER, 0, doer),
        Step(Rung.ESCALATION, 3, Addressee.OFFICE),
        Step(Rung.CIRCULAR, 10, answerable),
        Step(Rung.INTERVIEW, 20, answerable),
        Step(Rung.SUPERVISED_HANDLING, 30, answerable),
    )


AGAINST_DISTRICT = _ladder(Addressee.INSPECTOR, Addressee.DISTRICT)
AGAINST_DEPARTMENT = _ladder(Addressee.DEPARTMENT, Addressee.DEPARTMENT)


@dataclass(frozen=True)
class Climb:
    """The rung that comes next, at that moment (UTC), unless what is late is done before."""

    at: datetime
    lateness: Lateness
    last_day: date
    rung: Rung
    to: Addressee

    @property
    def over(self) -> date:
        """The day at whose end it is climbed."""
        return local_date(self.at) - ONE_DAY


def first_climb(ladder: Ladder, lateness: Lateness, last_day: date) -> Climb:
    """At the missed end itself."""
    return Climb(end_of(last_day), lateness, last_day, ladder[0].rung, ladder[0].to)


def next_climb(ladder: Ladder, reached: Climb, calendar: Calendar) -> Climb | None:
    """What comes after this rung, None at the top; L4: at 24:00 of the last of the working days
    between the two, so that what put this one off puts off the rest."""
    for last, step in pairwise(ladder):
        if last.rung is reached.rung:
            days = step.working_days - last.working_days
            over = calendar.add_working_days(reached.over, days)
            return replace(reached, at=end_of(over), rung=step.rung, to=step.to)
    return None
