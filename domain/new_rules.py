"""A newer version of its procedure for a case that runs, or the same with what the installation
has set otherwise since: moved over on record (S10). Periods that run go on as they are; what comes
after goes by the new rules."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.people import Role
from domain.procedure import EXIT_WAYS, Procedure
from domain.refusals import Refusal, refuse
from domain.stages import STAGES
from domain.topics import Folds, Tellings
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class AdoptRules:
    """The case goes on under this version of the procedure of its ground."""

    procedure: Procedure
    kind: Literal["adopt_rules"] = "adopt_rules"


ACTIONS = {
    "adopt_rules": action_rule(
        "改按新版程序办理",
        "go on under a newer procedure",
        "S10",
        Role.SUPERVISOR,
        documented=True,
    )
}


def wrong_procedure(case: "Case", procedure: Procedure) -> Refusal | None:
    if procedure.ground is not case.procedure.ground:
        return refuse("other_ground")
    if procedure.version < case.procedure.version or procedure == case.procedure:
        return refuse("rules_not_newer", known=case.procedure.version)
    if not _fits(case, procedure):
        stage = STAGES[case.stage]
        return refuse("rules_do_not_fit", version=procedure.version, stage=stage)
    return None


def _fits(case: "Case", procedure: Procedure) -> bool:
    """Whether the new rules know the stage and all that the case waits for in it, and would leave
    in force just what a decision that was taken has put there (S1)."""
    ahead = [appointment.what for appointment in case.agenda]
    return (
        case.stage in procedure.transitions
        and (case.stage not in EXIT_WAYS or EXIT_WAYS[case.stage] in procedure.exits)
        and ("stage_limit" not in ahead or case.stage in procedure.limits)
        and ("period_end" not in ahead or procedure.permits(case.stage, "period_ended"))
        and (case.inspection is None or procedure.permits(case.stage, "record_watch"))
        and (not case.extension_pending or procedure.permits(case.stage, "decide_extension"))
        and (not _being_heard(case) or procedure.permits(case.stage, "record_hearing"))
        and _same_measures(case, procedure)
    )


def _being_heard(case: "Case") -> bool:
    """L5: who was told is heard to the end, whatever the new rules want before the decision."""
    return case.hearing is not None and not case.hearing.settled


def _same_measures(case: "Case", procedure: Procedure) -> bool:
    if case.decision is None:
        return True
    way = case.decision.way
    measures = case.procedure.exits[way].measures
    return way in procedure.exits and procedure.exits[way].measures == measures


def _adopted(case: "Case", action: AdoptRules, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, procedure=action.procedure)


FOLDS: Folds = {"adopt_rules": _adopted}


def _tell(action: AdoptRules, outcome: str) -> Text:
    return Text("第 {version} 版", "version {version}").format(version=action.procedure.version)


TELLINGS: Tellings = {"adopt_rules": _tell}
