"""What a procedure 程序 can say: the words that the entries of `domain/procedures.py` are made of.

A case carries a copy of its procedure from its start, so it goes on under the rules it began
with (S10).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from domain.catalogue import MeasureKind
from domain.enforcement import Hours
from domain.grounds import Ground
from domain.ladder import AGAINST_DEPARTMENT, AGAINST_DISTRICT, Ladder
from domain.line_kinds import LineKind
from domain.requirements import Requirement
from domain.stages import ENDED, Lateness, Stage
from domain.words import Text


class Way(StrEnum):
    """How a line exits: P1.2, P1.3, P4.2 and P6.2, P5.2."""

    DISMANTLE = "dismantle"
    SEAL = "seal"
    CLOSE = "close"
    REVOKE = "revoke"


WAYS = {
    Way.DISMANTLE: Text("拆除", "dismantling"),
    Way.SEAL: Text("封存", "sealing"),
    Way.CLOSE: Text("停业、关闭", "closure"),
    Way.REVOKE: Text("吊销许可", "revocation of permits"),
}

EXIT_WAYS = {
    Stage.DISMANTLING: Way.DISMANTLE,
    Stage.SEALING: Way.SEAL,
    Stage.SEALED: Way.DISMANTLE,
    Stage.CLOSING: Way.CLOSE,
    Stage.REVOKING: Way.REVOKE,
}
"""The exit that each of these stages is on the way to."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How many working days a stage may last before it is late and escalated (S8)."""

    working_days: int
    lateness: Lateness


@dataclass(frozen=True, slots=True)
class Exit:
    """What must be confirmed before an exit counts as complete (S4), and what must be there
    before its measures are ordered (O7)."""

    requirements: tuple[Requirement, ...]
    measures: tuple[MeasureKind, ...] = ()
    before: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """How often a line is inspected after its exit, and for how long; None until the case leaves
    the stage."""

    every_months: int
    for_months: int | None = None


A_YEAR = Watch(3, 12)
WATCHES = {
    Stage.SEALED: Watch(3),
    Stage.DISMANTLED: A_YEAR,
    Stage.CLOSED: A_YEAR,
    Stage.REVOKED: A_YEAR,
}


@dataclass(frozen=True, slots=True)
class Procedure:
    """`transitions[stage][what]` is the next stage; `what` is an action, or an action with its
    outcome (`record_reinspection:fail`), or `period_ended` or `exit_completed`, which time and
    the core bring about; `anytime` says what may be done in every open stage, `ever` what after
    the end too, since a lifting outlives its case. `rules` says which
    rule an action rests on, `leads` which departments lead: the district's government, then the
    `competent` one, which carries out orders on production.

    `kinds` are those of line that it is for, any where none is named.
    `needs` names what must be there before an action is given, or before the notice imposes a
    measure (`serve_notice:production_stop`); `held` the measures that a stage brings with it;
    `production` those that the notice may impose at once, until the case ends.
    `emergency` says why its orders are urgent by themselves (P5.1); others are enforced on site in
    `enforcement_hours` only (L6).
    `second_person` names the actions that another person has to confirm, within so many working
    days; a withdrawal only once the notice was served.
    `refusal_days` are the working days to decide on an order that its department refused.
    What is late climbs its own ladder of `ladders`, or else `ladder` (O3); `watches` says at
    which stages the line is watched.
    """

    ground: Ground
    version: int
    leads: tuple[str, ...]
    transitions: dict[Stage, dict[str, Stage]]
    anytime: dict[str, Stage | None]
    limits: dict[Stage, Limit]
    rules: dict[str, tuple[str, ...]]
    exits: dict[Way, Exit]
    judged_by_figures: bool = False
    planned: bool = False
    kinds: tuple[LineKind, ...] = ()
    period_by_order: bool = False
    rectification_months: int | None = None
    extension_months: int = 0
    production: tuple[MeasureKind, ...] = ()
    needs: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)
    held: dict[Stage, tuple[MeasureKind, ...]] = field(default_factory=dict)
    emergency: str = ""
    enforcement_hours: Hours = (8, 20)
    hearing_days: int = 5
    second_person: tuple[str, ...] = ("take_exit_decision", "withdraw")
    confirmation_days: int = 5
    reminder_days: tuple[int, ...] = (30, 7, 1)
    refusal_days: int = 3
    ladder: Ladder = AGAINST_DISTRICT
    ladders: dict[Lateness, Ladder] = field(
        default_factory=lambda: {
            Lateness.ACCEPTANCE: AGAINST_DEPARTMENT,
            Lateness.RECEIPT: AGAINST_DEPARTMENT,
        }
    )

    watches: dict[Stage, Watch] = field(default_factory=lambda: WATCHES)
    ever: tuple[str, ...] = ("order_again",)

    def ladder_of(self, lateness: Lateness) -> Ladder:
        return self.ladders.get(lateness, self.ladder)

    @property
    def competent(self) -> str:
        return self.leads[1]

    def steps(self, stage: Stage) -> frozenset[str]:
        """What may happen at the stage, whatever its outcome."""
        here = {option.partition(":")[0] for option in self.transitions.get(stage, {})}
        anyway = set() if stage in ENDED else self.anytime.keys()
        return frozenset({*here, *anyway, *self.ever})

    def permits(self, stage: Stage, what: str) -> bool:
        options = self.transitions.get(stage, {})
        anyway = what in self.ever or (what in self.anytime and stage not in ENDED)
        return anyway or what in options or any(o.partition(":")[0] == what for o in options)

    def leads_on(self, stage: Stage, what: str, outcome: str) -> bool:
        options = self.transitions.get(stage, {})
        anyway = what in self.anytime or what in self.ever
        return anyway or what in options or f"{what}:{outcome}" in options

    def after(self, stage: Stage, what: str, outcome: str = "") -> Stage:
        options = self.transitions.get(stage, {})
        following = options.get(f"{what}:{outcome}") or options.get(what)
        if following or what in self.ever:
            return following or stage
        return self.anytime[what] or stage
