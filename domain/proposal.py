"""A step that waits for a second person, with all that it is to be taken on."""

from dataclasses import dataclass
from enum import StrEnum

from domain.commands import Action
from domain.deadlines import Deadline
from domain.people import Actor
from domain.stages import Stage
from domain.words import Attachment, Text


@dataclass(frozen=True)
class Proposal:
    """`sequence` is the number of its entry, `stage` the one that it was judged at, `limit` how
    long it waits."""

    step: Action
    by: Actor
    sequence: int
    stage: Stage
    document: str
    attachments: tuple[Attachment, ...]
    limit: Deadline


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Of a step that took effect: who proposed it, by which entry, and the document that whoever
    confirmed it named, if any."""

    proposed_by: Actor
    sequence: int
    document: str


class Lapse(StrEnum):
    """Why a proposed step came to nothing by itself."""

    NOT_IN_TIME = "not_in_time"
    STAGE_CHANGED = "stage_changed"
    UNHEARD = "unheard"


LAPSES = {
    Lapse.NOT_IN_TIME: Text("逾期未经确认", "nobody confirmed it in time"),
    Lapse.STAGE_CHANGED: Text("案件环节已变", "the case went on to another stage"),
    Lapse.UNHEARD: Text("须重新告知和听取意见", "the enterprise is to be told and heard anew"),
}
