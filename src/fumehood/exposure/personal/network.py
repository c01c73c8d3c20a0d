"""Addresses of devices and connections that are not dotted: IPv6 (RFC 4291) and MAC (IEEE 802).

What is nobody's is silent: documentation (RFC 3849, 9637, 7042), loopback, the unspecified address, multicast, link-local.
"""

from collections.abc import Iterator
from typing import Literal

from fumehood.core.patterns import pattern
from fumehood.exposure.view import View

Span = tuple[int, int]
_HEX = bytes(
    ord("h") if chr(c) in "0123456789abcdefABCDEF" else c if chr(c) in ":-." else ord("x") for c in range(256)
)
_V6 = pattern(r"(?i)[0-9a-f]{1,4}(?::{1,2}[0-9a-f]{1,4}){2,7}(?:::)?(?![\w:]|\.\d)")
_V6_START = b"hhhh:"
_MAC = pattern(r"[0-9A-Fa-f]{2}(?P<sign>[:-])(?:[0-9A-Fa-f]{2}(?P=sign)){4}[0-9A-Fa-f]{2}(?![\w:]|-\w)")
_MAC_STARTS = (b"hh:hh:hh:hh:hh:hh", b"hh-hh-hh-hh-hh-hh")
_ROWS = (
    "00:11:22",
    "11:22:33",
    "12:34:56",
    "aa:bb:cc",
    "01:23:45",
    "de:ad:be:ef",
    "ca:fe:ba:be",
    "fe:ed:fa:ce",
)
"""What people type when they make one up."""
_DEVICE = pattern(
    r"(?i)\bmac\b|\bether\b|lladdr|hwaddr|bssid|bluetooth|\bdevice|\barp\b|\bat $|wlan|wi-?fi|router|phone|dhcp|laite|enhet|gerät|appareil"
)
_NEAR = 60


def devices(view: View, shape: bytes) -> Iterator[Span]:
    """The spans of MAC addresses of single devices."""
    for form in _MAC_STARTS:
        for at in _places(shape, form):
            if at and (view.text[at - 1].isalnum() or view.text[at - 1] in ":-_"):
                continue
            found = _MAC.match(view.text, at)
            if found and _is_device(view.text, found[0].replace("-", ":").lower(), at):
                yield found.span()


def _is_device(text: str, address: str, at: int) -> bool:
    """Whether it is one device's, and neither many's (the lowest bit of the first octet), nor a document's (RFC 7042) or a container's."""
    octets = address.split(":")
    if len(set(octets)) < 4 or int(octets[0], 16) & 1 or address.startswith(("00:00:5e:00:53", "02:42:")):
        return False
    if any(row in address for row in _ROWS):
        return False
    letters = any(c in "abcdef" for c in address)
    return letters or _DEVICE.search(text, max(0, at - _NEAR), at) is not None


def six(view: View, shape: bytes) -> Iterator[tuple[Span, Literal["public", "private"]]]:
    """The spans of IPv6 addresses with what they are: `private` ones are unique local (RFC 4193)."""
    text = view.text
    done = 0
    for at in _places(shape, _V6_START):
        joined = text[at - 1 : at].isalnum() or text[at - 1 : at] in {":", "_", ".", "-", "/"}
        if at < done or (joined and text[at - 3 : at] != "://"):
            continue
        found = _V6.match(text, at)
        if found is None:
            continue
        done = found.end()
        kind = "" if found[0].endswith("::") or text.startswith("/", done) else _kind_of(found[0])
        if kind:
            yield found.span(), kind


def _kind_of(address: str) -> Literal["", "public", "private"]:
    from ipaddress import IPv6Address, ip_network

    try:
        parsed = IPv6Address(address)
    except ValueError:
        return ""
    if any(
        parsed in ip_network(block) for block in ("2001:db8::/32", "3fff::/20", "2001::/23", "64:ff9b::/96")
    ):
        return ""
    if parsed in ip_network("fc00::/7"):
        return "private"
    if str(parsed) in _EVERYBODYS or parsed not in ip_network("2000::/3"):
        return ""
    return "public"


_EVERYBODYS = frozenset(
    (
        "2001:4860:4860::8888",
        "2001:4860:4860::8844",
        "2606:4700:4700::1111",
        "2606:4700:4700::1001",
        "2620:fe::fe",
        "2620:fe::9",
    )
)
"""Resolvers that are everybody's."""


def shape_of(text: str) -> bytes:
    """One byte for each character: `h` for a hexadecimal digit, the signs of addresses, `x` for the rest."""
    return text.encode("latin-1", "replace").translate(_HEX)


def _places(shape: bytes, form: bytes) -> Iterator[int]:
    at = shape.find(form)
    while at >= 0:
        yield at
        at = shape.find(form, at + 1)
