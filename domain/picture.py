"""A procedure as people see it, from its table of transitions: the picture of its states as
Mermaid, and what is done within each."""

from collections.abc import Mapping

from domain.procedure import Procedure
from domain.stages import ENDED, Stage


def picture(procedure: Procedure) -> str:
    """What leads from one stage to another. What may be done in every open stage
    (`Procedure.anytime`), as withdrawing, is left out."""
    arrows = ["[*] --> flagged: flag"]
    for stage, options in procedure.transitions.items():
        arrows += [
            f"{stage} --> {target}: {', '.join(whats)}"
            for target, whats in _by_target(options).items()
            if target is not stage
        ]
    reached = {target for options in procedure.transitions.values() for target in options.values()}
    ends = [stage for stage in Stage if stage in ENDED & reached and stage is not Stage.WITHDRAWN]
    arrows += [f"{stage} --> [*]" for stage in ends]
    return "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {a}" for a in arrows), "```"])


def steps_within(procedure: Procedure) -> dict[Stage, list[str]]:
    """What leaves a stage as it is."""
    by_stage = {stage: _by_target(each) for stage, each in procedure.transitions.items()}
    return {stage: found[stage] for stage, found in by_stage.items() if stage in found}


def _by_target(options: Mapping[str, Stage]) -> dict[Stage, list[str]]:
    found: dict[Stage, list[str]] = {}
    for what, target in options.items():
        found.setdefault(target, []).append(what.replace(":", " → "))
    return found
