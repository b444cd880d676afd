"""The arithmetic of a deadline in words: a sentence for each step, in both languages."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from domain.calendar import ONE_DAY
from domain.deadlines import Deadline, Step, StepKind
from domain.words import Text


@dataclass(frozen=True, slots=True)
class Explained:
    """One step in words: the rule applied, the day that it gave, the sentence."""

    rule: str
    day: date
    zh: str
    en: str


@lru_cache(maxsize=1000)
def explain(deadline: Deadline) -> tuple[Explained, ...]:
    """The steps in the order in which they were taken. Asked for with every answer about a case,
    whose deadlines seldom change."""
    first, *_ = steps = deadline.steps
    said = [_say(first, first.day, deadline.calendar_version)]
    said += [_say(step, last.day, deadline.calendar_version) for last, step in pairwise(steps)]
    return tuple(
        Explained(step.rule, step.day, text.zh, text.en)
        for step, text in zip(steps, said, strict=True)
    )


def _say(step: Step, from_day: date, version: str) -> Text:
    """`from_day` is the day that the step before gave."""
    return _SENTENCES[step.kind].format(
        day=Text(_zh(step.day), str(step.day)),
        from_day=Text(_zh(from_day), str(from_day)),
        started=Text(_zh(step.day - ONE_DAY), str(step.day - ONE_DAY)),
        count=step.count,
        s="" if step.count == 1 else "s",
        version=version,
    )


_SENTENCES = {
    StepKind.SERVED: Text(
        "{started}送达，期限自次日{day}起算",
        "served on {started}: the period runs from the day after, {day}",
    ),
    StepKind.STARTED: Text(
        "{started}，期限自次日{day}起算",
        "on {started}: the period runs from the day after, {day}",
    ),
    StepKind.ORDERED: Text("责令书所定截止日{day}", "the order sets the last day, {day}"),
    StepKind.PLANNED: Text("年度计划所列退出日{day}", "the annual plan sets the exit date, {day}"),
    StepKind.ENFORCED: Text("协办函所定执行日{day}", "the order may be carried out from {day}"),
    StepKind.AT_ONCE: Text("{day}告警，即日到期", "alarm on {day}: due at once"),
    StepKind.EXTENDED: Text(
        "延期{count}个月，自顺延前的届满日{day}起算",
        "extended by {count} month{s}, counted from {day}, the last day unmoved",
    ),
    StepKind.CORRESPONDING_DAY: Text(
        "{count}个月，于最后一月的对应日{day}届满",
        "{count} month{s}, to the corresponding day, {day}",
    ),
    StepKind.MONTH_END: Text(
        "{count}个月，最后一月没有对应日，于该月末日{day}届满",
        "{count} month{s} end on the month's last day, {day}: there is no corresponding day",
    ),
    StepKind.WORKING_DAYS: Text(
        "{count}个工作日，于{day}届满", "{count} working day{s}, the last of which is {day}"
    ),
    StepKind.MOVED: Text(
        "{from_day}为休息日，顺延至其后第一个工作日{day}",
        "{from_day} is a day off: moved to the next working day, {day}",
    ),
    StepKind.MAKE_UP_WORKDAY: Text(
        "{day}虽为周末，系调休上班日，不顺延",
        "{day} is a weekend day, but a make-up workday: not moved",
    ),
    StepKind.WORKING_DAY: Text("{day}为工作日，不顺延", "{day} is a working day: not moved"),
    StepKind.SUSPENDED: Text("{day}起中止计算", "the clock stopped on {day}"),
    StepKind.RESUMED: Text("{day}恢复计算", "the clock ran again from {day}"),
    StepKind.DAYS_LEFT: Text(
        "期限中止{count}日，扣除后于{day}届满",
        "the clock was stopped for {count} day{s}: the days left end on {day}",
    ),
    StepKind.WORKING_DAYS_LEFT: Text(
        "期限中止后恢复计算，剩余{count}个工作日，于{day}届满",
        "the clock was stopped: the {count} working day{s} left end on {day}",
    ),
    StepKind.UNANNOUNCED: Text(
        "所用日历（{version}）尚无{count}年放假安排，{day}为暂定",
        "the calendar ({version}) has no holiday notice for {count} yet: {day} is provisional",
    ),
}


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
