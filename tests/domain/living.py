"""Lives of any kind: commands by anybody and jumps in time, in any order, on cases that share
supply points. After each step the record must show that every rule was kept."""

from collections.abc import Callable
from datetime import date, timedelta

from domain.case import Case
from domain.commands import Action
from domain.core import permitted
from domain.flagging import Flag
from domain.line import Line
from domain.new_calendar import AdoptCalendar
from domain.new_rules import AdoptRules
from domain.procedure import Procedure
from domain.procedures import ELIMINATED
from tests.domain.answering import Answering
from tests.domain.cast import ALL_PROCEDURES, ANYBODY, LINES, PROMOTED, STAND_IN, newer
from tests.domain.choosing import Choose
from tests.domain.commanding import DAYS_AHEAD, DAYS_BACK, KINDS, TO_BE_SEALED
from tests.domain.grounds import ASK, STATE
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    CODE,
    DEPUTY,
    ENTERPRISE,
    INSPECTOR,
    NAME,
    RESUME,
    SECOND_SUPERVISOR,
    SUPERVISOR,
    TELL,
    WITHDRAW,
)
from tests.domain.other_calendars import newer as another

CORRECTIONS = (
    "correct_line",
    "correct_advance_notice",
    "correct_service",
    "correct_enforcement_notice",
    "correct_commitment",
    "correct_hearing",
    "correct_notice",
    "correct_reinspection",
    "correct_report",
    "correct_verification",
    "correct_announcement",
    "correct_dismantling",
    "correct_watch",
)
"""The rarest last."""
MOST_CASES = 6
JUMPS = [timedelta(hours=1), *(timedelta(days=n) for n in (1, 3, 10, 30, 100))]
PAUSES = [timedelta(days=n) for n in (0, 0, 0, 5, 40, 200)]


class Lives(Answering):
    def begins(self) -> None:
        """A line on up to three grounds, beside another on its supply points; one case is on its
        way."""
        lines = [LINES[0], LINES[0], LINES[1]]
        grounds = [self.choose(ALL_PROCEDURES) for _ in lines]
        for line, procedure in [(LINES[0], ELIMINATED), *zip(lines, grounds, strict=True)]:
            self._flag(line, procedure, 40)
        sealing = self.choose([False, True])
        for number, case in self.enterprise.cases.items():
            self.gives(INSPECTOR, self.chosen("serve_notice", number), number)
            if sealing and case.procedure == ELIMINATED:
                for by, given in TO_BE_SEALED:
                    self.gives(by, given, number)
        self.moves_on(list(self.enterprise.cases)[-1], self.choose([0, 12, 18, 24]))
        self.keeps_every_rule()

    def goes_on_somehow(self) -> None:
        """One step, and what must always hold after it."""
        possible = [step for step, open_to in STEPS.items() if open_to(self)]
        self.choose(possible)(self)
        self.keeps_every_rule()

    def flags(self) -> None:
        line, procedure = self.choose(LINES), self.choose(ALL_PROCEDURES)
        follows = self.choose(["", "", f"{CODE}-1", f"{CODE}-2"])
        ahead, back = self.choose(DAYS_AHEAD), self.choose(DAYS_BACK)
        self._flag(line, procedure, ahead, back, follows)

    def _flag(
        self, line: Line, procedure: Procedure, ahead: int, back: int = 0, follows: str = ""
    ) -> None:
        planned = self.today + timedelta(days=ahead) if procedure.planned else None
        flag = Flag(CODE, NAME, line, procedure, CALENDAR, "依法认定", planned, follows)
        self.gives(INSPECTOR, flag, back=back)

    def a_case_goes_on(self) -> None:
        """A case is moved on towards its end, by those entitled to it."""
        number = self.choose(self.open_cases() or list(self.enterprise.cases))
        self.moves_on(number, self.choose(range(1, 13)), self.choose(DAYS_BACK))

    def is_seen_to(self) -> None:
        """Whatever may be done, in any order."""
        number = self.any_case()
        for _ in range(self.choose([1, 2, 3])):
            steps = self.steps(number)
            if steps:
                by, kind = self.choose(steps)
                self.gives(by, self.chosen(kind, number), number)

    def asks_for_time(self) -> None:
        """Applied for and decided while no timer fires: the commands come first on waking."""
        number = self.choose(self.with_a_period() or list(self.enterprise.cases))
        self.now += self.choose(PAUSES)
        by, back = self.choose([ENTERPRISE, INSPECTOR]), self.choose([0, 0, 1, 5, 40])
        self.gives(by, self.chosen("apply_for_extension", number), number, back)
        self.now += self.choose(PAUSES)
        by = self.choose([APPROVER, PROMOTED])
        self.gives(by, self.chosen("decide_extension", number), number)
        self.wakes(self.now)

    def tries_anything(self) -> None:
        number, by, kind = self.any_case(), self.choose(ANYBODY), self.choose(KINDS)
        self.gives(by, self.chosen(kind, number), number, self.choose(DAYS_BACK))

    def is_suspended(self) -> None:
        """For a while, or until somebody resumes it."""
        number = self.choose(self.exiting() or list(self.enterprise.cases))
        self.gives(SUPERVISOR, self.chosen("suspend", number), number)
        if self.choose([False, True]):
            self.wakes(self.now + self.choose(JUMPS))
            self.gives(SUPERVISOR, RESUME, number)

    def is_put_right(self) -> None:
        """Most often what there is something to put right of, the rarest first of all."""
        cases = list(self.enterprise.cases)
        open_to = {number: permitted(self.enterprise, number, INSPECTOR) for number in cases}
        possible = [k for k in CORRECTIONS if any(k in kinds for kinds in open_to.values())]
        rarest = possible[-1:] * 8
        kind = self.choose([*CORRECTIONS, *possible, *rarest, "revoke_decision"])
        by = APPROVER if kind == "revoke_decision" else INSPECTOR
        numbers = [n for n in cases if kind in permitted(self.enterprise, n, by)]
        number = self.choose(numbers or cases)
        self.gives(by, self.chosen(kind, number), number)

    def asks_to_be_heard(self) -> None:
        """Told of a decision to come, the enterprise does not let go of its hearing."""
        number = self.choose(self.open_cases() or list(self.enterprise.cases))
        for by, given in ((INSPECTOR, TELL), (ENTERPRISE, STATE), (ENTERPRISE, ASK)):
            self.gives(by, given, number)

    def is_found_to_have_asked(self) -> None:
        """Its paper lay until an inspector, or itself, enters it."""
        asked = [n for n in self.open_cases() if self.enterprise.cases[n].hearing]
        answers: list[Action] = [ASK, ASK, STATE]
        by, given = self.choose([INSPECTOR, INSPECTOR, ENTERPRISE]), self.choose(answers)
        number, back = self.choose(asked or list(self.enterprise.cases)), self.choose(range(12))
        self.gives(by, given, number, back)

    def goes_by_newer_rules(self) -> None:
        number = self.any_case()
        self.gives(SUPERVISOR, AdoptRules(newer(self.enterprise.cases[number].procedure)), number)

    def goes_by_a_newer_calendar(self) -> None:
        """One case, or all at once as when a notice comes in; or by the one that it has."""
        number = self.choose(self.open_cases() or list(self.enterprise.cases))
        case = self.enterprise.cases[number]
        known, days = case.calendar, [self.today, *self.last_days(case)]
        calendar = self.choose([False, True, True, True]) and another(known, days, self.choose)
        for each in self.choose([[number], list(self.enterprise.cases)]):
            self.gives(SUPERVISOR, AdoptCalendar(calendar or known), each)

    def last_days(self, case: Case) -> list[date]:
        """That it, or an order of it, still has ahead or behind it."""
        ends = (case.deadline, case.limit, case.inspection, case.proposal and case.proposal.limit)
        orders = [order.due for order in self.enterprise.unanswered(case)]
        return [end.last_day for end in ends if end] + orders

    def is_withdrawn(self) -> None:
        if self.choose([True, False, False]):
            number = self.any_case()
            self.gives(self.choose([INSPECTOR, SUPERVISOR]), WITHDRAW, number)
            if self.enterprise.cases[number].proposal:
                self.is_thought_over()

    def is_thought_over(self) -> None:
        """What waits for a second person: by that person, by who proposed it, by a stand-in."""
        number = self.choose(self.awaiting_a_second())
        proposal = self.enterprise.cases[number].proposal
        assert proposal
        own = [(proposal.by, kind) for kind in ("take_back_step", "take_back_step", "confirm_step")]
        second = [APPROVER, DEPUTY, STAND_IN, SUPERVISOR, SECOND_SUPERVISOR]
        theirs = [(each, self.choose(["confirm_step", "reject_step"])) for each in second]
        by, kind = self.choose([*own, *theirs])
        self.gives(by, self.chosen(kind, number), number)

    def is_reassigned(self) -> None:
        number = self.any_case()
        self.gives(self.choose([APPROVER, SUPERVISOR]), self.chosen("reassign", number), number)

    def time_passes(self) -> None:
        to = self.now + self.choose(JUMPS)
        while (due := self.enterprise.next_wake()) is not None and due <= to:
            self.wakes(due)
        self.wakes(to)

    def every_process_is_down(self) -> None:
        self.wakes(self.now + self.choose(JUMPS))

    def time_stops_at_the_next_moment(self) -> None:
        """Or just before it, when nothing may happen yet."""
        due = self.enterprise.next_wake()
        assert due is not None
        early, before = self.choose([False, True]), self.entries
        self.wakes(due - timedelta(microseconds=early))
        assert (self.entries == before) is early

    def every_process_restarts(self) -> None:
        self.is_stored_and_read()


def _always(life: Lives) -> bool:
    return True


def _ordered(life: Lives) -> bool:
    return any(measure.orders for measure in life.enterprise.measures.values())


STEPS: dict[Callable[[Lives], None], Callable[[Lives], bool]] = {
    Lives.flags: lambda life: len(life.enterprise.cases) < MOST_CASES,
    Lives.a_case_goes_on: _always,
    Lives.is_seen_to: _always,
    Lives.asks_for_time: _always,
    Lives.tries_anything: _always,
    Lives.is_suspended: _always,
    Lives.is_put_right: _always,
    Lives.asks_to_be_heard: _always,
    Lives.is_found_to_have_asked: _always,
    Lives.goes_by_newer_rules: _always,
    Lives.goes_by_a_newer_calendar: _always,
    Lives.is_withdrawn: _ordered,
    Lives.is_thought_over: lambda life: bool(life.awaiting_a_second()),
    Lives.is_reassigned: _ordered,
    Lives.answers_any_order: _ordered,
    Lives.tells_of_progress: _ordered,
    Lives.is_refused_and_undone: lambda life: bool(life.enterprise.waiting()),
    Lives.answers_all_orders: lambda life: bool(life.enterprise.waiting()),
    Lives.is_supplied_again: _ordered,
    Lives.takes_up_any_order: _ordered,
    Lives.takes_in_an_order: lambda life: bool(life.enterprise.unsent()),
    Lives.time_passes: _always,
    Lives.every_process_is_down: _always,
    Lives.time_stops_at_the_next_moment: lambda life: life.enterprise.next_wake() is not None,
    Lives.every_process_restarts: _always,
}
"""What may happen, and when."""


def lived(choose: Choose) -> Lives:
    """A life that has begun."""
    life = Lives(choose)
    life.begins()
    return life
