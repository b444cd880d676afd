"""Histories as they are kept: one file a life, and in it the moments at which it was looked at."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from temporalio.client import WorkflowHistory

from domain.enterprise import Enterprise

FOLDER = Path(__file__).parent / "histories"


@dataclass(frozen=True)
class Moment:
    """How things stood after so many events of the history."""

    name: str
    events: int
    state: Enterprise


@dataclass(frozen=True)
class Saved:
    workflow: str
    moments: tuple[Moment, ...]
    history: dict[str, Any]

    def until(self, moment: Moment) -> WorkflowHistory:
        events = self.history["events"][: moment.events]
        return WorkflowHistory.from_json(self.workflow, {"events": events})


_SAVED = TypeAdapter(Saved)


def save(name: str, saved: Saved) -> None:
    text = json.dumps(_SAVED.dump_python(saved, mode="json"), ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def load(path: Path) -> Saved:
    return _SAVED.validate_json(path.read_bytes())


def all_saved() -> Iterator[tuple[str, Moment, Saved]]:
    """Every moment of every history, with a name for it."""
    for path in sorted(FOLDER.glob("*.json")):
        saved = load(path)
        for moment in saved.moments:
            yield f"{path.stem}: {moment.name}", moment, saved
