"""Steps of an exit that were entered wrongly, put right by counter-entries 更正 (S7). An exit that
is complete no more without them (S4) is under way again; what it put in force stays so."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.correction import looked_after
from domain.people import Actor, Role
from domain.refusals import Refusal, refuse
from domain.shutdown import named_before
from domain.stages import Stage
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Name, Reason, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class CorrectDismantling:
    """One item of main equipment still stands (P1.2)."""

    equipment: Name
    reason: Reason
    kind: Literal["correct_dismantling"] = "correct_dismantling"


@dataclass(frozen=True, slots=True)
class CorrectCommitment:
    """The enterprise has not publicly committed (P1.4)."""

    reason: Reason
    kind: Literal["correct_commitment"] = "correct_commitment"


@dataclass(frozen=True, slots=True)
class CorrectAnnouncement:
    """What was recorded as announced was not (P1.5). What a department published is on its own
    receipt."""

    reason: Reason
    kind: Literal["correct_announcement"] = "correct_announcement"


@dataclass(frozen=True, slots=True)
class CorrectEnforcementNotice:
    """The day (in China) that the notice of enforcement really named (L6): what is not carried out
    yet goes by it, and what was carried out before it was irregular."""

    enforce_on: Day
    reason: Reason
    kind: Literal["correct_enforcement_notice"] = "correct_enforcement_notice"


ACTIONS = {
    "correct_dismantling": action_rule(
        "更正拆除确认", "correct a confirmed dismantling", "P1.2", Role.INSPECTOR, documented=True
    ),
    "correct_commitment": action_rule(
        "更正公开承诺", "correct the public commitment", "P1.4", Role.INSPECTOR, documented=True
    ),
    "correct_announcement": action_rule(
        "更正公告登记",
        "correct the announcement",
        "P1.5",
        Role.INSPECTOR,
        Role.SUPERVISOR,
        documented=True,
    ),
    "correct_enforcement_notice": action_rule(
        "更正执行日期", "correct the day of enforcement", "L6", Role.INSPECTOR, documented=True
    ),
}


def _dismantled(case: "Case") -> Refusal | None:
    return _recorded(case, bool(case.dismantled), "P1.2")


def _committed(case: "Case") -> Refusal | None:
    return _recorded(case, case.committed, "P1.4")


def _announced(case: "Case") -> Refusal | None:
    return _recorded(case, case.announced, "P1.5")


def _noticed(case: "Case") -> Refusal | None:
    return _recorded(case, case.enforce_on is not None, "L6")


def _recorded(case: "Case", recorded: bool, rule: str) -> Refusal | None:
    return looked_after(case) or (None if recorded else refuse("not_recorded", rule))


GUARDS: Guards = {
    "correct_dismantling": _dismantled,
    "correct_commitment": _committed,
    "correct_announcement": _announced,
    "correct_enforcement_notice": _noticed,
}


def _stands(case: "Case", action: CorrectDismantling, by: Actor, on: date) -> Consequence | Refusal:
    if action.equipment not in case.dismantled:
        return refuse("not_recorded", "P1.2")
    return Consequence(case.decision.way) if case.decision else NOTHING_MORE


def _noticed_otherwise(
    case: "Case", action: CorrectEnforcementNotice, by: Actor, on: date
) -> Consequence | Refusal:
    assert case.noticed_on  # noqa: S101 - the guard saw its day
    return named_before(action.enforce_on, case.noticed_on) or NOTHING_MORE


RULES: Rules = {
    "correct_dismantling": _stands,
    "correct_enforcement_notice": _noticed_otherwise,
}


def _without_item(
    case: "Case", action: CorrectDismantling, entry: "Entry", event: "Taken"
) -> "Case":
    """What was lifted once the line was gone is enforced again on a notice of its own, and not as
    an emergency of that time (L6)."""
    left = tuple(item for item in case.dismantled if item != action.equipment)
    now = changed(case, dismantled=left)
    if case.stage in (Stage.SEALING, Stage.SEALED):
        return now
    decision = changed(case.decision, emergency="") if case.decision else None
    return changed(now, decision=decision, enforce_on=None)


def _uncommitted(case: "Case", action: CorrectCommitment, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, committed=False)


def _unannounced(
    case: "Case", action: CorrectAnnouncement, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(case, announced=False)


def _noticed_for(
    case: "Case", action: CorrectEnforcementNotice, entry: "Entry", event: "Taken"
) -> "Case":
    return changed(case, enforce_on=action.enforce_on)


FOLDS: Folds = {
    "correct_dismantling": _without_item,
    "correct_commitment": _uncommitted,
    "correct_announcement": _unannounced,
    "correct_enforcement_notice": _noticed_for,
}


def _tell_item(action: CorrectDismantling, outcome: str) -> Text:
    return Text("{item} 未拆除，{reason}", "{item} still stands: {reason}").format(
        item=action.equipment, reason=action.reason
    )


def _tell_day(action: CorrectEnforcementNotice, outcome: str) -> Text:
    return Text("{day} 起执行，{reason}", "to be enforced from {day}: {reason}").format(
        day=action.enforce_on, reason=action.reason
    )


def _tell_reason(action: CorrectCommitment | CorrectAnnouncement, outcome: str) -> Text:
    return Text(action.reason, action.reason)


TELLINGS: Tellings = {
    "correct_dismantling": _tell_item,
    "correct_commitment": _tell_reason,
    "correct_announcement": _tell_reason,
    "correct_enforcement_notice": _tell_day,
}
