"""Cases as their entries tell them: read from the bytes on record, without the core's own state."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.domain.always.clock import Clock
from tests.domain.always.counting import Calendars, day, moment
from tests.domain.always.findings import absorbed, passed

Json = dict[str, Any]

Key = tuple[str, str]


def key(kind: str, target: str) -> Key:
    """A supply point or a meter is one, however it is written."""
    if kind in ("power_cut", "water_cut", "water_surcharge") or kind.endswith("_price"):
        target = unicodedata.normalize("NFKC", target).casefold().replace(" ", "")
    return kind, target


OF_THE_DECISION = (
    "give_advance_notice",
    "record_statement",
    "answer_statement",
    "request_hearing",
    "waive_hearing",
    "record_hearing",
    "request_approval",
    "decide_approval",
    "take_exit_decision",
    "give_enforcement_notice",
    "record_commitment",
    "order_announcement",
    "record_announcement",
)
"""L7: these have to come anew once the decision was revoked."""
OF_BEING_HEARD = OF_THE_DECISION[: OF_THE_DECISION.index("request_approval")]
"""L5: these too once the period was found not to be over, and after a stop that they preceded."""


@dataclass
class Told:
    """One case: its flag, and what is on record about it since, in order. `line` is the line as
    it was corrected, `kept` what its exit left in force."""

    number: str
    flag: Json
    stage: str = ""
    ended: bool = False
    entered: Json = field(default_factory=dict)
    """The entry that led to the stage."""
    suspension: Json | None = None
    """L7: the entry that suspends it now."""
    waits: Json | None = None
    """S7: the proposal that waits for a second person."""
    points: Json = field(default_factory=dict)
    """L6: the supply points that the decision named."""
    watched: bool = False
    """Another inspection is to come."""
    prices: dict[Key, date] = field(default_factory=dict)
    """O5: those that are on, each with its last day."""
    undone: bool = False
    announcing: str = ""
    """P1.5: by which reference a department is asked to publish what was decided."""
    kept: set[tuple[str, str]] = field(default_factory=set)
    corrected: Json = field(default_factory=dict)
    """What the order of the notice does to production after all."""
    emergency: str = ""
    """L6: why its decision cannot wait for a notice."""
    stage_before: str = ""
    alarm: date | None = None
    """The day of the first alarm that no inspection has settled since."""
    alarms: list[date | None] = field(default_factory=list)
    """The one that was open before each inspection."""
    inspections: list[Json] = field(default_factory=list)
    """Those that count: not what was found before an alarm that is open."""
    moved: dict[str, date] = field(default_factory=dict)
    """L8: the ends of its own that the last calendar gave other days."""
    _of: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    _taken: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        action = self.flag["event"]["action"]
        self.procedure: Json = action["procedure"]
        self.line: Json = dict(action["line"])
        calendars = Calendars(action["calendar"])
        self.clock = Clock(self.procedure, action["planned_exit"], calendars)

    @property
    def ground(self) -> str:
        return str(self.procedure["ground"])

    @property
    def notice(self) -> Json | None:
        """Its service."""
        return self.last("serve_notice")

    @property
    def decision(self) -> Json | None:
        """The last exit decision, unless it was revoked."""
        return self.last("take_exit_decision")

    @property
    def clock_stopped(self) -> bool:
        return self.suspension is not None and self.suspension["event"]["action"]["stops_clock"]

    @property
    def seen_to_its_workers(self) -> bool:
        """O7: both plans are accepted."""
        return all(
            any(entry["event"]["action"]["accepted"] for entry in self.taken(decided))
            for decided in ("decide_resettlement_plan", "decide_risk_plan")
        )

    @property
    def actions(self) -> list[str]:
        confirmed = any(e["event"]["confirms"] for e in self.of("taken"))
        taken = [kind for kind, entries in self._taken.items() if entries]
        return [*taken, "confirm_step"] if confirmed else taken

    @property
    def enforce_on(self) -> date | None:
        """L6: the day that the notice of enforcement named, given after the decision, and since
        the line turned out to stand still."""
        decision, notice = self.decision, self.last("give_enforcement_notice")
        if decision is None or notice is None or notice["sequence"] < decision["sequence"]:
            return None
        corrected = self.last("correct_enforcement_notice")
        if corrected and corrected["sequence"] > notice["sequence"]:
            notice = corrected
        return day(notice["event"]["action"]["enforce_on"])

    @property
    def may_be_cut(self) -> bool:
        """P1.3, L6: shut down safely and given notice, or in an emergency."""
        confirmed = any(
            entry["event"]["action"]["accepted"] for entry in self.taken("decide_shutdown_plan")
        )
        noticed = confirmed and self.enforce_on is not None
        return noticed or bool(self.decision and self.emergency)

    def of(self, kind: str) -> list[Json]:
        return self._of[kind]

    def taken(self, action: str) -> list[Json]:
        return self._taken[action]

    def last(self, action: str) -> Json | None:
        taken = self._taken[action]
        return taken[-1] if taken else None

    def add(self, entry: Json) -> None:
        event = entry["event"]
        self._of[event["kind"]].append(entry)
        self._waits(entry)
        following, self.stage_before = event.get("stage"), self.stage
        if following and following != self.stage:
            self.stage, self.entered = following, entry
            since = day(event.get("last_day") or entry["happened_on"])
            self.clock.entered = since
            decided = event["kind"] == "period_ended" and self.last("decide_extension")
            began = max(since, day(decided["happened_on"])) if decided else since
            self.clock.enters(following, began, entry)
            if event["kind"] != "exit_completed" and following != "sealing":
                self.alarm = None
        if event["kind"] == "exit_completed" or (
            event["kind"] == "taken" and event["action"]["kind"] == "record_watch"
        ):
            self.watched = event["inspection"] is not None
        if event["kind"] == "price_ended":
            self.prices.pop(key(event["price"], event["meter"]))
        if event["kind"] == "taken":
            self._take(entry, event["action"])
        self.ended = self.ended or _ends(self, event)
        if self.stage in ("rectified", "withdrawn"):
            self.suspension = self.clock.halted = None

    def _waits(self, entry: Json) -> None:
        event, settles = entry["event"], ("reject_step", "take_back_step")
        if event["kind"] == "proposed":
            self.waits = event
            self.clock.proposes(entry)
        elif event["kind"] == "proposal_lapsed" or (
            event["kind"] == "taken" and (event["confirms"] or event["action"]["kind"] in settles)
        ):
            self.waits = self.clock.confirmation = None

    def _take(self, entry: Json, action: Json) -> None:
        self._taken[action["kind"]].append(entry)
        self.clock.hears(entry, action, self.stage)
        match action["kind"]:
            case "suspend":
                self._goes_on(entry)
                self.suspension = entry
                if action["stops_clock"]:
                    self.clock.halts(moment(entry["at"]))
                self._is_open_again()
            case "adopt_calendar":
                told = self.ended or bool(self.taken("waive_hearing"))
                self.moved = self.clock.adopts(entry, self.stage, told=told)
            case "withdraw":
                self.watched = False
            case "resume":
                self._goes_on(entry)
                self.suspension = None
            case "report_consumption":
                self.alarm = self.alarm or day(entry["happened_on"])
            case "record_watch":
                self.alarms.append(self.alarm)
                if not self.alarm or day(entry["happened_on"]) >= self.alarm:
                    self.alarm = None
                    self.inspections.append(entry)
            case "order_announcement" | "record_announcement":
                asked = action["kind"] == "order_announcement"
                self.announcing = action["reference"] if asked else ""
            case "take_exit_decision":
                self.undone, self.announcing = False, ""
                self.emergency = action["emergency"]
                names = ("power_supply_point", "water_supply_point")
                self.points = {name: action[name] or self.line[name] for name in names}
            case "impose_price" | "lift_price":
                priced = key(action["price"], action["meter"])
                if action["kind"] == "impose_price":
                    self.prices[priced] = day(action["last_day"])
                else:
                    self.prices.pop(priced)
            case "correct_line":
                put = ("power_supply_point", "water_supply_point", "equipment", "capacity_cap")
                given = {name: action[name] for name in put if action[name]}
                if action["line_kind"] and self.line["kind"] != action["line_kind"]:
                    given = {"kind": action["line_kind"], "capacity_cap": None} | given
                self.line |= given
                self.points |= given
            case "adopt_rules":
                self.procedure = action["procedure"]
            case "undo_measures":
                self.undone = True
            case "redo_measures":
                self.undone = False
            case "revoke_decision":
                self.ended = self.watched = False
                self.kept = set()
                self.undone, self.announcing = False, ""
                self._comes_anew(OF_THE_DECISION)
            case "correct_advance_notice":
                self._of.pop("objection_ended", None)
            case "serve_notice":
                self._comes_anew(OF_BEING_HEARD)
            case "file_report" | "apply_for_extension":
                self._comes_anew(OF_BEING_HEARD)
            case "correct_service":
                self._comes_anew((*OF_BEING_HEARD, "request_approval", "decide_approval"))
            case "correct_dismantling":
                done = self._taken["confirm_dismantling"]
                self._taken["confirm_dismantling"] = [
                    one
                    for one in done
                    if one["event"]["action"]["equipment"] != action["equipment"]
                ]
                if self.stage_before not in ("sealing", "sealed"):
                    self._taken.pop("give_enforcement_notice", None)
                    self.emergency = ""
                self._is_open_again()
            case "correct_commitment":
                self._taken.pop("record_commitment", None)
                self._is_open_again()
            case "correct_announcement":
                self._taken.pop("record_announcement", None)
                self._is_open_again()
            case "correct_verification":
                self._comes_anew((*OF_BEING_HEARD, "verify_exit"))
                self.undone = False
            case "correct_watch":
                last = self._taken["record_watch"].pop()
                self.inspections = [one for one in self.inspections if one is not last]
                self.alarm, self.watched = self.alarms.pop() or self.alarm, True
            case "correct_notice":
                if action["production"] or action["share"] or action["lines"]:
                    self.corrected = {name: action[name] for name in ("production", "lines")}
                if action["rectify_by"]:
                    self._comes_anew((*OF_BEING_HEARD, "request_approval", "decide_approval"))
            case "correct_hearing":
                self._comes_anew(OF_BEING_HEARD)
            case "correct_reinspection":
                self._comes_anew((*OF_BEING_HEARD, "request_approval", "decide_approval"))

    def _goes_on(self, entry: Json) -> None:
        """L7: after the days on which the clock stood still."""
        if self.clock_stopped and self.suspension:
            stop = (day(self.suspension["happened_on"]), day(entry["happened_on"]))
            self.clock.goes_on(stop, self.stage, entry)

    def _is_open_again(self) -> None:
        """S4: unless it stays at an exit that is complete without it."""
        if self.stage in ("dismantling", "sealing", "closing", "revoking"):
            if self.ended:
                self.prices.clear()
            self.ended = self.watched = False
            self.kept = set()

    def _comes_anew(self, actions: tuple[str, ...]) -> None:
        for kind in actions:
            self._taken.pop(kind, None)
        self._of.pop("objection_ended", None)


def _ends(case: Told, event: Json) -> bool:
    if event["kind"] == "exit_completed":
        return bool(event["way"] != "seal")
    if event["kind"] != "taken":
        return False
    action = event["action"]
    match action["kind"]:
        case "withdraw":
            return True
        case "record_reinspection" | "correct_reinspection":
            return passed(action)
        case "review_control":
            return not action["keep"]
        case "verify_exit":
            return absorbed(case.line, action)
        case _:
            return False
