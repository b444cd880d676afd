"""Rules that no test holds."""

from collections.abc import Collection

from tests.traceability.policy import IDS

# The organisation of the work (O) is largely people's; part three, the law and the safety
# properties are the service's own.
MUST_BE_HELD = tuple(rule for rule in IDS if rule[0] in "PLS")


def unheld(held: Collection[str]) -> list[str]:
    return [rule for rule in MUST_BE_HELD if rule not in held]
