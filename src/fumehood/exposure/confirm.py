"""Checks of a token that need no network. They raise or lower confidence and add facts; they never filter."""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class Confirmed(NamedTuple):
    """`holds` is True or False where the check can tell; `facts` are harmless facts read from the token."""

    holds: bool | None
    facts: tuple[tuple[str, str], ...] = ()


def base62(number: int, width: int) -> str:
    """The number in base62 (digits, upper case, lower case), padded with zeros on the left."""
    out = ""
    while number:
        number, rest = divmod(number, 62)
        out = _BASE62[rest] + out
    return out.rjust(width, "0")


def crc32_suffix(body: str) -> str:
    """The six characters that GitHub and npm put behind a token's random part.

    Source: GitHub's engineering blog, "Behind GitHub's new authentication token formats" (2021).
    """
    return base62(zlib.crc32(body.encode()), 6)


def _prefixed_crc32(token: str) -> Confirmed:
    body = token.rpartition("_")[2]
    ok = crc32_suffix(body[:-6]) == body[-6:]
    return Confirmed(ok, (("checksum", "valid" if ok else "not valid"),))


def _aws_account(token: str) -> Confirmed:
    """The account number inside an AWS key id: 40 bits behind the prefix, one bit off the byte grid.

    Keys made before about 2019 hold no account number and give a senseless one, so it is only a hint.
    """
    bits = 0
    for c in token[4:]:
        digit = _BASE32.find(c)
        if digit < 0:
            return Confirmed(None)
        bits = bits * 32 + digit
    first = bits >> (5 * len(token[4:]) - 48)
    return Confirmed(None, (("aws_account", f"{(first & 0x7FFFFFFFFF80) >> 7:012d}"),))


def _json_part(part: str) -> Mapping[str, object] | None:
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        import json

        found = json.loads(raw)
    except (ValueError, binascii.Error, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _jwt(token: str) -> Confirmed:
    """Reads header and claims (RFC 7519): algorithm, issuer's presence, expiry as a date."""
    parts = token.split(".")
    header = _json_part(parts[0])
    if header is None or not ({"alg", "enc", "typ"} & header.keys()):
        return Confirmed(False)
    facts = []
    algorithm = header.get("alg")
    if isinstance(algorithm, str) and re.fullmatch(r"[A-Za-z0-9+-]{2,16}", algorithm):
        facts.append(("algorithm", algorithm))
    claims = _json_part(parts[1]) if len(parts) > 1 else None
    expiry = claims.get("exp") if claims else None
    if isinstance(expiry, str) and expiry.isdigit():
        expiry = int(expiry)
    if isinstance(expiry, int | float) and 0 < expiry < 32_503_680_000:
        facts.append(("expires", _day(int(expiry))))
    return Confirmed(True, tuple(facts))


def _day(seconds: int) -> str:
    """The UTC date of a Unix time, without a clock or a time zone."""
    days = seconds // 86400 + 719468  # Howard Hinnant, "chrono-compatible low-level date algorithms"
    era, day = divmod(days, 146097)
    year = (day - day // 1460 + day // 36524 - day // 146096) // 365
    rest = day - (365 * year + year // 4 - year // 100)
    month = (5 * rest + 2) // 153
    month, dom = (month + 3 if month < 10 else month - 9), rest - (153 * month + 2) // 5 + 1
    return f"{year + era * 400 + (month <= 2):04d}-{month:02d}-{dom:02d}"


def _slack_ids(token: str) -> Confirmed:
    numbers = [p for p in token.split("-")[1:] if p.isdigit()]
    return Confirmed(True if numbers and all(len(n) >= 10 for n in numbers) else None)


CHECKS: Mapping[str, Callable[[str], Confirmed]] = MappingProxyType(
    {
        "github-crc32": _prefixed_crc32,
        "npm-crc32": _prefixed_crc32,
        "aws-account": _aws_account,
        "jwt": _jwt,
        "slack-ids": _slack_ids,
    }
)
"""The checks by the name that a rule's `confirm` gives."""
