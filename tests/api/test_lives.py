"""Whole lives through HTTP: at each step what `permitted` says is what is accepted."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.commands import ELSEWHERE
from domain.calendar import local_date
from domain.commands import ACTIONS
from domain.people import Actor
from tests.api.people import (
    APPROVER,
    APPROVER_OF_THE_CITY,
    DEPUTY,
    INSPECTOR,
    INSPECTOR_OF_THE_CITY,
    SUPERVISOR,
)
from tests.api.problems import permitted
from tests.api.town import Case, Town, tomorrow

Step = tuple[Actor | None, str, dict[str, Any]]
"""Who does what; None is the enterprise itself."""

ENTITLED = {
    "serve_notice": INSPECTOR,
    "apply_for_extension": None,
    "decide_extension": APPROVER,
    "file_report": None,
    "record_reinspection": INSPECTOR,
    "verify_exit": INSPECTOR,
    "review_control": SUPERVISOR,
    "give_advance_notice": INSPECTOR,
    "record_statement": None,
    "answer_statement": APPROVER,
    "request_hearing": None,
    "waive_hearing": None,
    "record_hearing": INSPECTOR,
    "request_approval": INSPECTOR,
    "decide_approval": APPROVER_OF_THE_CITY,
    "file_resettlement_plan": None,
    "decide_resettlement_plan": SUPERVISOR,
    "file_risk_plan": None,
    "decide_risk_plan": APPROVER,
    "take_exit_decision": APPROVER,
    "impose_price": APPROVER,
    "lift_price": APPROVER,
    "file_shutdown_plan": None,
    "decide_shutdown_plan": SUPERVISOR,
    "give_enforcement_notice": INSPECTOR,
    "confirm_dismantling": INSPECTOR,
    "record_commitment": None,
    "order_announcement": SUPERVISOR,
    "record_announcement": SUPERVISOR,
    "record_watch": INSPECTOR,
    "correct_line": INSPECTOR,
    "correct_service": INSPECTOR,
    "correct_advance_notice": INSPECTOR,
    "correct_notice": INSPECTOR,
    "correct_hearing": INSPECTOR,
    "correct_report": INSPECTOR,
    "correct_reinspection": INSPECTOR,
    "correct_verification": INSPECTOR,
    "correct_enforcement_notice": INSPECTOR,
    "correct_dismantling": INSPECTOR,
    "correct_commitment": INSPECTOR,
    "correct_announcement": INSPECTOR,
    "correct_watch": INSPECTOR,
    "revoke_decision": SUPERVISOR,
    "suspend": SUPERVISOR,
    "resume": SUPERVISOR,
    "order_again": SUPERVISOR,
    "undo_measures": SUPERVISOR,
    "redo_measures": SUPERVISOR,
    "withdraw": SUPERVISOR,
    "reassign": SUPERVISOR,
    "confirm_step": DEPUTY,
    "reject_step": DEPUTY,
    "take_back_step": APPROVER,
}


def ago(days: int) -> str:
    return str(local_date(datetime.now(UTC)) - timedelta(days=days))


FAILS = {"measured": "823.1", "verdict": "fail"}
COAL_WASHING = {"kind": "coal_washing", "capacity_cap": "20000"}
FLAGGED_LONG_AGO = {"happened_on": ago(90)}
SEAL: Step = (APPROVER, "take_exit_decision", {})
READY_TO_BE_CUT: tuple[Step, ...] = (
    (None, "file_shutdown_plan", {}),
    (SUPERVISOR, "decide_shutdown_plan", {}),
    (INSPECTOR, "give_enforcement_notice", {"enforce_on": str(tomorrow())}),
)
DISMANTLE: Step = (APPROVER, "take_exit_decision", {"way": "dismantle"})
CLOSE: Step = (APPROVER, "take_exit_decision", {"way": "close"})
SERVE: Step = (INSPECTOR, "serve_notice", {})
TOLD: Step = (INSPECTOR, "give_advance_notice", {})
TOLD_LONG_AGO: Step = (INSPECTOR, "give_advance_notice", {"happened_on": ago(30)})
WAIVED: Step = (None, "waive_hearing", {})
PLANNED: tuple[Step, ...] = (
    (None, "file_resettlement_plan", {}),
    (SUPERVISOR, "decide_resettlement_plan", {}),
    (None, "file_risk_plan", {}),
    (APPROVER, "decide_risk_plan", {}),
)
HEARD: tuple[Step, ...] = (TOLD, WAIVED, *PLANNED)
WITHDRAWN: tuple[Step, ...] = ((INSPECTOR, "withdraw", {}),)
PRICED = {"first_day": str(tomorrow()), "last_day": str(tomorrow())}
TAKEN_DOWN: Step = (INSPECTOR, "confirm_dismantling", {})
ANNOUNCED: Step = (SUPERVISOR, "record_announcement", {})
ASKED_TO_ANNOUNCE: Step = (SUPERVISOR, "order_announcement", {})
OF_THE_SECOND_PERSON = ("confirm_step", "reject_step", "take_back_step")
RECEIPTS: Step = (None, "receipts", {})
REFUSED_AND_ORDERED_AGAIN: Step = (SUPERVISOR, "order_again", {})
"""The order that waits, by its department."""


def served_long_ago(production: str, **more: Any) -> Step:
    """With a period that the order set, and that is over."""
    order = {"production": production, "rectify_by": ago(60), "happened_on": ago(85)}
    return (INSPECTOR, "serve_notice", order | more)


LIVES: dict[str, tuple[dict[str, Any], list[Step], str]] = {
    "rectified after an extension": (
        {"ground": "energy"},
        [
            SERVE,
            (None, "apply_for_extension", {"months": 3}),
            (APPROVER, "decide_extension", {"months": 0}),
            (INSPECTOR, "apply_for_extension", {"months": 3}),
            (APPROVER, "decide_extension", {"months": 2}),
            (APPROVER, "impose_price", PRICED),
            RECEIPTS,
            (APPROVER, "lift_price", {}),
            (APPROVER, "impose_price", PRICED),
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", {}),
        ],
        "rectified",
    ),
    "rectified after all": (
        {"ground": "energy"},
        [
            SERVE,
            (None, "file_report", {}),
            (INSPECTOR, "correct_report", {}),
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", FAILS),
            (INSPECTOR, "give_advance_notice", {}),
            (INSPECTOR, "correct_hearing", {}),
            (INSPECTOR, "correct_reinspection", {}),
        ],
        "rectified",
    ),
    "sealed, then dismantled": (
        {"ground": "energy"},
        [
            SERVE,
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", FAILS),
            *HEARD,
            SEAL,
            *READY_TO_BE_CUT,
            (None, "record_commitment", {}),
            ANNOUNCED,
            RECEIPTS,
            TAKEN_DOWN,
            RECEIPTS,
            (INSPECTOR, "record_watch", {}),
        ],
        "dismantled",
    ),
    "each step of its exit put right": (
        {"ground": "eliminated"},
        [
            SERVE,
            *HEARD,
            SEAL,
            *READY_TO_BE_CUT,
            (INSPECTOR, "correct_enforcement_notice", {"enforce_on": ago(0)}),
            (None, "record_commitment", {}),
            (INSPECTOR, "correct_commitment", {}),
            ANNOUNCED,
            (INSPECTOR, "correct_announcement", {}),
            (None, "record_commitment", {}),
            ANNOUNCED,
            RECEIPTS,
            (INSPECTOR, "record_watch", {"found": "seals_broken"}),
            (INSPECTOR, "correct_watch", {}),
            TAKEN_DOWN,
            (INSPECTOR, "correct_dismantling", {}),
            READY_TO_BE_CUT[-1],
            RECEIPTS,
            TAKEN_DOWN,
            RECEIPTS,
        ],
        "dismantled",
    ),
    "dismantled": (
        {"ground": "eliminated"},
        [SERVE, *HEARD, DISMANTLE, (INSPECTOR, "record_announcement", {}), TAKEN_DOWN],
        "dismantled",
    ),
    "thought over twice": (
        {"ground": "eliminated"},
        [
            SERVE,
            *HEARD,
            (SUPERVISOR, "reassign", {}),
            DISMANTLE,
            (DEPUTY, "reject_step", {}),
            DISMANTLE,
            (APPROVER, "take_back_step", {}),
            DISMANTLE,
            (DEPUTY, "confirm_step", {}),
            ANNOUNCED,
            TAKEN_DOWN,
        ],
        "dismantled",
    ),
    "withdrawn after all": (
        {"ground": "eliminated"},
        [SERVE, *HEARD, DISMANTLE, SEAL, *WITHDRAWN, RECEIPTS],
        "withdrawn",
    ),
    "put right, and decided again after it was overturned": (
        {"ground": "energy", "happened_on": ago(10)},
        [
            (INSPECTOR, "serve_notice", {"happened_on": ago(5)}),
            (INSPECTOR, "correct_service", {"served_on": ago(6)}),
            (INSPECTOR, "correct_line", {}),
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", FAILS),
            *HEARD,
            SEAL,
            *READY_TO_BE_CUT,
            RECEIPTS,
            (SUPERVISOR, "suspend", {}),
            RECEIPTS,
            (SUPERVISOR, "resume", {}),
            RECEIPTS,
            (SUPERVISOR, "revoke_decision", {}),
            RECEIPTS,
            TOLD,
            WAIVED,
            DISMANTLE,
            ANNOUNCED,
            TAKEN_DOWN,
        ],
        "dismantled",
    ),
    "withdrawn after a hearing": (
        {"ground": "eliminated"},
        [
            SERVE,
            TOLD,
            (INSPECTOR, "correct_advance_notice", {"served_on": ago(0)}),
            (None, "record_statement", {}),
            (INSPECTOR, "request_hearing", {}),
            (APPROVER, "answer_statement", {}),
            (INSPECTOR, "record_hearing", {}),
            *WITHDRAWN,
        ],
        "withdrawn",
    ),
    "controlled for another year": (
        {"ground": "energy_supply"},
        [
            SERVE,
            RECEIPTS,
            (SUPERVISOR, "review_control", {}),
            (SUPERVISOR, "review_control", {"keep": False}),
            RECEIPTS,
        ],
        "rectified",
    ),
    "refused, ordered again, undone and redone": (
        {"ground": "energy_supply"},
        [
            SERVE,
            REFUSED_AND_ORDERED_AGAIN,
            RECEIPTS,
            (SUPERVISOR, "undo_measures", {}),
            RECEIPTS,
            (SUPERVISOR, "redo_measures", {}),
            RECEIPTS,
            (SUPERVISOR, "review_control", {"keep": False}),
            RECEIPTS,
        ],
        "rectified",
    ),
    "absorbed before its date": (
        {"ground": "factors", "planned_exit": "2150-06-30", "line": COAL_WASHING},
        [SERVE, (INSPECTOR, "verify_exit", {"remaining_capacity": "20000"})],
        "rectified",
    ),
    "not exited by its date, then dismantled": (
        {"ground": "factors", "planned_exit": ago(60), **FLAGGED_LONG_AGO},
        [
            (INSPECTOR, "serve_notice", {"happened_on": ago(85)}),
            (INSPECTOR, "verify_exit", {}),
            RECEIPTS,
            (INSPECTOR, "correct_verification", {}),
            RECEIPTS,
            (INSPECTOR, "verify_exit", {}),
            RECEIPTS,
            (INSPECTOR, "verify_exit", {"remaining_capacity": "0"}),
            *HEARD,
            DISMANTLE,
            ANNOUNCED,
            TAKEN_DOWN,
            RECEIPTS,
        ],
        "dismantled",
    ),
    "limited, and closed once the city approved": (
        {"ground": "environment", **FLAGGED_LONG_AGO},
        [
            served_long_ago("production_limit", share=50),
            (INSPECTOR, "correct_notice", {}),
            RECEIPTS,
            TOLD_LONG_AGO,
            (INSPECTOR, "request_approval", {}),
            (APPROVER_OF_THE_CITY, "decide_approval", {"granted": False}),
            (INSPECTOR, "request_approval", {"answers": "监测报告已补充"}),
            (APPROVER_OF_THE_CITY, "decide_approval", {}),
            CLOSE,
            *PLANNED,
            ASKED_TO_ANNOUNCE,
            RECEIPTS,
        ],
        "closed",
    ),
    "stopped, its permits revoked, and given back after a lawsuit": (
        {"ground": "safety", **FLAGGED_LONG_AGO},
        [
            served_long_ago("production_stop"),
            *HEARD,
            (
                APPROVER,
                "take_exit_decision",
                {
                    "way": "revoke",
                    "permits": [
                        {"number": "安许证 17", "department": "emergency"},
                        {"number": "排污证 3", "department": "environment"},
                    ],
                },
            ),
            RECEIPTS,
            ANNOUNCED,
            (SUPERVISOR, "revoke_decision", {}),
            RECEIPTS,
            *WITHDRAWN,
            RECEIPTS,
        ],
        "withdrawn",
    ),
    "stopped, made safe and rectified": (
        {"ground": "safety"},
        [
            (INSPECTOR, "serve_notice", {"rectify_by": "2150-06-30"}),
            RECEIPTS,
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", {}),
            RECEIPTS,
        ],
        "rectified",
    ),
    "failed again, and closed once the district approved": (
        {"ground": "quality"},
        [
            SERVE,
            (None, "file_report", {}),
            (INSPECTOR, "record_reinspection", {"measured": None, "verdict": "fail"}),
            *HEARD,
            (INSPECTOR, "request_approval", {"level": "district"}),
            (APPROVER, "decide_approval", {}),
            CLOSE,
            ANNOUNCED,
            RECEIPTS,
        ],
        "closed",
    ),
}


Situation = tuple[str, frozenset[str]]


@pytest.fixture(scope="module")
def tried() -> set[Situation]:
    """Stages with what was permitted at them, so that lives alike at first do not try it all
    again."""
    return set()


@pytest.mark.parametrize(("flag", "steps", "end"), LIVES.values(), ids=LIVES)
def test_what_is_permitted_is_accepted_and_all_else_refused(
    town: Town, tried: set[Situation], flag: dict[str, Any], steps: list[Step], end: str
) -> None:
    town.signed_in(INSPECTOR_OF_THE_CITY)  # to whom a case is reassigned
    case = town.flag(**flag)
    for (by, action, changes), then in zip(steps, [*steps[1:], RECEIPTS], strict=True):
        _only_what_is_permitted_is_possible(case, tried)
        if action == "receipts":
            case.is_answered()
            continue
        giver = by or case.enterprise
        if action == "order_again":
            changes = {"order": case.is_refused()}
        assert action in permitted(case.view(giver))
        if then[1] in OF_THE_SECOND_PERSON:
            assert case.ask(giver, action, **changes).json()["proposal"]
        else:
            case.do(giver, action, **changes)
    assert case.view()["stage"] == end
    to_put_right = {"correct_announcement"} if end in ("dismantled", "closed") else set()
    left = {"dismantled": {"suspend"}, "closed": {"suspend", "revoke_decision"}}
    assert permitted(case.view(SUPERVISOR)) - to_put_right == left.get(end, set())


def _only_what_is_permitted_is_possible(case: Case, tried: set[Situation]) -> None:
    """Of people whose role entitles them to a command; the others are in test_rights."""
    before = case.view()
    assert permitted(before) == set()  # an auditor changes nothing
    givers = {action: actor or case.enterprise for action, actor in ENTITLED.items()}
    possible = {giver: permitted(case.view(giver)) for giver in set(givers.values())}
    situation = (before["stage"], frozenset().union(*possible.values()))
    if situation in tried:
        return
    tried.add(situation)
    for action, giver in givers.items():
        if action not in possible[giver]:
            answer = case.ask(giver, action)
            assert answer.status_code == 409, (action, answer.text)
            assert permitted(answer.json()) == possible[giver]
    assert case.view() == before


def test_every_action_that_people_give_is_in_one_of_the_lives() -> None:
    given = {action for _, steps, _ in LIVES.values() for _, action, _ in steps} - {"receipts"}
    assert given == set(ENTITLED) == set(ACTIONS) - ELSEWHERE


def test_commands_may_be_entered_for_an_earlier_day_where_the_law_makes_it_normal(
    town: Town,
) -> None:
    yesterday = local_date(datetime.now(UTC)) - timedelta(days=1)
    case = town.flag(happened_on=str(yesterday))
    assert case.view()["flagged_on"] == str(yesterday)
    view = case.do(INSPECTOR, "serve_notice", happened_on=str(yesterday))
    assert view["served_on"] == str(yesterday)
