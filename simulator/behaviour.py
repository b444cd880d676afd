"""How a department behaves, so that trouble can be had on request."""

import random
import sqlite3
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.database import transaction

Times = Annotated[int, Field(ge=0, le=1000)]

Failure = Literal["fail_next", "fail_after_effect_next", "refuse_next"]
SHARES: dict[Failure, str] = {
    "fail_next": "fail_share",
    "fail_after_effect_next": "fail_after_effect_share",
    "refuse_next": "refuse_share",
}
Share = Annotated[float, Field(ge=0, le=1)]
BadCallback = Literal["forged", "old", "unknown_order"]


class Behaviour(BaseModel):
    """Failures count down as they happen; both are 500s, as a time-out would look to the sender."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer: Literal["at_once", "later"] = "at_once"
    delay_seconds: float = Field(
        default=0, ge=0, le=86400, description="from the order's arrival until it is carried out"
    )
    fail_next: Times = Field(default=0, description="orders to fail before any effect")
    fail_after_effect_next: Times = Field(
        default=0, description="orders to fail after their effect, or after they were accepted"
    )
    refuse_next: Times = Field(default=0, description="orders to refuse")
    refuse_because: str = Field(default="供电线路带有居民负荷", min_length=1, max_length=1000)
    down: bool = Field(default=False, description="503 for everything, until told otherwise")
    duplicate_callbacks: Times = Field(default=0, description="extra times a callback is sent")
    fail_share: Share = Field(default=0, description="of all messages, failed before any effect")
    fail_after_effect_share: Share = Field(default=0, description="likewise, after their effect")
    refuse_share: Share = Field(default=0, description="of all orders, refused")
    duplicate_share: Share = Field(default=0, description="of all callbacks, sent once more")
    bad_callbacks: tuple[BadCallback, ...] = Field(
        default=(), description="what is sent before each genuine callback"
    )


class Behaviours:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of(self, department: str) -> Behaviour:
        row = self._connection.execute(
            "SELECT content FROM behaviours WHERE department = ?", (department,)
        ).fetchone()
        return Behaviour() if row is None else Behaviour.model_validate_json(row["content"])

    def change(self, department: str, behaviour: Behaviour) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO behaviours (department, content) VALUES (?, ?)",
            (department, behaviour.model_dump_json()),
        )

    def spend(self, department: str, failure: Failure) -> bool:
        """Whether to fail now; if so, one failure fewer is left, or chance has it."""
        with transaction(self._connection):
            behaviour = self.of(department)
            left: int = getattr(behaviour, failure)
            if left == 0:
                return happens(getattr(behaviour, SHARES[failure]))
            self.change(department, behaviour.model_copy(update={failure: left - 1}))
        return True


def happens(share: float) -> bool:
    return random.random() < share  # noqa: S311 - not for secrecy
