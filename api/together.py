"""What many requests ask of the database in the same moment, done together.

One statement for many costs little more than one for one, and a thread that is always at work
less than many that wait for each other. Nobody waits for a crowd to gather: whoever finds nothing
under way is served at once, and whoever comes meanwhile is served next, with all who came.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, Self, TypeVar

from sqlalchemy.exc import OperationalError

AT_ONCE = 50
Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """`work` answers many questions, in their order, with an answer or an error for each; it runs
    in `threads`, once at a time. `async with` it for as long as it may be asked."""

    def __init__(
        self, work: Callable[[Sequence[Q]], Sequence[A | Exception]], threads: Executor
    ) -> None:
        self._work = work
        self._threads = threads
        self._waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self._idle = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._idle.set()
        return self

    async def __aexit__(self, *_: object) -> None:
        """What was asked for is done still, whether or not anybody waits for it."""
        await self._idle.wait()

    async def ask(self, question: Q) -> A:
        """The answer to this question, or its error raised. Who is cancelled while waiting takes
        nothing from the others, and the work is done all the same."""
        answer: asyncio.Future[A] = self._loop.create_future()
        self._waiting.append((question, answer))
        if self._idle.is_set():
            self._serve_next()
        return await answer

    def _serve_next(self) -> None:
        self._idle.clear()
        self._threads.submit(self._serve)

    def _serve(self) -> None:
        """In a thread: takes who is waiting by now."""
        served = [self._waiting.popleft() for _ in range(min(len(self._waiting), AT_ONCE))]
        outcomes = self._outcomes([question for question, _ in served])
        self._loop.call_soon_threadsafe(self._answer, served, outcomes)

    def _answer(
        self, served: Sequence[tuple[Q, asyncio.Future[A]]], outcomes: Sequence[A | Exception]
    ) -> None:
        for (_, answer), outcome in zip(served, outcomes, strict=True):
            if answer.done():
                continue  # cancelled
            if isinstance(outcome, Exception):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)
        if self._waiting:
            self._serve_next()
        else:
            self._idle.set()

    def _outcomes(self, questions: Sequence[Q]) -> Sequence[A | Exception]:
        try:
            return self._work(questions)
        except Exception as problem:
            return [problem] if len(questions) == 1 else self._one_by_one(questions)

    def _one_by_one(self, questions: Sequence[Q]) -> Sequence[A | Exception]:
        """What went wrong with all of them need not be wrong with each; only a database that is
        away is away for everybody who would ask it next."""
        outcomes: list[A | Exception] = []
        for question in questions:
            last = outcomes[-1] if outcomes else None
            outcomes += [last] if isinstance(last, OperationalError) else self._outcomes([question])
        return outcomes
