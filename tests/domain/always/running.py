"""Working days that run on one case: a stage's, the time to object, that of a second person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from tests.domain.always.counting import Days, Known, Stop, over


@dataclass(frozen=True)
class Running:
    """Working days: after which day they began, how many one after another, on which they end,
    and since which entry and moment they do; `late` is what was over when the clock stopped."""

    began: date
    counts: tuple[int, ...]
    last_day: date
    sequence: int
    known: Known
    stops: tuple[Stop, ...] = ()
    late: bool = False

    def after(self, stop: Stop, days: Days, known: Known) -> "Running":
        if self.late:
            return self
        now = replace(self, stops=(*self.stops, stop))
        return replace(now, last_day=now.counted(days), known=known)

    def all_along(self, stops: Iterable[Stop], days: Days, halted: datetime | None) -> "Running":
        """Found afterwards to have run: not on the days on which the clock was stopped (L7)."""
        now = self
        for stop in stops:
            now = now.after(stop, days, self.known)
        return replace(now, late=halted is not None and over(now.last_day, halted))

    @property
    def arithmetic(self) -> tuple[date, tuple[int, ...], date]:
        return self.began, self.counts, self.last_day

    def by(self, days: Days, known: Known) -> "Running":
        last_day = self.counted(days)
        return self if last_day == self.last_day else replace(self, last_day=last_day, known=known)

    def counted(self, days: Days) -> date:
        on = self.began
        for count in self.counts:
            on = days.working_days_after(on, count)
        for stop in self.stops:
            on = days.put_off(on, self.began, stop)
        return on
