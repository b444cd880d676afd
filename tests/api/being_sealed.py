"""A case being sealed, and its departments' own systems, of which nobody answers by itself."""

from typing import Any

import httpx2

from tests.api.departments import signed
from tests.api.people import INSPECTOR
from tests.api.town import Case, Town

Json = dict[str, Any]


class Sealing:
    """A case being sealed, with its orders."""

    def __init__(self, town: Town) -> None:
        self.case: Case = town.flag(ground="eliminated")
        self.case.do(INSPECTOR, "serve_notice")
        self.case.is_heard()
        self.case.is_being_sealed()
        self._town = town

    def order(self, measure: str) -> Json:
        found: Json = next(
            one["orders"][-1] for one in self.case.view()["measures"] if one["kind"] == measure
        )
        return found

    @property
    def power(self) -> str:
        number: str = self.order("power_cut")["id"]
        return number

    def call_back(self, body: Json, department: str = "power") -> httpx2.Response:
        content, headers = signed(department, body)
        return self.post(content, headers, department)

    def post(
        self,
        content: bytes,
        headers: dict[str, str],
        department: str = "power",
        what: str = "receipts",
    ) -> httpx2.Response:
        path = f"/departments/{department}/{what}"
        return self._town.stranger.post(path, content=content, headers=headers)

    def unanswered(self) -> bool:
        return self.order("power_cut")["receipt"] is None
