"""What each ground lays down, written out from the policy a second time (P1-P6, O4.3, O4.4, O6)."""

from dataclasses import dataclass

import pytest

from domain.catalogue import RESTRICTIONS, MeasureKind
from domain.grounds import Ground
from domain.procedure import Procedure, Way
from domain.procedures import PROCEDURES
from domain.requirements import Requirement
from domain.stages import PERIODS, Stage

HEARING, APPROVAL = Requirement.HEARING, Requirement.APPROVAL
STOP, LIMIT = MeasureKind.PRODUCTION_STOP, MeasureKind.PRODUCTION_LIMIT
DISMANTLE_OR_SEAL = {Way.DISMANTLE, Way.SEAL}
JOINT_PUNISHMENT = {
    MeasureKind.LAND_SUPPLY,
    MeasureKind.FINANCIAL_SUPPORT,
    MeasureKind.TAXATION,
    MeasureKind.PRODUCTION_PERMITS,
    MeasureKind.SAFETY_PERMITS,
    MeasureKind.BOND_ISSUE,
    MeasureKind.FINANCING,
    MeasureKind.PROCUREMENT,
    MeasureKind.BIDDING,
}


@dataclass(frozen=True)
class Policy:
    """`period` is what sets it; `held` the measures that come with a stage."""

    period: str
    ways: set[Way]
    before_exit: tuple[Requirement, ...] = (HEARING,)
    production: tuple[MeasureKind, ...] = ()
    held: tuple[Stage, set[MeasureKind]] | None = None
    by_figures: bool = False
    reinspected: bool = True


POLICY = {
    Ground.ELIMINATED: Policy("none", DISMANTLE_OR_SEAL, reinspected=False),
    Ground.ENERGY: Policy("6 months, 3 more", DISMANTLE_OR_SEAL, by_figures=True),
    Ground.ENERGY_SUPPLY: Policy(
        "none",
        set(),
        (),
        held=(Stage.CONTROLLED, {MeasureKind.FACTOR_CONTROL}),
        reinspected=False,
    ),
    Ground.FACTORS: Policy(
        "the plan's day",
        DISMANTLE_OR_SEAL,
        held=(
            Stage.UNEXITED,
            {MeasureKind.CREDIT_ENTRY, MeasureKind.CREDIT_CURB} | JOINT_PUNISHMENT,
        ),
        reinspected=False,
    ),
    Ground.ENVIRONMENT: Policy("the order's day", {Way.CLOSE}, (HEARING, APPROVAL), (STOP, LIMIT)),
    Ground.SAFETY: Policy("the order's day", {Way.CLOSE, Way.REVOKE}, production=(STOP,)),
    Ground.QUALITY: Policy("6 months", {Way.CLOSE}, (HEARING, APPROVAL), (STOP,)),
    Ground.RESTRICTED: Policy("none", set(), (), reinspected=False),
}

each = pytest.mark.parametrize(
    ("procedure", "policy"),
    [(PROCEDURES[ground], policy) for ground, policy in POLICY.items()],
    ids=POLICY,
)


def _said_of_the_period(procedure: Procedure) -> str:
    said = []
    if procedure.period_by_order:
        said.append("the order's day")
    if procedure.planned:
        said.append("the plan's day")
    if procedure.rectification_months:
        said.append(f"{procedure.rectification_months} months")
    if procedure.extension_months:
        said.append(f"{procedure.extension_months} more")
    return ", ".join(said) or "none"


def _steps(procedure: Procedure) -> set[str]:
    return {what for options in procedure.transitions.values() for what in options}


def test_every_ground_is_in_the_table() -> None:
    assert list(POLICY) == list(PROCEDURES)


@each
def test_the_period_is_the_policys(procedure: Procedure, policy: Policy) -> None:
    """P1.1, P2.1, P2.2, P3.1, P4.1, P5.1, P6.2; S3."""
    assert _said_of_the_period(procedure) == policy.period
    steps = _steps(procedure)
    assert ("period_ended" in steps) is (policy.period != "none")
    assert ("apply_for_extension" in steps) is policy.period.endswith("more")
    assert procedure.reminder_days == (30, 7, 1)


@each
def test_the_end_of_the_period_ends_the_stage_that_it_runs_in(
    procedure: Procedure, policy: Policy
) -> None:
    for stage, options in procedure.transitions.items():
        assert ("period_ended" in options) is (stage in PERIODS)


@each
def test_s1_the_ways_out_are_the_policys(procedure: Procedure, policy: Policy) -> None:
    """P1.2, P1.3, P2.3, P3.1, P4.2, P5.2, P6.2."""
    decisions = {what for what in _steps(procedure) if what.startswith("take_exit_decision")}
    assert decisions == {f"take_exit_decision:{way}" for way in policy.ways}
    assert set(procedure.exits) == policy.ways


@each
def test_l5_p4_2_p6_2_what_stands_before_an_exit_is_the_policys(
    procedure: Procedure, policy: Policy
) -> None:
    assert procedure.needs.get("take_exit_decision", ()) == policy.before_exit
    steps = _steps(procedure)
    assert ("give_advance_notice" in steps) is bool(policy.ways)
    assert ("request_approval" in steps) is (APPROVAL in policy.before_exit)


UNTOLD = (
    "correct_notice:period",
    "correct_service",
    "correct_verification",
    "file_report",
    "apply_for_extension",
)
"""It was told too early: the period is not over, after all."""


@each
def test_l5_whoever_may_be_told_may_also_answer(procedure: Procedure, policy: Policy) -> None:
    """And a case that was told passes through no open stage where its statement has no answer."""
    heard = {"record_statement", "answer_statement", "request_hearing", "record_hearing"}
    told = {stage for stage, on in procedure.transitions.items() if "give_advance_notice" in on}
    for stage in told:
        assert heard | {"waive_hearing"} <= set(procedure.transitions[stage])
        for what, following in procedure.transitions[stage].items():
            decided = what.startswith("take_exit_decision")
            ended = following not in procedure.transitions
            untold = what in UNTOLD
            assert decided or ended or untold or following in told, (stage, what)


@each
def test_p4_1_p5_1_p6_1_what_the_notice_may_do_to_production_is_the_policys(
    procedure: Procedure, policy: Policy
) -> None:
    assert procedure.production == policy.production


@each
def test_p2_4_o4_3_o4_4_o6_the_measures_that_a_stage_brings_are_the_policys(
    procedure: Procedure, policy: Policy
) -> None:
    held = {stage: set(kinds) for stage, kinds in procedure.held.items()}
    assert held == dict([policy.held] if policy.held else [])


def test_o4_4_there_are_nine_areas_of_joint_punishment() -> None:
    assert len(JOINT_PUNISHMENT) == 9
    assert set(RESTRICTIONS) == JOINT_PUNISHMENT


@each
def test_p2_3_p4_1_p5_2_p6_2_who_may_rectify_is_reinspected(
    procedure: Procedure, policy: Policy
) -> None:
    assert procedure.judged_by_figures is policy.by_figures
    steps = _steps(procedure)
    for step in ("file_report", "record_reinspection:pass", "record_reinspection:fail"):
        assert (step in steps) is policy.reinspected
