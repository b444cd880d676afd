"""The state picture of a procedure as Mermaid, drawn from its table of transitions."""

from domain.procedure import Procedure
from domain.stages import ENDED, Stage


def picture(procedure: Procedure) -> str:
    """What may be done in every open stage (`Procedure.anytime`), as withdrawing, is left out."""
    arrows = ["[*] --> flagged: flag"]
    for stage, options in procedure.transitions.items():
        by_target: dict[Stage, list[str]] = {}
        for what, target in options.items():
            by_target.setdefault(target, []).append(what.replace(":", " → "))
        arrows += [
            f"{stage} --> {target}: {', '.join(whats)}" for target, whats in by_target.items()
        ]
    reached = {target for options in procedure.transitions.values() for target in options.values()}
    ends = [stage for stage in Stage if stage in ENDED & reached and stage is not Stage.WITHDRAWN]
    arrows += [f"{stage} --> [*]" for stage in ends]
    return "\n".join(["```mermaid", "stateDiagram-v2", *(f"    {a}" for a in arrows), "```"])
