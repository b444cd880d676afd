"""A command that nobody answered in time: 202, and where to ask what became of it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, FastAPI, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.numbers import CodeInPath
from api.people import may
from api.problems import documented
from api.state import SharedState
from api.temporal import PendingError
from domain.people import Person
from records.database import reading
from records.queries import by_command

router = APIRouter(tags=["commands"])


class CommandStatus(BaseModel):
    """`pending` until the command is on record; sending it again with its key counts once."""

    status: Literal["pending", "done"]
    ask: str
    case: str | None = None


PENDING: dict[int | str, dict[str, Any]] = {
    202: {
        "model": CommandStatus,
        "description": "Nobody answered in time; the command may still be carried out. Ask at "
        "`ask`, or send it again with the same key: it counts once.",
    }
}
"""For OpenAPI: what the handler below answers, on every route that gives a command."""


@router.get("/enterprises/{code}/commands/{key}", responses=documented(401, 403, 422, 503))
def command_status(
    code: CodeInPath,
    key: Annotated[str, Path(pattern=r"^[A-Za-z0-9_.:-]{1,100}$")],
    person: Annotated[Person, may("ask_after_command")],
    shared: SharedState,
) -> CommandStatus:
    """What became of this person's command with this Idempotency-Key."""
    ask = f"/enterprises/{code}/commands/{key}"
    with reading(shared.engine) as session:
        entry = by_command(session, code, f"{person.id}:{key}")
    if entry is None:
        return CommandStatus(status="pending", ask=ask)
    return CommandStatus(status="done", ask=ask, case=entry.case)


def install(app: FastAPI) -> None:
    app.add_exception_handler(PendingError, _pending)


async def _pending(_: Request, problem: Exception) -> JSONResponse:
    assert isinstance(problem, PendingError)  # noqa: S101 - registered for it alone
    key = problem.command.partition(":")[2]
    ask = f"/enterprises/{problem.enterprise}/commands/{key}"
    status = CommandStatus(status="pending", ask=ask)
    return JSONResponse(status.model_dump(), 202, headers={"Location": ask})
