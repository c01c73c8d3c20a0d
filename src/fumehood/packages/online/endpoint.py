"""The address of an index, with its credentials kept apart so that nothing can print them."""

from collections.abc import Mapping
from urllib.parse import unquote, urlsplit, urlunsplit

from msgspec import Struct


class Endpoint(Struct, frozen=True):
    """`url` ends in a slash and holds no credentials; `host` is what answers and messages show.

    `authorization` is the header's value, empty for none. The struct's own text leaves it out.
    """

    url: str
    host: str
    authorization: str = ""

    def __repr__(self) -> str:
        return f"Endpoint({self.url!r})"


def endpoint(url: str, *, token: str = "") -> Endpoint | None:
    """The endpoint at an address as clients write it, or None when it is no http or https address.

    Credentials in the address become basic authorization; without any, the user's netrc file is asked,
    as pip does. `token` is a bearer token (npm's `_authToken`).
    """
    try:
        parts = urlsplit(url.strip())
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    clean = urlunsplit((parts.scheme, host + port, parts.path.rstrip("/") + "/", "", ""))
    if token:
        return Endpoint(clean, host + port, f"Bearer {token}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not user:
        user, password = _netrc(parts.hostname)
    return Endpoint(clean, host + port, basic(user, password) if user else "")


def basic(user: str, password: str) -> str:
    """The value of a basic Authorization header (RFC 7617)."""
    from base64 import b64encode

    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def _netrc(host: str) -> tuple[str, str]:
    import netrc
    import os

    path = os.environ.get("NETRC") or os.path.expanduser("~/.netrc")
    try:
        found = netrc.netrc(path).authenticators(host)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        return "", ""
    return (found[0], found[2]) if found else ("", "")


def expanded(value: str, environment: Mapping[str, str]) -> str:
    """The value with `${NAME}` replaced from the environment, as npm's and pip's files allow."""
    import re

    return re.sub(r"\$\{(\w{1,80})\}", lambda m: environment.get(m[1], m[0]), value)
