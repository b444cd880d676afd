"""Commands as one POST each, made from the table of actions: a new action brings its own route."""

from collections.abc import Awaitable, Callable
from dataclasses import MISSING, fields
from datetime import date
from functools import partial
from typing import Annotated, Any, get_args, get_type_hints

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, create_model

from api.attachment_access import must_be_known, named
from api.calendar_in_use import calendar_from
from api.capacities import Asked, first, in_capacity
from api.examples import EXAMPLES
from api.giving import IdempotencyKey, fingerprint_of, give
from api.inspectors import with_inspector
from api.numbers import CaseInPath, CodeInPath, enterprise_of
from api.pending import PENDING
from api.people import may
from api.problems import documented
from api.state import Shared, SharedState
from api.views import CaseView, case_view
from api.watch import with_new_rules
from domain.actions import FILLED_IN
from domain.calendar import Calendar
from domain.commands import ACTIONS, Action, Command
from domain.flagging import Flag
from domain.grounds import Ground
from domain.line import Line
from domain.people import Person
from domain.places import OfCase
from domain.procedure import Procedure
from domain.words import Attachment, Day, Name, Reason, Reference

router = APIRouter(tags=["commands"])
PROBLEMS = documented(400, 401, 403, 404, 409, 413, 422, 503)
ELSEWHERE = {
    "flag",
    "accept_order",
    "receive_receipt",
    "report_consumption",
    "report_progress",
    "adopt_calendar",
    "adopt_rules",
}
COMPLETED_BY: dict[str, Callable[[Shared, str, Any, Calendar], Action]] = {
    "record_watch": with_new_rules,
    "reassign": lambda shared, number, action, _: with_inspector(shared, number, action),
}
"""What fills in the fields of an action that nobody is asked for."""


class CommandBody(BaseModel):
    """What every command may say. `happened_on` is a day in China; today if it is left out."""

    model_config = ConfigDict(extra="forbid")

    happened_on: Day | None = None
    document: Reference = Field(default="", description="the document that the command rests on")
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=50)] = ()


class FlagBody(CommandBody):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": EXAMPLES["flag"]})

    enterprise_name: Name
    ground: Ground
    line: Line
    reason: Reason
    planned_exit: Day | None = Field(
        default=None, description="the date of the annual plan, where the ground goes by it (P3.1)"
    )
    follows: Reference = Field(
        default="", description="the ended case of the enterprise that this one takes up again"
    )


def flag_action(code: str, body: FlagBody, procedure: Procedure, calendar: Calendar) -> Flag:
    return Flag(
        enterprise=code,
        enterprise_name=body.enterprise_name,
        line=body.line,
        procedure=procedure,
        calendar=calendar,
        reason=body.reason,
        follows=body.follows,
        planned_exit=body.planned_exit,
    )


def command_from(person: Person, key: str, case: str, action: Action, body: CommandBody) -> Command:
    return Command(
        id=f"{person.id}:{key}",
        case=case,
        by=first(person),
        action=action,
        happened_on=body.happened_on,
        document=body.document,
        attachments=body.attachments,
        fingerprint=fingerprint_of(case, action.kind, body.model_dump_json()),
    )


@router.post(
    "/enterprises/{code}/cases",
    status_code=201,
    summary=f"{ACTIONS['flag'].label.zh} / {ACTIONS['flag'].label.en}",
    responses={**PROBLEMS, **PENDING},
)
async def flag(
    code: CodeInPath,
    body: FlagBody,
    key: IdempotencyKey,
    person: Annotated[Person, may("flag")],
    shared: SharedState,
) -> CaseView:
    """Flag a production line on one ground; its case starts under today's rules (S10)."""
    calendar = await run_in_threadpool(calendar_from, shared, _day_of(body))
    action = flag_action(code, body, shared.procedures[body.ground], calendar)
    command = command_from(person, key, "", action, body)
    place = OfCase(body.line.district, body.ground, code)
    choose = partial(in_capacity, Asked(person, command, place))
    check = partial(must_be_known, shared, person, code, named(body.attachments))
    enterprise = await give(shared, code, command, choose, check)
    number = await _opened_by(shared, code, command.id)
    return case_view(enterprise, enterprise.cases[number], person)


def _route(kind: str, action_class: type[Any]) -> None:
    body_class = _body_of(kind, action_class)
    names = [field.name for field in _asked(action_class)]
    complete = COMPLETED_BY.get(kind)

    async def take(
        number: CaseInPath,
        body: CommandBody,
        key: IdempotencyKey,
        person: Annotated[Person, may(kind)],
        shared: SharedState,
    ) -> CaseView:
        action = action_class(**{name: getattr(body, name) for name in names})
        if complete:
            calendar = await run_in_threadpool(calendar_from, shared, _day_of(body))
            action = await run_in_threadpool(complete, shared, number, action, calendar)
        command = command_from(person, key, number, action, body)
        choose = partial(in_capacity, Asked(person, command))
        check = partial(must_be_known, shared, person, number, named(body.attachments))
        enterprise = await give(shared, enterprise_of(number), command, choose, check)
        return case_view(enterprise, enterprise.cases[number], person)

    take.__annotations__["body"] = body_class
    take.__doc__ = action_class.__doc__
    label = ACTIONS[kind].label
    endpoint: Callable[..., Awaitable[CaseView]] = take
    router.add_api_route(
        f"/cases/{{number}}/{kind.replace('_', '-')}",
        endpoint,
        methods=["POST"],
        name=kind,
        operation_id=kind,
        summary=f"{label.zh} / {label.en}",
        responses={**PROBLEMS, **PENDING},
    )


def _body_of(kind: str, action_class: type[Any]) -> type[CommandBody]:
    hints = get_type_hints(action_class, include_extras=True)
    given: dict[str, Any] = {
        field.name: (hints[field.name], ... if field.default is MISSING else field.default)
        for field in _asked(action_class)
    }
    body: type[CommandBody] = create_model(
        f"{action_class.__name__}Body",
        __base__=CommandBody,
        __doc__=action_class.__doc__,
        __cls_kwargs__={"json_schema_extra": {"example": EXAMPLES[kind]}},
        **given,
    )
    return body


def _asked(action_class: type[Any]) -> list[Any]:
    """The fields that a body names: not the kind, nor what the service fills in."""
    return [f for f in fields(action_class) if f.name != "kind" and f.metadata != FILLED_IN]


def _day_of(body: CommandBody) -> date:
    return body.happened_on or date.today()  # noqa: DTZ011 - only its year counts


async def _opened_by(shared: Shared, code: str, command: str) -> str:
    """The case that a flag on record opened."""
    earlier = (await shared.known.ask((code, command))).earlier
    assert earlier  # noqa: S101 - it was put on record before it is answered
    return earlier.case


def _kind(action_class: type[Any]) -> str:
    return next(str(field.default) for field in fields(action_class) if field.name == "kind")


for _class in get_args(get_args(Action)[0]):
    if _kind(_class) not in ELSEWHERE:
        _route(_kind(_class), _class)
