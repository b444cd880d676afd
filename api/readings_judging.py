"""Which of new readings can be taken: whose they are to enter, whether anybody knows the meter, and
whether they fit what it showed before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from api.workbook_reading import RowError, RowProblem
from domain.enterprise import Enterprise
from domain.people import Actor
from domain.reading_rights import not_theirs
from domain.readings import Reading, misfit
from domain.supply_points import known_meters
from domain.words import Text
from records import queries, readings
from records.readings import NewReading, ReadingRow

_UNKNOWN = Text("该企业的案件没有此供应点", "no case of the enterprise has such a supply point")


_CORRECTED = Text(
    "该读数已被更正；请更正其更正", "the reading is corrected already; correct its correction"
)


@dataclass(slots=True)
class Judged:
    """A problem's heading is the field's own name."""

    good: list[NewReading] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


def judge(session: Session, person: Actor, rows: Sequence[NewReading], now: datetime) -> Judged:
    """Each beside what is kept and the good ones before it, in order of the time they were read:
    people list them in any."""
    judged, meters = Judged(), _Meters(session)
    for new in sorted(rows, key=lambda each: (each.reading.read_at, each.row)):
        try:
            _check(person, new, meters, now)
        except RowError as error:
            judged.problems.append(
                RowProblem(new.row, error.key, "", error.value, error.reason, error.code)
            )
        else:
            judged.good.append(new)
            meters.add(new)
    judged.good.sort(key=lambda each: each.row)
    judged.problems.sort(key=lambda problem: problem.row or 0)
    return judged


def _check(person: Actor, new: NewReading, meters: "_Meters", now: datetime) -> None:
    """Raises RowError for one that cannot be taken."""
    reading = new.reading
    enterprise = meters.enterprise(new.enterprise)
    if enterprise is None or reading.meter not in known_meters(enterprise):
        raise RowError("point", reading.point, _UNKNOWN, "unknown_supply_point")
    refusal = not_theirs(person, enterprise, reading)
    if refusal:
        raise RowError("point", reading.point, refusal.message, refusal.code)
    if new.corrects and meters.corrected(new):
        raise RowError("number", str(new.corrects), _CORRECTED, "corrected_already")
    found = misfit(reading, meters.others(new), now)
    if found and found.code == "register_fell":
        raise RowError("value", str(reading.value), found.message, found.code)
    if found:
        raise RowError("read_at", reading.read_at.isoformat(), found.message, found.code)


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
