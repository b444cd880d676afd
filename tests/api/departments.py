"""Departments of which nobody answers orders: these tests send the receipts themselves."""

import itertools
import json
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook

from settings import DepartmentSettings
from tests.department_secrets import SECRETS

NOBODY = "http://127.0.0.1:9"
DEPARTMENTS = {
    name: DepartmentSettings.model_validate({"url": NOBODY, "secret": secret})
    for name, secret in SECRETS.items()
}
EVIDENCE = {
    "photographs": ["a" * 64],
    "seal_numbers": ["封-1"],
    "meter_reading": "100",
    "documents": ["b" * 64],
    "address": "https://portal.example/announcements/1",
}
"""All that any order may ask for."""
_receipts = itertools.count(1)


def a_receipt(order: str, **changes: Any) -> dict[str, Any]:
    """As a department would send it, carried out a moment ago."""
    return {
        "order": order,
        "receipt": f"回执-{next(_receipts)}",
        "outcome": "done",
        "done_at": datetime.now(UTC).isoformat(),
        "signed_by": "李明",
        "evidence": EVIDENCE,
    } | changes


def signed(
    department: str, body: dict[str, Any], at: datetime | None = None
) -> tuple[bytes, dict[str, str]]:
    """The request as it goes out: content, and headers signed with the department's secret."""
    content = json.dumps(body, ensure_ascii=False)
    return content.encode(), signature(department, content, at)


def signature(department: str, content: str, at: datetime | None = None) -> dict[str, str]:
    at = at or datetime.now(UTC)
    message_id = f"message-{next(_receipts)}"
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(SECRETS[department]).sign(message_id, at, content),
    }
