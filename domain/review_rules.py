"""When a district counts as slow (O3), where the policy gives no figure."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=5, decimal_places=4)]


@dataclass(frozen=True, slots=True)
class ReviewRules:
    """- `late_share`: slow is a district with more than this share of its open cases late.
    - `in_time_share`: or with less than this share of what came due settled in time.
    - `settle_days`: in so many working days after its deadline a case is settled: ten for the
      re-inspection and ten for the decision, as the procedures have them.
    - `months`: for how many months what came due counts, the reviewed one with them; one month
      alone has too few cases to tell a share.
    """

    late_share: Share = Decimal("0.2")
    in_time_share: Share = Decimal("0.8")
    settle_days: Annotated[int, Field(ge=1, le=250)] = 20
    months: Annotated[int, Field(ge=1, le=60)] = 12
