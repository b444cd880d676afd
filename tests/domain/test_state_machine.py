"""Lives of any kind: commands by anybody and jumps in time, in any order, on cases that share
supply points. After each step the record must show that every S rule was kept.

`HYPOTHESIS_PROFILE=long` makes the run a long one.
"""

import json
import os
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pydantic import TypeAdapter

from domain.calendar import local_date
from domain.commands import ACTIONS, Action, Command, Flag, ReceiveReceipt
from domain.core import accept, handle, permitted, wake
from domain.enterprise import Enterprise, fold
from domain.line import Line
from domain.people import Actor, department_system
from domain.procedures import ELIMINATED, ENERGY, Procedure
from domain.refusals import Refusal
from domain.turn import Result
from tests.domain.always import check, record
from tests.domain.commanding import DAYS_BACK, ENTITLED, LINES, PROCEDURES, action, anybody
from tests.domain.lives import CALENDAR, CODE, INSPECTOR, NAME, SUPERVISOR, WITHDRAW, local

ENTERPRISES = TypeAdapter(Enterprise)
KINDS = [kind for kind in ACTIONS if kind not in ("flag", "receive_receipt")]
MOST_CASES = 4
JUMPS = st.sampled_from([timedelta(hours=1), *(timedelta(days=n) for n in (1, 3, 10, 30, 100))])


class Lives(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.enterprise = Enterprise(CODE)
        self.folded = Enterprise(CODE)
        self.entries: list[dict[str, Any]] = []
        self.head = record.head([])
        self.now = local("2025-03-03")
        self.commands = 0

    @initialize()
    def two_cases_share_their_supply_points(self) -> None:
        self.flags(LINES[0], ENERGY)
        self.flags(LINES[1], ELIMINATED)

    @precondition(lambda self: len(self.enterprise.cases) < MOST_CASES)
    @rule(line=st.sampled_from(LINES), procedure=st.sampled_from(PROCEDURES))
    def flags(self, line: Line, procedure: Procedure) -> None:
        flag = Flag(CODE, NAME, line, procedure, CALENDAR, "能耗超限额")
        self._gives(INSPECTOR, flag, "", 0)

    @rule(data=st.data(), times=st.integers(1, 5), back=DAYS_BACK)
    def goes_on(self, data: st.DataObject, times: int, back: int) -> None:
        """A case is moved on by those entitled to it."""
        number = data.draw(st.sampled_from(list(self.enterprise.cases)))
        for time in range(times):
            steps = self._steps(number)
            if steps:
                by, kind = data.draw(st.sampled_from(steps))
                given = data.draw(action(kind, self.enterprise.cases[number]))
                self._gives(by, given, number, 0 if time else back)

    @rule(data=st.data(), by=anybody(), back=DAYS_BACK, kind=st.sampled_from(KINDS))
    def tries_anything(self, data: st.DataObject, by: Actor, back: int, kind: str) -> None:
        number = data.draw(st.sampled_from(list(self.enterprise.cases)))
        self._gives(by, data.draw(action(kind, self.enterprise.cases[number])), number, back)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data())
    def withdraws(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(list(self.enterprise.cases)))
        self._gives(SUPERVISOR, WITHDRAW, number, 0)

    @precondition(lambda self: self.enterprise.measures)
    @rule(data=st.data(), outcome=st.sampled_from(["done", "done", "superseded"]))
    def answers_any_order(self, data: st.DataObject, outcome: Any) -> None:
        """Old or new, once or again, by the right department or not."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        order = data.draw(st.sampled_from(orders))
        department = data.draw(st.sampled_from([order.department, order.department, "water"]))
        receipt = data.draw(st.sampled_from(["回执-1", "回执-1", "回执-2"]))
        answer = ReceiveReceipt(order.id, receipt, outcome, self.now, "经办人")
        self._gives(department_system(department), answer, "", 0)

    @precondition(lambda self: self.enterprise.waiting())
    @rule()
    def answers_all_orders(self) -> None:
        for order in self.enterprise.waiting():
            answer = ReceiveReceipt(order.id, "回执-1", "done", self.now, "经办人")
            self._gives(department_system(order.department), answer, "", 0)

    @precondition(lambda self: self.enterprise.unsent())
    @rule(data=st.data())
    def takes_in_an_order(self, data: st.DataObject) -> None:
        order = data.draw(st.sampled_from(self.enterprise.unsent()))
        self._keep(accept(self.enterprise, order.id, self.now))

    @rule(jump=JUMPS)
    def time_passes(self, jump: timedelta) -> None:
        to = self.now + jump
        while (due := self.enterprise.next_wake()) is not None and due <= to:
            self._wakes(due)
        self._wakes(to)

    @rule(jump=JUMPS)
    def every_process_is_down(self, jump: timedelta) -> None:
        self._wakes(self.now + jump)

    @precondition(lambda self: self.enterprise.next_wake())
    @rule(early=st.booleans())
    def time_stops_at_the_next_moment(self, early: bool) -> None:
        """Or just before it, when nothing may happen yet."""
        due = self.enterprise.next_wake()
        assert due is not None
        before = len(self.entries)
        self._wakes(due - timedelta(microseconds=early))
        assert (len(self.entries) == before) is early

    @rule()
    def the_state_is_stored_and_read(self) -> None:
        self.enterprise = ENTERPRISES.validate_json(ENTERPRISES.dump_json(self.enterprise))

    def _steps(self, number: str) -> list[tuple[Actor, str]]:
        return [(by, kind) for by in ENTITLED for kind in permitted(self.enterprise, number, by)]

    def _gives(self, by: Actor, given: Action, number: str, back: int) -> None:
        self.commands += 1
        on = local_date(self.now) - timedelta(days=back) if back else None
        command = Command(f"command-{self.commands}", number, by, given, on)
        before = ENTERPRISES.dump_json(self.enterprise)
        result = handle(self.enterprise, command, self.now)
        assert ENTERPRISES.dump_json(self.enterprise) == before, "a value was changed in place"
        caught_up = wake(self.enterprise, self.now)[0]
        allowed = permitted(caught_up, number, by)
        if isinstance(result, Refusal):
            assert result.permitted == allowed
            return
        assert given.kind in (*allowed, "flag", "receive_receipt"), given
        self._keep(result)

    def _wakes(self, at: datetime) -> None:
        self.now = at
        self._keep(wake(self.enterprise, at))

    def _keep(self, result: Result) -> None:
        before = self.enterprise.head
        self.enterprise, recorded = result
        self.entries += [json.loads(one.body) for one in recorded]
        self.head = record.head([one.body for one in recorded], before)
        self.folded = fold(self.folded, recorded)

    @invariant()
    def every_rule_was_kept(self) -> None:
        check(self.entries, self.now)

    @invariant()
    def the_record_gives_the_state_back(self) -> None:
        """S7."""
        assert self.enterprise.head == self.head
        assert self.folded == self.enterprise

    @invariant()
    def nothing_is_left_undone(self) -> None:
        """S8: no appointment lies in the past, and nothing more follows from what there is."""
        due = self.enterprise.next_wake()
        assert due is None or due > self.now
        assert wake(self.enterprise, self.now) == (self.enterprise, ())

    @invariant()
    def every_open_case_is_watched(self) -> None:
        """S8: what has a day ahead has an appointment for it, or supervisors were told."""
        for case in self.enterprise.cases.values():
            if not case.ended and case.due is not None:
                assert case.agenda or case.late, case.number


_COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PROFILES = {
    "default": settings(_COMMON, max_examples=120, stateful_step_count=40),
    "long": settings(_COMMON, max_examples=2000, stateful_step_count=80),
}
TestLives = Lives.TestCase
TestLives.settings = PROFILES[os.environ.get("HYPOTHESIS_PROFILE", "default")]
