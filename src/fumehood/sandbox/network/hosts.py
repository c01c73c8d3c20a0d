"""Which host and port may be reached, and which addresses a name may stand for. Pure.

Sources: RFC 3986 3.2 (authority), RFC 6890 (special addresses), RFC 6052 (NAT64), RFC 3056 (6to4).
"""

import ipaddress
import re
from typing import NamedTuple

from fumehood.core.errors import UsageError

_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,20}")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)")
_WEB = (80, 443)
_TUNNELS = tuple(
    map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))
)
_SERVICES = tuple(map(ipaddress.ip_network, ("168.63.129.16/32", "192.88.99.0/24")))
"""Public by their number only: the wire server of Azure's machines, and the former relays of 6to4."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(NamedTuple):
    """A host in its one spelling, and a port; `literal` is its address when it is one."""

    host: str
    port: int
    literal: Address | None


class Allowed(NamedTuple):
    """One entry of the allow list; `port` None stands for 80 and 443, a leading `*.` for all below a name."""

    host: str
    port: int | None


def parse(authority: str, default: int) -> Target | None:
    """The target that an authority names; None for every spelling that could mean two things."""
    text = authority.lower()
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            return None
        port_text = rest[1:] if rest else str(default)
        try:
            literal: Address | None = ipaddress.IPv6Address(host)
        except ValueError:
            return None
        if "%" in host:
            return None
        host = str(literal)
    else:
        host, colon, port_text = text.partition(":")
        port_text = port_text if colon else str(default)
        host = host.removesuffix(".")
        if not _NAME.fullmatch(host):
            return None
        literal = None
        if _NUMERIC.fullmatch(host.rpartition(".")[2]):
            # Decimal, octal, hexadecimal and shortened spellings are read differently by different programs.
            try:
                literal = ipaddress.IPv4Address(host)
            except ValueError:
                return None
    if not re.fullmatch(r"[0-9]{1,5}", port_text) or not 0 < int(port_text) < 65536:
        return None
    return Target(host, int(port_text), literal)


def entry(text: str) -> Allowed:
    """One `--allow-host`.

    Raises:
        UsageError: it is no host, or a host with a path or a user.
    """
    star = text.startswith("*.")
    bare = text[2:] if star else text
    found = parse(bare, 1)
    if found is None or (star and found.literal):
        raise UsageError(f"`{text}` is no host", "write example.org, example.org:8080 or *.example.org")
    named = ":" in bare.rpartition("]")[2]
    return Allowed(("*." if star else "") + found.host, found.port if named else None)


def allowed(target: Target, entries: tuple[Allowed, ...]) -> bool:
    """Whether the list lets the target through."""
    for one in entries:
        same = target.host == one.host or (one.host.startswith("*.") and target.host.endswith(one.host[1:]))
        if same and (target.port in _WEB if one.port is None else target.port == one.port):
            return True
    return False


def is_public(address: Address) -> bool:
    """Whether an address that a name resolved to lies in the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None or any(address in network for network in _TUNNELS):
            return False
        if address.is_site_local:
            return False
    elif any(address in network for network in _SERVICES):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
