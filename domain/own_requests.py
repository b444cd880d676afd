"""Nobody decides on what they themselves asked for, whichever capacity they act in by then."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.actions import ActionRule
from domain.changed import changed
from domain.people import Actor
from domain.refusals import Refusal, refuse

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class Pair:
    """Who asked with the one action is barred from the other. What `piles_up` may be asked by
    several people before it is decided; else the last asked in the others' place."""

    asks: str
    decides: str
    piles_up: bool = False


PAIRS = (
    Pair("apply_for_extension", "decide_extension"),
    Pair("record_statement", "answer_statement", piles_up=True),
    Pair("request_approval", "decide_approval"),
    Pair("file_resettlement_plan", "decide_resettlement_plan"),
    Pair("file_risk_plan", "decide_risk_plan"),
    Pair("file_shutdown_plan", "decide_shutdown_plan"),
    Pair("take_exit_decision", "revoke_decision"),
    Pair("propose_step", "confirm_step"),
    Pair("propose_step", "reject_step"),
)
_ASKING = {pair.asks: pair for pair in PAIRS}
_DECIDING = {pair.decides: pair for pair in PAIRS}


def own_request(case: "Case", kind: str, rule: ActionRule, by: Actor) -> Refusal | None:
    pair = _DECIDING.get(kind)
    asked = case.asked.get(pair.asks, ()) if pair else ()
    if not any(person in asked for person in by.persons):
        return None
    return refuse("decided_by_applicant", case.procedure.rules.get(kind, (rule.rule,))[0])


def with_request(case: "Case", kind: str, *by: Actor) -> "Case":
    """Who asked is known until it is decided. `propose_step` stands for whatever was proposed."""
    if kind in _DECIDING and _DECIDING[kind].asks in case.asked:
        others = {asks: who for asks, who in case.asked.items() if asks != _DECIDING[kind].asks}
        case = changed(case, asked=others)
    if kind in _ASKING:
        before = case.asked.get(kind, ()) if _ASKING[kind].piles_up else ()
        persons = (person for each in by for person in each.persons)
        asked = tuple(dict.fromkeys((*before, *persons)))
        case = changed(case, asked={**case.asked, kind: asked})
    return case
