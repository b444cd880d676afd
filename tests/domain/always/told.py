"""Cases as their entries tell them: read from the bytes on record, without the core's own state."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.calendar import end_of
from tests.domain.lives import CALENDAR

Json = dict[str, Any]


@dataclass
class Told:
    """One case: its flag, and everything on record about it since, in order."""

    number: str
    flag: Json
    entries: list[Json] = field(default_factory=list)

    @property
    def procedure(self) -> Json:
        procedure: Json = self.flag["event"]["action"]["procedure"]
        return procedure

    @property
    def line(self) -> Json:
        line: Json = self.flag["event"]["action"]["line"]
        return line

    @property
    def served(self) -> date | None:
        days = (day(entry["happened_on"]) for entry in self.taken("serve_notice"))
        return next(days, None)

    @property
    def stage(self) -> str:
        stages = [entry["event"].get("stage") for entry in self.entries]
        return next(str(stage) for stage in reversed(stages) if stage)

    @property
    def ended(self) -> bool:
        return bool(
            self.taken("withdraw")
            or any(not over_the_limit(entry) for entry in self.taken("record_reinspection"))
            or any(entry["event"]["way"] == "dismantle" for entry in self.of("exit_completed"))
        )

    @property
    def decision(self) -> Json | None:
        """The last exit decision."""
        decisions = self.taken("take_exit_decision")
        return decisions[-1] if decisions else None

    @property
    def suspension(self) -> Json | None:
        """L7: the entry that suspends it now."""
        changes = [
            entry
            for entry in self.of("taken")
            if entry["event"]["action"]["kind"] in ("suspend", "resume")
        ]
        suspended = changes and changes[-1]["event"]["action"]["kind"] == "suspend"
        return changes[-1] if suspended else None

    @property
    def clock_stopped(self) -> bool:
        suspension = self.suspension
        return suspension is not None and suspension["event"]["action"]["stops_clock"]

    @property
    def seen_to_its_workers(self) -> bool:
        """O7: both plans are accepted."""
        return all(
            any(entry["event"]["action"]["accepted"] for entry in self.taken(decided))
            for decided in ("decide_resettlement_plan", "decide_risk_plan")
        )

    def of(self, kind: str) -> list[Json]:
        return [entry for entry in self.entries if entry["event"]["kind"] == kind]

    def taken(self, action: str) -> list[Json]:
        return [entry for entry in self.of("taken") if entry["event"]["action"]["kind"] == action]

    def until(self, entry: Json) -> "Told":
        """The case as it was told before this entry."""
        before = [one for one in self.entries if one["sequence"] < entry["sequence"]]
        return Told(self.number, self.flag, before)

    def period_end(self) -> tuple[date, date]:
        """L1-L3: the last day before and after it is moved, with the extension granted so far and
        the days that the clock was stopped (L7)."""
        assert self.served
        last = months_after(self.served, self.procedure["rectification_months"])
        for number, entry in enumerate(self.entries):
            action = entry["event"].get("action", {})
            if action.get("kind") == "decide_extension":
                last = months_after(last, action["months"])
            if action.get("kind") == "resume" and entry["event"]["deadline"]:
                told = Told(self.number, self.flag, self.entries[:number])
                assert told.suspension, entry
                resumed = day(entry["happened_on"])
                stopped = max(day(told.suspension["happened_on"]), self.served)
                last = max(last + (resumed - stopped), resumed) if resumed > stopped else last
        moved = last
        while not CALENDAR.is_working_day(moved):
            moved += timedelta(days=1)
        return last, moved

    def needs(self) -> set[tuple[str, str]]:
        """The measures that the policy has in force on it now, each with its target (P1.3, L6)."""
        decision = self.decision
        if decision is None or self.ended or decision["event"]["action"]["way"] != "seal":
            return set()
        if self.suspension or not self.seen_to_its_workers:
            return set()
        action, line = decision["event"]["action"], self.line
        where = {"haibowan": "海勃湾区", "hainan": "海南区", "wuda": "乌达区"}[line["district"]]
        told_police = any(
            entry["event"]["action"]["found"] == "seals_broken"
            for entry in self.taken("record_watch")
        )
        return {
            *([("police_notice", f"{where} {line['name']}")] if told_police else []),
            ("power_cut", action["power_supply_point"] or line["power_supply_point"]),
            ("water_cut", action["water_supply_point"] or line["water_supply_point"]),
            ("power_unit_removal", f"{where} {line['name']}"),
            ("seal", f"{where} {line['name']}"),
        }


def tell(entries: list[Json]) -> Iterator[Told]:
    cases: dict[str, Told] = {}
    for entry in entries:
        if entry["case"] not in cases:
            assert entry["event"]["action"]["kind"] == "flag", "a case begins with its flag"
            cases[entry["case"]] = Told(entry["case"], entry)
        cases[entry["case"]].entries.append(entry)
    yield from cases.values()


def over_the_limit(reinspection: Json) -> bool:
    action = reinspection["event"]["action"]
    return Decimal(action["measured"]) > Decimal(action["limit"])


def months_after(start: date, months: int) -> date:
    """L2: the corresponding day, or the last day of a month without one."""
    month = start.month + months
    year, month = start.year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def working_days_after(start: date, count: int) -> date:
    """L4."""
    while count:
        start += timedelta(days=1)
        count -= CALENDAR.is_working_day(start)
    return start


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def over(last_day: date, at: datetime) -> bool:
    """L3: past 24:00 of the day in China."""
    return at >= end_of(last_day)
