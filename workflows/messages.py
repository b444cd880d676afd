"""What goes in and out of an enterprise's workflow, and the names that others call it by."""

import hashlib
from dataclasses import dataclass, field

from domain.commands import Command
from domain.enterprise import Enterprise
from domain.events import Recorded

ENTERPRISE_WORKFLOW = "enterprise"
COMMAND = "command"
STATE = "state"


def workflow_id(code: str) -> str:
    return f"enterprise-{code}"


def update_id(command: str) -> str:
    """Temporal shows it in plain, and a command's id begins with an account's."""
    return hashlib.sha256(command.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Start:
    """The enterprise as it is on record, or as the run before left it: with the entries that are
    not on record yet, and the fingerprints of the commands carried out lately, oldest first."""

    enterprise: Enterprise
    unrecorded: tuple[Recorded, ...] = ()
    recent: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """A command, and how far the record is known to go."""

    command: Command
    recorded: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The entries that may not be on record yet, and the fingerprint of the request that was
    carried out under this command's id."""

    entries: tuple[Recorded, ...]
    fingerprint: str
