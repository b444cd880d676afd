"""Meter readings as they are sent in as JSON."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.numbers import CREDIT_CODE_EXAMPLE, CreditCode
from domain.meters import MeterKind
from domain.readings import Restart, SupplyPoint
from domain.words import Moment, Name, Quantity

MOST_AT_ONCE = 500


class RegisterBody(BaseModel):
    """`value` in kWh or m³, `read_at` with its time zone; `restart` where the register began anew
    since the reading before: the meter was replaced or reset, or went over its last digit."""

    model_config = ConfigDict(extra="forbid")

    read_at: Moment
    value: Quantity
    source: Name = Field(description="who or what read it", examples=["抄表员 02"])
    restart: Restart | None = None


class ReadingBody(RegisterBody):
    enterprise: CreditCode = Field(examples=[CREDIT_CODE_EXAMPLE])
    kind: MeterKind
    point: SupplyPoint = Field(examples=["海南变电站 512 线 1 号生产开关"])


class ReadingsBody(BaseModel):
    """A problem names its reading by `row`, counted from 1."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "readings": [
                    {
                        "enterprise": CREDIT_CODE_EXAMPLE,
                        "kind": "power",
                        "point": "海南变电站 512 线 1 号生产开关",
                        "read_at": "2026-11-20T10:30:00+08:00",
                        "value": "120034.5",
                        "source": "抄表员 02",
                    }
                ]
            }
        },
    )

    readings: Annotated[list[ReadingBody], Field(min_length=1, max_length=MOST_AT_ONCE)]


class CorrectionBody(RegisterBody):
    """What the register showed in truth, and when."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "read_at": "2026-11-20T10:30:00+08:00",
                "value": "12003.4",
                "source": "抄表员 02 复核",
            }
        },
    )
