"""The notice 通知书: its service starts the period (L1)."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from domain.actions import TAKEOVER_DAYS, action_rule
from domain.advance_notice import unheard
from domain.catalogue import MeasureKind
from domain.changed import changed
from domain.consequence import NOTHING_MORE, Consequence
from domain.deadlines import (
    Deadline,
    StepKind,
    extended,
    in_months,
    until_day,
    with_days_left,
)
from domain.heard_orders import counts_as, heard_since, unheard_of, unheard_of_all
from domain.people import Actor, Role
from domain.production import Production, ProductionLines, Share, tell_scope, wrong_scope
from domain.refusals import Refusal, refuse
from domain.topics import Folds, Guards, Rules, Tellings
from domain.words import Day, Name, PersonName, Reference, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

ServiceMethod = Literal["in_person", "registered_mail", "left_at_place", "public_announcement"]
WITNESSES_NEEDED = 2


@dataclass(frozen=True, slots=True)
class ServeNotice:
    """The notice was served; `happened_on` of the command is the day of service (L1). Left at the
    place, it needs two witnesses. `rectify_by` is the last day where the order sets the period
    (P4.1, P5.1), `production` what the order does to production: a limit goes by `share`, in whole
    per cent of the approved capacity that may still be produced, or by `lines`, the production
    lines that stand still; a stop concerns these, or all. `emergency` is why that cannot wait for a
    working day's hours (L6)."""

    method: ServiceMethod
    receipt: Name
    witnesses: Annotated[tuple[PersonName, ...], Field(max_length=10)] = ()
    rectify_by: Day | None = None
    production: Literal[MeasureKind.PRODUCTION_STOP, MeasureKind.PRODUCTION_LIMIT] | None = None
    share: Share | None = None
    lines: ProductionLines = ()
    emergency: Reference = ""
    kind: Literal["serve_notice"] = "serve_notice"


ACTIONS = {
    "serve_notice": action_rule(
        "送达通知书",
        "serve notice",
        "L1",
        Role.INSPECTOR,
        backdated=True,
        days_back=TAKEOVER_DAYS,
        documented=True,
    ),
}


GUARDS: Guards = {"serve_notice": unheard_of_all}


def _serve(case: "Case", action: ServeNotice, by: Actor, on: date) -> Consequence | Refusal:
    """L1: the period starts with service; without a period there is no deadline (P1.1)."""
    if action.method == "left_at_place" and len(set(action.witnesses)) < WITNESSES_NEEDED:
        return refuse("witnesses_missing")
    return _wrong_order(case, action, on) or _period(case, action, on)


def _wrong_order(case: "Case", action: ServeNotice, on: date) -> Refusal | None:
    measure = ordered(case, action.production)
    refusal = wrong_production(case, action.production, action.share, action.lines)
    if refusal or measure is None:
        return refusal
    return unheard_of(case, counts_as(case, measure, action.lines), on)


def wrong_production(
    case: "Case", production: MeasureKind | None, share: int | None, lines: tuple[str, ...]
) -> Refusal | None:
    """What the ground does not let an order do, or not so."""
    provided = case.procedure.production
    if production is None and len(provided) > 1:
        return refuse("measure_to_be_chosen")
    measure = ordered(case, production)
    if measure is None:
        goes_somewhere = share is not None or lines
        return refuse("measure_not_provided") if goes_somewhere else None
    if measure not in provided:
        return refuse("measure_not_provided")
    return wrong_scope(measure, share, lines)


def ordered(case: "Case", production: MeasureKind | None) -> MeasureKind | None:
    """What the procedure provides, where the order leaves it at that."""
    return production or next(iter(case.procedure.production), None)


def _period(case: "Case", action: ServeNotice, on: date) -> Consequence | Refusal:
    """The months of the procedure, the day of the order (P4.1, P5.1), the plan's (P3.1), or none
    (P1.1)."""
    procedure, last_day = case.procedure, action.rectify_by
    if not procedure.period_by_order and last_day is not None:
        return refuse("period_is_fixed")
    if procedure.rectification_months:
        return Consequence(deadline=months_from(on, procedure.rectification_months, case))
    if procedure.planned:
        last_day = case.planned_exit
    elif not procedure.period_by_order:
        return NOTHING_MORE
    if last_day is None:
        return refuse("period_to_be_named")
    if last_day <= on:
        return refuse("not_after_service", day=last_day)
    ends = by_plan if procedure.planned else by_order
    return Consequence(deadline=ends(last_day, on, case))


def months_from(served_on: date, months: int, case: "Case") -> Deadline:
    """With what was granted; the days after service on which the clock was stopped stay out (L7).
    A service that is entered late may lie before or in them."""
    deadline = in_months(served_on, months, case.calendar)
    more = case.extension.granted if case.extension else None
    if more:
        deadline = extended(deadline, more, case.calendar)
    return _without_stops(deadline, served_on, case)


def by_plan(last_day: date, served_on: date, case: "Case") -> Deadline:
    """To the day of the annual plan (P3.1), as `months_from`."""
    return _named(StepKind.PLANNED, last_day, served_on, case)


def by_order(last_day: date, served_on: date, case: "Case") -> Deadline:
    """To the day of the order (P4.1, P5.1), likewise."""
    return _named(StepKind.ORDERED, last_day, served_on, case)


def _named(kind: StepKind, last_day: date, served_on: date, case: "Case") -> Deadline:
    return _without_stops(until_day(last_day, kind, case.calendar), served_on, case)


def _without_stops(deadline: Deadline, served_on: date, case: "Case") -> Deadline:
    for stopped, again in case.stopped:
        if served_on < again:
            since = max(stopped, served_on)
            deadline = with_days_left(deadline, since, again, case.calendar)
    return deadline


RULES: Rules = {"serve_notice": _serve}


def _served(case: "Case", action: ServeNotice, entry: "Entry", event: "Taken") -> "Case":
    """What it was heard on is served with it: a closure is told and heard anew (L5)."""
    measure, production = ordered(case, action.production), None
    if measure:
        production = Production(
            measure,
            action.share,
            action.lines,
            entry.document,
            action.emergency,
            heard_since(case, counts_as(case, measure, action.lines)),
        )
    return changed(
        unheard(case), served_on=entry.happened_on, deadline=event.deadline, production=production
    )


FOLDS: Folds = {"serve_notice": _served}


def _tell(action: ServeNotice, outcome: str) -> Text:
    if action.production is None and not action.lines:
        return Text(action.receipt, action.receipt)
    measure = action.production or MeasureKind.PRODUCTION_STOP
    return Text("{receipt}，{scope}", "{receipt}, {scope}").format(
        receipt=action.receipt, scope=tell_scope(measure, action.share, action.lines)
    )


TELLINGS: Tellings = {"serve_notice": _tell}
