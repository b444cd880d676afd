"""L8: a newer calendar moves what departments and supervisors have of orders already issued.

Ordered on Thursday 12 February 2026: to be accepted in two working days and answered in five. The
plain week has the 16th and the 19th; the notice makes Saturday the 14th a workday and the 15th to
the 23rd the Spring Festival, which leaves the 14th and the 26th.
"""

from dataclasses import replace
from datetime import date

from domain.core import accept
from domain.events import Taken
from domain.new_calendar import tell_period
from domain.orders import Order
from domain.procedures import ELIMINATED
from tests.domain.calendars import NEW, adopted, flagged
from tests.domain.lives import INSPECTOR, SERVE, Life, local, refuses, story

ORDERED = "2026-02-12 10:00"
KNOWN = "2026-02-12 15:00"


def _ordered(at: str = ORDERED) -> Life:
    day, _ = at.split()
    life = flagged(day, procedure=ELIMINATED)
    life.do(INSPECTOR, SERVE, f"{day} 08:10")
    life.is_heard(f"{day} 08:20")
    life.seals(at)
    return life


def _first(life: Life) -> Order:
    return next(iter(life.enterprise.measures.values())).orders[-1]


def _accepted(life: Life, at: str) -> None:
    for order in life.enterprise.unsent():
        life.enterprise, recorded = accept(life.enterprise, order.id, local(at))
        life.recorded += recorded


def _of(event: Taken, order: Order) -> dict[str, tuple[date, date]]:
    return {
        each.period: (each.before.last_day, each.after.last_day)
        for each in event.recalculated
        if each.order == order.id
    }


def test_l8_what_waits_to_be_accepted_and_answered_moves() -> None:
    """L8, S7: and its department is sent the order again, with the days that it has now."""
    life = _ordered()
    before = _first(life)
    event = adopted(life, KNOWN)
    assert _of(event, before) == {
        "acceptance": (date(2026, 2, 16), date(2026, 2, 14)),
        "receipt": (date(2026, 2, 19), date(2026, 2, 26)),
    }
    order = _first(life)
    assert (order.accept_by, order.receipt_by) == (date(2026, 2, 14), date(2026, 2, 26))
    assert order.due == date(2026, 2, 14)
    assert story(life.pass_time("2026-02-14 23:59")) == []
    late = life.pass_time("2026-02-15 00:00")
    assert set(story(late)) == {"escalated acceptance_late"}
    again = next(each for each in event.recalculated if each.period == "receipt")
    said = tell_period(again)
    assert said.zh == f"{before.id} 部门回执期限 2026-02-19（暂定） → 2026-02-26"
    assert before.id in said.en


def test_l8_an_accepted_order_is_sent_again_with_its_new_day_and_is_late_after_that() -> None:
    life = _ordered()
    _accepted(life, "2026-02-12 10:01")
    assert life.enterprise.unsent() == []
    event = adopted(life, KNOWN)
    order = _first(life)
    assert _of(event, order) == {"receipt": (date(2026, 2, 19), date(2026, 2, 26))}
    assert order in life.enterprise.unsent()
    _accepted(life, KNOWN)
    assert life.enterprise.unsent() == []
    assert story(life.pass_time("2026-02-26 23:59")) == []
    assert set(story(life.pass_time("2026-02-27 00:00"))) == {"escalated receipt_late"}


def test_l8_a_notice_that_moves_nothing_sends_nothing() -> None:
    life = _ordered()
    _accepted(life, "2026-02-12 10:01")
    plain = replace(NEW, days_off=(), workdays=())
    event = adopted(life, KNOWN, plain)
    order = _first(life)
    assert _of(event, order) == {"receipt": (date(2026, 2, 19), date(2026, 2, 19))}
    assert life.enterprise.unsent() == []


def test_l8_the_next_rung_of_a_late_order_moves() -> None:
    """L8, S8: its receipt is late since the 12th; the rung three working days on moves from the
    17th to the 24th, and what was late stays late."""
    life = _ordered("2026-02-05 10:00")
    _accepted(life, "2026-02-05 11:00")
    life.pass_time("2026-02-13 00:00")
    order = _first(life)
    assert (order.rung, order.receipt_by) == ("reminder", date(2026, 2, 12))
    event = adopted(life, "2026-02-13")
    assert _of(event, order) == {"rung": (date(2026, 2, 17), date(2026, 2, 24))}
    assert _first(life).receipt_by == date(2026, 2, 12)
    assert story(life.pass_time("2026-02-24 23:59")) == []
    assert set(story(life.pass_time("2026-02-25"))) == {"escalated receipt_late escalation"}


def test_l8_an_order_not_accepted_in_time_still_has_a_day_for_its_receipt() -> None:
    life = _ordered("2026-02-10 10:00")
    life.pass_time("2026-02-13 00:00")
    order = _first(life)
    event = adopted(life, "2026-02-13")
    assert _of(event, order) == {
        "receipt": (date(2026, 2, 17), date(2026, 2, 24)),
        "rung": (date(2026, 2, 17), date(2026, 2, 24)),
    }
    _accepted(life, "2026-02-13 09:00")
    assert _first(life).due == date(2026, 2, 24)


def test_l8_a_cancellation_awaited_moves() -> None:
    """Also of a case that has ended by being withdrawn."""
    life = _ordered("2026-02-11 12:00")
    life.is_withdrawn("2026-02-12")
    assert life.case.ended
    order = _first(life)
    assert order.due == date(2026, 2, 16)
    assert _of(adopted(life, KNOWN), order) == {
        "cancellation": (date(2026, 2, 16), date(2026, 2, 14))
    }
    assert _first(life).due == date(2026, 2, 14)


def test_l8_a_refusal_that_supervisors_have_to_decide_on_moves() -> None:
    life = _ordered("2026-02-12 08:30")
    order = _first(life)
    refuses(life, order, "2026-02-12 10:00")
    assert _first(life).due == date(2026, 2, 17)
    assert _of(adopted(life, KNOWN), order) == {"refusal": (date(2026, 2, 17), date(2026, 2, 24))}
    assert _first(life).due == date(2026, 2, 24)
    assert _first(life) not in life.enterprise.unsent()


def test_l6_what_was_to_be_enforced_in_the_festival_waits_for_its_end() -> None:
    """L6, L8: decided on Friday by night, it was to be carried out from Monday the 16th; its
    department has as long from the 24th on as it had from then."""
    life = _ordered("2026-02-13 21:00")
    before = _first(life)
    assert before.not_before == local("2026-02-16 08:00")
    found = _of(adopted(life, "2026-02-13 22:00"), before)
    assert found["enforcement"] == (date(2026, 2, 16), date(2026, 2, 24))
    assert found["receipt"] == (date(2026, 2, 23), date(2026, 3, 2))
    order = _first(life)
    assert order.not_before == local("2026-02-24 08:00")
    assert order.receipt_by == date(2026, 3, 2)


def test_l6_what_may_be_carried_out_already_is_not_put_off() -> None:
    life = _ordered("2026-02-13 21:00")
    life.pass_time("2026-02-16 09:00")
    found = _of(adopted(life, "2026-02-16 09:00"), _first(life))
    assert "enforcement" not in found
    assert _first(life).not_before == local("2026-02-16 08:00")


def test_l8_an_answered_order_is_left_alone() -> None:
    life = _ordered()
    life.answer("2026-02-12 11:00")
    event = adopted(life, KNOWN)
    assert [each for each in event.recalculated if each.order] == []
