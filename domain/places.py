"""What somebody asks about, as far as it bounds who may (S9)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from domain.grounds import Ground
from domain.people import District
from domain.words import Text

if TYPE_CHECKING:
    from domain.case import Case


@dataclass(frozen=True, slots=True)
class OfCase:
    """A case, opened already or to be; `enterprise` is the credit code."""

    district: District
    ground: Ground
    enterprise: str


@dataclass(frozen=True, slots=True)
class OfDepartment:
    """What one department was asked in a district."""

    department: str
    district: District


@dataclass(frozen=True, slots=True)
class OfMeter:
    """A meter that a department reads, and the cases that it is about."""

    department: str
    cases: tuple[OfCase, ...]


@dataclass(frozen=True, slots=True)
class OfDistrict:
    """What one district is answerable for."""

    district: District


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What one person sent in, by the id of their account."""

    id: str


Place = OfCase | OfDepartment | OfMeter | OfDistrict | OfPerson


def place_of(case: "Case") -> OfCase:
    return OfCase(case.line.district, case.procedure.ground, case.enterprise)


@dataclass(frozen=True, slots=True)
class Reach:
    """The cases that somebody may see; what is None does not bound them."""

    districts: tuple[District, ...] | None = None
    grounds: tuple[Ground, ...] | None = None
    enterprise: str | None = None

    def covers(self, case: OfCase) -> bool:
        return (
            (self.districts is None or case.district in self.districts)
            and (self.grounds is None or case.ground in self.grounds)
            and self.enterprise in (None, case.enterprise)
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """What a clerk answers: their department's orders, everywhere if `districts` is None."""

    department: str
    districts: tuple[District, ...] | None = None

    def covers(self, place: OfDepartment) -> bool:
        everywhere = self.districts is None or place.district in self.districts
        return place.department == self.department and everywhere


class Bound(StrEnum):
    """What a right is bound to, beside the role."""

    CASE = "case"
    DISTRICT = "district"
    DEPARTMENT = "department"
    METER = "meter"
    ORDER = "order"
    FILE = "file"
    OWN = "own"
    NOTHING = "nothing"


BOUNDS = {
    Bound.CASE: Text("本人辖区、事由或企业的案件", "cases of their districts, grounds, enterprise"),
    Bound.DISTRICT: Text("本人辖区", "their districts"),
    Bound.DEPARTMENT: Text("本部门、本人辖区的", "their department, and their districts there"),
    Bound.METER: Text("本人案件的、本部门的表计", "meters of their cases, of their department"),
    Bound.ORDER: Text(
        "本部门的，或本人辖区、事由的案件的", "of their department, or of cases that they see"
    ),
    Bound.FILE: Text(
        "本人所见案件的、本部门协办函的，或本人新上传的",
        "of cases that they see or orders of their department, or just sent in by them",
    ),
    Bound.OWN: Text("本人提交的", "what they sent in themselves"),
    Bound.NOTHING: Text("不限", "nothing"),
}
