"""L6: hours of enforcement on site, of one enterprise. Night and day off are told a second time."""

from datetime import datetime, timedelta, timezone

from tests.domain.always.orders import receipts_of
from tests.domain.always.told import Json, moment
from tests.domain.lives import CALENDAR

ON_SITE = {
    "water_cut",
    "power_cut",
    "power_unit_removal",
    "seal",
    "production_stop",
    "production_limit",
}


def l6_nothing_is_ordered_or_done_on_site_out_of_hours_unsaid(entries: list[Json]) -> None:
    receipts = receipts_of(entries)
    told = {e["event"]["order"] for e in entries if e["event"]["kind"] == "irregular"}
    for event in (e["event"] for e in entries if e["event"]["kind"] == "order_issued"):
        order = event["order"]
        bound = order["action"] == "impose" and order["kind"] in ON_SITE and not order["emergency"]
        waits = bound and _out_of_hours(moment(order["issued_at"]))
        assert (order["not_before"] is not None) is waits, order
        if waits:
            assert not _out_of_hours(moment(order["not_before"])), order
        receipt = receipts.get(order["id"])
        done = receipt is not None and receipt["event"]["outcome"] == "done"
        at = moment(receipt["event"]["action"]["done_at"]) if receipt else None
        assert (order["id"] in told) is (bound and done and _out_of_hours(at)), order


def _out_of_hours(at: datetime | None) -> bool:
    assert at is not None
    there = at.astimezone(timezone(timedelta(hours=8)))
    return not 8 <= there.hour < 20 or not CALENDAR.is_working_day(there.date())
