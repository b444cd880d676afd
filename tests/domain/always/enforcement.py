"""L6: hours of enforcement on site, of one enterprise. Night and day off are told a second time."""

from datetime import datetime, timedelta, timezone

from domain.calendar import local_date
from tests.domain.always.book import Book
from tests.domain.always.counting import Days, moment
from tests.domain.always.needs import key_of, needs_of
from tests.domain.always.told import Json, Told

ON_SITE = {
    "water_cut",
    "power_cut",
    "power_unit_removal",
    "seal",
    "production_stop",
    "production_limit",
}
CUT_ON_NOTICE = {"water_cut", "power_cut", "power_unit_removal", "seal"}
OFF_IN_EVERY_YEAR = {"01-01", "05-01", "10-01", "10-02", "10-03"}
"""Also before the notice of the year is out."""
BEIJING = timezone(timedelta(hours=8))


def l6_nothing_is_ordered_on_site_out_of_hours_unsaid(book: Book, case: Told, entry: Json) -> None:
    """An order waits for the hours, or states an emergency that the case has, or had."""
    if entry["event"]["kind"] != "order_issued":
        return
    order, days = entry["event"]["order"], case.clock.days
    noticed = case.enforce_on if order["kind"] in CUT_ON_NOTICE else None
    too_early = noticed is not None and local_date(moment(order["issued_at"])) < noticed
    waits = _bound(order) and (too_early or _out_of_hours(moment(order["issued_at"]), days))
    if noticed and too_early and waits:
        assert local_date(moment(order["not_before"])) >= noticed, entry
    assert (order["not_before"] is not None) is waits, entry
    assert not waits or not _out_of_hours(moment(order["not_before"]), days), entry
    steps = [step["event"]["action"] for step in (case.notice, case.decision) if step]
    stated = {case.procedure["emergency"], *(step["emergency"] for step in steps)}
    stated |= {earlier["emergency"] for earlier in book.orders.get(key_of(order), [])}
    assert not order["emergency"] or order["emergency"] in stated, entry


def l6_what_was_done_on_site_out_of_hours_is_told(book: Book, now: datetime) -> None:
    irregular = [
        number
        for number in book.receipts
        if _bound(order := book.issued[number])
        and book.done(order)
        and (
            _out_of_hours(book.done_at(order), book.done_by[number])
            or (order["not_before"] and book.done_at(order) < book.enforced[number])
        )
    ]
    assert book.irregular == irregular


def l6_nothing_waits_for_a_day_before_the_one_that_its_notice_names(
    book: Book, now: datetime
) -> None:
    """However often that was corrected; what several cases need goes by the first's notice."""
    for key, orders in book.orders.items():
        order = orders[-1]
        cases = [case for case in book.cases.values() if key in needs_of(case)]
        to_be_done = book.waits(order) and order["id"] not in book.cancelled
        if key[0] in CUT_ON_NOTICE and _bound(order) and to_be_done and len(cases) == 1:
            noticed, today = cases[0].enforce_on, local_date(now)
            allowed = local_date(book.enforced[order["id"]])
            assert noticed is None or noticed <= max(allowed, today), order


def _bound(order: Json) -> bool:
    return order["action"] == "impose" and order["kind"] in ON_SITE and not order["emergency"]


def _out_of_hours(at: datetime, days: Days) -> bool:
    there = at.astimezone(BEIJING)
    off = f"{there:%m-%d}" in OFF_IN_EVERY_YEAR or not days.works(there.date())
    return off or not 8 <= there.hour < 20
