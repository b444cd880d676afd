"""Whether the service lives, and whether it can do its work."""

from fastapi import APIRouter
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel
from sqlalchemy import text

from api.problems import documented, unavailable
from api.state import Shared, SharedState
from api.temporal import Engine
from domain.words import Text
from records.database import reading

router = APIRouter(tags=["health"])


class Health(BaseModel):
    status: str


@router.get("/health")
def health() -> Health:
    """The process answers."""
    return Health(status="alive")


@router.get("/ready", responses=documented(503))
async def ready(shared: SharedState) -> Health:
    """Database and Temporal answer, and a worker is there to carry out commands."""
    await run_in_threadpool(_ask_database, shared)
    if not await Engine(shared.temporal, shared.settings.task_queue).workers():
        raise unavailable("no_worker", Text("没有运行中的 worker", "no worker is running"))
    return Health(status="ready")


def _ask_database(shared: Shared) -> None:
    with reading(shared.engine) as session:
        session.execute(text("SELECT 1 FROM enterprise LIMIT 1"))
