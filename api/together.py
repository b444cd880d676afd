"""What many requests ask of the database in the same moment, done together.

One statement for many costs little more than one for one, and one thread that is always at work
less than many that wait for each other. Nobody waits for a crowd to gather: whoever finds nothing
under way is served at once, and whoever comes meanwhile is served next, with all who came.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, Self, TypeVar

from sqlalchemy.exc import OperationalError

AT_ONCE = 50
Q = TypeVar("Q")
A = TypeVar("A")


class Together(Generic[Q, A]):
    """`work` answers many questions, in their order, with an answer or an error for each; it runs
    in a thread of its own. `async with` it for as long as it may be asked."""

    def __init__(self, work: Callable[[Sequence[Q]], Sequence[A | Exception]]) -> None:
        self._work = work
        self._waiting: list[tuple[Q, asyncio.Future[A]]] = []
        self._working: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """What was asked for is done still, whether or not anybody waits for it."""
        if self._working is not None:
            await self._working
        self._thread.shutdown()

    async def ask(self, question: Q) -> A:
        """The answer to this question, or its error raised. Who is cancelled while waiting takes
        nothing from the others, and the work is done all the same."""
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._working is None:
            self._working = asyncio.create_task(self._serve())
        return await answer

    async def _serve(self) -> None:
        while self._waiting:
            served, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            questions = [question for question, _ in served]
            loop = asyncio.get_running_loop()
            try:
                outcomes = await loop.run_in_executor(self._thread, self._outcomes, questions)
            except RuntimeError as stopped:
                outcomes = [stopped] * len(served)
            for (_, answer), outcome in zip(served, outcomes, strict=True):
                if answer.done():
                    continue  # cancelled
                if isinstance(outcome, Exception):
                    answer.set_exception(outcome)
                else:
                    answer.set_result(outcome)
        self._working = None

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
            away = isinstance(last, OperationalError)
            outcomes += [last] if away and last else self._outcomes([question])
        return outcomes
