"""Whole lives through HTTP: at each step what `permitted` says is what is accepted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.calendar import local_date
from domain.people import Actor
from tests.api.departments import a_receipt, signed
from tests.api.people import APPROVER, INSPECTOR, SUPERVISOR
from tests.api.problems import permitted
from tests.api.town import Case, Town

Step = tuple[Actor | None, str, dict[str, Any]]
"""Who does what; None is the enterprise itself."""

ENTITLED = {
    "serve_notice": INSPECTOR,
    "apply_for_extension": None,
    "decide_extension": APPROVER,
    "file_report": None,
    "record_reinspection": INSPECTOR,
    "take_exit_decision": APPROVER,
    "confirm_dismantling": INSPECTOR,
    "record_commitment": None,
    "record_announcement": SUPERVISOR,
    "withdraw": SUPERVISOR,
}

FAILS = {"measured": "823.1", "verdict": "fail"}
SEAL: Step = (APPROVER, "take_exit_decision", {})
DISMANTLE: Step = (APPROVER, "take_exit_decision", {"way": "dismantle"})
SERVE: Step = (INSPECTOR, "serve_notice", {})
TAKEN_DOWN: Step = (INSPECTOR, "confirm_dismantling", {})
RECEIPTS: Step = (None, "receipts", {})


LIVES: dict[str, tuple[str, list[Step], str]] = {
    "rectified after an extension": (
        "energy",
        [
            SERVE,
            (None, "apply_for_extension", {"months": 3}),
            (APPROVER, "decide_extension", {"months": 0}),
            (INSPECTOR, "apply_for_extension", {"months": 3}),
            (APPROVER, "decide_extension", {"months": 2}),
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", {}),
        ],
        "rectified",
    ),
    "sealed, then dismantled": (
        "energy",
        [
            SERVE,
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", FAILS),
            SEAL,
            (None, "record_commitment", {}),
            (SUPERVISOR, "record_announcement", {}),
            RECEIPTS,
            TAKEN_DOWN,
            RECEIPTS,
        ],
        "dismantled",
    ),
    "dismantled": (
        "eliminated",
        [SERVE, DISMANTLE, (INSPECTOR, "record_announcement", {}), TAKEN_DOWN],
        "dismantled",
    ),
    "withdrawn after all": (
        "eliminated",
        [SERVE, DISMANTLE, SEAL, (SUPERVISOR, "withdraw", {}), RECEIPTS],
        "withdrawn",
    ),
}


@pytest.mark.parametrize(("ground", "steps", "end"), LIVES.values(), ids=LIVES)
def test_what_is_permitted_is_accepted_and_all_else_refused(
    town: Town, ground: str, steps: list[Step], end: str
) -> None:
    case = town.flag(ground=ground)
    for by, action, changes in steps:
        _only_what_is_permitted_is_possible(case)
        if action == "receipts":
            answer_orders(town, case)
            continue
        giver = by or case.enterprise
        assert action in permitted(case.view(giver))
        case.do(giver, action, **changes)
    assert case.view()["stage"] == end
    assert permitted(case.view(SUPERVISOR)) == set()


def _only_what_is_permitted_is_possible(case: Case) -> None:
    """Of people whose role entitles them to a command; the others are in test_rights."""
    before = case.view()
    assert permitted(before) == set()  # an auditor changes nothing
    givers = {action: actor or case.enterprise for action, actor in ENTITLED.items()}
    possible = {giver: permitted(case.view(giver)) for giver in set(givers.values())}
    for action, giver in givers.items():
        if action not in possible[giver]:
            answer = case.ask(giver, action)
            assert answer.status_code == 409, (action, answer.text)
            assert permitted(answer.json()) == possible[giver]
    assert case.view() == before


def answer_orders(town: Town, case: Case) -> None:
    """Every department confirms what it was ordered, by its own system."""
    for measure in case.view()["measures"]:
        order = measure["orders"][-1]
        if order["receipt"] is None:
            content, headers = signed(order["department"], a_receipt(order["id"]))
            path = f"/departments/{order['department']}/receipts"
            answer = town.stranger.post(path, content=content, headers=headers)
            assert answer.status_code == 200, answer.text


def test_commands_may_be_entered_for_an_earlier_day_where_the_law_makes_it_normal(
    town: Town,
) -> None:
    yesterday = local_date(datetime.now(UTC)) - timedelta(days=1)
    case = town.flag(happened_on=str(yesterday))
    assert case.view()["flagged_on"] == str(yesterday)
    view = case.do(INSPECTOR, "serve_notice", happened_on=str(yesterday))
    assert view["served_on"] == str(yesterday)
