"""What a command comes to, once its rule has looked at it."""

from dataclasses import dataclass

from domain.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Consequence:
    """The outcome, which may decide the next stage, and the deadline that it sets."""

    outcome: str = ""
    deadline: Deadline | None = None


NOTHING_MORE = Consequence()
