"""Where a request comes from, for the audit record: the caller's address, also behind proxies."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

from starlette.types import ASGIApp, Receive, Scope, Send

from records.audit import SOURCE

Networks = Sequence[IPv4Network | IPv6Network]


class Source:
    """ASGI middleware: whatever is noted while a request is answered says where it came from."""

    def __init__(self, app: ASGIApp, proxies: Networks) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            peer = scope["client"][0] if scope.get("client") else ""
            SOURCE.set(address(peer, _forwarded(scope), self._proxies))
        await self._app(scope, receive, send)


def address(peer: str, forwarded: Sequence[str], proxies: Networks) -> str:
    """The last that no trusted proxy has: whatever a stranger wrote before it counts for nothing,
    and neither does a header that no trusted proxy brought."""
    for hop in reversed([*forwarded, peer]):
        if not _trusted(hop, proxies):
            return hop if _is_address(hop) else peer
    return forwarded[0] if forwarded else peer


def _forwarded(scope: Scope) -> list[str]:
    lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [hop.strip() for line in lines for hop in line.decode("latin-1").split(",")]


def _trusted(hop: str, proxies: Networks) -> bool:
    return _is_address(hop) and any(ip_address(hop) in network for network in proxies)


def _is_address(hop: str) -> bool:
    try:
        ip_address(hop)
    except ValueError:
        return False
    return True
