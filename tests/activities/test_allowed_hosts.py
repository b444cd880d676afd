"""Where orders may go: the listed hosts, and never the machine's own or its cloud's secrets."""

from ipaddress import ip_address

import pytest

from activities.allowed_hosts import AllowedHosts

INTRANET = AllowedHosts(["*.wuhai.example", "water.example", "10.0.0.0/8", "fd12::/16"])
EVERYTHING = AllowedHosts(["*.example", "0.0.0.0/0", "::/0"])
NAMES_ONLY = AllowedHosts(["*.wuhai.example"])


@pytest.mark.parametrize(
    "url",
    [
        "https://power.wuhai.example/orders",
        "https://a.b.wuhai.example",
        "HTTPS://POWER.Wuhai.Example/",
        "https://power.wuhai.example.:8443/x",
        "https://water.example",
        "https://10.1.2.3:8443/departments/power",
        "https://[fd12::7]/x",
    ],
)
def test_a_listed_host_is_allowed(url: str) -> None:
    assert INTRANET.objection(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://wuhai.example/",
        "https://evilwuhai.example/",
        "https://power.wuhai.example.evil.test/",
        "https://sub.water.example/",
        "https://11.1.2.3/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://2130706433/",
        "https://0x0a010203/",
        "https://010.1.2.3/",
        "https://[::1]/",
        "https://[::ffff:11.1.2.3]/",
    ],
)
def test_what_is_not_listed_is_not(url: str) -> None:
    objection = INTRANET.objection(url)
    assert objection
    assert "清单" in objection.zh


@pytest.mark.parametrize(
    "url",
    [
        "https://user@power.wuhai.example/",
        "https://user:secret@power.wuhai.example/",
        "https://power.wuhai.example@evil.test/",
        "https://@power.wuhai.example/",
        "ftp://power.wuhai.example/",
        "file:///etc/passwd",
        "gopher://power.wuhai.example/",
        "//power.wuhai.example/",
        "power.wuhai.example",
        "https:///x",
        "https://",
        "https://power.wuhai.example:99999/",
        "https://power.wuhai.example/?x=1",
        "https://power.wuhai.example/#x",
        "https://power.wuhai.example\\@evil.test/",
        "https://power.wuhai.example/a b",
        "https://power.wuhai.example/\n",
        "https://[fd12::7/x",
        "https://电力.wuhai.example/",
    ],
)
def test_an_address_is_a_plain_one(url: str) -> None:
    """No credentials, no other scheme, nothing that two programs could read differently."""
    assert INTRANET.objection(url)


def test_unencrypted_only_to_this_machine_or_where_an_installation_says_so() -> None:
    on_loopback = AllowedHosts(["127.0.0.0/8", "*.wuhai.example"])
    assert on_loopback.objection("http://127.0.0.1:8100/departments/power") is None
    refused = on_loopback.objection("http://power.wuhai.example/")
    assert refused
    assert "https" in refused.en
    plain = AllowedHosts(["*.wuhai.example"], plain_http=True)
    assert plain.objection("http://power.wuhai.example/") is None


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.0.7",
        "fe80::1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "0.0.0.0",  # noqa: S104 - it is refused
        "::",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
    ],
)
def test_link_local_and_metadata_addresses_are_never_allowed_listed_or_not(address: str) -> None:
    assert not EVERYTHING.allows_address(ip_address(address))
    assert not NAMES_ONLY.allows_address(ip_address(address))
    assert EVERYTHING.allows_address(ip_address("10.1.2.3"))


@pytest.mark.parametrize("address", ["10.1.2.3", "127.0.0.1", "192.168.1.1", "::1", "fd12::7"])
def test_without_a_listed_network_a_name_may_lead_to_public_addresses_only(address: str) -> None:
    assert not NAMES_ONLY.allows_address(ip_address(address))
    assert NAMES_ONLY.allows_address(ip_address("1.1.1.1"))


def test_with_nothing_listed_nothing_is_allowed() -> None:
    assert AllowedHosts([]).objection("https://power.wuhai.example/")


@pytest.mark.parametrize("entry", ["10.0.0.0/33", "10.0.0.1/8", "", "*.", "*"])
def test_a_list_that_cannot_be_read_is_refused(entry: str) -> None:
    """Taken for a name, it would be a network that is silently not allowed."""
    with pytest.raises(ValueError, match="neither a host name nor a network"):
        AllowedHosts([entry])
