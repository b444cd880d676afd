"""Which of new readings can be taken: whose they are to enter, whether anybody knows the meter, and
whether they fit what it showed before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from api.workbook_reading import RowError, RowProblem
from domain.enterprise import Enterprise
from domain.people import Actor, Person
from domain.readings import Reading, misfit
from domain.refusals import Refusal
from domain.rights import entitled
from domain.supply_points import known_meters, meter_place
from domain.words import Text
from records import queries, readings
from records.readings import NewReading, ReadingRow

_UNKNOWN = Text("该企业的案件没有此供应点", "no case of the enterprise has such a supply point")


_CORRECTED = Text(
    "该读数已被更正；请更正其更正", "the reading is corrected already; correct its correction"
)


@dataclass(slots=True)
class Judged:
    """A problem's heading is the field's own name. `acting` is in which capacity the person
    enters a good row."""

    good: list[NewReading] = field(default_factory=list)
    acting: dict[int, Actor] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)


def judge(session: Session, person: Person, rows: Sequence[NewReading], now: datetime) -> Judged:
    """Each beside what is kept and the good ones before it, in order of the time they were read:
    people list them in any."""
    judged, meters = Judged(), _Meters(session)
    for new in sorted(rows, key=lambda each: (each.reading.read_at, each.row)):
        try:
            acting = _check(person, new, meters, now)
        except RowError as error:
            judged.problems.append(
                RowProblem(new.row, error.key, "", error.value, error.reason, error.code)
            )
        else:
            judged.good.append(new)
            judged.acting[new.row] = acting
            meters.add(new)
    judged.good.sort(key=lambda each: each.row)
    judged.problems.sort(key=lambda problem: problem.row or 0)
    return judged


def _check(person: Person, new: NewReading, meters: "_Meters", now: datetime) -> Actor:
    """In which capacity; raises RowError for one that cannot be taken."""
    reading = new.reading
    enterprise = meters.enterprise(new.enterprise)
    if enterprise is None or reading.meter not in known_meters(enterprise):
        raise RowError("point", reading.point, _UNKNOWN, "unknown_supply_point")
    found = entitled(person, "enter_readings", meter_place(enterprise, reading))
    if isinstance(found, Refusal):
        raise RowError("point", reading.point, found.message, found.code)
    if new.corrects and meters.corrected(new):
        raise RowError("number", str(new.corrects), _CORRECTED, "corrected_already")
    wrong = misfit(reading, meters.others(new), now)
    if wrong and wrong.code == "register_fell":
        raise RowError("value", str(reading.value), wrong.message, wrong.code)
    if wrong:
        raise RowError("read_at", reading.read_at.isoformat(), wrong.message, wrong.code)
    return found[0]


class _Meters:
    """What is known of each meter, read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._enterprises: dict[str, Enterprise | None] = {}
        self._rows: dict[tuple[str, str], Sequence[ReadingRow]] = {}
        self._new: dict[tuple[str, str], list[Reading]] = {}

    def enterprise(self, code: str) -> Enterprise | None:
        if code not in self._enterprises:
            self._enterprises[code] = queries.enterprise(self._session, code)
        return self._enterprises[code]

    def corrected(self, new: NewReading) -> bool:
        return all(row.id != new.corrects for row in self._standing(new))

    def others(self, new: NewReading) -> list[Reading]:
        standing = self._standing(new)
        kept = [readings.reading_of(row) for row in standing if row.id != new.corrects]
        return [*kept, *self._new.get((new.enterprise, new.reading.meter), ())]

    def _standing(self, new: NewReading) -> Sequence[ReadingRow]:
        meter = (new.enterprise, new.reading.meter)
        if meter not in self._rows:
            self._rows[meter] = readings.standing(readings.of_enterprise(self._session, *meter))
        return self._rows[meter]

    def add(self, new: NewReading) -> None:
        self._new.setdefault((new.enterprise, new.reading.meter), []).append(new.reading)
