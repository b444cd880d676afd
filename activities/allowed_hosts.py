"""Where orders and events may go: the hosts that an installation allows. An address is entered by
a person, and must not turn the service against its own network (server-side request forgery)."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from domain.words import Text

Address = IPv4Address | IPv6Address
_METADATA = frozenset(
    map(ip_address, ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254"))
)
"""Where clouds tell a machine its own secrets, beside the link-local 169.254.169.254."""
_NAT64 = ip_network("64:ff9b::/96")

_MALFORMED = Text("地址应写作 https://主机/路径", "write the address as https://host/path")
_CREDENTIALS = Text("地址中不得含用户名或密码", "the address must not hold a user or a password")
_PLAIN = Text("须使用 https", "https is required")
_NOT_LISTED = Text("主机不在允许清单内：{host}", "the host is not on the list of allowed: {host}")


class AllowedHosts:
    """`listed` are host names, patterns such as `*.wuhai.gov.cn`, and addresses or networks. A
    name must be listed, and what it leads to as well: an address is allowed in a listed network
    or, where none is listed, on the public internet. Raises ValueError for what is neither."""

    def __init__(self, listed: Sequence[str], *, plain_http: bool = False) -> None:
        self._plain_http = plain_http
        entries = [entry.strip().lower() for entry in listed]
        networks = {entry: _network(entry) for entry in entries}
        self._networks = [network for network in networks.values() if network]
        self._names = [entry for entry, network in networks.items() if network is None]

    def objection(self, url: str) -> Text | None:
        """What speaks against the URL, as far as can be told without resolving its host."""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").rstrip(".")
            _ = parts.port
        except ValueError:
            return _MALFORMED
        if parts.username is not None or parts.password is not None:
            return _CREDENTIALS
        spelled = url.isascii() and url.isprintable() and not set(url) & set(" \\")
        if parts.scheme not in ("http", "https") or not host or not spelled:
            return _MALFORMED
        if parts.query or parts.fragment or "?" in url or "#" in url:
            return _MALFORMED
        address = literal(host)
        if not (self.allows_address(address) if address else self.allows_name(host)):
            return _NOT_LISTED.format(host=host)
        loopback = address is not None and address.is_loopback
        if parts.scheme == "http" and not loopback and not self._plain_http:
            return _PLAIN
        return None

    def allows_name(self, host: str) -> bool:
        host = host.lower().rstrip(".")
        return any(
            host.endswith(name[1:]) if name.startswith("*.") else host == name
            for name in self._names
        )

    def allows_address(self, address: Address) -> bool:
        """Asked again of the very address that is connected to: a name can lead elsewhere by then.
        What a machine says to itself or its cloud is never allowed, listed or not."""
        address = _plain(address)
        if address.is_link_local or address.is_multicast or address.is_unspecified:
            return False
        if address in _METADATA or address == ip_address("255.255.255.255"):
            return False
        if self._networks:
            return any(address in network for network in self._networks)
        return address.is_global


def literal(host: str) -> Address | None:
    """The address that a host is, where it is no name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _plain(address: Address) -> Address:
    """An IPv4 address in any of its IPv6 guises is that IPv4 address."""
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
        return address.ipv4_mapped or address.sixtofour or address
    return address


def _network(entry: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(entry)
    except ValueError:
        if "/" in entry or not entry.strip("*. "):
            raise ValueError(f"neither a host name nor a network: {entry!r}") from None
        return None
