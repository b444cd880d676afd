"""Everything that goes wrong, as application/problem+json (RFC 9457), in one place."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from api.security_headers import HEADERS, KEPT_BY_NOBODY
from domain.commands import ACTIONS
from domain.people import Role
from domain.refusal_kinds import Category
from domain.refusals import Refusal
from domain.rights import tells_too_much
from domain.words import Text
from records.write import RecordConflictError

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
STATUS: Mapping[Category, int] = {"not_now": 409, "not_found": 404, "forbidden": 403}


class PermittedAction(BaseModel):
    action: str
    label: Text


class ProblemBody(BaseModel):
    """`code` is stable; `rule` is the id in policy/rules.md; `permitted` what can be done now."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: Text
    rule: str | None = None
    permitted: list[PermittedAction] = []
    errors: list[dict[str, Any]] = Field(default=[], description="which fields are wrong, and why")


class ProblemError(Exception):
    """Raised anywhere in the API; turned into its answer here."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: Text,
        *,
        rule: str | None = None,
        permitted: tuple[str, ...] = (),
        errors: list[dict[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.headers = dict(headers or {})
        self.body = ProblemBody(
            title=HTTPStatus(status).phrase,
            status=status,
            code=code,
            detail=detail,
            rule=rule,
            permitted=permitted_actions(permitted),
            errors=errors or [],
        )


def permitted_actions(kinds: tuple[str, ...]) -> list[PermittedAction]:
    return [PermittedAction(action=kind, label=ACTIONS[kind].label) for kind in kinds]


def refused(refusal: Refusal) -> ProblemError:
    return ProblemError(
        STATUS[refusal.category],
        refusal.code,
        refusal.message,
        rule=refusal.rule,
        permitted=refusal.permitted,
    )


def refused_to(by: Role | str, refusal: Refusal, subject: str) -> ProblemError:
    """The same; but where somebody is not to learn that the subject is there, it is not (S9)."""
    return not_found(subject) if tells_too_much(by, refusal) else refused(refusal)


def unavailable(code: str, detail: Text) -> ProblemError:
    return ProblemError(503, code, detail, headers={"Retry-After": "5"})


def not_found(what: str) -> ProblemError:
    return ProblemError(404, "not_found", Text(f"没有找到：{what}", f"not found: {what}"))


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a route, for OpenAPI."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
    described: dict[int | str, dict[str, Any]] = {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }
    return described


def install(app: FastAPI) -> None:
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(OperationalError, _database_away)
    app.add_exception_handler(RecordConflictError, _record_conflict)
    app.add_exception_handler(Exception, _broken)


def answer(problem: ProblemError) -> JSONResponse:
    return JSONResponse(
        problem.body.model_dump(mode="json"),
        problem.body.status,
        headers=problem.headers,
        media_type=MEDIA_TYPE,
    )


async def _problem(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, ProblemError)  # noqa: S101 - registered for it alone
    return answer(problem)


async def _malformed(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, RequestValidationError)  # noqa: S101 - registered for it alone
    errors = [
        {"where": [str(part) for part in error["loc"]], "why": error["msg"]}
        for error in problem.errors()
    ]
    detail = Text("请求内容有误，请按 errors 逐项更正", "the request is malformed; see errors")
    return answer(ProblemError(422, "malformed", detail, errors=errors))


async def _http(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, HTTPException)  # noqa: S101 - registered for it alone
    phrase = HTTPStatus(problem.status_code).phrase
    code = phrase.lower().replace(" ", "_")
    detail = Text(f"请求无法处理（{problem.status_code}）", phrase)
    return answer(ProblemError(problem.status_code, code, detail, headers=problem.headers))


async def _database_away(_: Request, problem: Exception) -> JSONResponse:
    log.error("the database is away: %s", type(problem).__name__)
    detail = Text(
        "记录库暂不可用，请稍后用同一编号重试",
        "the records are not available; try again with the same key",
    )
    return answer(unavailable("records_unavailable", detail))


async def _record_conflict(_: Request, conflict: Exception) -> JSONResponse:
    log.error("the record and a workflow do not agree: %s", conflict)
    detail = Text(
        "记录与流程不一致：本次操作已留存于流程而未入记录。请勿重复操作，请管理员核验并补齐",
        "the record and the workflow do not agree: this is kept by the workflow and not on record; "
        "do not repeat it, an operator has to verify and recover",
    )
    return answer(ProblemError(500, "record_conflict", detail, rule="S7"))


async def _broken(_: Request, __: Exception) -> JSONResponse:
    """The server logs the exception itself once this is answered, outside every middleware: what
    they would say on it is said here."""
    detail = Text("服务内部错误，已记入日志", "an internal error, which is in the log")
    headers = HEADERS | {"Cache-Control": KEPT_BY_NOBODY}
    return answer(ProblemError(500, "internal_error", detail, headers=headers))
