"""S3 and the days themselves, of one case."""

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
        assert case.clock_stopped or not over(ends[1], moment(entry["at"])), entry
    if action.get("kind") != "decide_extension":
        return
    granted = [one["event"]["action"]["months"] for one in case.taken("decide_extension")]
    assert not any(granted), entry  # P2.2: one extension
    assert action["months"] <= min(3, case.procedure["extension_months"]), entry
    application = case.last("apply_for_extension")
    assert application, entry
    assert ends, entry
    in_time = case.clock_stopped or not over(ends[1], moment(application["at"]))
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
