"""What a year's figures come to for the cases of factor control 要素管控 (P2.4, P2.5): whom to
flag, and which control to review.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from domain.calendar import Calendar
from domain.case import Case
from domain.enterprise import Enterprise
from domain.figures import Figures
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line import Line
from domain.procedure import Procedure
from domain.stages import Stage
from domain.standings import Standing
from domain.words import Text

WHOLE_PLANT = "全厂"
_NOT_AMONG_THEM = Text("该年度数据中没有该企业", "the enterprise is not among the year's figures")


@dataclass(frozen=True, slots=True)
class Review:
    """An open case that rests on other figures. `keep` is None where the new ones do not say; a
    control that was never notified is withdrawn and not ended."""

    case: Case
    action: Literal["review_control", "withdraw"]
    keep: bool | None
    reason: Text


def whole_plant(figures: Figures) -> Line:
    """Figures are of an enterprise as a whole: no single line has them, and no capacity goes."""
    return Line(
        name=WHOLE_PLANT,
        district=figures.district,
        equipment=(WHOLE_PLANT,),
        capacity=Decimal(0),
        energy=figures.energy,
    )


def flag(standing: Standing, procedure: Procedure, calendar: Calendar) -> Flag:
    return Flag(
        enterprise=standing.figures.code,
        enterprise_name=standing.figures.name,
        line=whole_plant(standing.figures),
        procedure=procedure,
        calendar=calendar,
        reason=standing.reason.zh,
    )


def to_be_flagged(standing: Standing, enterprise: Enterprise, document: str) -> bool:
    """Not where a control is open already, nor where a case on these very figures has ended, or
    was ended by them: somebody looked at it and decided."""
    return standing.controlled and not any(
        not case.ended or document in case.documents for case in _controls(enterprise)
    )


def reviews(enterprise: Enterprise, standing: Standing | None, document: str) -> list[Review]:
    """What becomes of the open cases that rest on other figures than these."""
    found = [
        _review(case, standing)
        for case in _controls(enterprise)
        if not case.ended and document not in case.documents
    ]
    return [review for review in found if review is not None]


def _controls(enterprise: Enterprise) -> list[Case]:
    cases = enterprise.cases.values()
    return [case for case in cases if case.procedure.ground is Ground.ENERGY_SUPPLY]


def _review(case: Case, standing: Standing | None) -> Review | None:
    keep = standing.controlled if standing else None
    reason = standing.reason if standing else _NOT_AMONG_THEM
    if case.stage is Stage.CONTROLLED:
        return Review(case, "review_control", keep, reason)
    return Review(case, "withdraw", keep, reason) if not keep else None
