"""The service as others meet it: its API on a real socket, and a worker that may come and go."""

import asyncio
import itertools
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import uvicorn

from activities.outward_http import outward_clients
from api.app import create_app
from records.database import connect as connect_database
from records.department_seed import seed_departments
from settings import Settings
from settings.attachments import AttachmentSettings
from tests.api.background import Background
from tests.api.departments import DEPARTMENTS, NOBODY
from tests.certificates import Certificate
from tests.department_secrets import SECRET_KEY
from tests.payload_keys import OLD_ONE
from worker import make_worker
from workflows.connection import connect

_queues = itertools.count(1)
_files = TemporaryDirectory(prefix="phaseout-attachments-")
UNLIMITED = 1_000_000
TEMPORAL_PAGES = "https://temporal.example"


def configured(database_url: str) -> Settings:
    """Settings of a service of its own: none but its worker takes its workflows."""
    queue = f"api-{next(_queues)}"
    return Settings(
        database_url=database_url,
        task_queue=queue,
        public_url=NOBODY,
        departments=DEPARTMENTS,
        requests_per_minute=UNLIMITED,
        requests_per_minute_of_an_address=UNLIMITED,
        department_hosts=("127.0.0.1",),
        outward_hosts=("data.example.gov.cn",),
        secret_key=SECRET_KEY,
        payload_keys=OLD_ONE,
        temporal_ui_origin=TEMPORAL_PAGES,
        attachments=AttachmentSettings(folder=Path(_files.name) / queue),
    )


class Service:
    """`temporal` is the address of a server, or one where nobody listens."""

    def __init__(self, background: Background, config: Settings, temporal: str) -> None:
        self.background = background
        self.config = config
        self.engine = connect_database(config.database_url)
        seed_departments(self.engine, config)
        self.temporal = temporal
        self._api = AsyncExitStack()
        self._worker = AsyncExitStack()
        with self._environment():
            self.url = background.run(self._api.enter_async_context(_serving(config)))

    def also_over_tls(self, certificate: Certificate) -> str:
        """Another API of the same service; gives its URL."""
        with self._environment():
            serving = self._api.enter_async_context(_serving(self.config, certificate))
            return self.background.run(serving)

    def start_worker(self) -> None:
        with self._environment():
            self.background.run(self._start_worker())

    def stop_worker(self) -> None:
        self.background.run(self._worker.aclose())

    def stop(self) -> None:
        self.stop_worker()
        self.background.run(self._api.aclose())
        self.engine.dispose()

    async def _start_worker(self) -> None:
        http = await self._worker.enter_async_context(outward_clients(self.config))
        worker = make_worker(
            await connect(self.config.payload_keys), self.config, self.engine, http
        )
        await self._worker.enter_async_context(worker)

    @contextmanager
    def _environment(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("TEMPORAL_ADDRESS", self.temporal)
            environment.setenv("TEMPORAL_NAMESPACE", "default")
            environment.setenv("TEMPORAL_CONFIG_FILE", os.devnull)
            yield


@asynccontextmanager
async def _serving(config: Settings, certificate: Certificate | None = None) -> AsyncIterator[str]:
    """The API as `python -m api` serves it, on a free port; gives its URL."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(config),
                log_level="warning",
                proxy_headers=False,
                timeout_graceful_shutdown=5,
                ssl_certfile=certificate.path if certificate else None,
                ssl_keyfile=certificate.key_path if certificate else None,
            )
        )
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started:
            assert not serving.done(), "the API did not start"
            await asyncio.sleep(0.01)
        port = listening.getsockname()[1]
        yield f"https://localhost:{port}" if certificate else f"http://127.0.0.1:{port}"
        server.should_exit = True
        await serving
