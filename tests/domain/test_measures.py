"""When a measure is wanted, awaited, in force and settled."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.measures import Measure
from domain.orders import Order, Outcome, Receipt
from domain.orders import OrderAction as Action

AT = datetime(2025, 10, 13, tzinfo=UTC)


def _order(revision: int, action: Action, outcome: Outcome | None) -> Order:
    receipt = Receipt("回执", outcome, AT, "经办人") if outcome else None
    return Order(
        id=f"o{revision}",
        case="c",
        kind=MeasureKind.POWER_CUT,
        target="10kV-7",
        action=action,
        revision=revision,
        department="power",
        rules=("P1.3",),
        document="",
        issued_at=AT,
        particulars={},
        accept_by=date(2025, 10, 15),
        receipt_by=date(2025, 10, 20),
        due=date(2025, 10, 15),
        climb=None,
        receipt=receipt,
    )


def _measure(
    kind: MeasureKind, holders: tuple[str, ...], *orders: tuple[Action, Outcome | None]
) -> Measure:
    made = tuple(_order(n, *order) for n, order in enumerate(orders, start=1))
    return Measure(kind, "10kV-7", "power", "P1.3", holders, made)


CUT, REMOVAL = MeasureKind.POWER_CUT, MeasureKind.POWER_UNIT_REMOVAL
STOP = MeasureKind.PRODUCTION_STOP
HELD: tuple[str, ...] = ("c",)
FREE: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("measure", "wanted"),
    [
        (_measure(CUT, HELD), "impose"),
        (_measure(CUT, FREE), None),
        (_measure(CUT, HELD, ("impose", None)), None),
        (_measure(CUT, HELD, ("impose", "done")), None),
        (_measure(CUT, FREE, ("impose", None)), None),
        (_measure(CUT, FREE, ("impose", "refused")), None),
        (_measure(CUT, HELD, ("impose", "refused")), None),
        (_measure(CUT, FREE, ("impose", "cancelled")), None),
        (_measure(CUT, FREE, ("impose", None), ("impose", "refused")), "lift"),
        (_measure(CUT, FREE, ("impose", None), ("impose", "cancelled")), "lift"),
        (_measure(CUT, FREE, ("impose", "superseded"), ("impose", "refused")), None),
        (_measure(CUT, FREE, ("impose", "done"), ("lift", "refused")), None),
        (_measure(CUT, HELD, ("impose", "done"), ("lift", "refused")), "impose"),
        (_measure(CUT, FREE, ("impose", "done")), "lift"),
        (_measure(CUT, FREE, ("impose", "done"), ("lift", None)), None),
        (_measure(CUT, FREE, ("impose", "done"), ("lift", "done")), None),
        (_measure(CUT, HELD, ("impose", "done"), ("lift", None)), "impose"),
        (_measure(CUT, HELD, ("impose", "done"), ("lift", "done")), "impose"),
        (_measure(REMOVAL, FREE, ("impose", None)), None),
        (_measure(REMOVAL, FREE, ("impose", "done")), None),
    ],
)
def test_s6_a_measure_is_wanted_just_as_long_as_it_is_held(
    measure: Measure, wanted: str | None
) -> None:
    """What was ordered and not answered is cancelled; a removed power unit is not put back; what
    was refused waits for a decision, unless it is not needed any more."""
    assert measure.wanted == wanted


def test_s6_what_is_not_needed_any_more_is_cancelled_once_and_a_lifting_never() -> None:
    ordered = _measure(CUT, FREE, ("impose", None))
    assert ordered.to_cancel == ordered.orders[0]
    cancelling = replace(ordered, orders=(replace(ordered.orders[0], cancelled_at=AT),))
    assert cancelling.to_cancel is None
    assert _measure(CUT, HELD, ("impose", None)).to_cancel is None
    assert _measure(CUT, FREE, ("impose", "done")).to_cancel is None
    assert _measure(CUT, HELD, ("impose", "done"), ("lift", None)).to_cancel is None


def test_s6_what_is_being_cancelled_is_ordered_anew_where_it_is_needed_after_all() -> None:
    """The cancellation may have arrived already."""
    ordered = _measure(CUT, HELD, ("impose", None))
    cancelling = replace(ordered, orders=(replace(ordered.orders[0], cancelled_at=AT),))
    assert cancelling.wanted == "impose"
    assert replace(cancelling, holders=FREE).wanted is None
    assert not replace(cancelling, holders=FREE).settled


def test_s6_a_cancelled_order_that_was_carried_out_is_lifted() -> None:
    done = _measure(CUT, FREE, ("impose", "done"))
    too_late = replace(done, orders=(replace(done.orders[0], cancelled_at=AT),))
    assert too_late.wanted == "lift"
    assert replace(too_late, holders=HELD).wanted is None


def test_s8_a_refused_order_is_undecided_until_it_is_given_again_or_not_needed() -> None:
    refused = _measure(CUT, HELD, ("impose", "refused"))
    assert refused.undecided == refused.chased == refused.orders[0]
    assert replace(refused, holders=FREE).undecided is None
    again = replace(refused, orders=(replace(refused.orders[0], again=True),))
    assert (again.undecided, again.wanted) == (None, "impose")
    lift = _measure(CUT, FREE, ("impose", "done"), ("lift", "refused"))
    assert lift.undecided == lift.orders[1]
    assert not lift.settled


@pytest.mark.parametrize(
    ("orders", "in_force"),
    [
        ((), False),
        ((("impose", None),), False),
        ((("impose", "done"),), True),
        ((("impose", "done"), ("lift", None)), False),
        ((("impose", "done"), ("lift", "done")), False),
        ((("impose", "superseded"), ("lift", "done"), ("impose", None)), False),
        ((("impose", "done"), ("lift", None), ("impose", None)), False),
        ((("impose", "superseded"), ("lift", "superseded"), ("impose", "done")), True),
    ],
)
def test_s4_only_the_last_orders_own_receipt_puts_it_in_force(
    orders: tuple[tuple[Action, Outcome | None], ...], in_force: bool
) -> None:
    assert _measure(CUT, HELD, *orders).in_force is in_force


def test_s6_what_an_exit_leaves_in_force_is_imposed_again_after_a_late_lifting() -> None:
    """A department carries out an overtaken lifting when the line has long been closed."""
    measure = _measure(STOP, FREE, ("impose", "done"), ("lift", "done"), ("impose", "done"))
    stopped, lifted, stopped_again = measure.orders
    assert lifted.receipt is not None
    late = replace(lifted, receipt=replace(lifted.receipt, done_at=AT + timedelta(days=9)))
    undone = replace(measure, orders=(stopped, late, stopped_again), exits=("case-1",))
    assert undone.wanted == "impose"
    assert replace(undone, orders=measure.orders).wanted is None
    assert replace(undone, orders=measure.orders).settled


def test_s5_only_the_last_order_is_waited_for() -> None:
    overtaken = _measure(CUT, FREE, ("impose", None), ("lift", None))
    assert overtaken.waiting == overtaken.orders[1]
    assert _measure(CUT, FREE, ("impose", None), ("lift", "done")).waiting is None
    assert _measure(CUT, FREE).waiting is None


@pytest.mark.parametrize(
    ("measure", "settled"),
    [
        (_measure(CUT, FREE), True),
        (_measure(CUT, FREE, ("impose", None), ("lift", "done")), True),
        (_measure(REMOVAL, FREE, ("impose", "done")), True),
        (_measure(CUT, HELD, ("impose", "done")), False),
        (_measure(CUT, FREE, ("impose", "done")), False),
        (_measure(CUT, FREE, ("impose", "done"), ("lift", None)), False),
    ],
)
def test_a_measure_is_settled_with_nothing_left_to_lift_or_await(
    measure: Measure, settled: bool
) -> None:
    assert measure.settled is settled


def test_every_measure_has_its_rule_and_a_department() -> None:
    assert set(MEASURES) == set(MeasureKind)
    """Its own, or that of the procedure or the permit."""
    assert {rule.department for rule in MEASURES.values()} - {None} <= set(DEPARTMENTS)
    others = {kind for kind, rule in MEASURES.items() if rule.department is None}
    assert others == {
        MeasureKind.PRODUCTION_STOP,
        MeasureKind.PRODUCTION_LIMIT,
        MeasureKind.PERMIT_REVOCATION,
        MeasureKind.PORTAL_ANNOUNCEMENT,
    }
