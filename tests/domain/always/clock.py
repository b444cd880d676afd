"""The days that run on one case, counted from its entries: the period of its notice (L1-L3), the
days of its stage (S8), its time to object (L5), and what a stopped clock (L7) and a newer calendar
(L8) leave of each."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from tests.domain.always.counting import (
    Calendars,
    Days,
    Known,
    Stop,
    day,
    known_by,
    months_after,
    over,
)
from tests.domain.always.running import Running

PERIODS = ("rectifying", "planned")


@dataclass
class Clock:
    """`unmoved` is the period's last day before L3 moves it, `last_day` after, known since that
    moment, `objection` the time to object, `confirmation` that of a second person;
    the hearing was `held`, and the stage `entered` on that day."""

    procedure: dict[str, Any]
    planned_exit: str | None
    calendars: Calendars
    served: date | None = None
    ordered: str | None = None
    """The last day that the order names."""
    months: int | None = None
    granted: int = 0
    unmoved: date | None = None
    last_day: date | None = None
    late: bool = False
    """The period was over when the clock was stopped."""
    limit: Running | None = None
    objection: Running | None = None
    held: bool = False
    entered: date | None = None
    confirmation: Running | None = None
    stops: list[Stop] = field(default_factory=list)
    setting: dict[str, Any] = field(default_factory=dict)
    """The entry that set the period as it is."""
    halted: datetime | None = None
    """Since when the clock stands still."""
    halts_before: list[tuple[datetime, datetime]] = field(default_factory=list)

    went_on: list[tuple[Known, datetime]] = field(default_factory=list)
    """By which entries, and since when the clock had stood still: of each of the `stops`."""

    def period_end(self) -> tuple[date, date] | None:
        """The last day before and after it is moved."""
        return (self.unmoved, self.last_day) if self.unmoved and self.last_day else None

    @property
    def days(self) -> Days:
        return self.calendars.now

    def running(self, began: date, counts: tuple[int, ...], entry: dict[str, Any]) -> Running:
        made = Running(began, counts, began, entry["sequence"], known_by(entry))
        return replace(made, last_day=made.counted(self.days))

    def _running_all_along(
        self, began: date, counts: tuple[int, ...], entry: dict[str, Any]
    ) -> Running:
        """Found afterwards to have run: not on the days on which the clock was stopped (L7)."""
        running = self.running(began, counts, entry)
        return running.all_along(self.stops, self.days, self.halted)

    def enters(self, stage: str, since: date, entry: dict[str, Any], *before: int) -> None:
        """`before` it other working days run."""
        limit = self.procedure["limits"].get(stage)
        counts = (*before, limit["working_days"]) if limit else None
        self.limit = self._running_all_along(since, counts, entry) if counts else None

    def proposes(self, entry: dict[str, Any]) -> None:
        days = self.procedure["confirmation_days"]
        self.confirmation = self.running(day(entry["happened_on"]), (days,), entry)

    def hears(self, entry: dict[str, Any], action: dict[str, Any], stage: str) -> None:
        on = day(entry["happened_on"])
        if entry["event"]["deadline"]:
            self.setting = entry
        match action["kind"]:
            case "serve_notice":
                self.served, self.months = on, self.procedure["rectification_months"]
                self.objection, self.ordered = None, action["rectify_by"]
                self._sets(self._from(on))
            case "correct_service":
                self.served, self.objection = day(action["served_on"]), None
                self._sets(self._from(self.served))
            case "correct_line" if action["planned_exit"]:
                self.planned_exit = action["planned_exit"]
                if self.served and self.unmoved:
                    self._sets(self._from(self.served))
            case "decide_extension" if action["months"] and self.unmoved:
                self.granted = action["months"]
                self._sets(months_after(self.unmoved, self.granted))
            case "give_advance_notice":
                days = self.procedure["hearing_days"]
                self.objection, self.held = self._running_all_along(on, (days,), entry), False
                self.enters(stage, on, entry, days)
            case "correct_advance_notice":
                self._was_told(day(action["served_on"]), stage, entry)
            case "record_hearing" | "review_control":
                self.held = self.held or action["kind"] == "record_hearing"
                self.enters(stage, on, entry)
            case "revoke_decision" | "correct_reinspection" | "correct_hearing":
                self.objection = None
            case "correct_notice" if action["rectify_by"] and self.served:
                self.objection, self.ordered = None, action["rectify_by"]
                self._sets(self._from(self.served))
            case "correct_report" if self.served:
                self._sets(self._from(self.served))
            case "correct_verification" if self.served:
                self.objection = None
                self._sets(self._from(self.served))
            case "adopt_rules":
                self.procedure = action["procedure"]

    def _was_told(self, on: date, stage: str, entry: dict[str, Any]) -> None:
        """L5: on that day after all; nothing that its hearing set changes by it."""
        assert self.objection
        (days,), limit = self.objection.counts, self.procedure["limits"].get(stage)
        self.objection = self._running_all_along(on, (days,), entry)
        if self.held or limit is None or self.entered is None:
            return
        own = limit["working_days"]
        began, counts = (on, (days, own)) if on >= self.entered else (self.entered, (own,))
        now = self._running_all_along(began, counts, entry)
        if self.limit is None or now.arithmetic != self.limit.arithmetic:
            self.limit = now

    def halts(self, at: datetime) -> None:
        """What is over stays so."""
        self.halted = at
        self.late = self.last_day is not None and over(self.last_day, at)
        self.limit = self.limit and replace(self.limit, late=over(self.limit.last_day, at))
        self.objection = self.objection and replace(
            self.objection, late=over(self.objection.last_day, at)
        )

    def goes_on(self, stop: Stop, stage: str, entry: dict[str, Any]) -> None:
        self.stops.append(stop)
        known = known_by(entry)
        if self.halted:
            self.halts_before.append((self.halted, known[0]))
            self.went_on.append((known, self.halted))
        self.halted = None
        self.limit = self.limit and self.limit.after(stop, self.days, known)
        self.objection = self.objection and self.objection.after(stop, self.days, known)
        if self.unmoved and self.served and stage in PERIODS and not self.late:
            self._sets(self._shifted(self.unmoved, self.served, stop))

    def adopts(self, entry: dict[str, Any], stage: str, *, told: bool) -> dict[str, date]:
        """L8: what runs, and is neither over nor late, ends as if the calendar had been known;
        the ends that are others now. Nobody who was `told` waits to object any more."""
        known, before = known_by(entry), self._ends()
        at, _ = known
        self.calendars.adopts(entry["event"]["action"]["calendar"], known)
        if self.limit and self._runs(self.limit, at):
            self.limit = self.limit.by(self.days, known)
        if self.objection and not told and self._runs(self.objection, at):
            self.objection = self.objection.by(self.days, known)
        self.confirmation = self.confirmation and self.confirmation.by(self.days, known)
        period = self.last_day and stage in PERIODS
        if period and self.unmoved and self.last_day:
            late = self.late if self.halted else over(self.last_day, at)
            last_day = self.days.moved(self.unmoved)
            if not late and last_day != self.last_day:
                self.last_day, self.setting = last_day, entry
        return {name: end for name, end in self._ends().items() if end != before[name]}

    def ran_until(self, at: datetime) -> datetime:
        """The moment itself, unless the clock stood still."""
        if self.halted and self.halted <= at:
            return self.halted
        halts = (halted for halted, again in self.halts_before if halted <= at < again)
        return next(halts, at)

    def _runs(self, running: Running, at: datetime) -> bool:
        return not running.late if self.halted else not over(running.last_day, at)

    def _ends(self) -> dict[str, date]:
        found = {
            "deadline": self.last_day,
            "limit": self.limit and self.limit.last_day,
            "objection": self.objection and self.objection.last_day,
            "confirmation": self.confirmation and self.confirmation.last_day,
        }
        return {name: end for name, end in found.items() if end}

    def _sets(self, unmoved: date | None) -> None:
        """What was over when the clock was stopped may turn out not to have been."""
        self.unmoved = unmoved
        self.last_day = self.days.moved(unmoved) if unmoved else None
        if self.halted:
            self.late = self.last_day is not None and over(self.last_day, self.halted)

    def _from(self, served: date) -> date | None:
        """P2.1, P6.2: months from service, with those granted and the days that were stopped; the
        day of the order (P4.1, P5.1) or the plan's (P3.1)."""
        if self.months is None:
            named = self.ordered or self.planned_exit
            if named is None:
                return None
            last = day(named)
        else:
            last = months_after(served, self.months)
        last = months_after(last, self.granted) if self.granted else last
        for stop in self.stops:
            last = self._shifted(last, served, stop)
        return last

    def _shifted(self, last: date, served: date, stop: Stop) -> date:
        """L7: by the days that were stopped after service, unless it was over before."""
        stopped, again = max(stop[0], served), stop[1]
        if stopped >= again or self.days.moved(last) < stopped:
            return last
        return max(last + (again - stopped), again)
