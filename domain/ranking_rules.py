"""How P2.4 is read where its sentence leaves a choice."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field


@dataclass(frozen=True, slots=True)
class RankingRules:
    """- `share`: of the ranked enterprises.
    - `edge`: `spared` never lets the bottom exceed the share: the count is rounded down, and
      equal enterprises across the edge all stay out, since a burden that the rule does not
      clearly lay on somebody is not laid on them. `included` never lets it fall short: rounded
      up, and equal ones all in.
    - `without_value`: who used energy and added no value, or lost some, has nothing to be
      divided by. `last` puts them behind all others, who used more energy further behind, for
      nobody is to leave the bottom by adding nothing. `apart` leaves them unranked.
    """

    share: Annotated[Decimal, Field(gt=0, lt=1, max_digits=5, decimal_places=4)] = Decimal("0.2")
    edge: Literal["spared", "included"] = "spared"
    without_value: Literal["last", "apart"] = "last"
