"""A newer calendar for a case that runs (L8): its open periods are worked out again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.calendar import Calendar
from domain.changed import changed
from domain.people import Role
from domain.recalculation import Recalculation, recalculations
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Tellings
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class AdoptCalendar:
    """The case goes on with this calendar, now and for every period to come."""

    calendar: Calendar
    kind: Literal["adopt_calendar"] = "adopt_calendar"


ACTIONS = {
    "adopt_calendar": action_rule(
        "采用新放假安排", "adopt a newer calendar", "L8", Role.SUPERVISOR, documented=True
    )
}
PERIODS = {
    "deadline": Text("整改期限", "rectification period"),
    "limit": Text("本环节时限", "time limit of the stage"),
    "objection": Text("陈述申辩和申请听证的期限", "time to object"),
    "inspection": Text("退出后检查", "inspection after the exit"),
}
_PROVISIONAL = Text("{day}（暂定）", "{day} (provisional)")
_FINAL = Text("{day}", "{day}")


def with_calendar(case: "Case", calendar: Calendar) -> tuple[Recalculation, ...] | Refusal:
    """What the calendar changes. One that knows less, or came before the case's, is refused."""
    known = case.calendar
    older = calendar.edition < known.edition or not set(known.years) <= set(calendar.years)
    if older or calendar == known:
        return refuse("calendar_not_newer", version=calendar.version, known=known.version)
    return recalculations(case, calendar)


def _adopted(case: "Case", action: AdoptCalendar, entry: "Entry", event: "Taken") -> "Case":
    after = {each.period: each.after for each in event.recalculated}
    hearing = case.hearing
    if hearing and "objection" in after:
        hearing = changed(hearing, until=after["objection"])
    return changed(
        case,
        calendar=action.calendar,
        deadline=after.get("deadline", case.deadline),
        limit=after.get("limit", case.limit),
        hearing=hearing,
        inspection=after.get("inspection", case.inspection),
    )


FOLDS: Folds = {"adopt_calendar": _adopted}


def _tell(action: AdoptCalendar, outcome: str) -> Text:
    return Text(action.calendar.version, action.calendar.version)


def tell_period(period: Recalculation) -> Text:
    """L8: before and after, and whether either is final."""
    ends = [
        (_PROVISIONAL if end.provisional else _FINAL).format(day=end.last_day)
        for end in (period.before, period.after)
    ]
    return Text("{period} {before} → {after}", "{period} {before} → {after}").format(
        period=PERIODS[period.period], before=ends[0], after=ends[1]
    )


TELLINGS: Tellings = {"adopt_calendar": _tell}
