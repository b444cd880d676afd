"""A picture and what is done within its stages show a procedure's whole table, and nothing
else."""

import re

import pytest

from domain.picture import picture, steps_within
from domain.procedure import Procedure
from domain.procedures import PROCEDURES
from domain.stages import ENDED, Stage

ARROW = re.compile(r"^    (\S+) --> (\S+?)(?:: (.+))?$", re.MULTILINE)
START_OR_END = "[*]"

each = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES.keys())


def _arrows(procedure: Procedure) -> list[tuple[str, str, str]]:
    return [
        (stage, what.replace(" → ", ":"), target)
        for stage, target, label in ARROW.findall(picture(procedure))
        for what in label.split(", ")
    ]


@each
def test_every_step_but_withdrawing_is_one_arrow_or_within_its_stage(procedure: Procedure) -> None:
    drawn = [arrow for arrow in _arrows(procedure) if START_OR_END not in arrow]
    within = [
        (stage, what.replace(" → ", ":"), stage)
        for stage, whats in steps_within(procedure).items()
        for what in whats
    ]
    assert sorted([*drawn, *within]) == sorted(
        (stage, what, target)
        for stage, options in procedure.transitions.items()
        for what, target in options.items()
        if what != "withdraw"
    )


@each
def test_it_begins_with_the_flag_and_ends_where_a_case_ends(procedure: Procedure) -> None:
    drawn = [arrow for arrow in _arrows(procedure) if START_OR_END in arrow]
    led_to = {target for _, _, target in _arrows(procedure)}
    ends = [(stage, "", START_OR_END) for stage in ENDED - {Stage.WITHDRAWN} if stage in led_to]
    assert sorted(drawn) == sorted([(START_OR_END, "flag", Stage.FLAGGED), *ends])
