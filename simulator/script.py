"""A script: for which messages a department behaves otherwise than it mostly does."""

import sqlite3
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from simulator.behaviour import Behaviour
from simulator.database import transaction
from simulator.messages import Cancellation, Order


class Step(BaseModel):
    """A message is meant where all that is named fits; of those that are meant, the `nth` and as
    many as `times` from there on are dealt with after `behaviour`. A message that comes again
    counts again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    department: str | None = None
    message: Literal["order", "cancellation"] = "order"
    measure: str | None = None
    action: Literal["impose", "lift"] | None = None
    enterprise: str | None = Field(default=None, description="credit code")
    order: str | None = None
    nth: Annotated[int, Field(ge=1)] = 1
    times: Annotated[int, Field(ge=1)] = 1
    behaviour: Behaviour

    def means(self, message: Order | Cancellation) -> bool:
        is_order = isinstance(message, Order)
        action = message.action if isinstance(message, Order) else "impose"
        return (self.message == "order") == is_order and all(
            wanted in (None, has)
            for wanted, has in (
                (self.department, message.department),
                (self.measure, message.measure),
                (self.action, action),
                (self.enterprise, message.enterprise.code),
                (self.order, message.order),
            )
        )


class StepSoFar(Step):
    met: int = Field(description="how many messages were meant until now")


STEPS = TypeAdapter(list[Step])


class Script:
    """Kept over restarts, with how far it has come."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def write(self, steps: Sequence[Step]) -> None:
        """In place of the one before, from its beginning."""
        with transaction(self._connection):
            self._connection.execute("DELETE FROM script")
            self._connection.executemany(
                "INSERT INTO script (position, content) VALUES (?, ?)",
                [(at, step.model_dump_json()) for at, step in enumerate(steps)],
            )

    def follow(self, steps: Sequence[Step]) -> None:
        """Goes on with it, if it is the one that was being played."""
        if [*steps] != [step for _, step, _ in self._rows()]:
            self.write(steps)

    def so_far(self) -> list[StepSoFar]:
        return [StepSoFar(**dict(step), met=met) for _, step, met in self._rows()]

    def behaviour_for(self, message: Order | Cancellation) -> Behaviour | None:
        """To be asked once for each arrival, which it counts. The first step that applies does."""
        behaviour = None
        with transaction(self._connection):
            for position, step, met in self._rows():
                if not step.means(message):
                    continue
                self._connection.execute(
                    "UPDATE script SET met = met + 1 WHERE position = ?", (position,)
                )
                if behaviour is None and 0 <= met + 1 - step.nth < step.times:
                    behaviour = step.behaviour
        return behaviour

    def _rows(self) -> list[tuple[int, Step, int]]:
        rows = self._connection.execute("SELECT * FROM script ORDER BY position")
        return [
            (row["position"], Step.model_validate_json(row["content"]), row["met"]) for row in rows
        ]
