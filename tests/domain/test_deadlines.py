"""Periods in months, each row worked out by hand from the holiday notices (L1, L2, L3, P2.2, L8).

The comment of a row gives the day before it is moved, where it is, and why.
"""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter

from activities.holidays import announced_calendar
from domain.deadlines import Deadline, extended, in_months
from domain.explaining import explain

CALENDAR = announced_calendar().within(2004, 2026)
FINAL, PROVISIONAL = False, True

ROWS = [
    # The plain case: served, months, extension, last day
    ("2025-01-07", 6, 0, "2025-07-07", FINAL),  # Mon
    ("2025-03-11", 6, 0, "2025-09-11", FINAL),  # Thu
    ("2025-02-14", 6, 0, "2025-08-14", FINAL),  # Thu
    ("2024-06-20", 6, 0, "2024-12-20", FINAL),  # Fri
    ("2025-05-09", 1, 0, "2025-06-09", FINAL),  # Mon
    ("2025-06-24", 6, 0, "2025-12-24", FINAL),  # Wed
    ("2024-03-12", 12, 0, "2025-03-12", FINAL),  # Wed, a year on
    ("2024-07-16", 18, 0, "2026-01-16", FINAL),  # Fri, over two new years
    ("2024-03-12", 24, 0, "2026-03-12", FINAL),  # Thu, two years on
    ("2025-01-06", 6, 0, "2025-07-07", FINAL),  # 6 Jul Sun, to Mon
    ("2025-01-05", 6, 0, "2025-07-07", FINAL),  # 5 Jul Sat, to Mon
    # Month ends: the corresponding day, or the month's last day where there is none
    ("2024-08-31", 6, 0, "2025-02-28", FINAL),  # no 31 Feb; Fri
    ("2025-08-31", 6, 0, "2026-02-28", FINAL),  # no 31 Feb; Sat, but made a workday
    ("2025-08-30", 6, 0, "2026-02-28", FINAL),  # no 30 Feb; the same Saturday
    ("2025-08-29", 6, 0, "2026-02-28", FINAL),  # no 29 Feb; the same Saturday
    ("2025-08-28", 6, 0, "2026-02-28", FINAL),  # the corresponding day itself
    ("2025-08-27", 6, 0, "2026-02-27", FINAL),  # Fri
    ("2025-03-31", 6, 0, "2025-09-30", FINAL),  # no 31 Sep; Tue
    ("2025-05-31", 6, 0, "2025-12-01", FINAL),  # no 31 Nov; 30 Nov Sun, to Mon
    ("2025-10-31", 6, 0, "2026-04-30", FINAL),  # no 31 Apr; Thu
    ("2025-12-31", 6, 0, "2026-06-30", FINAL),  # no 31 Jun; Tue
    ("2025-04-30", 6, 0, "2025-10-30", FINAL),  # Thu: the 30th, not the month's end
    ("2025-02-28", 6, 0, "2025-08-28", FINAL),  # Thu: the 28th, not the month's end
    ("2025-01-31", 1, 0, "2025-02-28", FINAL),  # no 31 Feb; Fri
    ("2025-01-31", 3, 0, "2025-04-30", FINAL),  # no 31 Apr; Wed
    # Leap years
    ("2023-08-31", 6, 0, "2024-02-29", FINAL),  # no 31 Feb; 29 Feb Thu
    ("2023-08-30", 6, 0, "2024-02-29", FINAL),  # no 30 Feb; 29 Feb Thu
    ("2023-08-29", 6, 0, "2024-02-29", FINAL),  # the corresponding day itself
    ("2023-08-28", 6, 0, "2024-02-28", FINAL),  # Wed, though the month has a 29th
    ("2024-01-31", 1, 0, "2024-02-29", FINAL),  # no 31 Feb; 29 Feb Thu
    ("2024-02-29", 6, 0, "2024-08-29", FINAL),  # Thu
    ("2024-02-29", 12, 0, "2025-02-28", FINAL),  # no 29 Feb in 2025; Fri
    ("2022-02-28", 24, 0, "2024-02-28", FINAL),  # Wed
    ("2019-08-31", 6, 0, "2020-03-02", FINAL),  # 29 Feb Sat, to Mon
    # National Day 2025: 1-8 Oct off; Sun 28 Sep and Sat 11 Oct are workdays
    ("2025-04-01", 6, 0, "2025-10-09", FINAL),  # 1 Oct Wed off, to Thu
    ("2025-04-08", 6, 0, "2025-10-09", FINAL),  # 8 Oct Wed off, to Thu
    ("2025-04-09", 6, 0, "2025-10-09", FINAL),  # 9 Oct Thu, the first workday
    ("2025-04-11", 6, 0, "2025-10-11", FINAL),  # Sat made a workday
    ("2025-04-12", 6, 0, "2025-10-13", FINAL),  # 12 Oct Sun, to Mon
    ("2025-03-28", 6, 0, "2025-09-28", FINAL),  # Sun made a workday
    ("2025-03-27", 6, 0, "2025-09-28", FINAL),  # 27 Sep Sat, to the Sunday made a workday
    # National Day and Mid-Autumn 2026: 25-27 Sep, 1-7 Oct off; Sun 20 Sep, Sat 10 Oct workdays
    ("2026-04-01", 6, 0, "2026-10-08", FINAL),  # 1 Oct Thu off, to Thu
    ("2026-04-10", 6, 0, "2026-10-10", FINAL),  # Sat made a workday
    ("2026-03-25", 6, 0, "2026-09-28", FINAL),  # 25 Sep Fri off, to Mon
    ("2026-03-20", 6, 0, "2026-09-20", FINAL),  # Sun made a workday
    ("2026-03-19", 6, 0, "2026-09-20", FINAL),  # 19 Sep Sat, to the Sunday made a workday
    # National Day 2024: 1-7 Oct off, Sun 29 Sep a workday; 2023: 29 Sep-6 Oct, 7 and 8 workdays
    ("2024-03-29", 6, 0, "2024-09-29", FINAL),  # Sun made a workday
    ("2023-03-29", 6, 0, "2023-10-07", FINAL),  # 29 Sep Fri off, to the Saturday made a workday
    ("2023-04-08", 6, 0, "2023-10-08", FINAL),  # Sun made a workday
    # Spring Festival 2025: 28 Jan-4 Feb off; Sun 26 Jan and Sat 8 Feb are workdays
    ("2024-07-25", 6, 0, "2025-01-26", FINAL),  # 25 Jan Sat, to the Sunday made a workday
    ("2024-07-26", 6, 0, "2025-01-26", FINAL),  # Sun made a workday
    ("2024-07-28", 6, 0, "2025-02-05", FINAL),  # 28 Jan Tue off, to Wed
    ("2024-08-04", 6, 0, "2025-02-05", FINAL),  # 4 Feb Tue off, to Wed
    ("2024-08-08", 6, 0, "2025-02-08", FINAL),  # Sat made a workday
    ("2024-08-09", 6, 0, "2025-02-10", FINAL),  # 9 Feb Sun, to Mon
    # Spring Festival 2026: 15-23 Feb off; Sat 14 and Sat 28 Feb are workdays
    ("2025-08-14", 6, 0, "2026-02-14", FINAL),  # Sat made a workday
    ("2025-08-15", 6, 0, "2026-02-24", FINAL),  # 15 Feb Sun, nine days off, to Tue
    ("2025-08-23", 6, 0, "2026-02-24", FINAL),  # 23 Feb Mon off, to Tue
    # Spring Festival 2024: 10-17 Feb off, 4 and 18 Feb workdays; 2020: 24 Jan-2 Feb, lengthened
    ("2023-08-10", 6, 0, "2024-02-18", FINAL),  # 10 Feb Sat, to the Sunday made a workday
    ("2023-08-04", 6, 0, "2024-02-04", FINAL),  # Sun made a workday
    ("2019-07-24", 6, 0, "2020-02-03", FINAL),  # 24 Jan Fri off, ten days, to Mon
    # New Year
    ("2024-07-01", 6, 0, "2025-01-02", FINAL),  # 1 Jan Wed off, to Thu
    ("2025-07-01", 6, 0, "2026-01-04", FINAL),  # 1-3 Jan off, to the Sunday made a workday
    ("2025-07-04", 6, 0, "2026-01-04", FINAL),  # Sun made a workday
    ("2022-08-31", 4, 0, "2023-01-03", FINAL),  # 31 Dec Sat, 1 Sun, 2 Mon off, to Tue
    ("2018-06-29", 6, 0, "2018-12-29", FINAL),  # Sat made a workday by the notice for 2019
    ("2018-06-30", 6, 0, "2019-01-02", FINAL),  # 30 Dec Sun, 31 Mon and 1 Tue off, to Wed
    # Qingming, Labour Day, Dragon Boat
    ("2024-10-27", 6, 0, "2025-04-27", FINAL),  # Sun made a workday
    ("2025-11-01", 6, 0, "2026-05-06", FINAL),  # 1 May Fri off to 5 Tue, to Wed
    ("2025-11-09", 6, 0, "2026-05-09", FINAL),  # Sat made a workday
    ("2024-12-01", 6, 0, "2025-06-03", FINAL),  # 1 Jun Sun, 2 Mon off, to Tue
    ("2025-12-19", 6, 0, "2026-06-22", FINAL),  # 19 Jun Fri off, to Mon
    # Service on a day off counts like any other day: L3 is about the last day alone
    ("2025-10-01", 6, 0, "2026-04-01", FINAL),  # served on National Day; Wed
    ("2026-02-17", 6, 0, "2026-08-17", FINAL),  # served on the Spring Festival; Mon
    ("2025-01-29", 1, 0, "2025-02-28", FINAL),  # served on the Spring Festival; no 29 Feb; Fri
    ("2024-10-04", 6, 0, "2025-04-07", FINAL),  # served on National Day; 4 Apr Fri off, to Mon
    ("2025-04-05", 6, 0, "2025-10-09", FINAL),  # served on Qingming; 5 Oct Sun off, to Thu
    ("2025-06-14", 6, 0, "2025-12-15", FINAL),  # served on a Saturday; 14 Dec Sun, to Mon
    # Extensions count from the unmoved day
    ("2025-04-01", 6, 1, "2025-11-03", FINAL),  # from 1 Oct: 1 Nov Sat, to Mon
    ("2025-04-01", 6, 2, "2025-12-01", FINAL),  # from 1 Oct: Mon (from 9 Oct it were 9 Dec)
    ("2025-04-01", 6, 3, "2026-01-04", FINAL),  # from 1 Oct: 1 Jan off, to the Sunday workday
    ("2025-08-15", 6, 1, "2026-03-16", FINAL),  # from 15 Feb: 15 Mar Sun, to Mon (not 24 Mar)
    ("2024-07-28", 6, 3, "2025-04-28", FINAL),  # from 28 Jan: Mon (from 5 Feb it were 6 May)
    ("2025-05-15", 6, 2, "2026-01-15", FINAL),  # from Sat 15 Nov over the new year: Thu
    ("2025-06-30", 6, 3, "2026-03-30", FINAL),  # from 30 Dec over the new year: Mon
    ("2025-06-30", 6, 2, "2026-02-28", FINAL),  # from 30 Dec: no 30 Feb; Sat made a workday
    ("2024-05-31", 6, 3, "2025-02-28", FINAL),  # from Sat 30 Nov: no 30 Feb; Fri
    ("2025-08-31", 6, 3, "2026-05-28", FINAL),  # from 28 Feb: the 28th, Thu, not the 31st
    ("2023-08-31", 6, 1, "2024-03-29", FINAL),  # from 29 Feb: Fri
    ("2025-10-31", 6, 1, "2026-06-01", FINAL),  # from 30 Apr: 30 May Sat, to Mon
    # At the edges of what this calendar has, 2004 to 2026
    ("2026-06-30", 6, 0, "2026-12-30", FINAL),  # Wed
    ("2026-08-31", 4, 0, "2026-12-31", FINAL),  # Thu
    ("2026-06-26", 6, 0, "2026-12-28", FINAL),  # 26 Dec Sat, to Mon, both in 2026
    ("2024-12-15", 24, 0, "2026-12-15", FINAL),  # Tue
    ("2026-03-31", 6, 2, "2026-11-30", FINAL),  # from 30 Sep: Mon
    ("2026-07-01", 6, 0, "2027-01-01", PROVISIONAL),  # Fri, as far as is known
    ("2026-07-03", 6, 0, "2027-01-04", PROVISIONAL),  # 3 Jan Sun, to Mon
    ("2025-03-01", 24, 0, "2027-03-01", PROVISIONAL),  # Mon
    ("2026-06-30", 6, 3, "2027-03-30", PROVISIONAL),  # final until it is extended; Tue
    ("2026-04-01", 6, 3, "2027-01-01", PROVISIONAL),  # from 1 Oct: Fri, as far as is known
    ("2027-08-31", 6, 0, "2028-02-29", PROVISIONAL),  # no 31 Feb; 29 Feb Tue
    ("2003-05-10", 6, 0, "2003-11-10", PROVISIONAL),  # Mon, before the first year known
    ("2003-07-06", 6, 0, "2004-01-06", FINAL),  # Tue: only the end has to be known
]


@pytest.mark.parametrize(("served", "months", "extension", "last_day", "provisional"), ROWS)
def test_l1_l2_l3_l8_the_table_worked_out_by_hand(
    served: str, months: int, extension: int, last_day: str, provisional: bool
) -> None:
    deadline = in_months(date.fromisoformat(served), months, CALENDAR)
    if extension:
        deadline = extended(deadline, extension, CALENDAR)
    assert (str(deadline.last_day), deadline.provisional) == (last_day, provisional)


def test_l8_a_move_into_a_year_not_announced_yet_is_provisional_until_it_is() -> None:
    before = in_months(date(2022, 8, 31), 4, CALENDAR.within(2020, 2022))
    assert (before.unmoved, before.last_day) == (date(2022, 12, 31), date(2023, 1, 2))
    assert before.provisional
    after = in_months(date(2022, 8, 31), 4, CALENDAR.within(2020, 2023))
    assert (after.last_day, after.provisional) == (date(2023, 1, 3), False)
    # The day moved from lies in a year not known, so it might not have had to move at all.
    assert in_months(date(2022, 8, 31), 4, CALENDAR.within(2023, 2023)).provisional


def test_l3_the_period_ends_at_24_00_in_china() -> None:
    deadline = in_months(date(2025, 4, 1), 6, CALENDAR)
    assert deadline.ends_at == datetime(2025, 10, 9, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("served", "rules", "words"),
    [
        (date(2025, 4, 1), ["L1", "L2", "L3"], "顺延至其后第一个工作日2025年10月9日"),
        (date(2025, 4, 9), ["L1", "L2", "L3"], "2025年10月9日为工作日，不顺延"),
        (date(2025, 4, 11), ["L1", "L2", "L3"], "系调休上班日，不顺延"),
        (date(2025, 8, 31), ["L1", "L2", "L3"], "没有对应日，于该月末日2026年2月28日届满"),
        (date(2026, 8, 3), ["L1", "L2", "L3", "L8"], "尚无2027年放假安排"),
    ],
)
def test_the_arithmetic_is_told_rule_by_rule(served: date, rules: list[str], words: str) -> None:
    steps = explain(in_months(served, 6, CALENDAR))
    assert [step.rule for step in steps] == rules
    assert any(words in step.zh for step in steps)
    assert all(str(step.day) in step.en for step in steps)


def test_p2_2_an_extension_keeps_the_steps_before_it() -> None:
    first = in_months(date(2025, 4, 1), 6, CALENDAR)
    longer = extended(first, 2, CALENDAR)
    assert longer.steps[:3] == first.steps
    assert [step.rule for step in longer.steps[3:]] == ["P2.2", "L2", "L3"]
    assert longer.steps[3].day == date(2025, 10, 1)


def test_a_deadline_survives_json() -> None:
    adapter = TypeAdapter(Deadline)
    deadline = in_months(date(2026, 8, 3), 6, CALENDAR)
    assert adapter.validate_json(adapter.dump_json(deadline)) == deadline


@pytest.mark.parametrize("months", [0, -1])
def test_a_period_has_at_least_one_month(months: int) -> None:
    deadline = in_months(date(2025, 4, 1), 6, CALENDAR)
    with pytest.raises(ValueError, match="at least one month"):
        in_months(date(2025, 4, 1), months, CALENDAR)
    with pytest.raises(ValueError, match="at least one month"):
        extended(deadline, months, CALENDAR)
