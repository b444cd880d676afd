"""Consumption where there should be none: on a supply point that is cut, or of a line that is
sealed (P1.3). It is an alarm, on which the watch's next inspection falls due at once."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.agenda import rewatched
from domain.changed import changed
from domain.meters import METERS, meter_key
from domain.people import Role
from domain.readings import Reading
from domain.topics import Folds, Tellings
from domain.words import Quantity, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class ReportConsumption:
    """So much went through a meter that should stand still, more than the `tolerance`: from the
    first of two readings to the last, in the meter's unit. Each stretch of it alarms once."""

    since: Reading
    until: Reading
    amount: Quantity
    tolerance: Quantity
    kind: Literal["report_consumption"] = "report_consumption"

    @property
    def meter(self) -> str:
        return meter_key(self.until.kind, self.until.point)


@dataclass(frozen=True)
class Alarm:
    """Raised on that day in China, and open until the line is inspected; `regular` is the day of
    the inspection that was to come next, None where the watch had not begun."""

    raised_on: date
    regular: date | None


ACTIONS = {
    "report_consumption": action_rule(
        "断供后用能告警", "report consumption after the cut", "P1.3", Role.SYSTEM
    )
}


def _reported(case: "Case", action: ReportConsumption, entry: "Entry", event: "Taken") -> "Case":
    regular = case.inspection.unmoved if case.inspection else None
    return changed(
        rewatched(case, event.inspection),
        alarm=case.alarm or Alarm(entry.happened_on, regular),
        consumed={**case.consumed, action.meter: action.until.read_at},
    )


FOLDS: Folds = {"report_consumption": _reported}


def _tell(action: ReportConsumption, outcome: str) -> Text:
    meter = METERS[action.until.kind]
    return Text(
        "{point} {since} 至 {until} 用{what} {amount} {unit}（表底数 {first} → {last}，{source}）",
        "{amount} {unit} of {what} at {point} from {since} to {until} "
        "({first} to {last}, read by {source})",
    ).format(
        point=action.until.point,
        since=action.since.day,
        until=action.until.day,
        what=meter.label,
        amount=action.amount,
        unit=meter.unit,
        first=action.since.value,
        last=action.until.value,
        source=action.until.source,
    )


TELLINGS: Tellings = {"report_consumption": _tell}
