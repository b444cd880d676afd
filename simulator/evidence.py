"""The evidence that a simulated clerk brings: what the order asked for, the same each time."""

import hashlib
from collections.abc import Collection

from simulator.messages import Brought


def evidence_of(order: str, wanted: Collection[str]) -> Brought:
    """Made of the order's id, so that a receipt given again is the same receipt."""
    return Brought(
        photographs=(_file(order, "photograph"),) if "photographs" in wanted else (),
        seal_numbers=(f"封-{order}",) if "seal_numbers" in wanted else (),
        meter_reading="48211.5" if "meter_reading" in wanted else None,
        documents=(_file(order, "document"),) if "documents" in wanted else (),
        address=f"https://portal.example/announcements/{order}" if "address" in wanted else "",
    )


def _file(order: str, name: str) -> str:
    return hashlib.sha256(f"{order} {name}".encode()).hexdigest()
