"""How a case is opened: by a flag, or by an inspection that finds a line producing again."""

from datetime import date

from domain.case import Case
from domain.commands import Action, Command
from domain.deadlines import in_working_days
from domain.enterprise import Enterprise
from domain.events import Taken
from domain.flagging import Flag, flaggable
from domain.refusals import Refusal, refuse
from domain.stages import Stage
from domain.turn import Turn
from domain.watch import RecordWatch


def unopenable(enterprise: Enterprise, action: Flag, on: date) -> Refusal | None:
    """What bars the case that somebody's flag of that day would open."""
    refusal = flaggable(action) or _not_to_follow(enterprise, action.follows, on)
    if refusal:
        return refusal
    same = _open_case_of(enterprise, action)
    return refuse("already_flagged", case=same.number) if same else None


def flag_of_resumed(enterprise: Enterprise, case: Case, action: Action) -> Flag | Refusal | None:
    """The flag that the action itself brings: production was resumed, and no open case of the
    line and its ground deals with that already."""
    if not isinstance(action, RecordWatch) or action.found != "resumed":
        return None
    if action.new_rules is None:
        return refuse("rules_missing")
    flag = Flag(
        enterprise=enterprise.code,
        enterprise_name=enterprise.name,
        line=case.line,
        procedure=action.new_rules.procedure,
        calendar=action.new_rules.calendar,
        reason=action.findings,
        planned_exit=action.planned_exit,
        follows=case.number,
    )
    return None if _open_case_of(enterprise, flag) else flaggable(flag) or flag


def open_by(turn: Turn, command: Command, action: Flag, on: date) -> None:
    """Put the flag on record, as part of this command."""
    procedure = action.procedure
    limit = in_working_days(on, procedure.limits[Stage.FLAGGED].working_days, action.calendar)
    number = f"{turn.enterprise.code}-{len(turn.enterprise.cases) + 1}"
    event = Taken(action, Stage.FLAGGED, limit=limit)
    turn.add(number, event, procedure.rules["flag"], by=command.by, on=on, command=command)


def _not_to_follow(enterprise: Enterprise, number: str, on: date) -> Refusal | None:
    if not number:
        return None
    case = enterprise.cases.get(number)
    if case is None:
        return refuse("unknown_case", case=number)
    if not case.ended:
        return refuse("not_ended", case=number)
    early = refuse("before_previous_step", day=on, previous=case.since)
    return early if on < case.since else None


def _open_case_of(enterprise: Enterprise, action: Flag) -> Case | None:
    """A sealed line is no hindrance to the case that follows its exit."""
    for case in enterprise.cases.values():
        same_line = case.line.located_name == action.line.located_name
        exited = case.ended or (action.follows and case.stage is Stage.SEALED)
        if same_line and case.procedure.ground is action.procedure.ground and not exited:
            return case
    return None
