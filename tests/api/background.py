"""An event loop in a thread: what is served there goes on while a test waits for its answer."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import Any, TypeVar

T = TypeVar("T")


class UnfrozenLoop(asyncio.SelectorEventLoop):
    """Tests freeze clocks while others' loops go on: what is to come in a moment by a frozen one
    comes in years. freezegun's `real_asyncio` spares loops too, but not before it has gone through
    all modules."""

    def time(self, monotonic: Callable[[], float] = time.monotonic) -> float:
        return monotonic()


class Background:
    def __init__(self) -> None:
        self._loop = UnfrozenLoop()
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
