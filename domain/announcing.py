"""The announcement of an exit 公告 (P1.5, O4.2): recorded where the authority publishes it itself,
ordered from the competent department where that one does, on its portal."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from domain.actions import action_rule
from domain.changed import changed
from domain.people import Role
from domain.refusals import Refusal, refuse
from domain.requirements import Requirement
from domain.topics import Folds, Guards, Tellings
from domain.words import Name, Text

if TYPE_CHECKING:
    from domain.case import Case
    from domain.events import Entry, Taken


@dataclass(frozen=True, slots=True)
class RecordAnnouncement:
    """The announcement on the competent department's portal (P1.5)."""

    reference: Name
    published_at: Name
    kind: Literal["record_announcement"] = "record_announcement"


@dataclass(frozen=True, slots=True)
class OrderAnnouncement:
    """The competent department is to publish it; its receipt says where it stands (P1.5)."""

    reference: Name
    kind: Literal["order_announcement"] = "order_announcement"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a department was asked to publish: its reference, and the document with its text."""

    reference: str
    document: str


ACTIONS = {
    "order_announcement": action_rule(
        "发函公告", "order announcement", "S1", Role.INSPECTOR, Role.SUPERVISOR, documented=True
    ),
    "record_announcement": action_rule(
        "登记公告", "record announcement", "S1", Role.INSPECTOR, Role.SUPERVISOR, backdated=True
    ),
}


def _not_announced(case: "Case") -> Refusal | None:
    announced = case.fulfils(Requirement.ANNOUNCEMENT)
    return refuse("already_recorded", "P1.5") if announced else None


def _not_ordered(case: "Case") -> Refusal | None:
    return refuse("already_recorded", "P1.5") if case.announcement else _not_announced(case)


GUARDS: Guards = {"record_announcement": _not_announced, "order_announcement": _not_ordered}


def _announced(case: "Case", action: RecordAnnouncement, entry: "Entry", event: "Taken") -> "Case":
    """Published by somebody else, it is not asked of the department any more."""
    return changed(case, announced=True, announcement=None)


def _ordered(case: "Case", action: OrderAnnouncement, entry: "Entry", event: "Taken") -> "Case":
    return changed(case, announcement=Announcement(action.reference, entry.document))


FOLDS: Folds = {"record_announcement": _announced, "order_announcement": _ordered}


def _tell_place(action: RecordAnnouncement, outcome: str) -> Text:
    return Text(action.published_at, action.published_at)


def _tell_reference(action: OrderAnnouncement, outcome: str) -> Text:
    return Text(action.reference, action.reference)


TELLINGS: Tellings = {
    "record_announcement": _tell_place,
    "order_announcement": _tell_reference,
}
