"""What the API shows of a case: where it stands, and how its deadline was worked out."""

from tests.api.people import INSPECTOR
from tests.api.town import Town


def test_smoke(town: Town) -> None:
    case = town.flag(happened_on="2025-04-01")
    view = case.do(INSPECTOR, "serve_notice", happened_on="2025-04-01")
    print(view)
    assert view["stage"] == "x"
