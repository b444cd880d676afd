"""S1-S4, of one case: nothing too early, nothing too much, nothing incomplete."""

from domain.people import Role
from tests.domain.always.told import Json, Told, day, moment, over, over_the_limit


def s1_nothing_before_a_decision_by_somebody_entitled(case: Told) -> None:
    for entry in case.entries:
        event, before = entry["event"], case.until(entry)
        if event["kind"] == "order_issued" and event["order"]["action"] == "impose":
            order = event["order"]
            assert (order["kind"], order["target"]) in before.needs(), entry
        if event["kind"] == "exit_completed":
            assert before.decision, entry
    for entry in case.taken("record_announcement") + case.taken("confirm_dismantling"):
        assert case.until(entry).decision, entry
        assert not case.until(entry).ended, entry
    for entry in case.taken("take_exit_decision"):
        assert entry["by"]["role"] == Role.APPROVER, entry
        assert case.line["district"] in entry["by"]["districts"], entry
        assert entry["event"]["action"]["way"] in case.procedure["exits"], entry


def o7_l7_nothing_is_carried_out_without_its_plans_or_while_suspended(case: Told) -> None:
    for entry in case.taken("confirm_dismantling"):
        assert case.until(entry).seen_to_its_workers, entry
    for entry in case.taken("take_exit_decision") + case.taken("record_announcement"):
        assert not case.until(entry).suspension, entry


def s2_no_closure_before_the_period_is_over_or_a_reinspection_failed(case: Told) -> None:
    for entry in case.taken("take_exit_decision"):
        before = case.until(entry)
        assert before.served, entry
        if case.procedure["rectification_months"] is None:
            continue
        failed = any(map(over_the_limit, before.taken("record_reinspection")))
        _, last_day = before.period_end()
        assert failed or over(last_day, moment(entry["at"])), entry


def s3_at_most_three_months_and_none_applied_for_after_the_end(case: Told) -> None:
    granted = 0
    for entry in case.taken("decide_extension"):
        before = case.until(entry)
        assert not granted, entry  # P2.2: one extension
        granted = entry["event"]["action"]["months"]
        application = before.taken("apply_for_extension")[-1]
        _, last_day = before.period_end()
        stopped = case.until(application).clock_stopped
        assert stopped or not over(last_day, moment(application["at"])), entry
        assert entry["event"]["action"]["months"] <= application["event"]["action"]["months"]
        assert application["by"]["id"] != entry["by"]["id"], entry
    assert granted <= min(3, case.procedure["extension_months"]), case.number


def s4_an_exit_is_complete_only_with_all_confirmed(case: Told, entries: list[Json]) -> None:
    for entry in case.of("exit_completed"):
        before = case.until(entry)
        decision = before.decision
        assert decision, entry
        announced = before.taken("record_announcement")
        assert announced, entry
        if entry["event"]["way"] == "seal":
            assert announced[-1]["sequence"] > decision["sequence"], entry
            assert before.taken("record_commitment"), entry
            assert len(before.needs()) == 4, entry
            for kind, target in before.needs():
                assert _confirmed(entries, entry["sequence"], kind, target), entry
        else:
            confirmed = {
                one["event"]["action"]["equipment"] for one in before.taken("confirm_dismantling")
            }
            assert confirmed == set(case.line["equipment"]), entry


def _confirmed(entries: list[Json], before: int, kind: str, target: str) -> bool:
    """Whether the last order said impose, and its own receipt said done."""
    earlier = [entry["event"] for entry in entries if entry["sequence"] < before]
    orders = [event["order"] for event in earlier if event["kind"] == "order_issued"]
    last = [one for one in orders if (one["kind"], one["target"]) == (kind, target)][-1]
    receipts = [
        event["action"]
        for event in earlier
        if event["kind"] == "taken" and event["action"]["kind"] == "receive_receipt"
    ]
    return last["action"] == "impose" and any(
        receipt["order"] == last["id"] and receipt["outcome"] == "done" for receipt in receipts
    )


def the_period_is_the_laws(case: Told) -> None:
    """L1-L3, P2.2: the day on record is the day counted here a second time."""
    for entry in case.taken("serve_notice") + case.taken("decide_extension"):
        deadline = entry["event"]["deadline"]
        if case.procedure["rectification_months"] is None:
            assert deadline is None, entry
            continue
        told = case.until(entry)
        told.entries.append(entry)
        assert (day(deadline["unmoved"]), day(deadline["last_day"])) == told.period_end(), entry
