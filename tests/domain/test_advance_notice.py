"""L5: told before a decision, on every ground that can exit."""

from collections.abc import Callable

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.advance_notice import TELLINGS, GiveAdvanceNotice
from domain.closing import TakeExitDecision
from domain.grounds import Ground
from tests.domain.grounds import (
    ASK_CITY,
    CITY_APPROVER,
    CLOSE,
    EXITED,
    GRANT,
    REVOKE,
    failed,
    served,
)
from tests.domain.lives import (
    APPROVER,
    DISMANTLE,
    INSPECTOR,
    SEAL,
    TELL,
    Life,
    story,
)
from tests.domain.stages import overdue, rectifying, reported


def _unheard(ground: Ground) -> Life:
    """Up to where nothing but being heard is missing."""
    match ground:
        case Ground.ENERGY:
            return overdue()
        case Ground.ENVIRONMENT | Ground.QUALITY:
            life = failed(ground)
            life.do(INSPECTOR, ASK_CITY, "2025-06-04")
            life.do(CITY_APPROVER, GRANT, "2025-06-05")
            return life
        case Ground.FACTORS:
            life = served(ground)
            life.do(INSPECTOR, EXITED, "2025-06-03")
            return life
        case Ground.SAFETY:
            return failed(ground)
        case _:
            return served(ground)


@pytest.mark.parametrize(
    ("ground", "decision"),
    [
        (Ground.ELIMINATED, DISMANTLE),
        (Ground.ELIMINATED, SEAL),
        (Ground.ENERGY, DISMANTLE),
        (Ground.ENERGY, SEAL),
        (Ground.FACTORS, DISMANTLE),
        (Ground.FACTORS, SEAL),
        (Ground.ENVIRONMENT, CLOSE),
        (Ground.SAFETY, CLOSE),
        (Ground.SAFETY, REVOKE),
        (Ground.QUALITY, CLOSE),
    ],
)
def test_l5_no_ground_exits_unheard(ground: Ground, decision: TakeExitDecision) -> None:
    life = _unheard(ground)
    refusal = life.refused(APPROVER, decision, "2025-10-13")
    assert (refusal.code, refusal.rule) == ("requirement_missing", "L5")
    life.is_heard("2025-10-13 10:00")
    life.do(APPROVER, decision, "2025-10-13 11:00")


@pytest.mark.parametrize("life", [rectifying, reported])
def test_l5_nobody_is_told_of_a_decision_that_is_not_to_be_taken_yet(
    life: Callable[[], Life],
) -> None:
    assert life().refused(INSPECTOR, TELL, "2025-10-01").code == "not_now"


def test_l5_served_earlier_the_time_to_object_counts_from_the_service() -> None:
    life = overdue()
    told = life.do(INSPECTOR, TELL, "2025-10-20", on="2025-10-10")
    assert story(told) == ["give_advance_notice", "objection_ended"]
    life.do(APPROVER, SEAL, "2025-10-20")


def test_l5_the_advance_notice_is_a_document() -> None:
    assert overdue().refused(INSPECTOR, TELL, "2025-10-10", document="").code == "document_missing"


@pytest.mark.parametrize("untold", ["facts", "grounds", "rights"])
def test_l5_it_tells_the_facts_the_grounds_and_the_rights(untold: str) -> None:
    said = {
        "facts": "复查超限额",
        "grounds": "限额标准",
        "rights": "可陈述申辩，五个工作日内可要求听证",
        "receipt": "回证",
    }
    notices = TypeAdapter(GiveAdvanceNotice)
    told = TELLINGS["give_advance_notice"](notices.validate_python(said), "")
    assert said[untold] in told.zh
    assert said[untold] in told.en
    with pytest.raises(ValidationError, match=untold):
        notices.validate_python({**said, untold: " "})
    with pytest.raises(ValidationError, match=untold):
        notices.validate_python({name: what for name, what in said.items() if name != untold})
