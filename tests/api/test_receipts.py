"""S5: a department's receipt counts once, and only from that department."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from domain.calendar import CHINA
from records.audit import AuditRow
from tests.api.audit import notes_by, notes_on
from tests.api.being_sealed import Sealing
from tests.api.departments import EVIDENCE, a_receipt, signature, signed
from tests.api.people import (
    AUDITOR,
    INSPECTOR,
    INSPECTOR_ELSEWHERE,
    POWER_CLERK,
    SUPERVISOR,
    WATER_CLERK,
)
from tests.api.problems import malformed, problem
from tests.api.town import Town, new_code, new_key

Json = dict[str, Any]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sealing(town: Town) -> Sealing:
    return Sealing(town)


def test_a_signed_receipt_counts_and_is_on_record(sealing: Sealing) -> None:
    body = a_receipt(sealing.power, done_at=datetime.now(CHINA).isoformat())
    answer = sealing.call_back(body)
    assert answer.status_code == 200
    assert answer.json() == {"order": body["order"], "receipt": body["receipt"]}
    kept = sealing.order("power_cut")["receipt"]
    assert kept["number"] == body["receipt"]
    assert datetime.fromisoformat(kept["done_at"]) == datetime.fromisoformat(body["done_at"])
    entry = next(one for one in sealing.case.timeline() if one["event"].get("outcome") == "done")
    assert entry["event"]["action"]["receipt"] == body["receipt"]
    assert "S5" in entry["rules"]
    assert "power_cut" not in sealing.case.view()["outstanding"]


def test_the_same_receipt_again_changes_nothing(sealing: Sealing) -> None:
    body = a_receipt(sealing.power)
    content, headers = signed("power", body)
    assert sealing.post(content, headers).status_code == 200
    once = sealing.case.view()
    assert sealing.post(content, headers).status_code == 200
    assert sealing.call_back(body).status_code == 200
    assert sealing.call_back(body | {"signed_by": "另一人"}).status_code == 200
    assert sealing.case.view() == once


def test_another_receipt_for_the_same_order_is_refused(sealing: Sealing) -> None:
    first = a_receipt(sealing.power)
    sealing.call_back(first)
    body = problem(sealing.call_back(a_receipt(sealing.power)), 409, "another_receipt", "S5")
    assert first["receipt"] in body["detail"]["zh"]


def test_its_number_with_another_outcome_is_told_apart(sealing: Sealing) -> None:
    first = a_receipt(sealing.power)
    sealing.call_back(first)
    answer = sealing.call_back(first | {"outcome": "superseded"})
    problem(answer, 422, "idempotency_key_reused", "S5")
    noted = notes_on(sealing.case.service, sealing.case.code)[-1]
    assert (noted.actor, noted.code) == ("department:power", "idempotency_key_reused")


def test_superseded_is_only_what_a_later_order_overtook(sealing: Sealing) -> None:
    answer = sealing.call_back(a_receipt(sealing.power, outcome="superseded"))
    problem(answer, 409, "not_overtaken", "S5")
    assert sealing.unanswered()


@pytest.mark.parametrize(("days", "code"), [(-2, "before_previous_step"), (2, "in_the_future")])
def test_a_day_on_which_it_cannot_have_been_carried_out(
    sealing: Sealing, days: int, code: str
) -> None:
    done_at = datetime.now(UTC) + timedelta(days=days)
    answer = sealing.call_back(a_receipt(sealing.power, done_at=done_at.isoformat()))
    problem(answer, 409, code, "S7")
    assert sealing.unanswered()


@pytest.mark.parametrize("order", ["-o99", "-o0", ""])
def test_a_receipt_for_an_order_that_is_not_there(sealing: Sealing, order: str) -> None:
    for number in (f"{sealing.case.code}{order}", f"{new_code()}{order}"):
        problem(sealing.call_back(a_receipt(number)), 404, "unknown_order", "S5")
    notes = notes_on(sealing.case.service, sealing.case.code)
    assert ("department:power", "unknown_order") in {(note.actor, note.code) for note in notes}


def test_a_receipt_from_another_department_is_refused_and_noted(sealing: Sealing) -> None:
    answer = sealing.call_back(a_receipt(sealing.power), "water")
    problem(answer, 403, "out_of_scope", "S9")
    assert sealing.unanswered()
    assert "department:water" in {
        note.actor for note in notes_on(sealing.case.service, sealing.case.code)
    }


def test_s5_a_receipt_for_another_departments_order_is_refused_and_noted(
    sealing: Sealing,
) -> None:
    """Genuine, and for the wrong order."""
    sealing.call_back(a_receipt(sealing.power))
    water = sealing.order("water_cut")
    answer = sealing.call_back(a_receipt(water["id"]))
    problem(answer, 403, "out_of_scope", "S9")
    assert sealing.order("water_cut")["receipt"] is None
    notes = notes_on(sealing.case.service, sealing.case.code)
    assert ("department:power", "out_of_scope") in {(note.actor, note.code) for note in notes}


def test_s8_a_refusal_comes_back_with_its_reason_and_supervisors_order_again(
    town: Town, sealing: Sealing
) -> None:
    number = sealing.power
    unexplained = sealing.call_back(a_receipt(number, outcome="refused"))
    problem(unexplained, 409, "refusal_unexplained", "S8")
    refused = a_receipt(number, outcome="refused", reason="线路带居民负荷")
    assert sealing.call_back(refused).status_code == 200
    view = sealing.case.view(INSPECTOR)
    assert [(one["id"], one["receipt"]["reason"]) for one in view["refused"]] == [
        (number, "线路带居民负荷")
    ]
    listed = town.get(INSPECTOR, "/orders", state="refused", enterprise=sealing.case.code).json()
    assert [(one["number"], one["reason"]) for one in listed["orders"]] == [
        (number, "线路带居民负荷")
    ]
    problem(sealing.case.ask(INSPECTOR, "order_again", order=number), 403, "wrong_role", "S9")
    assert sealing.case.do(SUPERVISOR, "order_again", order=number)["refused"] == []
    assert sealing.order("power_cut")["revision"] == 2


def test_s8_what_the_others_did_is_undone_and_redone(sealing: Sealing) -> None:
    """What waits for its turn is cancelled, and comes in its turn again."""
    assert sealing.call_back(a_receipt(sealing.power)).status_code == 200
    undone = sealing.case.do(SUPERVISOR, "undo_measures")
    assert undone["undone"]
    assert sealing.order("power_cut")["action"] == "lift"
    water = sealing.order("water_cut")
    assert water["cancelled_at"]
    cancelled = a_receipt(water["id"], outcome="cancelled")
    assert sealing.call_back(cancelled, "water").status_code == 200
    assert sealing.case.do(SUPERVISOR, "redo_measures")["undone"] == ""
    assert sealing.order("power_cut")["revision"] == 3


def test_s6_nobody_cancels_what_is_needed(sealing: Sealing) -> None:
    answer = sealing.call_back(a_receipt(sealing.power, outcome="cancelled"))
    problem(answer, 409, "not_cancelled", "S5")


def test_s8_a_progress_note_counts_once_and_is_signed_too(sealing: Sealing) -> None:
    note = {"order": sealing.power, "note": "已派员到场"}
    content, headers = signed("power", note)
    for _ in range(2):
        assert sealing.post(content, headers, what="progress").status_code == 200
    told = [one for one in sealing.case.timeline() if "已派员到场" in one["summary"]["zh"]]
    assert len(told) == 1
    assert sealing.order("power_cut")["note"] == "已派员到场"
    assert sealing.order("power_cut")["accepted_at"]
    forged = headers | {"webhook-signature": "v1,AAAA"}
    problem(sealing.post(content, forged, what="progress"), 401, "wrong_signature", "S5")
    other, headers = signed("water", note)
    problem(sealing.post(other, headers, "water", "progress"), 403, "out_of_scope", "S9")
    late, headers = signed("power", note)
    sealing.call_back(a_receipt(sealing.power))
    problem(sealing.post(late, headers, what="progress"), 409, "order_closed", "S5")


def test_a_department_that_is_not_configured(sealing: Sealing) -> None:
    content, headers = signed("power", a_receipt(sealing.power))
    problem(sealing.post(content, headers, "housing"), 404, "not_found")


def refusals(sealing: Sealing) -> list[AuditRow]:
    return notes_by(sealing.case.service, "department:power", "receipt_refused")


def forged_with_another_secret(content: str) -> dict[str, str]:
    return signature("water", content)


def signed_for_another_body(content: str) -> dict[str, str]:
    return signature("power", content.replace("done", "superseded"))


def signed_under_another_id(content: str) -> dict[str, str]:
    return signature("power", content) | {"webhook-id": "another"}


def signed_too_long_ago(content: str) -> dict[str, str]:
    return signature("power", content, datetime.now(UTC) - 6 * MINUTE)


def signed_in_the_future(content: str) -> dict[str, str]:
    return signature("power", content, datetime.now(UTC) + 6 * MINUTE)


def an_old_signature_made_young(content: str) -> dict[str, str]:
    young = {"webhook-timestamp": str(int(datetime.now(UTC).timestamp()))}
    return signature("power", content, datetime.now(UTC) - 60 * MINUTE) | young


@pytest.mark.parametrize(
    "forge",
    [
        forged_with_another_secret,
        signed_for_another_body,
        signed_under_another_id,
        signed_too_long_ago,
        signed_in_the_future,
        an_old_signature_made_young,
    ],
    ids=lambda forge: forge.__name__,
)
def test_what_the_department_did_not_sign_a_moment_ago_is_refused_and_noted(
    sealing: Sealing, forge: Any
) -> None:
    content, _ = signed("power", a_receipt(sealing.power))
    headers = forge(content.decode())
    before = len(refusals(sealing))
    problem(sealing.post(content, headers), 401, "wrong_signature", "S5")
    notes = refusals(sealing)
    assert len(notes) == before + 1
    assert (notes[-1].subject, notes[-1].code) == (headers["webhook-id"], "wrong_signature")
    assert sealing.unanswered()


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_receipt_without_one_of_the_headers_is_a_forgery_too(
    sealing: Sealing, header: str
) -> None:
    content, headers = signed("power", a_receipt(sealing.power))
    del headers[header]
    before = len(refusals(sealing))
    problem(sealing.post(content, headers), 401, "wrong_signature", "S5")
    assert len(refusals(sealing)) == before + 1
    assert sealing.unanswered()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": "perhaps"}, "outcome"),
        ({"done_at": "2026-11-01T10:30:00"}, "done_at"),
        ({"done_at": 1795395723}, "done_at"),
        ({"receipt": ""}, "receipt"),
        ({"signed_by": None}, "signed_by"),
    ],
)
def test_a_genuine_receipt_that_is_malformed(sealing: Sealing, changes: Json, field: str) -> None:
    malformed(sealing.call_back(a_receipt(sealing.power, **changes)), field)
    assert refusals(sealing)[-1].code == "malformed"
    assert sealing.unanswered()


def test_fields_that_we_do_not_know_are_left_alone(sealing: Sealing) -> None:
    assert sealing.call_back(a_receipt(sealing.power, weather="晴")).status_code == 200


def confirm(
    town: Town, actor: Any, order: str, evidence: Json = EVIDENCE, key: str | None = None
) -> httpx2.Response:
    body = {
        "receipt": "供电回〔2026〕5号",
        "done_at": datetime.now(CHINA).isoformat(),
        "evidence": evidence,
    }
    return town.post(actor, f"/orders/{order}/receipt", body, key)


def test_a_clerk_sees_and_confirms_the_orders_of_their_department(
    town: Town, sealing: Sealing
) -> None:
    number = sealing.power
    shown = town.get(POWER_CLERK, f"/orders/{number}")
    assert (shown.status_code, shown.json()["kind"]) == (200, "power_cut")
    key, evidence = new_key(), town.evidence(POWER_CLERK)
    answer = confirm(town, POWER_CLERK, number, evidence, key)
    assert answer.status_code == 200
    once = sealing.case.view()
    assert confirm(town, POWER_CLERK, number, evidence, key).json() == answer.json()
    assert confirm(town, POWER_CLERK, number, evidence).status_code == 200
    assert sealing.case.view() == once
    assert once["measures"]
    receipt = sealing.order("power_cut")["receipt"]
    assert (receipt["number"], receipt["signed_by"]) == ("供电回〔2026〕5号", POWER_CLERK.name)


def test_s4_a_receipt_without_its_evidence_is_refused_and_says_what_is_missing(
    sealing: Sealing,
) -> None:
    evidence = EVIDENCE | {"photographs": []}
    answer = sealing.call_back(a_receipt(sealing.power, evidence=evidence))
    body = problem(answer, 409, "evidence_missing", "S4")
    assert body["detail"]["zh"].endswith("现场照片")
    answer = sealing.call_back(a_receipt(sealing.power, evidence={"photographs": ["not a hash"]}))
    problem(answer, 422, "malformed")
    assert sealing.unanswered()
    assert sealing.call_back(a_receipt(sealing.power)).status_code == 200
    assert sealing.order("power_cut")["receipt"]["evidence"] == EVIDENCE


def test_s9_whoever_sees_the_case_sees_them_and_nobody_else_confirms_them(
    town: Town, sealing: Sealing
) -> None:
    for actor in (INSPECTOR, AUDITOR):
        assert town.get(actor, f"/orders/{sealing.power}").status_code == 200
    for actor in (WATER_CLERK, INSPECTOR_ELSEWHERE):
        problem(town.get(actor, f"/orders/{sealing.power}"), 403, "out_of_scope", "S9")
    problem(town.get(sealing.case.enterprise, f"/orders/{sealing.power}"), 403, "wrong_role", "S9")
    for actor in (WATER_CLERK, INSPECTOR, AUDITOR, sealing.case.enterprise):
        code = "out_of_scope" if actor is WATER_CLERK else "wrong_role"
        problem(confirm(town, actor, sealing.power), 403, code, "S9")
    assert sealing.unanswered()


def test_an_order_that_is_not_there(town: Town, sealing: Sealing) -> None:
    evidence = town.evidence(POWER_CLERK)
    for number in (f"{sealing.case.code}-o99", f"{new_code()}-o1"):
        problem(town.get(POWER_CLERK, f"/orders/{number}"), 404, "unknown_order", "S5")
        problem(confirm(town, POWER_CLERK, number, evidence), 404, "unknown_order", "S5")
