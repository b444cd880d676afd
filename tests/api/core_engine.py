"""What Temporal does for a command, without it: the core's own word, each id once. Given trouble,
it fails as the real one does."""

import asyncio
from datetime import UTC, datetime

import pytest

from api.temporal import Engine
from domain.commands import Command
from domain.core import handle
from domain.enterprise import Enterprise
from domain.events import Recorded
from domain.refusals import Refusal
from workflows.messages import Answer


class CoreEngine:
    """Stands in for every enterprise's workflow; outlives the API processes that ask it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.given: list[str] = []
        self.trouble: list[Exception] = []
        """Raised for the next commands, one each."""
        self.trouble_with: dict[str, Exception] = {}
        """Raised for the commands of an enterprise, for as long as it is here."""
        self.open = True
        self._enterprises: dict[str, Enterprise] = {}
        self._entries: dict[str, list[Recorded]] = {}
        self._done: dict[str, str] = {}
        stand_in = self

        async def give(_: Engine, known: Enterprise, command: Command) -> Answer | Refusal:
            return await stand_in._give(known, command)

        monkeypatch.setattr(Engine, "give", give)

    async def _give(self, known: Enterprise, command: Command) -> Answer | Refusal:
        self.given.append(command.id)
        while not self.open:  # noqa: ASYNC110 - opened from another thread
            await asyncio.sleep(0.01)
        if known.code in self.trouble_with:
            raise self.trouble_with[known.code]
        if self.trouble:
            raise self.trouble.pop()
        entries = self._entries.setdefault(known.code, [])
        if command.id not in self._done:
            before = self._enterprises.get(known.code) or known
            result = handle(before, command, datetime.now(UTC))
            if isinstance(result, Refusal):
                return result
            self._enterprises[known.code] = result[0]
            self._done[command.id] = command.fingerprint
            entries += result[1]
        unrecorded = tuple(entry for entry in entries if entry.sequence > known.sequence)
        return Answer(unrecorded, self._done[command.id])
