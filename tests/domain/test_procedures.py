"""The procedures as data: every stage has a way in, a way out, and a day when it is late."""

from dataclasses import replace

import pytest

from domain.catalogue import MEASURES, MeasureKind
from domain.commands import ACTIONS
from domain.grounds import GROUNDS, Ground
from domain.procedure import EXIT_WAYS, Procedure, Way
from domain.procedures import ENERGY, PROCEDURES
from domain.refusal_kinds import KINDS
from domain.requirements import REQUIREMENTS, Requirement
from domain.stages import ENDED, EXITED, LATENESS, STAGES, Lateness, Stage
from tests.domain.lives import INSPECTOR, LINE, SERVE, Life

BY_THE_CORE = {"period_ended", "exit_completed"}
OF_NO_STAGE = {
    "flag",
    "accept_order",
    "receive_receipt",
    "report_progress",
    "adopt_calendar",
    "adopt_rules",
    "report_consumption",
}
"""Or of every one."""
RULES = {
    *(f"P1.{n}" for n in range(1, 7)),
    *(f"P2.{n}" for n in range(1, 7)),
    *(f"P3.{n}" for n in range(1, 4)),
    *(f"P4.{n}" for n in range(1, 4)),
    *(f"P5.{n}" for n in range(1, 4)),
    *(f"P6.{n}" for n in range(1, 4)),
    *("O1", "O2", "O3", "O4.1", "O4.2", "O4.3", "O4.4", "O5", "O6", "O7"),
    *(f"L{n}" for n in range(1, 9)),
    *(f"S{n}" for n in range(1, 11)),
}
"""Every rule id of the policy."""

each = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES.keys())


def _what(procedure: Procedure) -> set[str]:
    return {
        what.partition(":")[0] for options in procedure.transitions.values() for what in options
    }


def _anytime(procedure: Procedure) -> set[Stage]:
    return {stage for stage in procedure.anytime.values() if stage}


def _reachable(procedure: Procedure) -> set[Stage]:
    found, left = {Stage.FLAGGED}, [Stage.FLAGGED]
    while left:
        following = set(procedure.transitions.get(left.pop(), {}).values()) - found
        found |= following
        left += following
    return found


@each
def test_every_stage_of_a_procedure_is_reached(procedure: Procedure) -> None:
    assert set(procedure.transitions) | ENDED >= _reachable(procedure)
    assert set(procedure.transitions) <= _reachable(procedure)


def test_every_stage_is_reached_in_some_procedure() -> None:
    every = (_reachable(each) | _anytime(each) for each in PROCEDURES.values())
    assert set().union(*every) == set(Stage)


@each
def test_every_stage_that_is_not_ended_leads_on_and_an_ended_one_nowhere(
    procedure: Procedure,
) -> None:
    """L7: but that a closure or a revocation may be suspended or overturned. S4: nor was it an end,
    where what it was complete with is corrected."""
    for stage in _reachable(procedure):
        options = procedure.transitions.get(stage, {})
        onward = {what for what, following in options.items() if following is not stage}
        if stage in (Stage.CLOSED, Stage.REVOKED):
            assert onward == {"suspend", "revoke_decision", "correct_announcement"}, stage
        elif stage is Stage.DISMANTLED:
            corrections = {what.partition(":")[0] for what in onward}
            assert corrections == {"correct_dismantling", "correct_announcement"}
        else:
            assert bool(onward) is (stage not in ENDED), stage


@each
def test_s8_somebody_is_told_about_every_stage_that_awaits_something(procedure: Procedure) -> None:
    """By a limit or by the end of the period. Sealed is an exit: it waits for no day."""
    for stage in _reachable(procedure) - ENDED - {Stage.SEALED}:
        timed = "period_ended" in procedure.transitions[stage]
        assert timed is not (stage in procedure.limits), stage


@each
def test_s1_a_way_out_is_entered_by_its_decision_only(procedure: Procedure) -> None:
    """Or again, by what shows that it did not end there."""
    for stage, options in procedure.transitions.items():
        for what, following in options.items():
            left = (*EXITED, Stage.SEALED, Stage.DISMANTLING)
            again = stage in left and what.startswith(("correct_", "suspend"))
            if following in EXIT_WAYS and following not in (stage, Stage.SEALED) and not again:
                assert what == f"take_exit_decision:{EXIT_WAYS[following]}"


@each
def test_s2_an_exit_is_decided_only_where_s2_lets_it(procedure: Procedure) -> None:
    deciding = {
        stage
        for stage, options in procedure.transitions.items()
        if any(what.startswith("take_exit_decision") for what in options)
    }
    assert deciding <= {
        Stage.OVERDUE,
        Stage.UNEXITED,
        Stage.DECIDING,
        Stage.DISMANTLING,
        Stage.SEALING,
    }


@each
def test_every_action_of_a_procedure_is_known_and_has_its_rule(procedure: Procedure) -> None:
    actions = _what(procedure) - BY_THE_CORE
    assert actions <= set(ACTIONS) - OF_NO_STAGE
    with_a_rule = {what.partition(":")[0] for what in procedure.rules}
    assert actions | BY_THE_CORE & _what(procedure) | {"flag"} == with_a_rule


def test_every_action_is_used_by_some_procedure() -> None:
    used = set().union(*(_what(one) | {*one.anytime, *one.ever} for one in PROCEDURES.values()))
    assert used - BY_THE_CORE | OF_NO_STAGE == set(ACTIONS)


@each
def test_every_rule_cited_is_one_of_the_policy(procedure: Procedure) -> None:
    assert {rule for rules in procedure.rules.values() for rule in rules} <= RULES
    assert {rule.rule for rule in ACTIONS.values()} <= RULES
    assert {rule.rule for rule in MEASURES.values()} <= RULES
    assert {kind.rule for kind in KINDS.values()} <= RULES


CONFIRMED: dict[Way, set[str]] = {
    Way.DISMANTLE: {Requirement.DISMANTLING, Requirement.ANNOUNCEMENT},
    Way.SEAL: {
        Requirement.COMMITMENT,
        Requirement.ANNOUNCEMENT,
        MeasureKind.WATER_CUT,
        MeasureKind.POWER_CUT,
        MeasureKind.POWER_UNIT_REMOVAL,
        MeasureKind.SEAL,
    },
    Way.CLOSE: {Requirement.ANNOUNCEMENT, MeasureKind.PRODUCTION_STOP},
    Way.REVOKE: {Requirement.ANNOUNCEMENT, MeasureKind.PERMIT_REVOCATION},
}


@each
def test_s4_each_way_needs_what_the_policy_says(procedure: Procedure) -> None:
    """P1.2-P1.5, P4.2, P5.2, O4.2."""
    for way, exit_ in procedure.exits.items():
        assert {*exit_.requirements, *exit_.measures} == CONFIRMED[way]


def test_everything_has_its_label() -> None:
    assert set(PROCEDURES) == set(GROUNDS) == set(Ground)
    assert set(STAGES) == set(Stage)
    assert set(LATENESS) == set(Lateness)
    assert set(REQUIREMENTS) == set(Requirement)


def test_s10_a_case_keeps_the_procedure_that_it_began_with() -> None:
    """Two versions side by side, each under its own period, limits and receipts."""
    changed = replace(ENERGY, version=2, rectification_months=3, extension_months=1)
    life = Life()
    old = life.flag("2025-04-01")
    life.do(INSPECTOR, SERVE, "2025-04-01")
    new = life.flag("2025-04-01", line=replace(LINE, name="2号电石炉"), procedure=changed)
    life.do(INSPECTOR, SERVE, "2025-04-01")
    life.pass_time("2025-08-01")
    cases = life.enterprise.cases
    assert (cases[old].procedure, cases[new].procedure) == (ENERGY, changed)
    assert (cases[old].stage, cases[new].stage) == (Stage.RECTIFYING, Stage.OVERDUE)
