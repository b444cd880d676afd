"""S3 and the days themselves, of one case."""

from domain.people import Role
from tests.domain.always.book import Book
from tests.domain.always.counting import day, moment, over
from tests.domain.always.told import Json, Told


def s3_at_most_three_months_and_none_applied_for_after_the_end(
    book: Book, case: Told, entry: Json
) -> None:
    action = entry["event"].get("action", {})
    ends = case.clock.period_end()
    if action.get("kind") == "apply_for_extension":
        assert ends, entry
        assert case.clock_stopped or day(entry["happened_on"]) <= ends[1], entry
        by_itself = entry["by"]["role"] == Role.ENTERPRISE
        assert case.clock_stopped or not by_itself or not over(ends[1], moment(entry["at"])), entry
    if action.get("kind") != "decide_extension":
        return
    granted = [one["event"]["action"]["months"] for one in case.taken("decide_extension")]
    assert not any(granted), entry  # P2.2: one extension
    assert action["months"] <= min(3, case.procedure["extension_months"]), entry
    application = case.last("apply_for_extension")
    assert application, entry
    assert ends, entry
    in_time = case.clock_stopped or day(application["happened_on"]) <= ends[1]
    assert in_time or not action["months"], entry
    assert action["months"] <= application["event"]["action"]["months"], entry
    assert application["by"]["id"] != entry["by"]["id"], entry


def l1_l2_l3_the_period_is_the_laws(book: Book, case: Told, entry: Json) -> None:
    """P2.2, P3.1, P4.1, P5.1, L7: the day on record is the day that the clock, which was told the
    entry, counts a second time."""
    event = entry["event"]
    if event["kind"] != "taken" or event["action"]["kind"] == "flag":
        return
    deadline = event["deadline"]
    if not deadline and event["action"]["kind"] != "serve_notice":
        return
    found = (day(deadline["unmoved"]), day(deadline["last_day"])) if deadline else None
    assert found == case.clock.period_end(), entry


def l8_what_runs_ends_as_if_the_calendar_had_been_known(
    book: Book, case: Told, entry: Json
) -> None:
    """Of the case, and of what is awaited of its orders: just what moved is on record."""
    event = entry["event"]
    if event["kind"] != "taken" or event["action"]["kind"] != "adopt_calendar":
        return
    found = {
        (each["order"], each["period"]): day(each["after"]["last_day"])
        for each in event["recalculated"]
        if each["before"]["last_day"] != each["after"]["last_day"]
    }
    of_the_case = {("", name): end for name, end in case.moved.items()}
    counted = of_the_case | book.moved
    looked_at = {one for one in found if one[1] in COUNTED_AGAIN and not _to_come(book, one)}
    assert {one: found[one] for one in looked_at} == counted, entry


COUNTED_AGAIN = {
    *("deadline", "limit", "objection", "confirmation"),
    *("acceptance", "receipt", "cancellation", "refusal"),
}
"""Rungs and inspections are, when they come."""


def _to_come(book: Book, moved: tuple[str, str]) -> bool:
    """For the receipt of what is not accepted yet: it is seen once that is waited for."""
    order, period = moved
    return period == "receipt" and book.awaited[order].lateness == "acceptance_late"
