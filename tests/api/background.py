"""An event loop in a thread: what is served there goes on while a test waits for its answer."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._entered = AsyncExitStack()

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        """Waits for it, at most a minute."""
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(60)

    def enter(self, context: AbstractAsyncContextManager[T]) -> T:
        """Left when the background is closed."""
        return self.run(self._entered.enter_async_context(context))

    def close(self) -> None:
        self.run(self._entered.aclose())
        self.run(self._loop.shutdown_default_executor())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
