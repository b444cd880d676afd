"""A receipt 回执 handed on to the workflow, whoever gives it (S5)."""

from dataclasses import dataclass

from pydantic import BaseModel

from api.giving import Check, Choose, fingerprint_of, give
from api.numbers import enterprise_of
from api.state import Shared
from domain.commands import Command
from domain.people import Actor
from domain.receiving import ReceiveReceipt


class ReceiptTaken(BaseModel):
    """The receipt counts; sent again it changes nothing."""

    order: str
    receipt: str


@dataclass(frozen=True)
class Given:
    """By whom a receipt is given, under which command; the rest as in api/giving.py."""

    by: Actor
    command: str
    choose: Choose | None = None
    check: Check | None = None


async def take(shared: Shared, action: ReceiveReceipt, given: Given) -> ReceiptTaken:
    """The workflow is asked, not the record, which may not have the order yet."""
    fingerprint = fingerprint_of(action.order, action.receipt, action.outcome)
    received = Command(given.command, "", given.by, action, fingerprint=fingerprint)
    await give(shared, enterprise_of(action.order), received, given.choose, given.check)
    return ReceiptTaken(order=action.order, receipt=action.receipt)
