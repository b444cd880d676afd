"""S10: what runs inside a workflow comes to the same on every replay. The service runs without the
SDK's sandbox (decision 0004), so what that would catch is caught here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from temporalio.client import WorkflowFailureError
from temporalio.worker import Worker

import worker
from tests.workflows.installation import Installation
from tests.workflows.reads_a_clock import ReadsAClock
from tests.workflows.sandbox import PASSED_THROUGH, SANDBOXED

PROJECT = Path(__file__).parents[2]
OUTSIDE = {
    Path(f"workflows/{name}.py")
    for name in (
        "connection",
        "conversion",
        "feed_start",
        "heads",
        "history_entries",
        "payload_codec",
        "recovery",
        "schedules",
    )
}
"""These make a client or use one, and never run inside a workflow."""
INSIDE = sorted(
    {
        path.relative_to(PROJECT)
        for folder in ("domain", "workflows")
        for path in PROJECT.glob(f"{folder}/**/*.py")
    }
    - OUTSIDE
)
HARMLESS = {
    *("__future__", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime"),
    *("decimal", "enum", "functools", "hashlib", "itertools", "math", "operator", "re"),
    *("fractions", "typing", "unicodedata"),
    *("pydantic", "temporalio", "domain", "workflows"),
    "asyncio",  # in a workflow its loop is the workflow's own
    "activities",  # named there, run elsewhere
}
"""No clock but the one below, no chance, no thread, nothing of the machine."""
CLOCKS = {"now", "utcnow", "today"}
BUILTINS = {"open", "input", "print", "id", "hash", "exec", "eval", "__import__"}


def _forbidden(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names if _root(alias.name) not in HARMLESS)
            case ast.ImportFrom(module=str(module)) if _root(module) not in HARMLESS:
                yield module
            case ast.Attribute(value=ast.Name("workflow"), attr="now"):
                pass
            case ast.Attribute(attr=attribute) if attribute in CLOCKS:
                yield ast.unparse(node)
            case ast.Call(func=ast.Name(id=name)) if name in BUILTINS:
                yield name
            case ast.Global(names=names):
                yield from names


def _root(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", INSIDE, ids=str)
def test_s10_it_reads_no_clock_no_chance_and_nothing_of_the_machine(path: Path) -> None:
    assert list(_forbidden((PROJECT / path).read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        *("import time", "from random import random", "import os.path", "from uuid import uuid4"),
        *("datetime.now(UTC)", "x = date.today", "datetime.datetime.utcnow()", "open('file')"),
        "def count():\n    global counted\n    counted += 1",
    ],
)
def test_what_would_differ_on_a_replay_is_seen(source: str) -> None:
    assert list(_forbidden(source)) != []


def test_the_time_of_the_workflow_is_no_clock() -> None:
    assert list(_forbidden("from temporalio import workflow\nworkflow.now()")) == []


def test_the_sandbox_watches_the_loop_and_lets_pass_what_is_read_above() -> None:
    passed = {Path(f"{name.replace('.', '/')}.py") for name in PASSED_THROUGH if "." in name}
    assert passed <= {*INSIDE, *OUTSIDE}
    assert Path("workflows/enterprise.py") not in passed


async def test_in_these_tests_a_clock_read_by_a_workflow_fails(installation: Installation) -> None:
    assert installation.worker
    assert installation.worker.config()["workflow_runner"] is SANDBOXED
    client, queue = installation.server.client, "reads-a-clock"
    async with Worker(
        client,
        task_queue=queue,
        workflows=[ReadsAClock],
        workflow_runner=SANDBOXED,
        workflow_failure_exception_types=[Exception],
    ):
        with pytest.raises(WorkflowFailureError) as failure:
            await client.execute_workflow(ReadsAClock.run, id=queue, task_queue=queue)
    assert "datetime.now" in str(failure.value.cause)


def test_the_service_has_no_sandbox() -> None:
    assert worker.make_worker.__defaults__ == (worker.UNSANDBOXED,)
