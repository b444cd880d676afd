"""S1, S2, S4, O7 and L7, of one case: nothing too early, nothing incomplete."""

from tests.domain.always.book import Book
from tests.domain.always.counting import moment, over
from tests.domain.always.findings import exited, passed, remaining
from tests.domain.always.needs import key_of, needs_of
from tests.domain.always.told import Json, Told

WAYS = {
    "eliminated": {"dismantle", "seal"},
    "energy": {"dismantle", "seal"},
    "energy_supply": set(),
    "factors": {"dismantle", "seal"},
    "environment": {"close"},
    "safety": {"close", "revoke"},
    "quality": {"close"},
    "restricted": set(),
}
"""P1.2, P1.3, P2.3, P3.1, P4.2, P5.2, P6.2."""


TO_ITS_DECISION = ("order_announcement", "record_announcement", "confirm_dismantling")
"""What there has to be a decision for."""
AFTER_THE_END = (
    *("accept_order", "receive_receipt", "report_progress", "order_again"),
    *("record_watch", "adopt_calendar", "revoke_decision"),
    *("correct_dismantling", "correct_announcement", "correct_watch", "suspend", "resume"),
)
"""What may still be done to a case."""


NOT_WHILE_SUSPENDED = (
    *("take_exit_decision", "give_enforcement_notice"),
    *("order_announcement", "record_announcement"),
)


def s1_nothing_before_a_decision_by_somebody_entitled(book: Book, case: Told, entry: Json) -> None:
    """What is imposed is what the case needs, and cuts, seals and revocations come of a decision
    alone. That who decided was entitled, S9 says."""
    event = entry["event"]
    match event["kind"]:
        case "order_issued" if event["order"]["action"] == "impose":
            kept = set().union(*(one.kept for one in book.cases.values()))
            assert key_of(event["order"]) in needs_of(case) | kept, entry
        case "exit_completed":
            assert case.decision, entry
        case "taken" if event["action"]["kind"] not in AFTER_THE_END:
            assert not case.ended, entry
            if event["action"]["kind"] in TO_ITS_DECISION:
                assert case.decision, entry
            if event["action"]["kind"] == "take_exit_decision":
                assert event["action"]["way"] in WAYS[case.ground], entry


def o7_l7_nothing_is_carried_out_without_its_plans_or_while_suspended(
    book: Book, case: Told, entry: Json
) -> None:
    """What an exit orders, S1 holds back until then."""
    event = entry["event"]
    kind = event.get("action", {}).get("kind")
    if kind == "confirm_dismantling" or event.get("way") in ("dismantle", "seal", "close"):
        assert case.seen_to_its_workers, entry
    if kind in NOT_WHILE_SUSPENDED:
        assert not case.suspension, entry


def s2_no_closure_before_the_period_is_over_or_a_reinspection_failed(
    book: Book, case: Told, entry: Json
) -> None:
    """By plan: not before the line was found gone, or found there after its date (P3.1)."""
    if entry["event"].get("action", {}).get("kind") != "take_exit_decision":
        return
    assert case.notice, entry
    ends = case.clock.period_end()
    if ends is None:
        return
    if case.ground == "factors":
        found = [one["event"]["action"] for one in case.taken("verify_exit")]
        assert any(exited(one) or remaining(case.line, one) for one in found), entry
        return
    failed = not all(passed(one["event"]["action"]) for one in case.taken("record_reinspection"))
    assert failed or over(ends[1], moment(entry["at"])), entry


def s2_p3_1_nobody_is_late_before_the_planned_date(book: Book, case: Told, entry: Json) -> None:
    action = entry["event"].get("action", {})
    if action.get("kind") == "verify_exit" and remaining(case.line, action):
        ends = case.clock.period_end()
        assert ends, entry
        assert over(ends[1], moment(entry["at"])), entry


def s4_an_exit_is_complete_only_with_all_confirmed(book: Book, case: Told, entry: Json) -> None:
    if entry["event"]["kind"] != "exit_completed":
        return
    decision, recorded = case.decision, case.last("record_announcement")
    assert decision, entry
    published = {key for key in needs_of(case) if key[0] == "portal_announcement"}
    announced = recorded is not None and recorded["sequence"] > decision["sequence"]
    assert announced or any(map(book.in_force, published)), entry
    way = entry["event"]["way"]
    if way == "dismantle":
        confirmed = [one["event"]["action"] for one in case.taken("confirm_dismantling")]
        assert {one["equipment"] for one in confirmed} == set(case.line["equipment"]), entry
        return
    assert way == decision["event"]["action"]["way"], entry
    assert way != "seal" or case.taken("record_commitment"), entry
    needed = {key for key in needs_of(case) if key[0] in CONFIRMED[way]}
    assert {kind for kind, _ in needed} == CONFIRMED[way], entry
    for key in needed:
        assert book.in_force(key), (entry, key)


CONFIRMED = {
    "seal": {"power_cut", "water_cut", "power_unit_removal", "seal"},
    "close": {"production_stop"},
    "revoke": {"permit_revocation"},
}
