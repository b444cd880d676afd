"""A command counts once, however often and however fast it is sent under its key."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx2
import pytest

from api.examples import EXAMPLES
from tests.api.people import INSPECTOR, INSPECTOR_OF_THE_CITY, SUPERVISOR
from tests.api.problems import malformed, problem
from tests.api.town import Case, Town, a_flag, new_code, new_key
from tests.workflows.server import Server
from workflows.messages import workflow_id

AT_ONCE = 10


def at_once(send: Callable[[], httpx2.Response]) -> list[httpx2.Response]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [future.result() for future in [pool.submit(send) for _ in range(AT_ONCE)]]


def test_the_same_key_again_gives_the_same_and_counts_once(town: Town) -> None:
    case = town.flag()
    key = new_key()
    first = case.ask(INSPECTOR, "serve_notice", key)
    assert first.status_code == 200
    again = case.ask(INSPECTOR, "serve_notice", key)
    assert (again.status_code, again.json()) == (200, first.json())
    assert len(case.timeline()) == 2


def test_the_same_key_at_the_same_moment_counts_once(town: Town) -> None:
    code, key = new_code(), new_key()
    town.signed_in(INSPECTOR)
    flagged = at_once(lambda: town.ask_to_flag(INSPECTOR, code, key))
    assert {answer.status_code for answer in flagged} == {201}
    assert {answer.json()["number"] for answer in flagged} == {f"{code}-1"}
    case = Case(town, f"{code}-1")
    key = new_key()
    served = at_once(lambda: case.ask(INSPECTOR, "serve_notice", key))
    assert {answer.status_code for answer in served} == {200}
    assert len({answer.text for answer in served}) == 1
    assert [entry["event"]["action"]["kind"] for entry in case.timeline()] == [
        "flag",
        "serve_notice",
    ]


def test_different_keys_at_the_same_moment_leave_one_done_and_the_others_refused(
    town: Town,
) -> None:
    case = town.flag()
    served = at_once(lambda: case.ask(INSPECTOR, "serve_notice"))
    assert sorted(answer.status_code for answer in served) == [200] + [409] * (AT_ONCE - 1)
    assert len(case.timeline()) == 2


def test_a_key_with_another_body_is_told_apart(town: Town) -> None:
    case = town.flag()
    key = new_key()
    case.do(INSPECTOR, "serve_notice")
    assert case.ask(INSPECTOR, "apply_for_extension", key).status_code == 200
    for answer in (
        case.ask(INSPECTOR, "apply_for_extension", key, months=3),
        case.ask(INSPECTOR, "file_report", key),
        town.ask_to_flag(INSPECTOR, case.code, key, line={"name": "2号电石炉"}),
    ):
        problem(answer, 422, "idempotency_key_reused", "S5")
    assert len(case.timeline()) == 3


def test_a_key_reused_before_the_first_use_is_on_record_is_told_apart_too(town: Town) -> None:
    case = town.flag()
    key = new_key()
    drafts = iter(range(1, AT_ONCE + 1))
    case.do(INSPECTOR, "serve_notice")
    answers = at_once(
        lambda: case.ask(INSPECTOR, "file_report", key, summary=f"第 {next(drafts)} 稿")
    )
    outcomes = sorted(answer.status_code for answer in answers)
    assert outcomes == [200] + [422] * (AT_ONCE - 1)


def test_a_key_is_its_persons_own(town: Town) -> None:
    case = town.flag()
    key = new_key()
    case.do(INSPECTOR, "serve_notice")
    assert case.ask(INSPECTOR, "apply_for_extension", key).status_code == 200
    theirs = case.ask(INSPECTOR_OF_THE_CITY, "file_report", key)
    assert theirs.status_code == 200


def test_a_key_that_was_refused_may_be_used_once_the_command_is_possible(town: Town) -> None:
    case = town.flag()
    key = new_key()
    problem(case.ask(INSPECTOR, "file_report", key), 409, "not_now", "P2.1")
    case.do(INSPECTOR, "serve_notice")
    assert case.ask(INSPECTOR, "file_report", key).status_code == 200


@pytest.mark.parametrize("key", ["", "k" * 101, "k k", "键", "k\tk", "k/k"])
def test_an_impossible_key_is_malformed(town: Town, key: str) -> None:
    answer = town.signed_in(INSPECTOR).post(
        f"/enterprises/{new_code()}/cases",
        json=a_flag(),
        headers={b"Idempotency-Key": key.encode()},
    )
    malformed(answer, "Idempotency-Key")


def test_a_command_without_a_key_is_malformed(town: Town) -> None:
    case = town.flag()
    for path, body in (
        (f"/enterprises/{new_code()}/cases", a_flag()),
        (f"/cases/{case.number}/serve-notice", EXAMPLES["serve_notice"]),
        (f"/orders/{case.code}-o1/receipt", {"receipt": "1", "done_at": "2026-01-01T00:00:00Z"}),
    ):
        malformed(town.signed_in(INSPECTOR).post(path, json=body), "Idempotency-Key")


def test_the_same_key_counts_once_after_the_workflow_has_ended(
    town: Town, temporal: Server
) -> None:
    code, flag, withdrawal = new_code(), new_key(), new_key()
    assert town.ask_to_flag(INSPECTOR, code, flag).status_code == 201
    case = Case(town, f"{code}-1")
    ended = case.ask(SUPERVISOR, "withdraw", withdrawal).json()
    _end(town, temporal, code)
    assert case.ask(SUPERVISOR, "withdraw", withdrawal).json() == ended
    assert town.ask_to_flag(INSPECTOR, code, flag).json()["number"] == case.number
    answer = case.ask(INSPECTOR, "serve_notice")
    assert problem(answer, 409, "not_now", "L1")["permitted"] == []
    assert len(case.timeline()) == 2


def test_a_flag_sent_again_is_answered_with_its_own_case_not_with_a_later_one(
    town: Town, temporal: Server
) -> None:
    code, key = new_code(), new_key()
    town.ask_to_flag(INSPECTOR, code, key)
    Case(town, f"{code}-1").do(SUPERVISOR, "withdraw")
    _end(town, temporal, code)
    assert town.ask_to_flag(INSPECTOR, code).json()["number"] == f"{code}-2"
    assert town.ask_to_flag(INSPECTOR, code, key).json()["number"] == f"{code}-1"


def _end(town: Town, temporal: Server, code: str) -> None:
    """A finished enterprise's workflow lingers for a minute; here it passes at once."""
    forward = temporal.forward(workflow_id(code), timedelta(minutes=2))
    assert not town.service.background.run(forward), "it still runs"
