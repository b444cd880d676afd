"""Which way a generated life moves on, of all that may be done."""

from domain.commands import Action
from domain.core import permitted
from domain.people import Actor
from domain.stages import PERIODS
from tests.domain.cast import ENTITLED
from tests.domain.commanding import action
from tests.domain.machine import Machine

ONWARD = [
    "confirm_step",
    "resume",
    "redo_measures",
    "order_again",
    "serve_notice",
    "file_report",
    "record_reinspection",
    "verify_exit",
    "review_control",
    "give_advance_notice",
    "waive_hearing",
    "answer_statement",
    "record_hearing",
    "file_resettlement_plan",
    "decide_resettlement_plan",
    "file_risk_plan",
    "decide_risk_plan",
    "request_approval",
    "decide_approval",
    "file_shutdown_plan",
    "decide_shutdown_plan",
    "give_enforcement_notice",
    "record_commitment",
    "order_announcement",
    "record_announcement",
    "confirm_dismantling",
    "take_exit_decision",
    "record_watch",
    *("record_statement", "request_hearing", "apply_for_extension", "decide_extension"),
]
"""The first that may be taken leads towards the end; the last four lead nowhere."""
BACK_OUT = [
    *("suspend", "undo_measures", "revoke_decision", "withdraw"),
    *("reject_step", "take_back_step", "reassign"),
]
"""Asked for more rarely: they undo what others did."""


class Moving(Machine):
    def any_case(self) -> str:
        return self.choose(list(self.enterprise.cases))

    def chosen(self, kind: str, number: str) -> Action:
        return action(kind, self.enterprise.cases[number], self.today, self.choose)

    def with_a_period(self) -> list[str]:
        """That runs, or ran."""
        cases = self.enterprise.cases
        running = [number for number in cases if cases[number].stage in PERIODS]
        return running or [number for number in cases if cases[number].deadline]

    def moves_on(self, number: str, times: int, back: int = 0) -> None:
        for time in range(times):
            steps = self.onward(number)
            if steps:
                onward = min((kind for _, kind in steps), key=ONWARD.index)
                by = self.choose([by for by, kind in steps if kind == onward])
                self.gives(by, self.chosen(onward, number), number, 0 if time else back)

    def open_cases(self) -> list[str]:
        return [number for number, case in self.enterprise.cases.items() if not case.ended]

    def awaiting_a_second(self) -> list[str]:
        return [number for number, case in self.enterprise.cases.items() if case.proposal]

    def exiting(self) -> list[str]:
        """Decided on, or with a period."""
        cases = self.enterprise.cases
        return [n for n in self.open_cases() if cases[n].decision or cases[n].deadline]

    def onward(self, number: str) -> list[tuple[Actor, str]]:
        """A decision that stands is not taken again, and a department is left to publish it. Where
        a stop may have to be heard first, it is."""
        case, done = self.enterprise.cases[number], []
        if case.decision:
            done.append("take_exit_decision")
        if case.announcement:
            done.append("record_announcement")
        settled = case.hearing is not None and case.hearing.settled
        if not settled and case.procedure.permits(case.stage, "give_advance_notice"):
            done.append("serve_notice")
        return [
            (by, kind) for by, kind in self.steps(number) if kind in ONWARD and kind not in done
        ]

    def steps(self, number: str) -> list[tuple[Actor, str]]:
        return [
            (by, kind)
            for by in ENTITLED
            for kind in permitted(self.enterprise, number, by)
            if kind not in BACK_OUT
        ]
