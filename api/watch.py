"""The watch after an exit: what the API shows of it, and what it adds to its command."""

from dataclasses import replace
from datetime import date

from pydantic import BaseModel

from api.numbers import enterprise_of
from api.state import Shared
from domain.calendar import Calendar
from domain.case import Case
from domain.watch import NewRules, RecordWatch, watched_until
from records.database import reading
from records.queries import enterprise


class WatchView(BaseModel):
    """The last day of the next inspection, and of the last one; None where dismantling ends it."""

    due: date
    provisional: bool
    until: date | None


def watch_view(case: Case) -> WatchView | None:
    due = case.inspection
    if due is None:
        return None
    return WatchView(due=due.last_day, provisional=due.provisional, until=watched_until(case))


def with_new_rules(
    shared: Shared, number: str, action: RecordWatch, calendar: Calendar
) -> RecordWatch:
    """Production that was resumed opens a case, which starts under today's rules (S10)."""
    if action.found != "resumed":
        return action
    with reading(shared.engine) as session:
        known = enterprise(session, enterprise_of(number))
    case = known.cases.get(number) if known else None
    if case is None:
        return action  # it is answered as not found
    return replace(action, new_rules=NewRules(shared.procedures[case.procedure.ground], calendar))
