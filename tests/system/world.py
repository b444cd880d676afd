"""What the departments did in the world, held against what the cases needed (S5, S6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from domain.catalogue import MEASURES, MeasureKind, Target
from domain.enterprise import Enterprise
from domain.orders import Order
from tests.system.careful import Json
from tests.system.fates import Fate

Done = Mapping[tuple[str, str], list[str]]
"""By measure and target: what was carried out there, in the order of its revisions."""


def answered_for(enterprise: Enterprise, ledger: Sequence[Json]) -> None:
    """Each order of the record, and no other, came to its department, which did it once or not at
    all; and its receipt is on record as it was given."""
    orders = [order for measure in enterprise.measures.values() for order in measure.orders]
    assert {order.id: _told(order) for order in orders} == {
        row["order"]: (row["receipt"], row["outcome"], int(row["outcome"] == "done"))
        for row in ledger
    }
    assert all(row["effects"] == int(row["outcome"] == "done") for row in ledger)


def _told(order: Order) -> tuple[str, str, int]:
    assert order.receipt, f"{order.id} has no receipt"
    return order.receipt.number, order.receipt.outcome, int(order.done)


def as_it_should_be(fate: Fate, ledger: Sequence[Json]) -> None:
    """Nothing is imposed twice, nothing is lifted that was not imposed, and in the end there is in
    force what one line at least still needs."""
    done = _carried_out(ledger)
    if not fate.midway:
        assert len(done) == 2 + 2 * fate.lines, done
    for (measure, target), actions in done.items():
        rule = MEASURES[MeasureKind(measure)]
        others_need_it = fate.lines > 1 and (rule.target is not Target.LINE or "1号" not in target)
        lifted = fate.lifted and rule.liftable and not others_need_it
        assert actions == (["impose", "lift"] if lifted else ["impose"]), (measure, target)


def _carried_out(ledger: Iterable[Json]) -> Done:
    """Raises AssertionError where a lower revision was carried out after a higher one."""
    rows = defaultdict[tuple[str, str], list[Json]](list)
    for row in ledger:
        if row["outcome"] == "done":
            rows[row["measure"], row["target"]].append(row)
    for line in rows.values():
        line.sort(key=lambda row: row["revision"])
        times = [datetime.fromisoformat(row["done_at"]) for row in line]
        assert times == sorted(times), line
    return {key: [row["action"] for row in line] for key, line in rows.items()}
