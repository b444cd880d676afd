"""What a receipt brings to show that its order was carried out, and what it lacks."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from domain.catalogue import EVIDENCE, Evidence
from domain.words import Name, Quantity, Reference, Sha256, Text

Files = Annotated[tuple[Sha256, ...], Field(max_length=50)]


@dataclass(frozen=True, slots=True)
class Brought:
    """Files are known by their content: SHA-256 in lower-case hex. The reading is in kWh of a
    power supply, in cubic metres of a water supply; the address is where an announcement stands
    on the web."""

    photographs: Files = ()
    seal_numbers: Annotated[tuple[Name, ...], Field(max_length=100)] = ()
    meter_reading: Quantity | None = None
    documents: Files = ()
    address: Reference = ""

    @property
    def files(self) -> tuple[str, ...]:
        return (*self.photographs, *self.documents)

    def has(self, evidence: Evidence) -> bool:
        match evidence:
            case Evidence.PHOTOGRAPHS:
                return bool(self.photographs)
            case Evidence.SEAL_NUMBERS:
                return bool(self.seal_numbers)
            case Evidence.METER_READING:
                return self.meter_reading is not None
            case Evidence.DOCUMENTS:
                return bool(self.documents)
            case Evidence.ADDRESS:
                return bool(self.address)


NOTHING_BROUGHT = Brought()


def lacking(wanted: tuple[Evidence, ...], brought: Brought) -> Text | None:
    """What is wanted and was not brought, in words; None where all is there."""
    missing = [EVIDENCE[each] for each in wanted if not brought.has(each)]
    if not missing:
        return None
    return Text("、".join(each.zh for each in missing), ", ".join(each.en for each in missing))
