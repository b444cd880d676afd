"""Who failed too often waits (429): whoever asks from the same network."""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from api.problems import ProblemError
from domain.words import Text
from records.audit import SOURCE

_ONE_HOUSEHOLD = 64
"""Bits: who has one IPv6 address has as many of its network as wanted."""


def here() -> str:
    """Where the request at hand comes from, as failures are counted."""
    try:
        address = ip_address(SOURCE.get())
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), _ONE_HOUSEHOLD), strict=False))
    return str(address)


def too_many(wait: timedelta) -> ProblemError:
    seconds = max(1, ceil(wait.total_seconds()))
    detail = Text(
        f"失败次数过多，请 {seconds} 秒后再试", f"too many failures; try again in {seconds} s"
    )
    headers = {"Retry-After": str(seconds)}
    return ProblemError(429, "too_many_attempts", detail, rule="S9", headers=headers)
