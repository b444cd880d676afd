"""Where the service may send to: addresses that people enter, so none is taken at its word.

The hosts that may be reached at all are the installation's own setting. A name among them that
leads to where a machine keeps its own secrets is refused all the same.
"""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

_METADATA = frozenset(map(ip_address, ("100.100.100.200", "fd00:ec2::254")))
"""Of clouds that do not use a link-local address for it."""


class ForbiddenAddressError(ValueError):
    """Nothing is sent there; the message says why."""


def check_form(url: str, hosts: Sequence[str]) -> None:
    """Only http and https, only to one of the `hosts`; `*.example.cn` is every name below it.
    Raises ForbiddenAddressError."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as problem:
        raise ForbiddenAddressError("not an address") from problem
    if parts.scheme not in ("http", "https") or not host:
        raise ForbiddenAddressError("only http and https")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ForbiddenAddressError("no sign-in and no fragment belong into it")
    if not any(_is(host, allowed.lower()) for allowed in hosts):
        raise ForbiddenAddressError(f"{host} is not among the allowed hosts")


async def check(url: str, hosts: Sequence[str]) -> None:
    """Also where the name leads now. Raises ForbiddenAddressError."""
    check_form(url, hosts)
    parts = urlsplit(url)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(
            parts.hostname, parts.port or 443, type=socket.SOCK_STREAM
        )
    except OSError as problem:
        raise ForbiddenAddressError(f"{parts.hostname} is not known") from problem
    for *_, address in found:
        ip = ip_address(str(address[0]).partition("%")[0])
        if _is_nobodys(ip):
            raise ForbiddenAddressError(f"{parts.hostname} leads to {ip}")


def _is(host: str, allowed: str) -> bool:
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed


def _is_nobodys(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip in _METADATA
