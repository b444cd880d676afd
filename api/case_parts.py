"""Parts of a case as the API shows them: its periods, and how far it was extended and heard."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from domain.commands import ACTIONS, Action
from domain.deadlines import Deadline
from domain.explaining import Explained, explain
from domain.extension import Extension
from domain.hearing import Hearing
from domain.people import Role
from domain.proposal import Proposal
from domain.words import Attachment, Text

BUILT_WHEN_SHOWN = ConfigDict(defer_build=True)
"""Of a large view: its schema takes a while, once for each of its routes, and no start waits."""


class DeadlineView(BaseModel):
    """The end of a period and how it was worked out."""

    last_day: date
    unmoved: date
    provisional: bool
    calendar_version: str
    steps: list[Explained]


class ExtensionView(BaseModel):
    months: int
    applicant: str
    granted: int | None


class HearingView(BaseModel):
    """How far the enterprise was heard (L5); `until` is the end of its time to object. Nothing is
    decided before it is `settled`."""

    until: DeadlineView
    over: bool
    waived: bool
    unanswered: bool
    requested_on: date | None
    held: bool
    settled: bool


class ProposalView(BaseModel):
    """A step that waits for a second person: what it is, who proposed it on which document, and
    which roles may confirm it, somebody else than `proposed_by`, by the end of `until`."""

    model_config = BUILT_WHEN_SHOWN  # it has every action's schema in it

    step: Action
    label: Text
    proposed_by: str
    document: str
    attachments: list[Attachment]
    confirmers: list[Role]
    until: DeadlineView


def proposal_view(proposal: Proposal | None) -> ProposalView | None:
    if proposal is None:
        return None
    rule = ACTIONS[proposal.step.kind]
    return ProposalView(
        step=proposal.step,
        label=rule.label,
        proposed_by=proposal.by.name,
        document=proposal.document,
        attachments=list(proposal.attachments),
        confirmers=[role for role in Role if role in rule.confirmers],
        until=_explained(proposal.limit),
    )


def deadline_view(deadline: Deadline | None) -> DeadlineView | None:
    return _explained(deadline) if deadline else None


def extension_view(extension: Extension | None) -> ExtensionView | None:
    if extension is None:
        return None
    return ExtensionView(
        months=extension.months, applicant=extension.applicant, granted=extension.granted
    )


def hearing_view(hearing: Hearing | None) -> HearingView | None:
    if hearing is None:
        return None
    return HearingView(
        until=_explained(hearing.until),
        over=hearing.over,
        waived=hearing.waived,
        unanswered=hearing.unanswered,
        requested_on=hearing.requested_on,
        held=hearing.held,
        settled=hearing.settled,
    )


def _explained(deadline: Deadline) -> DeadlineView:
    return DeadlineView(
        last_day=deadline.last_day,
        unmoved=deadline.unmoved,
        provisional=deadline.provisional,
        calendar_version=deadline.calendar_version,
        steps=list(explain(deadline)),
    )
