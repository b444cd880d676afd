"""Where the service sends to, whatever people enter."""

import asyncio

import pytest

from activities.outward_address import ForbiddenAddressError, check, check_form

HOSTS = ("data.example.gov.cn", "*.inner.example", "127.0.0.1", "169.254.169.254", "::1")


@pytest.mark.parametrize(
    "url",
    [
        "https://data.example.gov.cn/events",
        "http://DATA.example.gov.cn:8080/?a=b",
        "https://a.b.inner.example",
        "http://127.0.0.1:9/x",
        "http://[::1]:9/x",
    ],
)
def test_an_allowed_host_is_sent_to(url: str) -> None:
    check_form(url, HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "https://data.example.gov.cn.evil.example/",
        "https://evil.example/data.example.gov.cn",
        "https://inner.example/",
        "https://xinner.example/",
        "https://data.example.gov.cn@evil.example/",
        "https://user:secret@data.example.gov.cn/",
        "https://evil.example#@data.example.gov.cn",
        "ftp://data.example.gov.cn/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//data.example.gov.cn/",
        "data.example.gov.cn",
        "http://",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://localhost/",
        "http://2130706433/",
        "",
    ],
)
async def test_no_other_is(url: str) -> None:
    with pytest.raises(ForbiddenAddressError):
        check_form(url, HOSTS)
    with pytest.raises(ForbiddenAddressError):
        await check(url, HOSTS)


def test_nobody_is_sent_to_where_no_host_is_allowed() -> None:
    with pytest.raises(ForbiddenAddressError):
        check_form("https://data.example.gov.cn/", ())


@pytest.mark.parametrize(
    "leads_to",
    [
        "169.254.169.254",
        "fe80::1%eth0",
        "::ffff:169.254.169.254",
        "100.100.100.200",
        "fd00:ec2::254",
        "0.0.0.0",  # noqa: S104 - to be refused
        "224.0.0.1",
    ],
)
async def test_an_allowed_name_that_leads_to_a_machine_s_own_secrets_is_refused(
    leads_to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Loop:
        async def getaddrinfo(self, *_: object, **__: object) -> list[tuple[object, ...]]:
            good = (0, 0, 0, "", ("192.0.2.1", 443))
            return [good, (0, 0, 0, "", (leads_to, 443))]

    monkeypatch.setattr(asyncio, "get_running_loop", Loop)
    with pytest.raises(ForbiddenAddressError):
        await check("https://data.example.gov.cn/", HOSTS)


async def test_a_literal_address_is_looked_at_too() -> None:
    await check("http://127.0.0.1:9/", HOSTS)
    with pytest.raises(ForbiddenAddressError):
        await check("http://169.254.169.254/latest/meta-data", HOSTS)


async def test_a_name_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ForbiddenAddressError):
        await check("https://nowhere.invalid/", ("nowhere.invalid",))
