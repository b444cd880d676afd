"""A step proposed to a second person, and the proposal that events have overtaken."""

from datetime import date

from domain.case import Case
from domain.commands import ACTIONS, Command
from domain.deadlines import in_working_days
from domain.due import lapse
from domain.events import Proposed
from domain.proposal import Lapse
from domain.requirements import unmet
from domain.turn import Turn


def propose(turn: Turn, case: Case, command: Command, on: date) -> None:
    """Puts on record what was judged allowed; it has no other effect."""
    limit = in_working_days(on, case.procedure.confirmation_days, case.calendar)
    rules = ("S7", ACTIONS[command.action.kind].rule)
    event = Proposed(command.action, limit)
    turn.add(case.number, event, tuple(dict.fromkeys(rules)), by=command.by, command=command)


def lapse_overtaken(turn: Turn) -> None:
    """A step was judged at its stage, on what was there: another stage is another question, and so
    is what the enterprise was not heard on (L5)."""
    for case in turn.enterprise.cases.values():
        if case.proposal is None:
            continue
        if case.proposal.stage is not case.stage:
            lapse(turn, case, Lapse.STAGE_CHANGED)
        elif case.hearing is None and unmet(case, case.proposal.step.kind):
            lapse(turn, case, Lapse.UNHEARD)
