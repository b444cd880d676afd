"""What a topic (`domain/extension.py`, …) gives to the core beside its actions, by action."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.consequence import Consequence
from domain.people import Actor
from domain.refusals import Refusal
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken

Guards = dict[str, Callable[["Case"], Refusal | None]]
"""What keeps the action from being given now, whatever is entered; also says what is permitted."""

Rules = dict[str, Callable[["Case", Any, Actor, date], Consequence | Refusal]]
"""What the action comes to, given by this person on this day."""

Folds = dict[str, Callable[["Case", Any, "Entry", "Taken"], "Case"]]
"""The case once the action is on record, before it enters the stage that the action leads to."""

Tellings = dict[str, Callable[[Any, str], Text]]
"""What a timeline says of the action and its outcome, beside the action's label."""
