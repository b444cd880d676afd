"""Escalation 督办 as data: what is done about a missed last day, when, and to whom (O3, S8)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.calendar import Calendar, end_of
from domain.deadlines import Deadline, in_working_days, with_working_days_left
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


Stop = tuple[date, date]
"""From which day a clock was stopped, and from which it ran again (L7)."""


@dataclass(frozen=True)
class Climb:
    """The rung that comes next, at the end of the day `over`, unless what is late is done before:
    `working_days` after `since`, at whose end the rung before it was climbed. The first comes at
    the end of the last day that was missed itself, which is then all of these days."""

    over: date
    lateness: Lateness
    last_day: date
    rung: Rung
    to: Addressee
    since: date
    working_days: int = 0

    @property
    def at(self) -> datetime:
        """As UTC."""
        return end_of(self.over)

    def worked_out(self, calendar: Calendar, stops: Iterable[Stop] = ()) -> Deadline:
        """When it comes, if it is not the first (L4): no day runs while a clock is stopped (L7)."""
        end = in_working_days(self.since, self.working_days, calendar)
        for stopped, again in stops:
            if self.since < again:
                end = with_working_days_left(end, max(stopped, self.since), again, calendar)
        return end


def first_climb(ladder: Ladder, lateness: Lateness, last_day: date) -> Climb:
    """At the missed end itself."""
    return Climb(last_day, lateness, last_day, ladder[0].rung, ladder[0].to, since=last_day)


def next_climb(
    ladder: Ladder, reached: Climb, calendar: Calendar, stops: Iterable[Stop] = ()
) -> Climb | None:
    """What comes after this rung, None at the top; L4: so many working days after the one before,
    so that what put that one off puts off the rest. A ladder that came with new rules may know
    another rung at that height, or none (S10)."""
    height = _height(ladder, reached, calendar)
    for step in ladder:
        if step.working_days > height:
            days = step.working_days - height
            climb = replace(
                reached, rung=step.rung, to=step.to, since=reached.over, working_days=days
            )
            return replace(climb, over=climb.worked_out(calendar, stops).last_day)
    return None


def _height(ladder: Ladder, reached: Climb, calendar: Calendar) -> int:
    """In working days after the missed end."""
    known = (step.working_days for step in ladder if step.rung is reached.rung)
    return next(known, calendar.working_days_between(reached.last_day, reached.over))
