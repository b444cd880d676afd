"""Commands with all that they may bring, given to a life."""

from datetime import datetime

from domain.commands import Command
from domain.core import handle
from domain.refusals import Refusal
from tests.domain.lives import Life


def give(life: Life, command: Command, at: datetime) -> None:
    result = handle(life.enterprise, command, at)
    assert not isinstance(result, Refusal), result
    life.enterprise = result[0]
    life.recorded += result[1]
