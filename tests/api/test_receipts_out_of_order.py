"""S5, S6: receipts arrive in any order, and what is in force in the end is what was done last."""

import pytest

from tests.api.being_sealed import Sealing
from tests.api.departments import a_receipt
from tests.api.people import SUPERVISOR
from tests.api.town import Town


@pytest.fixture
def sealing(town: Town) -> Sealing:
    return Sealing(town)


def _lifted_unanswered(sealing: Sealing) -> tuple[str, str]:
    """The first order to cut, which nobody answered and another overtook, and the lifting that was
    ordered to make sure."""
    cut = sealing.power
    sealing.case.do(SUPERVISOR, "undo_measures")
    sealing.case.do(SUPERVISOR, "redo_measures")
    sealing.case.do(SUPERVISOR, "undo_measures")
    again = sealing.power
    cancelled = sealing.call_back(a_receipt(again, outcome="cancelled"))
    assert (again != cut, cancelled.status_code) == (True, 200)
    lifting = sealing.order("power_cut")
    assert (lifting["action"], lifting["revision"]) == ("lift", 3)
    return cut, lifting["id"]


@pytest.mark.parametrize("lifting_first", [True, False], ids=["lifting first", "cut first"])
def test_s5_the_liftings_receipt_may_come_before_that_of_what_it_lifts(
    sealing: Sealing, lifting_first: bool
) -> None:
    cut, lifting = _lifted_unanswered(sealing)
    receipts = [a_receipt(cut), a_receipt(lifting)]  # done one after the other
    for receipt in reversed(receipts) if lifting_first else receipts:
        assert sealing.call_back(receipt).status_code == 200
    last = sealing.order("power_cut")
    assert (last["id"], last["receipt"]["outcome"]) == (lifting, "done")
    for receipt in receipts:
        assert sealing.call_back(receipt).status_code == 200
    assert sealing.order("power_cut") == last


def test_s6_a_cut_that_was_done_after_its_lifting_is_lifted_again(sealing: Sealing) -> None:
    """Against the protocol, and told late."""
    cut, lifting = _lifted_unanswered(sealing)
    sealing.call_back(a_receipt(lifting))
    assert sealing.call_back(a_receipt(cut)).status_code == 200
    last = sealing.order("power_cut")
    assert (last["action"], last["revision"], last["receipt"]) == ("lift", 4, None)


def test_s5_an_overtaken_cut_was_never_done(sealing: Sealing) -> None:
    cut, lifting = _lifted_unanswered(sealing)
    sealing.call_back(a_receipt(lifting))
    assert sealing.call_back(a_receipt(cut, outcome="superseded")).status_code == 200
    assert sealing.order("power_cut")["id"] == lifting
