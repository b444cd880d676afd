"""That tokens were used, written down behind the requests: none of them waits for it."""

import logging
from collections.abc import Sequence
from concurrent.futures import Executor

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from records.signed_in import were_here

log = logging.getLogger(__name__)


class TokenUse:
    """Called with the hashes of tokens whose last use is to be written, in `threads`."""

    def __init__(self, engine: Engine, threads: Executor) -> None:
        self._engine = engine
        self._threads = threads
        self._under_way: set[str] = set()

    def __call__(self, hashes: Sequence[str]) -> None:
        new = [each for each in hashes if each not in self._under_way]
        if new:
            self._under_way.update(new)
            self._threads.submit(self._write, new)

    def _write(self, hashes: Sequence[str]) -> None:
        try:
            were_here(self._engine, hashes)
        except OperationalError as problem:  # the next request has it written again
            log.warning("the use of tokens was not written: %s", type(problem).__name__)
        finally:
            self._under_way.difference_update(hashes)
