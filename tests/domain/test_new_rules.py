"""S10: a case that runs goes on under the rules it began with, or is moved over on record."""

from dataclasses import replace
from datetime import date

import pytest

from domain.catalogue import MeasureKind
from domain.correction import CorrectService
from domain.extension import ApplyForExtension, DecideExtension
from domain.ladder import Addressee, Rung, Step
from domain.new_rules import AdoptRules
from domain.procedure import Exit, Limit, Procedure, Way
from domain.procedures import ELIMINATED, ENERGY, ENVIRONMENT
from domain.procedures.heard_stops import heard_before_stop
from domain.stages import Lateness, Stage
from domain.telling import tell
from tests.domain.lives import (
    APPROVER,
    ENTERPRISE,
    INSPECTOR,
    REPORT,
    SUPERVISOR,
    WITHDRAW,
    Life,
    local,
    story,
)
from tests.domain.stages import dismantling, flagged, rectifying, sealed, sealing

STRICTER = replace(
    ENERGY,
    version=2,
    extension_months=1,
    limits={**ENERGY.limits, Stage.REPORTED: Limit(5, Lateness.REINSPECTION)},
)
ADOPT = AdoptRules(STRICTER)


def test_s10_a_case_goes_on_under_the_new_rules_and_that_is_on_record() -> None:
    """S10, S7."""
    life = rectifying()
    (entry,) = life.do(SUPERVISOR, ADOPT, "2025-05-06")
    assert life.case.procedure == STRICTER
    assert entry.rules == ("S10",)
    assert tell(entry).zh == "改按新版程序办理：第 2 版"
    assert tell(entry).en == "go on under a newer procedure: version 2"


def test_s10_periods_that_run_stay_and_later_steps_go_by_the_new_rules() -> None:
    life = rectifying()
    before = life.case
    life.do(SUPERVISOR, ADOPT, "2025-05-06")
    assert (life.case.deadline, life.case.agenda) == (before.deadline, before.agenda)
    refusal = life.refused(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-05-07")
    assert refusal.code == "extension_too_long"
    life.do(ENTERPRISE, REPORT, "2025-05-07")
    assert str(life.case.due) == "2025-05-14"
    assert story(life.pass_time("2025-05-15")) == ["escalated reinspection_late"]


def test_s10_l1_a_corrected_service_keeps_the_months_that_the_notice_gave() -> None:
    life = rectifying()
    life.do(SUPERVISOR, AdoptRules(replace(STRICTER, rectification_months=1)), "2025-05-06")
    life.do(INSPECTOR, CorrectService(date(2025, 4, 3), "回证有误"), "2025-05-07")
    assert life.case.deadline
    assert life.case.deadline.unmoved == date(2025, 10, 3)


def test_s10_an_extension_applied_for_under_the_old_rules_is_decided() -> None:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-05-05")
    life.do(SUPERVISOR, ADOPT, "2025-05-06")
    life.do(APPROVER, DecideExtension(2, "同意"), "2025-05-07")


@pytest.mark.parametrize(
    ("procedure", "code"),
    [
        pytest.param(ENERGY, "rules_not_newer", id="the same"),
        pytest.param(replace(ENERGY, version=0), "rules_not_newer", id="older"),
        pytest.param(replace(ELIMINATED, version=2), "other_ground", id="another ground's"),
    ],
)
def test_s10_only_a_newer_version_for_the_same_ground_is_taken(
    procedure: Procedure, code: str
) -> None:
    life = rectifying()
    refusal = life.refused(SUPERVISOR, AdoptRules(procedure), "2025-05-06")
    assert (refusal.code, refusal.rule) == (code, "S10")
    assert life.case.procedure == ENERGY


def test_s10_what_an_installation_set_otherwise_since_is_a_change_of_the_rules_too() -> None:
    """S10, L5: the same version, and stops are heard from now on."""
    life = Life()
    life.flag("2025-04-01", procedure=ENVIRONMENT)
    heard = heard_before_stop(ENVIRONMENT)
    life.do(SUPERVISOR, AdoptRules(heard), "2025-04-02")
    assert life.case.procedure == heard
    assert life.refused(SUPERVISOR, AdoptRules(heard), "2025-04-03").code == "rules_not_newer"


def _without(stage: Stage, *whats: str) -> Procedure:
    options = {what: to for what, to in ENERGY.transitions[stage].items() if what not in whats}
    return replace(STRICTER, transitions={**ENERGY.transitions, stage: options})


def _pending() -> Life:
    life = rectifying()
    life.do(ENTERPRISE, ApplyForExtension(2, "设备未到"), "2025-05-05")
    return life


@pytest.mark.parametrize(
    ("life", "at", "procedure"),
    [
        pytest.param(
            rectifying(),
            "2025-04-02",
            replace(STRICTER, transitions={Stage.FLAGGED: {}}),
            id="without the stage",
        ),
        pytest.param(
            flagged(), "2025-04-02", replace(STRICTER, limits={}), id="without the limit that runs"
        ),
        pytest.param(
            rectifying(),
            "2025-04-02",
            _without(Stage.RECTIFYING, "period_ended"),
            id="whose period never ends",
        ),
        pytest.param(
            _pending(),
            "2025-05-06",
            _without(Stage.RECTIFYING, "decide_extension"),
            id="that decide nothing",
        ),
        pytest.param(
            dismantling(),
            "2025-10-13 12:00",
            replace(STRICTER, exits={Way.SEAL: ENERGY.exits[Way.SEAL]}),
            id="without the exit decided on",
        ),
        pytest.param(
            sealing(),
            "2025-10-13 12:00",
            replace(
                STRICTER,
                exits={**ENERGY.exits, Way.SEAL: Exit((), (MeasureKind.POWER_CUT,))},
            ),
            id="with other measures than were decided on",
        ),
    ],
)
def test_s10_rules_that_do_not_fit_the_case_as_it_stands_are_refused(
    life: Life, at: str, procedure: Procedure
) -> None:
    """S10, S1: nothing the case waits for is lost, and nothing is put in force by new rules."""
    refusal = life.refused(SUPERVISOR, AdoptRules(procedure), at)
    assert (refusal.code, refusal.rule) == ("rules_do_not_fit", "S10")


def test_s10_an_exit_under_way_may_come_to_need_more_before_it_is_complete() -> None:
    """S4: what must be confirmed follows the new rules; measures are the decision's."""
    life = sealing()
    orders = len(life.orders())
    life.do(SUPERVISOR, ADOPT, "2025-10-13 12:00")
    assert len(life.orders()) == orders
    assert life.stage() is Stage.SEALING


def test_s8_s10_what_is_late_goes_on_up_a_ladder_that_lacks_the_rung_it_reached() -> None:
    """Late since the 11th; the escalation of the 16th is the old ladder's, the 22nd is the seventh
    working day and the 24th the ninth."""
    life = flagged()
    life.pass_time("2025-04-15")
    new = (
        Step(Rung.REMINDER, 0, Addressee.INSPECTOR),
        Step(Rung.CIRCULAR, 7, Addressee.DISTRICT),
        Step(Rung.SUPERVISED_HANDLING, 9, Addressee.OFFICE),
    )
    rules = replace(STRICTER, ladders={Lateness.NOTICE: new})
    life.do(SUPERVISOR, AdoptRules(rules), "2025-04-15 12:00")
    climbed = life.pass_time("2025-12-31")
    assert [entry.at for entry in climbed] == [
        local(f"{day} 00:00") for day in ("2025-04-17", "2025-04-23", "2025-04-25")
    ]
    assert story(climbed) == [
        f"escalated notice_not_served {rung}"
        for rung in (Rung.ESCALATION, Rung.CIRCULAR, Rung.SUPERVISED_HANDLING)
    ]


def test_s8_s10_rules_without_the_inspections_of_a_watch_that_runs_are_refused() -> None:
    life = sealed()
    refusal = life.refused(
        SUPERVISOR, AdoptRules(_without(Stage.SEALED, "record_watch")), "2025-11-03"
    )
    assert refusal.code == "rules_do_not_fit"


def test_s10_only_a_supervisor_moves_it_on_a_document_and_only_while_it_is_open() -> None:
    """S10, S9."""
    life = rectifying()
    assert life.refused(INSPECTOR, ADOPT, "2025-05-06").code == "wrong_role"
    assert life.refused(SUPERVISOR, ADOPT, "2025-05-06", document="").code == "document_missing"
    life = flagged()
    life.do(SUPERVISOR, WITHDRAW, "2025-04-02")
    refusal = life.refused(SUPERVISOR, ADOPT, "2025-04-03")
    assert (refusal.code, refusal.rule) == ("not_now", "S10")
