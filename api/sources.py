"""Where a request comes from."""

from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request

_ONE_HOUSEHOLD = 64
"""Bits: who has one IPv6 address has as many of its network as wanted."""


def source_of(request: Request) -> str:
    """The address of the client, as uvicorn has it: behind a trusted proxy what that says."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((int(address), _ONE_HOUSEHOLD), strict=False))
    return str(address)
