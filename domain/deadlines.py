"""When a period ends, and how that was worked out (L1-L4, L8)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from domain.calendar import ONE_DAY, SATURDAY, Calendar, end_of


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic: the rule applied, and the day that it gave."""

    rule: str
    day: date
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period's end: 24:00 of `last_day` in Asia/Shanghai.

    `unmoved` is the last day before L3 moved it; extensions count from there. A `provisional`
    one rests on a year without a holiday notice, and is worked out again when that appears (L8).
    """

    last_day: date
    unmoved: date
    provisional: bool
    calendar_version: str
    steps: tuple[Step, ...]

    @property
    def ends_at(self) -> datetime:
        """The end as UTC."""
        return end_of(self.last_day)


def in_months(served: date, months: int, calendar: Calendar) -> Deadline:
    """A period of months from service (L1, L2, L3, L8). Raises ValueError for months below 1."""
    return _month_period(served, months, calendar, (_starts_after(served, "送达", "served "),))


def extended(deadline: Deadline, months: int, calendar: Calendar) -> Deadline:
    """A period made longer (P2.2), counted from the unmoved day, so holidays never lengthen it.

    How many months may be granted is not decided here (S3). Raises ValueError for months below 1.
    """
    origin = deadline.unmoved
    step = Step(
        "P2.2",
        origin,
        f"延期{months}个月，自顺延前的届满日{_zh(origin)}起算",
        f"extended by {_en_count(months, 'month')}, counted from {origin}, the last day unmoved",
    )
    return _month_period(origin, months, calendar, (*deadline.steps, step))


def in_working_days(start: date, days: int, calendar: Calendar) -> Deadline:
    """A period of working days after `start` (L1, L4, L8). Raises ValueError for days below 1."""
    last_day = calendar.add_working_days(start, days)
    counted = Step(
        "L4",
        last_day,
        f"{days}个工作日，于{_zh(last_day)}届满",
        f"{_en_count(days, 'working day')}, the last of which is {last_day}",
    )
    unknown = _unannounced(start + ONE_DAY, last_day, calendar)
    return Deadline(
        last_day=last_day,
        unmoved=last_day,
        provisional=bool(unknown),
        calendar_version=calendar.version,
        steps=(_starts_after(start, "", ""), counted, *unknown),
    )


def _month_period(
    origin: date, months: int, calendar: Calendar, steps: tuple[Step, ...]
) -> Deadline:
    corresponding = _corresponding_day(origin, months)
    unmoved = corresponding.day
    last_day = calendar.next_working_day(unmoved)
    unknown = _unannounced(unmoved, last_day, calendar)
    return Deadline(
        last_day=last_day,
        unmoved=unmoved,
        provisional=bool(unknown),
        calendar_version=calendar.version,
        steps=(*steps, corresponding, _moved(unmoved, last_day), *unknown),
    )


def _starts_after(start: date, zh: str, en: str) -> Step:
    first = start + ONE_DAY
    return Step(
        "L1",
        first,
        f"{_zh(start)}{zh}，期限自次日{_zh(first)}起算",
        f"{en}on {start}: the period runs from the day after, {first}",
    )


def _corresponding_day(origin: date, months: int) -> Step:
    if months < 1:
        raise ValueError(f"a period has at least one month, not {months}")
    years, month = divmod(origin.month - 1 + months, 12)
    year, month = origin.year + years, month + 1
    length = monthrange(year, month)[1]
    day = date(year, month, min(origin.day, length))
    if origin.day <= length:
        return Step(
            "L2",
            day,
            f"{months}个月，于最后一月的对应日{_zh(day)}届满",
            f"{_en_count(months, 'month')}, to the corresponding day, {day}",
        )
    return Step(
        "L2",
        day,
        f"{months}个月，最后一月没有对应日，于该月末日{_zh(day)}届满",
        f"{_en_count(months, 'month')} end on the month's last day, {day}: "
        "there is no corresponding day",
    )


def _moved(unmoved: date, last_day: date) -> Step:
    if last_day != unmoved:
        zh = f"{_zh(unmoved)}为休息日，顺延至其后第一个工作日{_zh(last_day)}"
        en = f"{unmoved} is a day off: moved to the next working day, {last_day}"
    elif unmoved.weekday() >= SATURDAY:
        zh = f"{_zh(unmoved)}虽为周末，系调休上班日，不顺延"
        en = f"{unmoved} is a weekend day, but a make-up workday: not moved"
    else:
        zh = f"{_zh(unmoved)}为工作日，不顺延"
        en = f"{unmoved} is a working day: not moved"
    return Step("L3", last_day, zh, en)


def _unannounced(first: date, last_day: date, calendar: Calendar) -> tuple[Step, ...]:
    """L8: one step where a year that was looked at, from first to last, has no notice; or none."""
    years = [y for y in range(first.year, last_day.year + 1) if y not in calendar.years]
    if not years:
        return ()
    return (
        Step(
            "L8",
            last_day,
            f"所用日历（{calendar.version}）尚无{'、'.join(map(str, years))}年放假安排，"
            f"{_zh(last_day)}为暂定",
            f"the calendar ({calendar.version}) has no holiday notice for "
            f"{', '.join(map(str, years))} yet: {last_day} is provisional",
        ),
    )


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _en_count(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
