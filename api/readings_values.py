"""What only meter readings have in their cells. All raise CellError."""

import re
from datetime import UTC, datetime

from pydantic import TypeAdapter

from api.workbook_cells import CellError, Typed
from api.workbook_values import text
from domain.calendar import CHINA
from domain.meters import METERS, MeterKind
from domain.words import Moment

_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?\s*"
    r"([0-9]{1,2})[:：时]([0-9]{1,2})(?:[:：分]([0-9]{1,2})?)?"
)
_BOUNDED: TypeAdapter[datetime] = TypeAdapter(Moment)
_KINDS = {
    name: kind
    for kind, rule in METERS.items()
    for name in (rule.label.zh, f"{rule.label.zh}表", f"用{rule.label.zh}", f"供{rule.label.zh}")
}


def meter_kind(value: Typed) -> MeterKind:
    found = _KINDS.get(text(value))
    if found is None:
        raise CellError("unknown_meter")
    return found


def moment(value: Typed) -> datetime:
    """Written as China's time; gives UTC."""
    found = _MOMENT.fullmatch(text(value).strip())
    if found is None:
        raise CellError("not_a_moment")
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=CHINA)
        return _BOUNDED.validate_python(local).astimezone(UTC)
    except ValueError as problem:  # also what pydantic raises
        raise CellError("not_a_moment") from problem
