"""L5 and the approvals, of one case: nobody is closed unheard, or without the government's word."""

from datetime import date, datetime

from domain.people import Role
from tests.domain.always.book import Book
from tests.domain.always.counting import day, moment, over
from tests.domain.always.told import Json, Told


def until(case: Told) -> date:
    """L4, L5: the last day on which the enterprise may ask to be heard."""
    assert case.clock.objection, case.number
    return case.clock.objection.last_day


def l5_no_decision_before_the_enterprise_was_heard(book: Book, case: Told, entry: Json) -> None:
    if entry["event"].get("action", {}).get("kind") == "take_exit_decision":
        _was_heard(case, entry)


def l5_no_stop_that_counts_as_a_penalty_before_the_enterprise_was_heard(
    book: Book, case: Told, entry: Json
) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") != "serve_notice" or not case.procedure["production"]:
        return
    measure = action["production"] or case.procedure["production"][0]
    if "hearing" not in case.procedure["needs"].get(f"serve_notice:{measure}", ()):
        return
    _was_heard(case, entry)
    settled = ("waive_hearing", "answer_statement", "record_hearing")
    for step in filter(None, map(case.last, settled)):
        assert entry["happened_on"] >= step["happened_on"], entry
    assert case.taken("waive_hearing") or day(entry["happened_on"]) > until(case), entry


def _was_heard(case: Told, entry: Json) -> None:
    assert len(case.taken("give_advance_notice")) == 1, entry
    waived = case.taken("waive_hearing")
    assert waived or over(until(case), moment(entry["at"])), entry
    stated, answered = case.last("record_statement"), case.last("answer_statement")
    if stated:
        assert answered, entry
        assert answered["sequence"] > stated["sequence"], entry
    if case.taken("request_hearing"):
        assert case.taken("record_hearing"), entry


def entered_later(entry: Json) -> bool:
    """What the enterprise handed in on paper."""
    asked = bool(entry["event"]["action"]["kind"] == "request_hearing")
    return asked and entry["by"]["role"] == Role.INSPECTOR


def l5_a_hearing_is_asked_for_in_time_and_held_after_it(
    book: Book, case: Told, entry: Json
) -> None:
    action = entry["event"].get("action", {}).get("kind")
    asked, waived = case.last("request_hearing"), case.taken("waive_hearing")
    if action in ("request_hearing", "waive_hearing"):
        assert not asked, entry
        assert not waived, entry
        on = day(entry["happened_on"]) if entered_later(entry) else None
        late = not case.clock_stopped and over(until(case), moment(entry["at"]))
        assert not late or (on and on <= until(case)), entry
    if action in ("request_hearing", "record_statement"):
        assert case.clock.objection, entry
        assert day(entry["happened_on"]) >= case.clock.objection.began, entry
    if action == "record_statement":
        assert not waived, entry
        by_itself = entry["by"]["role"] == Role.ENTERPRISE
        late = not case.clock_stopped and over(until(case), moment(entry["at"]))
        assert not late or (not by_itself and day(entry["happened_on"]) <= until(case)), entry
    if action == "waive_hearing":
        assert entry["by"]["role"] == Role.ENTERPRISE, entry
    if action == "record_hearing":
        assert asked, entry
        assert not case.taken("record_hearing"), entry
        assert day(entry["happened_on"]) >= day(asked["happened_on"]), entry


def l5_the_end_of_the_time_to_object_is_on_record(case: Told, now: datetime) -> None:
    """Unless the enterprise let go of it."""
    if case.ended or case.clock_stopped or not case.taken("give_advance_notice"):
        return
    if case.taken("waive_hearing"):
        assert not case.of("objection_ended"), case.number
        return
    ended = [day(entry["event"]["last_day"]) for entry in case.of("objection_ended")]
    last_day = until(case)
    assert ended == ([last_day] if over(last_day, now) else []), case.number


def p4_2_p6_2_no_closure_without_the_approval_that_it_needs(
    book: Book, case: Told, entry: Json
) -> None:
    action = entry["event"].get("action", {}).get("kind")
    if action == "take_exit_decision" and case.ground in ("environment", "quality"):
        answer, asked = case.last("decide_approval"), case.last("request_approval")
        assert answer, entry
        assert asked, entry
        assert answer["sequence"] > asked["sequence"], entry
        assert answer["event"]["action"]["granted"], entry
    if action == "decide_approval":
        asked = case.last("request_approval")
        assert asked, entry
        assert asked["by"]["id"] != entry["by"]["id"], entry
        if asked["event"]["action"]["level"] == "city":
            assert len(set(entry["by"]["districts"])) == len(("海勃湾", "海南", "乌达")), entry


def p4_2_p6_2_a_refusal_is_answered(book: Book, case: Told, entry: Json) -> None:
    """Refused, the case is back with the inspector; asked again, it is said what has changed."""
    event, action = entry["event"], entry["event"].get("action", {})
    if action.get("kind") == "decide_approval" and not action["granted"]:
        assert event["stage"] == "sent_back", entry
    if action.get("kind") == "request_approval":
        refused = case.last("decide_approval")
        assert refused is None or action["answers"], entry
