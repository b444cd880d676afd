"""Lives of any kind: commands by anybody and jumps in time, in any order, on cases that share
supply points. After each step the record must show that every rule was kept.

`make lives` makes the run a long one: 200,000 steps.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from domain.accepting import AcceptOrder
from domain.core import accept, permitted
from domain.flagging import Flag
from domain.line import Line
from domain.orders import Outcome
from domain.people import Actor, department_system
from domain.procedure import Procedure
from domain.procedures import ELIMINATED
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.refused_orders import OrderAgain, UndoMeasures
from tests.domain.cast import ALL_PROCEDURES, ANYBODY, LINES, PROMOTED, clerk
from tests.domain.commanding import DAYS_AHEAD, DAYS_BACK, KINDS, TO_BE_SEALED
from tests.domain.lives import (
    APPROVER,
    CALENDAR,
    CODE,
    ENTERPRISE,
    INSPECTOR,
    NAME,
    PROPOSE,
    RESUME,
    SUPERVISOR,
    WITHDRAW,
)
from tests.domain.moving import Moving

_PROCEDURES = st.sampled_from(ALL_PROCEDURES)
MOST_CASES = 6
JUMPS = st.sampled_from([timedelta(hours=1), *(timedelta(days=n) for n in (1, 3, 10, 30, 100))])
PAUSES = st.sampled_from([timedelta(days=n) for n in (0, 0, 0, 5, 40, 200)])
COUNTERED = st.sampled_from(["correct_line", "correct_service", "revoke_decision"])
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(
    ["done", "done", "superseded", "refused", "cancelled", "cancelled"]
)


class Lives(Moving):
    @initialize(
        data=st.data(),
        grounds=st.tuples(*[_PROCEDURES] * 3),
        sealing=st.booleans(),
        times=st.sampled_from([0, 12, 18, 24]),
    )
    def cases_share_what_they_need(
        self, data: st.DataObject, grounds: tuple[Procedure, ...], sealing: bool, times: int
    ) -> None:
        """A line on up to three grounds, beside another on its supply points; one case is on its
        way."""
        lines = [LINES[0], LINES[0], LINES[1]]
        for line, procedure in [(LINES[0], ELIMINATED), *zip(lines, grounds, strict=True)]:
            self.flags(line, procedure, 40)
        for number, case in self.enterprise.cases.items():
            self.gives(INSPECTOR, self.drawn(data, "serve_notice", number), number)
            if sealing and case.procedure == ELIMINATED:
                for by, given in TO_BE_SEALED:
                    self.gives(by, given, number)
        self.moves_on(data, list(self.enterprise.cases)[-1], times)

    @precondition(lambda self: len(self.enterprise.cases) < MOST_CASES)
    @rule(
        line=st.sampled_from(LINES),
        procedure=_PROCEDURES,
        ahead=DAYS_AHEAD,
        back=DAYS_BACK,
        follows=st.sampled_from(["", "", f"{CODE}-1", f"{CODE}-2"]),
    )
    def flags(
        self, line: Line, procedure: Procedure, ahead: int, back: int = 0, follows: str = ""
    ) -> None:
        planned = self.today + timedelta(days=ahead) if procedure.planned else None
        flag = Flag(CODE, NAME, line, procedure, CALENDAR, "依法认定", planned, follows)
        self.gives(INSPECTOR, flag, back=back)

    @rule(data=st.data(), times=st.integers(1, 12), back=DAYS_BACK)
    def goes_on(self, data: st.DataObject, times: int, back: int) -> None:
        """A case is moved on towards its end, by those entitled to it."""
        number = data.draw(st.sampled_from(self.open_cases() or list(self.enterprise.cases)))
        self.moves_on(data, number, times, back)

    @rule(data=st.data(), times=st.integers(1, 3))
    def is_seen_to(self, data: st.DataObject, times: int) -> None:
        """Whatever may be done, in any order."""
        number = self.any_case(data)
        for _ in range(times):
            steps = self.steps(number)
            if steps:
                by, kind = data.draw(st.sampled_from(steps))
                self.gives(by, self.drawn(data, kind, number), number)

    @rule(data=st.data(), pause=PAUSES, later=PAUSES)
    def asks_for_time(self, data: st.DataObject, pause: timedelta, later: timedelta) -> None:
        """Applied for and decided while no timer fires: the commands come first on waking."""
        number = data.draw(st.sampled_from(self.with_a_period() or list(self.enterprise.cases)))
        self.now += pause
        by = data.draw(st.sampled_from([ENTERPRISE, INSPECTOR]))
        self.gives(by, self.drawn(data, "apply_for_extension", number), number)
        self.now += later
        by = data.draw(st.sampled_from([APPROVER, PROMOTED]))
        self.gives(by, self.drawn(data, "decide_extension", number), number)
        self.wakes(self.now)

    @rule(data=st.data(), by=st.sampled_from(ANYBODY), back=DAYS_BACK, kind=st.sampled_from(KINDS))
    def tries_anything(self, data: st.DataObject, by: Actor, back: int, kind: str) -> None:
        number = self.any_case(data)
        self.gives(by, self.drawn(data, kind, number), number, back)

    @rule(data=st.data(), jump=JUMPS, resumed=st.booleans())
    def is_suspended(self, data: st.DataObject, jump: timedelta, resumed: bool) -> None:
        """For a while, or until somebody resumes it."""
        number = data.draw(st.sampled_from(self.exiting() or list(self.enterprise.cases)))
        self.gives(SUPERVISOR, self.drawn(data, "suspend", number), number)
        if resumed:
            self.wakes(self.now + jump)
            self.gives(SUPERVISOR, RESUME, number)

    @rule(data=st.data(), kind=COUNTERED)
    def is_put_right(self, data: st.DataObject, kind: str) -> None:
        by = APPROVER if kind == "revoke_decision" else INSPECTOR
        numbers = [
            number
            for number in self.enterprise.cases
            if kind in permitted(self.enterprise, number, by)
        ]
        number = data.draw(st.sampled_from(numbers or list(self.enterprise.cases)))
        self.gives(by, self.drawn(data, kind, number), number)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data(), sure=st.sampled_from([True, False, False]))
    def is_withdrawn(self, data: st.DataObject, sure: bool) -> None:
        if sure:
            number = self.any_case(data)
            self.gives(data.draw(st.sampled_from([INSPECTOR, SUPERVISOR])), PROPOSE, number)
            self.gives(SUPERVISOR, WITHDRAW, number)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data(), outcome=OUTCOMES)
    def answers_any_order(self, data: st.DataObject, outcome: Outcome) -> None:
        """Old or new, once or again, by the right department or not."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        open_ones = [order for order in orders if order.receipt is None]
        order = data.draw(st.sampled_from(orders) | st.sampled_from(open_ones or orders))
        department = data.draw(st.sampled_from([order.department, order.department, "water"]))
        receipt = data.draw(st.sampled_from(["回执-1", "回执-1", "回执-2"]))
        why = data.draw(st.sampled_from(["线路带居民负荷", "线路带居民负荷", ""]))
        reason = why if outcome == "refused" else ""
        answer = ReceiveReceipt(order.id, receipt, outcome, self.now, "经办人", reason)
        self.gives(department_system(department), answer)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data())
    def tells_of_progress(self, data: st.DataObject) -> None:
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        order = data.draw(st.sampled_from(orders))
        department = data.draw(st.sampled_from([order.department, order.department, "water"]))
        self.gives(department_system(department), ReportProgress(order.id, "已派员到场"))

    @precondition(lambda self: self.enterprise.waiting())
    @rule(data=st.data(), undone=st.booleans())
    def is_refused_and_undone(self, data: st.DataObject, undone: bool) -> None:
        """One department refuses; supervisors undo what the others did, or have it done again."""
        order = data.draw(st.sampled_from(self.enterprise.waiting()))
        refused = ReceiveReceipt(order.id, "拒办-1", "refused", self.now, "经办人", "无法到场")
        self.gives(department_system(order.department), refused)
        again = OrderAgain(order.id, "已协调")
        self.gives(SUPERVISOR, UndoMeasures("先行恢复") if undone else again, order.case)

    @precondition(lambda self: self.enterprise.waiting())
    @rule()
    def answers_all_orders(self) -> None:
        for order in self.enterprise.waiting():
            answer = ReceiveReceipt(order.id, "回执-1", "done", self.now, "经办人")
            self.gives(department_system(order.department), answer)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data())
    def takes_up_any_order(self, data: st.DataObject) -> None:
        """A clerk, from the work list: of the right department or not, once or again."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        order = data.draw(st.sampled_from(orders))
        department = data.draw(st.sampled_from([order.department, order.department, "water"]))
        self.gives(clerk(department), AcceptOrder(order.id))

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
        before = self.entries
        self.wakes(due - timedelta(microseconds=early))
        assert (self.entries == before) is early

    @rule()
    def every_process_restarts(self) -> None:
        self.is_stored_and_read()


_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILES = {
    "default": settings(_COMMON, max_examples=300, stateful_step_count=40),
    "short": settings(_COMMON, max_examples=25, stateful_step_count=30),
    "long": settings(_COMMON, max_examples=4000, stateful_step_count=50),
}
TestLives = Lives.TestCase
TestLives.settings = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "default")]
