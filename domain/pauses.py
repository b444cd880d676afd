"""Pauses after failed sign-ins (S9): they slow a guesser down and keep nobody else out.

Failures are counted where they come from, in buckets that leak. Who has signed in from a place
before (a device that was remembered, or a source address) has a bucket of their own there, which
strangers cannot fill. What comes from anywhere else shares two more: one of its source over all
accounts, one of the account over all strangers. No pause is longer than some minutes.
"""

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

KNOWN_FOR = timedelta(days=90)
"""How long a place is known after the last sign-in from it."""
NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Pace:
    """`free` failures cost nothing, the next `first`, each further one twice as much up to
    `longest`; one is forgotten every `leak`."""

    free: int
    first: timedelta
    longest: timedelta
    leak: timedelta

    def pause(self, level: float) -> timedelta:
        beyond = ceil(level) - self.free  # a started failure is one, however fast it leaks
        return min(self.longest, self.first * 2 ** min(beyond - 1, 20)) if beyond > 0 else NONE

    def after_another(self, level: float, since_the_last: timedelta) -> float:
        """The level of a bucket that one more failure goes into."""
        leaked = max(NONE, since_the_last) / self.leak
        return max(0.0, level - leaked) + 1

    def still_to_wait(self, left: timedelta) -> timedelta:
        """A pause longer than any is a clock that was set back, and over."""
        return left if NONE < left <= self.longest else NONE


ONE_PLACE = Pace(5, timedelta(seconds=15), timedelta(minutes=15), timedelta(minutes=15))
ONE_SOURCE = Pace(20, timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=1))
STRANGERS = Pace(30, timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=1))
FORGERIES = Pace(100, timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=1))
"""Of one source, in one department's name: what is forged is noted, and none can be taken away."""
FAILED_RETURNS = Pace(50, timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=1))
"""Of one source, back from a provider with nothing that lets in."""
EMPTY_AFTER = timedelta(days=1)
"""Every bucket has leaked by then, whatever its pace."""
