"""The departments of every measure, in a real server."""

from collections.abc import Mapping
from typing import Any

from settings import DepartmentSettings
from tests.department_secrets import SECRETS
from tests.simulator.running import Simulator


class City(Simulator):
    def start(
        self, secrets: Mapping[str, str] = SECRETS, environment: Mapping[str, str] | None = None
    ) -> None:
        super().start(secrets, environment)

    @property
    def departments(self) -> dict[str, DepartmentSettings]:
        return {
            name: DepartmentSettings(
                url=f"http://127.0.0.1:{self.port}/departments/{name}", secret=secret
            )
            for name, secret in SECRETS.items()
        }

    def behave_well(self) -> None:
        """As if nothing had been asked of it, also where a test left it killed."""
        if self.process.poll() is not None:
            self.start()
        self.play()
        for department in SECRETS:
            self.behave(department)

    def effects(self, enterprise: str) -> list[tuple[str, str, int]]:
        """Measure, action and how often it was carried out, one for each order that came in."""
        return [
            (row["measure"], row["action"], row["effects"]) for row in self._ordered(enterprise)
        ]

    def times_received(self, enterprise: str, department: str) -> list[int]:
        return [
            row["times_received"]
            for row in self._ordered(enterprise)
            if row["department"] == department
        ]

    def _ordered(self, enterprise: str) -> list[dict[str, Any]]:
        """Orders sent together come in in any order: here they are in that of their numbers."""
        return sorted(self.ledger(enterprise), key=lambda row: int(row["order"].rpartition("o")[2]))
