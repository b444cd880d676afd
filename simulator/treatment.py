"""How one arrival of a message is dealt with: by the script, else as the department behaves, with
what chance has to do with it.
"""

import random
import time
from collections import Counter
from dataclasses import dataclass, field

from simulator.behaviour import BadReceipt, Behaviour, Fault
from simulator.behaviours import Behaviours
from simulator.messages import Cancellation, Order
from simulator.script import Script


@dataclass(frozen=True)
class Treatment:
    """`arrival` names this message and how often it has come."""

    department: str
    behaviour: Behaviour
    arrival: str
    scripted: bool
    behaviours: Behaviours

    def suffers(self, fault: Fault) -> bool:
        times, share = self.behaviour.happens(fault)
        if self.scripted:
            return times > 0 or self._chance(fault) < share
        return self.behaviours.spend(self.department, fault) or self._chance(fault) < share

    @property
    def answered_later(self) -> bool:
        behaviour = self.behaviour
        return behaviour.answer == "later" or self._chance("later") < behaviour.later_share

    @property
    def delay_seconds(self) -> float:
        return self.behaviour.delay_seconds + self._chance("spread") * self.behaviour.spread_seconds

    @property
    def copies(self) -> int:
        """Of the callback."""
        duplicated = self._chance("duplicate") < self.behaviour.duplicate_share
        return 1 + self.behaviour.duplicate_callbacks + duplicated

    def bad_answer(self) -> BadReceipt | None:
        """To be asked once, for it is spent."""
        if self.scripted:
            return next(iter(self.behaviour.bad_answers), None)
        return self.behaviours.next_bad_answer(self.department)

    def _chance(self, what: str) -> float:
        """From 0 up to 1; of its own for each matter, so that no other shifts it."""
        seed = self.behaviour.seed
        given = None if seed is None else f"{seed} {self.arrival} {what}"
        return random.Random(given).random()  # noqa: S311 - not for secrecy


@dataclass
class Treatments:
    """Arrivals are counted, and who is down for a while is so, from the start on."""

    script: Script
    behaviours: Behaviours
    _arrivals: Counter[str] = field(default_factory=Counter)
    _down_until: dict[str, float] = field(default_factory=dict)

    def of(self, message: Order | Cancellation) -> Treatment | None:
        """None where the department is down and does not see it."""
        department = message.department
        usual = self.behaviours.of(department)
        if usual.down or time.monotonic() < self._down_until.get(department, 0):
            return None
        scripted = self.script.behaviour_for(message)
        behaviour = scripted or usual
        if behaviour.down or behaviour.down_seconds:
            self._down_until[department] = time.monotonic() + behaviour.down_seconds
            return None
        name = f"{department} {type(message).__name__} {message.order}"
        self._arrivals[name] += 1
        arrival = f"{name} {self._arrivals[name]}"
        return Treatment(department, behaviour, arrival, scripted is not None, self.behaviours)
