"""The terms of an order that were entered wrongly with its notice are put right by a counter-entry
更正 (S7): its last day, and what it does to production."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.catalogue import MeasureKind
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.heard_orders import counts_as, unheard_of
from domain.notice import by_order, ordered, wrong_production
from domain.people import Actor, Role
from domain.production import ProductionLines, Share, tell_scope
from domain.refusals import Refusal, refuse
from domain.stages import STAGES
from domain.topics import Folds, Rules, Tellings
from domain.words import Day, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectNotice:
    """The right last day, where the order sets it (P4.1, P5.1), and the right measure with its
    share or lines, said in full where any of it was wrong."""

    reason: Reason
    rectify_by: Day | None = None
    production: Literal[MeasureKind.PRODUCTION_STOP, MeasureKind.PRODUCTION_LIMIT] | None = None
    share: Share | None = None
    lines: ProductionLines = ()
    kind: Literal["correct_notice"] = "correct_notice"

    @property
    def of_production(self) -> bool:
        return bool(self.production or self.share is not None or self.lines)


ACTIONS = {
    "correct_notice": action_rule(
        "更正通知书内容", "correct the notice", "P4.1", Role.INSPECTOR, documented=True
    )
}


def _correct(case: "Case", action: CorrectNotice, by: Actor, on: date) -> Consequence | Refusal:
    if not action.of_production and action.rectify_by is None:
        return refuse("nothing_corrected")
    refusal = _wrong_order(case, action, on) if action.of_production else None
    return refusal or _period(case, action.rectify_by)


def _wrong_order(case: "Case", action: CorrectNotice, on: date) -> Refusal | None:
    """L5: what was heard as a stop is heard; a limit does not become one unheard."""
    refusal = wrong_production(case, action.production, action.share, action.lines)
    measure = ordered(case, action.production)
    was_heard = case.production is not None and case.production.heard_since
    if refusal or measure is None or was_heard:
        return refusal
    return unheard_of(case, counts_as(case, measure, action.lines), on)


def _period(case: "Case", last_day: date | None) -> Consequence | Refusal:
    """S2: also where the wrong day has ended it, unless a re-inspection failed since."""
    if last_day is None:
        return NOTHING_MORE
    if not case.procedure.period_by_order:
        return refuse("period_is_fixed")
    if case.reinspected:
        return refuse("found_by_it", "P2.3", stage=STAGES[case.stage])
    assert case.served_on  # noqa: S101 - what is corrected was served
    if last_day <= case.served_on:
        return refuse("not_after_service", day=last_day)
    return Consequence("period", by_order(last_day, case.served_on, case))


RULES: Rules = {"correct_notice": _correct}


def _corrected(case: "Case", action: CorrectNotice, entry: "Entry", event: "Taken") -> "Case":
    """Measures follow (S6); what the enterprise was told after a wrong end was told too early."""
    now, production = case, case.production
    if action.of_production and production:
        measure = ordered(case, action.production) or production.measure
        right = replace(production, measure=measure, share=action.share, lines=action.lines)
        now = changed(now, production=right)
    if event.deadline is None:
        return now
    return changed(unheard(now), deadline=event.deadline, approval=None)


FOLDS: Folds = {"correct_notice": _corrected}


def _tell(action: CorrectNotice, outcome: str) -> Text:
    said = []
    if action.rectify_by:
        said.append(Text("整改至 {day}", "until {day}").format(day=action.rectify_by))
    if action.of_production:
        measure = action.production or MeasureKind.PRODUCTION_STOP
        said.append(tell_scope(measure, action.share, action.lines))
    zh, en = "，".join(each.zh for each in said), ", ".join(each.en for each in said)
    return Text(f"{zh}，{action.reason}", f"{en}: {action.reason}")


TELLINGS: Tellings = {"correct_notice": _tell}
