"""The clients for addresses that people enter judge each address at the moment of connecting."""

import asyncio
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx2
import pytest

from activities.outward_http import NotAllowedError, department_client
from settings import Settings
from tests.activities.bureau import Bureau, open_bureau
from tests.certificates import certify

NAME = "power.wuhai.example"
LOOPBACK = "127.0.0.1"


def client(*hosts: str) -> httpx2.AsyncClient:
    return department_client(
        Settings(department_hosts=hosts, department_plain_http=True, department_timeout_seconds=5)
    )


class Names:
    """Who answers for names here: the addresses of each question in turn, the last for good."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int | None, **_: Any) -> list[Any]:
        self.asked += 1
        addresses = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        kind = socket.SOCK_STREAM
        return [(socket.AF_INET, kind, 6, "", (each, port)) for each in addresses]


async def _ask(http: httpx2.AsyncClient, bureau: Bureau, host: str = NAME) -> httpx2.Response:
    return await http.post(f"http://{host}:{bureau.port}/power/orders", content=b"{}")


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: Sequence[str]) -> Names:
    names = Names(*answers)
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
    return names


async def test_it_connects_to_the_address_that_it_judged_and_asks_by_name(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = resolving(monkeypatch, [LOOPBACK])
    async with client("*.wuhai.example", "127.0.0.0/8") as http:
        answer = await _ask(http, bureau)
    assert answer.status_code == 202
    assert bureau.sent[0].headers["host"] == f"{NAME}:{bureau.port}"
    assert names.asked == 1


async def test_a_name_that_leads_elsewhere_by_then_is_not_followed(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: to the department the first time, elsewhere on this machine the second."""
    resolving(monkeypatch, ["127.0.0.1"], ["127.0.0.2"])
    async with client("*.wuhai.example", "127.0.0.1") as http:
        assert (await _ask(http, bureau)).status_code == 202
        with pytest.raises(NotAllowedError):
            await _ask(http, bureau)
    assert len(bureau.sent) == 1


async def test_what_is_not_listed_is_not_even_looked_up(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = resolving(monkeypatch, [LOOPBACK])
    async with client("*.wuhai.example", "127.0.0.0/8") as http:
        with pytest.raises(NotAllowedError):
            await _ask(http, bureau, "power.elsewhere.example")
    assert (names.asked, bureau.sent) == (0, [])


@pytest.mark.parametrize("address", [LOOPBACK, "169.254.169.254", "::ffff:169.254.169.254"])
async def test_a_listed_name_that_leads_to_a_forbidden_address_is_refused(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, [address])
    async with client("*.wuhai.example") as http:
        with pytest.raises(NotAllowedError):
            await _ask(http, bureau)
    assert bureau.sent == []


async def test_of_several_addresses_only_the_allowed_are_tried_until_one_answers(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, ["192.168.0.1", "127.0.0.2", LOOPBACK])  # nobody listens on the second
    async with client("*.wuhai.example", "127.0.0.0/8") as http:
        assert (await _ask(http, bureau)).status_code == 202
    assert len(bureau.sent) == 1


async def test_a_name_that_nobody_knows_is_like_nobody_there(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    async with client("*.wuhai.example") as http:
        with pytest.raises(httpx2.ConnectError):
            await _ask(http, bureau)


async def test_redirects_are_not_followed(bureau: Bureau) -> None:
    bureau.status = 307
    bureau.headers = {"location": f"http://127.0.0.1:{bureau.port}/elsewhere"}
    async with client("127.0.0.0/8") as http:
        assert (await _ask(http, bureau, LOOPBACK)).status_code == 307
    assert len(bureau.sent) == 1


async def test_encrypted_it_asks_the_address_for_the_certificate_of_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certify(tmp_path, NAME)
    resolving(monkeypatch, [LOOPBACK])
    with open_bureau(certificate.server_context()) as bureau:
        hosts = ("*.example", "127.0.0.0/8")
        trusting = Settings(department_hosts=hosts, department_ca_file=certificate.path)
        async with department_client(trusting) as http:
            answer = await http.post(f"https://{NAME}:{bureau.port}/power/orders", content=b"{}")
            assert answer.status_code == 202
            with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await http.post(f"https://water.example:{bureau.port}/", content=b"{}")
        async with department_client(Settings(department_hosts=hosts)) as http:
            with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await http.post(f"https://{NAME}:{bureau.port}/", content=b"{}")
    assert len(bureau.sent) == 1
