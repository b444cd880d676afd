"""What a command comes to, once its rule has looked at it."""

from dataclasses import dataclass

from domain.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Consequence:
    """The outcome, which may decide the next stage, and what it sets: the `deadline` of the case,
    another `limit` for the stage, the end of a period beside them, `until`, or the next
    `inspection` after an exit."""

    outcome: str = ""
    deadline: Deadline | None = None
    limit: Deadline | None = None
    until: Deadline | None = None
    inspection: Deadline | None = None


NOTHING_MORE = Consequence()
