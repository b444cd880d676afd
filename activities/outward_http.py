"""The HTTP clients for addresses that people enter, of departments and of those who subscribe to
events: they connect to allowed addresses only, and judge each one at the moment of connecting."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2

from activities.allowed_hosts import AllowedHosts, literal
from settings import Settings

RECEIVERS_TAKE_SECONDS = 10.0
"""At most, to answer an event."""


class NotAllowedError(httpx2.RequestError):
    """The host, or every address that it leads to, is not allowed."""


@dataclass(frozen=True, slots=True)
class Clients:
    """Each for its own list of hosts."""

    departments: httpx2.AsyncClient
    receivers: httpx2.AsyncClient


@asynccontextmanager
async def outward_clients(config: Settings) -> AsyncIterator[Clients]:
    """Raises ValueError for a list of hosts that cannot be read, OSError for a file that is not
    there."""
    async with department_client(config) as departments, receiver_client(config) as receivers:
        yield Clients(departments, receivers)


def department_client(config: Settings) -> httpx2.AsyncClient:
    allowed = AllowedHosts(config.department_hosts, plain_http=config.department_plain_http)
    return _client(allowed, config.department_timeout_seconds, config.department_ca_file)


def receiver_client(config: Settings) -> httpx2.AsyncClient:
    return _client(AllowedHosts(config.outward_hosts), RECEIVERS_TAKE_SECONDS, None)


def _client(allowed: AllowedHosts, seconds: float, ca_file: str | None) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        timeout=seconds,
        transport=AllowedOnly(allowed, ca_file),
        trust_env=False,
        follow_redirects=False,
    )


class AllowedOnly(httpx2.AsyncBaseTransport):
    """A name is resolved here, once, and the connection goes to the address that was judged, so
    that the name cannot lead elsewhere in between. TLS still asks for the name. No connection is
    kept: it would belong to an address, and be taken for another name's."""

    def __init__(self, allowed: AllowedHosts, ca_file: str | None) -> None:
        self._allowed = allowed
        self._inner = httpx2.AsyncHTTPTransport(
            verify=ssl.create_default_context(cafile=ca_file) if ca_file else True,
            trust_env=False,
            limits=httpx2.Limits(max_keepalive_connections=0),
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._allowed.objection(str(request.url)):
            raise NotAllowedError(f"{request.url.host} is not allowed", request=request)
        addresses = await self._addresses(request)
        for address in addresses[:-1]:
            try:
                return await self._inner.handle_async_request(_to(request, address))
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue
        return await self._inner.handle_async_request(_to(request, addresses[-1]))

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _addresses(self, request: httpx2.Request) -> list[str]:
        """Those that the host leads to and that are allowed; at least one."""
        host, loop = request.url.host, asyncio.get_running_loop()
        try:
            async with asyncio.timeout(request.extensions["timeout"]["connect"]):
                found = await loop.getaddrinfo(host, request.url.port, type=socket.SOCK_STREAM)
        except TimeoutError as problem:
            raise httpx2.ConnectTimeout(f"{host} was not found", request=request) from problem
        except OSError as problem:
            raise httpx2.ConnectError(f"{host} is not known", request=request) from problem
        addresses = dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found)
        judged = ((each, literal(each)) for each in addresses)
        allowed = [each for each, ip in judged if ip and self._allowed.allows_address(ip)]
        if not allowed:
            raise NotAllowedError(f"{host} leads to no allowed address", request=request)
        return allowed


def _to(request: httpx2.Request, address: str) -> httpx2.Request:
    """The same request, its Host header as it was, to this address."""
    return httpx2.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )
