"""S4: a receipt counts with the evidence that its order asked for."""

from dataclasses import replace

import pytest

from domain.catalogue import EVIDENCE, MEASURES, Evidence, MeasureKind
from domain.evidence import NOTHING_BROUGHT, Brought, lacking
from domain.measures import measure_key
from domain.orders import Order
from domain.people import department_system
from domain.receiving import ReceiveReceipt
from tests.domain.lives import BROUGHT, Life, local
from tests.domain.stages import sealed, sealing

LEFT_OUT = {
    Evidence.PHOTOGRAPHS: replace(BROUGHT, photographs=()),
    Evidence.SEAL_NUMBERS: replace(BROUGHT, seal_numbers=()),
    Evidence.METER_READING: replace(BROUGHT, meter_reading=None),
    Evidence.DOCUMENTS: replace(BROUGHT, documents=()),
    Evidence.ADDRESS: replace(BROUGHT, address=""),
}


def _receipt(order: Order, brought: Brought) -> ReceiveReceipt:
    return ReceiveReceipt(order.id, "回执", "done", local("2025-10-14"), "经办人", brought)


def _cut() -> tuple[Life, Order]:
    life = sealing()
    return life, life.orders(MeasureKind.POWER_CUT)[0]


@pytest.mark.parametrize("evidence", Evidence)
def test_s4_what_is_asked_for_and_not_brought_is_named(evidence: Evidence) -> None:
    assert lacking(tuple(Evidence), LEFT_OUT[evidence]) == EVIDENCE[evidence]
    assert lacking((evidence,), LEFT_OUT[evidence]) == EVIDENCE[evidence]
    assert lacking((evidence,), BROUGHT) is None


def test_s4_a_meter_that_stands_at_nought_is_a_reading() -> None:
    assert lacking((Evidence.METER_READING,), Brought(meter_reading=BROUGHT.meter_reading)) is None


def test_s4_a_receipt_that_proves_nothing_is_refused_and_names_what_is_missing() -> None:
    life, order = _cut()
    refusal = life.refused(
        department_system("power"), _receipt(order, NOTHING_BROUGHT), "2025-10-14"
    )
    assert (refusal.code, refusal.rule) == ("evidence_missing", "S4")
    assert refusal.message.zh.endswith("须附：表计读数、现场照片")
    assert refusal.message.en.endswith("must bring: a meter reading, photographs")
    assert not life.enterprise.measures[measure_key(order.kind, order.target)].in_force


def test_s4_the_evidence_is_kept_with_the_receipt() -> None:
    life, order = _cut()
    life.do(department_system("power"), _receipt(order, BROUGHT), "2025-10-14")
    kept = life.enterprise.order(order.id)
    assert kept is not None
    assert kept.receipt is not None
    assert kept.receipt.evidence == BROUGHT


def test_s5_a_cancelled_order_has_nothing_to_prove() -> None:
    life, order = _cut()
    life.is_withdrawn("2025-10-13 12:00")
    void = replace(_receipt(order, NOTHING_BROUGHT), outcome="cancelled")
    assert life.do(department_system("power"), void, "2025-10-14")


def test_s6_a_lifting_has_evidence_of_its_own() -> None:
    life = sealed()
    life.is_withdrawn("2025-10-15")
    lifted = {order.kind: order.evidence for order in life.orders() if order.action == "lift"}
    assert lifted == {kind: MEASURES[kind].lifting_evidence for kind in lifted}
    assert lifted[MeasureKind.POWER_CUT] == (Evidence.METER_READING,)


def test_s10_an_order_asks_for_what_it_asked_for_whatever_the_catalogue_says_later() -> None:
    """Sent again it is the same order, and its receipt is held against it."""
    _, order = _cut()
    assert order.evidence == MEASURES[MeasureKind.POWER_CUT].evidence
