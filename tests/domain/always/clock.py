"""The days that run on one case, counted from its entries: the period of its notice (L1-L3), the
days of its stage (S8), its time to object (L5), and what a stopped clock leaves of each (L7)."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tests.domain.always.counting import (
    Stop,
    day,
    months_after,
    moved,
    put_off,
    working_days_after,
)

PERIODS = ("rectifying", "planned")


@dataclass(frozen=True)
class Running:
    """Working days: after which day they began, on which they end, and since which entry."""

    began: date
    last_day: date
    sequence: int

    def after(self, stop: Stop) -> "Running":
        return replace(self, last_day=put_off(self.last_day, self.began, stop))


@dataclass
class Clock:
    """`unmoved` is the period's last day before L3 moves it, `objection` the time to object."""

    procedure: dict[str, Any]
    planned_exit: str | None
    served: date | None = None
    months: int | None = None
    granted: int = 0
    unmoved: date | None = None
    limit: Running | None = None
    objection: Running | None = None
    stops: list[Stop] = field(default_factory=list)
    resumed: list[int] = field(default_factory=list)
    setting: dict[str, Any] = field(default_factory=dict)
    """The entry that set the period as it is."""

    def period_end(self) -> tuple[date, date] | None:
        """The last day before and after it is moved."""
        return (self.unmoved, moved(self.unmoved)) if self.unmoved else None

    def enters(self, stage: str, since: date, sequence: int) -> None:
        limit = self.procedure["limits"].get(stage)
        due = working_days_after(since, limit["working_days"]) if limit else None
        self.limit = Running(since, due, sequence) if due else None

    def hears(self, entry: dict[str, Any], action: dict[str, Any], stage: str) -> None:
        on, sequence = day(entry["happened_on"]), entry["sequence"]
        if entry["event"]["deadline"]:
            self.setting = entry
        match action["kind"]:
            case "serve_notice":
                self.served, self.months = on, self.procedure["rectification_months"]
                self.unmoved = self._from(on, action["rectify_by"])
            case "correct_service":
                self.served = day(action["served_on"])
                if self.months:
                    self.unmoved = self._from(self.served, None)
            case "decide_extension" if action["months"] and self.unmoved:
                self.granted = action["months"]
                self.unmoved = months_after(self.unmoved, self.granted)
            case "give_advance_notice":
                until = working_days_after(on, self.procedure["hearing_days"])
                self.objection = Running(on, until, sequence)
                self.enters(stage, until, sequence)
                self.limit = self.limit and replace(self.limit, began=on)
            case "record_hearing" | "review_control":
                self.enters(stage, on, sequence)
            case "revoke_decision":
                self.objection = None
            case "adopt_rules":
                self.procedure = action["procedure"]

    def stops_since(self, sequence: int) -> list[Stop]:
        """Those that ended after this entry: what is entered later, it was not put off by."""
        return [stop for stop, at in zip(self.stops, self.resumed, strict=True) if at > sequence]

    def goes_on(self, stop: Stop, stage: str, sequence: int) -> None:
        """What was over before the clock was stopped stays so."""
        self.stops.append(stop)
        self.resumed.append(sequence)
        self.limit = self.limit and self.limit.after(stop)
        self.objection = self.objection and self.objection.after(stop)
        if self.unmoved and self.served and stage in PERIODS:
            self.unmoved = _shifted(self.unmoved, self.served, stop)

    def _from(self, served: date, by_order: str | None) -> date | None:
        """P2.1, P6.2: months from service, with those granted and the days that were stopped; the
        day of the order (P4.1, P5.1) or the plan's (P3.1)."""
        if self.months is None:
            named = by_order or self.planned_exit
            return day(named) if named else None
        last = months_after(served, self.months)
        last = months_after(last, self.granted) if self.granted else last
        for stop in self.stops:
            last = _shifted(last, served, stop)
        return last


def _shifted(last: date, served: date, stop: Stop) -> date:
    """L7: by the days that were stopped after service, unless it was over before."""
    stopped, again = max(stop[0], served), stop[1]
    if stopped >= again or moved(last) < stopped:
        return last
    return max(last + (again - stopped), again)
