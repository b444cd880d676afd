"""Rectification 整改: the report, and the re-inspection."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.advance_notice import unheard
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.extension import settled_by_report
from domain.handed_in import not_in_time
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Rules, Tellings
from domain.words import Quantity, Reason, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

Verdict = Literal["pass", "fail"]
VERDICTS = {"pass": Text("达标", "pass"), "fail": Text("不达标", "fail")}


@dataclass(frozen=True, slots=True)
class FileReport:
    """The enterprise says that it is done; `handed_in` is its paper, where an inspector files it
    for the enterprise."""

    summary: Reason
    handed_in: Reference = ""
    kind: Literal["file_report"] = "file_report"


@dataclass(frozen=True, slots=True)
class RecordReinspection:
    """What was measured and the limit it is held against, in one unit: from figures the verdict
    follows (P2.3), and given, it must agree with them. Where the procedure is not judged by
    figures they may be left out, and the verdict rests on the findings."""

    measured: Quantity | None = None
    limit: Quantity | None = None
    verdict: Verdict | None = None
    findings: Reference = ""
    kind: Literal["record_reinspection"] = "record_reinspection"


ACTIONS = {
    "file_report": action_rule(
        "提交整改报告",
        "file rectification report",
        "P2.1",
        Role.ENTERPRISE,
        Role.INSPECTOR,
        backdated=True,
    ),
    "record_reinspection": action_rule(
        "记录复查", "record re-inspection", "P2.3", Role.INSPECTOR, backdated=True
    ),
}


def verdict_of(measured: Decimal, limit: Decimal) -> Verdict:
    """P2.3: over the limit fails; exactly at the limit meets it."""
    return "fail" if measured > limit else "pass"


def _report(case: "Case", action: FileReport, by: Actor, on: date) -> Consequence | Refusal:
    """An inspector files only what the enterprise handed in: S2 lets a report be followed by a
    re-inspection before the period is over."""
    if by.role is not Role.ENTERPRISE and not action.handed_in:
        return refuse("not_handed_in")
    return not_in_time(case, action.kind, on) or NOTHING_MORE


def judged(case: "Case", action: RecordReinspection) -> Consequence | Refusal:
    """P2.3: pass or fail follows from the figures, where there are any."""
    if action.measured is None or action.limit is None:
        if case.procedure.judged_by_figures:
            return refuse("figures_missing", "P2.3")
        return Consequence(action.verdict) if action.verdict else refuse("verdict_missing")
    if case.line.limit is not None and action.limit != case.line.limit:
        return refuse("limit_differs", limit=case.line.limit)
    verdict = verdict_of(action.measured, action.limit)
    if action.verdict not in (None, verdict):
        return refuse(
            "verdict_against_figures",
            measured=action.measured,
            limit=action.limit,
            verdict=VERDICTS[verdict],
        )
    return Consequence(verdict)


def _reinspect(
    case: "Case", action: RecordReinspection, by: Actor, on: date
) -> Consequence | Refusal:
    return judged(case, action)


RULES: Rules = {"file_report": _report, "record_reinspection": _reinspect}


def _reported(case: "Case", action: FileReport, entry: "Entry", event: "Taken") -> "Case":
    return settled_by_report(unheard(case))


def _reinspected(
    case: "Case", action: RecordReinspection, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(case, reinspected=True)


FOLDS: Folds = {"file_report": _reported, "record_reinspection": _reinspected}


def tell_reinspection(action: RecordReinspection, outcome: str) -> Text:
    if action.measured is None or action.limit is None:
        return VERDICTS[outcome]
    text = Text(
        "实测 {measured}，限额 {limit}，{verdict}",
        "measured {measured}, limit {limit}: {verdict}",
    )
    return text.format(measured=action.measured, limit=action.limit, verdict=VERDICTS[outcome])


TELLINGS: Tellings = {"record_reinspection": tell_reinspection}
