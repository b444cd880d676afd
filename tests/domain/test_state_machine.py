"""Lives of any kind: commands by anybody and jumps in time, in any order, on cases that share
supply points. After each step the record must show that every S rule was kept.

`HYPOTHESIS_PROFILE=long` makes the run a long one.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from domain.commands import ACTIONS
from domain.core import accept, permitted
from domain.flagging import Flag
from domain.line import Line
from domain.measures import Outcome
from domain.people import Actor, department_system
from domain.procedure import Procedure
from domain.procedures import ELIMINATED, ENERGY
from domain.receiving import ReceiveReceipt
from tests.domain.commanding import (
    DAYS_BACK,
    ENTITLED,
    LINES,
    PROCEDURES,
    PROMOTED,
    SHORTER,
    action,
    anybody,
)
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    CODE,
    ENTERPRISE,
    INSPECTOR,
    NAME,
    SEAL,
    SERVE,
    SUPERVISOR,
    WITHDRAW,
)
from tests.domain.machine import Machine

KINDS = [kind for kind in ACTIONS if kind not in ("flag", "receive_receipt")]
MOST_CASES = 5
JUMPS = st.sampled_from([timedelta(hours=1), *(timedelta(days=n) for n in (1, 3, 10, 30, 100))])
PAUSES = st.sampled_from([timedelta(days=n) for n in (0, 0, 0, 5, 40, 200)])
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(["done", "done", "superseded"])


class Lives(Machine):
    @initialize(sealing=st.booleans(), procedure=st.sampled_from([ENERGY, SHORTER]))
    def cases_share_their_supply_points(self, sealing: bool, procedure: Procedure) -> None:
        self.flags(LINES[0], procedure)
        self.gives(INSPECTOR, SERVE, f"{CODE}-1")
        for number, line in enumerate(LINES[:2], start=2):
            self.flags(line, ELIMINATED)
            if sealing:
                self.gives(INSPECTOR, SERVE, f"{CODE}-{number}")
                self.gives(APPROVER, SEAL, f"{CODE}-{number}")

    @precondition(lambda self: len(self.enterprise.cases) < MOST_CASES)
    @rule(line=st.sampled_from(LINES), procedure=st.sampled_from(PROCEDURES))
    def flags(self, line: Line, procedure: Procedure) -> None:
        self.gives(INSPECTOR, Flag(CODE, NAME, line, procedure, CALENDAR, "能耗超限额"))

    @rule(data=st.data(), times=st.integers(1, 5), back=DAYS_BACK)
    def goes_on(self, data: st.DataObject, times: int, back: int) -> None:
        """A case is moved on by those entitled to it."""
        number = self._any_case(data)
        for time in range(times):
            steps = self._steps(number)
            if steps:
                by, kind = data.draw(st.sampled_from(steps))
                given = data.draw(action(kind, self.enterprise.cases[number]))
                self.gives(by, given, number, 0 if time else back)

    @rule(data=st.data(), pause=PAUSES, later=PAUSES)
    def asks_for_time(self, data: st.DataObject, pause: timedelta, later: timedelta) -> None:
        """Applied for and decided while no timer fires: the commands come first on waking."""
        number = data.draw(st.sampled_from(self._with_a_period() or list(self.enterprise.cases)))
        self.now += pause
        by = data.draw(st.sampled_from([ENTERPRISE, INSPECTOR]))
        case = self.enterprise.cases[number]
        self.gives(by, data.draw(action("apply_for_extension", case)), number)
        self.now += later
        by = data.draw(st.sampled_from([APPROVER, PROMOTED]))
        case = self.enterprise.cases[number]
        self.gives(by, data.draw(action("decide_extension", case)), number)
        self.wakes(self.now)

    @rule(data=st.data(), by=anybody(), back=DAYS_BACK, kind=st.sampled_from(KINDS))
    def tries_anything(self, data: st.DataObject, by: Actor, back: int, kind: str) -> None:
        number = self._any_case(data)
        self.gives(by, data.draw(action(kind, self.enterprise.cases[number])), number, back)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data())
    def withdraws(self, data: st.DataObject) -> None:
        self.gives(SUPERVISOR, WITHDRAW, self._any_case(data))

    @rule(data=st.data(), kind=st.sampled_from(["suspend", "resume"]))
    def is_suspended_or_resumed(self, data: st.DataObject, kind: str) -> None:
        number = self._any_case(data)
        given = data.draw(action(kind, self.enterprise.cases[number]))
        self.gives(SUPERVISOR, given, number)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data(), outcome=OUTCOMES)
    def answers_any_order(self, data: st.DataObject, outcome: Outcome) -> None:
        """Old or new, once or again, by the right department or not."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        open_ones = [order for order in orders if order.receipt is None]
        order = data.draw(st.sampled_from(orders) | st.sampled_from(open_ones or orders))
        department = data.draw(st.sampled_from([order.department, order.department, "water"]))
        receipt = data.draw(st.sampled_from(["回执-1", "回执-1", "回执-2"]))
        answer = ReceiveReceipt(order.id, receipt, outcome, self.now, "经办人")
        self.gives(department_system(department), answer)

    @precondition(lambda self: self.enterprise.waiting())
    @rule()
    def answers_all_orders(self) -> None:
        for order in self.enterprise.waiting():
            answer = ReceiveReceipt(order.id, "回执-1", "done", self.now, "经办人")
            self.gives(department_system(order.department), answer)

    @precondition(lambda self: self.enterprise.unsent())
    @rule(data=st.data())
    def takes_in_an_order(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.enterprise.unsent()))
        self.keeps(accept(self.enterprise, order.id, self.now))

    @rule(jump=JUMPS)
    def time_passes(self, jump: timedelta) -> None:
        to = self.now + jump
        while (due := self.enterprise.next_wake()) is not None and due <= to:
            self.wakes(due)
        self.wakes(to)

    @rule(jump=JUMPS)
    def every_process_is_down(self, jump: timedelta) -> None:
        self.wakes(self.now + jump)

    @precondition(lambda self: self.enterprise.next_wake())
    @rule(early=st.booleans())
    def time_stops_at_the_next_moment(self, early: bool) -> None:
        """Or just before it, when nothing may happen yet."""
        due = self.enterprise.next_wake()
        assert due is not None
        before = len(self.entries)
        self.wakes(due - timedelta(microseconds=early))
        assert (len(self.entries) == before) is early

    @rule()
    def every_process_restarts(self) -> None:
        self.is_stored_and_read()

    def _any_case(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(list(self.enterprise.cases)))

    def _with_a_period(self) -> list[str]:
        return [number for number, case in self.enterprise.cases.items() if case.deadline]

    def _steps(self, number: str) -> list[tuple[Actor, str]]:
        return [(by, kind) for by in ENTITLED for kind in permitted(self.enterprise, number, by)]


_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILES = {
    "default": settings(_COMMON, max_examples=120, stateful_step_count=40),
    "long": settings(_COMMON, max_examples=2000, stateful_step_count=80),
}
TestLives = Lives.TestCase
TestLives.settings = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "default")]
