"""What departments do in a generated life: take up orders, answer them or not, and read meters."""

from datetime import timedelta
from decimal import Decimal

from domain.accepting import AcceptOrder
from domain.consumption import ReportConsumption
from domain.core import accept
from domain.evidence import NOTHING_BROUGHT
from domain.meters import MeterKind
from domain.orders import Outcome
from domain.people import SYSTEM, department_system
from domain.readings import Reading
from domain.receiving import ReceiveReceipt, ReportProgress
from domain.refused_orders import OrderAgain, UndoMeasures
from tests.domain.cast import clerk
from tests.domain.lives import (
    BROUGHT,
    SUPERVISOR,
)
from tests.domain.moving import Moving

SUPPLIES = [(MeterKind.POWER, "10kV-7"), (MeterKind.POWER, "10kV-9"), (MeterKind.WATER, "W-3")]
DAYS_READ = [0, 1, 3, 10, 40]
OUTCOMES: list[Outcome] = ["done", "done", "superseded", "refused", "cancelled", "cancelled"]
WHY = ["线路带居民负荷", "线路带居民负荷", ""]


class Answering(Moving):
    def answers_any_order(self) -> None:
        """Old or new, once or again, by the right department or not."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        open_ones = [order for order in orders if order.receipt is None]
        order = self.choose(self.choose([orders, open_ones or orders]))
        department = self.choose([order.department, order.department, "water"])
        receipt = self.choose(["回执-1", "回执-1", "回执-2"])
        brought = self.choose([BROUGHT, BROUGHT, BROUGHT, NOTHING_BROUGHT])
        outcome = self.choose(OUTCOMES)
        reason = self.choose(WHY) if outcome == "refused" else ""
        answer = ReceiveReceipt(order.id, receipt, outcome, self.now, "经办人", brought, reason)
        self.gives(department_system(department), answer)

    def tells_of_progress(self) -> None:
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        order = self.choose(orders)
        department = self.choose([order.department, order.department, "water"])
        self.gives(department_system(department), ReportProgress(order.id, "已派员到场"))

    def is_refused_and_undone(self) -> None:
        """One department refuses; supervisors undo what the others did, or have it done again."""
        order = self.choose(self.enterprise.waiting())
        refused = ReceiveReceipt(
            order.id, "拒办-1", "refused", self.now, "经办人", reason="无法到场"
        )
        self.gives(department_system(order.department), refused)
        again = OrderAgain(order.id, "已协调")
        undone = self.choose([False, True])
        self.gives(SUPERVISOR, UndoMeasures("先行恢复") if undone else again, order.case)

    def answers_all_orders(self) -> None:
        for order in self.enterprise.waiting():
            answer = ReceiveReceipt(order.id, "回执-1", "done", self.now, "经办人", BROUGHT)
            self.gives(department_system(order.department), answer)

    def is_supplied_again(self) -> None:
        """Or was before the cut, or was told already, or nothing is cut at all."""
        kind, point = self.choose(SUPPLIES)
        ahead, back = sorted((self.choose(DAYS_READ), self.choose(DAYS_READ)))
        since, until = (
            Reading(kind, point, self.now - timedelta(days=ago), Decimal(value), "抄表员")
            for ago, value in ((back, 0), (ahead, 90))
        )
        alarm = ReportConsumption(since, until, Decimal(90), Decimal(10))
        self.gives(SYSTEM, alarm, self.any_case())

    def takes_up_any_order(self) -> None:
        """A clerk, from the work list: of the right department or not, once or again."""
        orders = [o for measure in self.enterprise.measures.values() for o in measure.orders]
        order = self.choose(orders)
        department = self.choose([order.department, order.department, "water"])
        self.gives(clerk(department), AcceptOrder(order.id))

    def takes_in_an_order(self) -> None:
        order = self.choose(self.enterprise.unsent())
        self.keeps(accept(self.enterprise, order.id, self.now))
