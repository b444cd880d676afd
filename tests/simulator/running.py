"""A simulator in a process of its own, and a sender that speaks to it over a real socket."""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
from standardwebhooks import Webhook

SECRETS = {
    "power": "whsec_cG93ZXItcG93ZXItcG93ZXItcG93ZXI=",
    "water": "whsec_d2F0ZXItd2F0ZXItd2F0ZXItd2F0ZXI=",
}
NAMED_IN_A_CANCELLATION = (
    "order",
    "department",
    "enterprise",
    "measure",
    "target",
    "revision",
    "callback",
)
_numbers = itertools.count(1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Simulator:
    def __init__(self, database: Path) -> None:
        self.database = database
        self.port = free_port()
        self.client = httpx2.Client(
            base_url=f"http://127.0.0.1:{self.port}", trust_env=False, timeout=30
        )
        self.start()

    def start(
        self, secrets: Mapping[str, str] = SECRETS, environment: Mapping[str, str] | None = None
    ) -> None:
        departments = {
            key: {"url": f"http://127.0.0.1:{self.port}/departments/{key}", "secret": secret}
            for key, secret in secrets.items()
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulator"],
            cwd=Path(__file__).parents[2],
            env={
                **os.environ,
                "PHASEOUT_SIMULATOR_PORT": str(self.port),
                "PHASEOUT_SIMULATOR_DATABASE": str(self.database),
                "PHASEOUT_DEPARTMENTS": json.dumps(departments),
                "PHASEOUT_LOG_LEVEL": "WARNING",
                **(environment or {}),
            },
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                assert self.client.get("/health").json() == {"status": "ok"}
            except httpx2.TransportError:
                assert self.process.poll() is None, "the simulator did not start"
                assert time.monotonic() < deadline, "the simulator did not answer"
                time.sleep(0.05)
            else:
                return

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.client.close()

    def behave(self, department: str = "power", **behaviour: Any) -> None:
        answer = self.client.put(f"/departments/{department}/behaviour", json=behaviour)
        assert answer.status_code == 200, answer.text

    def play(self, *steps: Mapping[str, Any]) -> None:
        answer = self.client.put("/script", json=steps)
        assert answer.status_code == 200, answer.text

    def send(self, order: Mapping[str, Any]) -> httpx2.Response:
        return self.post(order["department"], order["order"], json.dumps(order))

    def cancel(self, order: Mapping[str, Any]) -> httpx2.Response:
        content = {
            "document": "乌工信撤〔2026〕2号",
            "cancelled_at": "2026-11-23T01:10:00Z",
            "answer_by": "2026-11-25",
        } | {name: order[name] for name in NAMED_IN_A_CANCELLATION}
        path = f"orders/{order['order']}/cancel"
        return self.post(
            order["department"], f"{order['order']}-cancel", json.dumps(content), path=path
        )

    def post(
        self,
        department: str,
        message_id: str,
        body: str,
        secret: str | None = None,
        at: datetime | None = None,
        path: str = "orders",
    ) -> httpx2.Response:
        at = at or datetime.now(UTC)
        headers = {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret or SECRETS[department]).sign(message_id, at, body),
        }
        return self.client.post(
            f"/departments/{department}/{path}", content=body.encode(), headers=headers
        )

    def ledger(self, enterprise: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.client.get(
            "/ledger", params={"enterprise": enterprise}
        ).json()
        return rows

    def row(self, order: Mapping[str, Any]) -> dict[str, Any]:
        rows = self.ledger(order["enterprise"]["code"])
        return next(row for row in rows if row["order"] == order["order"])


def an_order(**changes: Any) -> dict[str, Any]:
    """A fresh order, to a fresh enterprise unless one is given."""
    number = next(_numbers)
    code = f"TEST{number:014d}"
    order = {
        "order": f"{code}-o001",
        "department": "power",
        "measure": "power_cut",
        "action": "impose",
        "revision": 1,
        "target": "10kV 生产专线 3 号",
        "district": "haibowan",
        "enterprise": {"code": code, "name": "乌海测试铁合金有限公司"},
        "case": f"{code}-1",
        "rules": ["P1.3"],
        "document": "乌海政决〔2026〕1号",
        "issued_at": "2026-11-23T01:02:03Z",
        "callback": "http://127.0.0.1:9/departments/power/receipts",
    }
    return order | changes


def genuine_receipt(department: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """Raises WebhookVerificationError where the department did not sign the body."""
    receipt: dict[str, Any] = Webhook(SECRETS[department]).verify(body, dict(headers))
    assert headers["webhook-id"] == receipt["receipt"]
    return receipt
