"""The service without its API: a server, a record, the city's departments, and a worker."""

import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from temporalio.worker import Worker

from activities.outward_http import outward_clients
from records.database import connect
from records.department_seed import seed_departments
from records.migrate import migrate
from settings import Settings
from settings.anchoring import AnchorSettings
from tests.department_secrets import SECRET_KEY
from tests.workflows.city import City
from tests.workflows.sandbox import SANDBOXED
from tests.workflows.server import Server
from worker import make_worker

_numbers = itertools.count(1)
WITHOUT_ANCHORS = AnchorSettings()


@dataclass
class Installation:
    server: Server
    city: City
    engine: Engine
    settings: Settings
    worker: Worker | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start_worker(self) -> None:
        http = await self._running.enter_async_context(outward_clients(self.settings))
        self.worker = make_worker(
            self.server.client, self.settings, self.engine, http, runner=SANDBOXED
        )
        await self._running.enter_async_context(self.worker)

    async def stop_worker(self) -> None:
        await self._running.aclose()

    async def restart_worker(self) -> None:
        """The next one knows nothing but what is in the history."""
        await self.stop_worker()
        await self.start_worker()


@asynccontextmanager
async def installed(
    server: Server,
    city: City,
    folder: Path,
    public_url: str = "http://127.0.0.1:9",
    anchor: AnchorSettings = WITHOUT_ANCHORS,
    **changes: Any,
) -> AsyncIterator[Installation]:
    """With a worker running; nobody listens at the default `public_url`."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'records.db'}",
        task_queue=f"queue-{next(_numbers)}",
        public_url=public_url,
        departments=city.departments,
        department_hosts=("127.0.0.1",),
        secret_key=SECRET_KEY,
        anchor=anchor,
        **changes,
    )
    migrate(settings.database_url)
    engine = connect(settings.database_url)
    seed_departments(engine, settings)
    installation = Installation(server, city, engine, settings)
    await installation.start_worker()
    yield installation
    await installation.stop_worker()
    engine.dispose()
