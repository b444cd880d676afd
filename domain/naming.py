"""What every order must name before anything asks for it: one check for all measures."""

from domain.case import Case
from domain.catalogue import MEASURES, PARTICULARS, TARGETS, Particular, Target
from domain.measures import Need
from domain.needs import intended
from domain.refusals import Refusal, refuse
from domain.words import Text

_NEVER_A_HOUSEHOLDS = (Target.WATER_SUPPLY_POINT, Target.POWER_SUPPLY_POINT)


def unnamed(case: Case) -> Refusal | None:
    """The first thing that an order of this case would have to name and could not. Asked of the
    case as the command would leave it, also for what is not ordered yet (O7, L7)."""
    for need in intended(case):
        rule, what = MEASURES[need.kind], _missing(need)
        if what:
            on_supply = rule.target in _NEVER_A_HOUSEHOLDS and not need.target
            return refuse(
                "order_unnamed", "L6" if on_supply else rule.rule, measure=rule.label, what=what
            )
    return None


def _missing(need: Need) -> Text | None:
    rule = MEASURES[need.kind]
    if not need.target:
        return TARGETS[rule.target]
    missing = (PARTICULARS[each] for each in rule.names if each not in need.particulars)
    return next(missing, None) or _none_of(rule.names_one_of, need)


def _none_of(names: tuple[Particular, ...], need: Need) -> Text | None:
    if not names or any(each in need.particulars for each in names):
        return None
    labels = [PARTICULARS[each] for each in names]
    return Text("或".join(one.zh for one in labels), " or ".join(one.en for one in labels))
