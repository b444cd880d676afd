"""Words for people, always in both languages, and the bounded types that inputs are made of."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field, StringConstraints


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a label in Chinese and English; `{names}` in it are filled by `format`."""

    zh: str
    en: str

    def format(self, **values: "Text | str | int | Decimal | date") -> "Text":
        zh = {key: value.zh if isinstance(value, Text) else value for key, value in values.items()}
        en = {key: value.en if isinstance(value, Text) else value for key, value in values.items()}
        return Text(self.zh.format(**zh), self.en.format(**en))


_PRINTABLE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=_PRINTABLE)
]


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Marks a field that names a person: it has its row in `domain/personal.py`."""


PersonName = Annotated[Name, OfPerson()]
KnownPerson = Annotated[str, OfPerson()]
"""A name or an account's id that was given before, or none."""
Reason = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=_PRINTABLE)
]
Remark = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2000, pattern=_PRINTABLE)
]
"""A reason that need not be given."""
Reference = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200, pattern=_PRINTABLE)
]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Quantity = Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=4, allow_inf_nan=False)]


def _spelled_out(value: object) -> object:
    """Pydantic alone would take a number for seconds since 1970."""
    if isinstance(value, int | float) or (isinstance(value, str) and not _SPELLED.match(value)):
        raise ValueError("应写作 YYYY-MM-DD / must be written YYYY-MM-DD")
    return value


_SPELLED = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Day = Annotated[
    date, BeforeValidator(_spelled_out), Field(ge=date(2000, 1, 1), le=date(2200, 1, 1))
]
# Beyond these years a moment cannot be told in every time zone, and Python raises.
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_spelled_out),
    Field(ge=datetime(2000, 1, 1, tzinfo=UTC), le=datetime(2200, 1, 1, tzinfo=UTC)),
]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept elsewhere, known by its content: SHA-256 in lower-case hex, size in bytes."""

    name: Name
    sha256: Sha256
    size: Annotated[int, Field(strict=True, ge=0, le=10_000_000_000)]
