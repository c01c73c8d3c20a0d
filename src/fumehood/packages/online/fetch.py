"""One request to an index: bounded in time and size, over the user's proxies, with errors told apart."""

import os
import ssl
import time
import urllib.error
import urllib.request
from functools import cache
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from msgspec import Struct

from fumehood import __version__
from fumehood.packages.online.endpoint import Endpoint
from fumehood.packages.online.presence import Failed, Missing

LIMIT = 9.5  # seconds for one name, its retry included
LARGEST = 64 << 20  # bytes of an answer; the largest packument known is below this
_CHUNK = 1 << 16
_PAUSE = 0.3
_AGAIN = frozenset({500, 502, 503, 504})


class Body(Struct, frozen=True):
    """An answer with status 200: its content type and its bytes."""

    content_type: str
    data: bytes


def fetch(where: Endpoint, path: str, accept: str, deadline: float) -> Body | Missing | Failed:
    """Asks for `path` under the endpoint; a second time after a passing failure. Ends at `deadline` (monotonic)."""
    answer = _once(where, path, accept, deadline)
    if isinstance(answer, Failed) and answer.code in ("index-server-error", "index-unreachable"):
        time.sleep(_PAUSE)
        if time.monotonic() < deadline - 1:
            answer = _once(where, path, accept, deadline)
    return answer


def _once(where: Endpoint, path: str, accept: str, deadline: float) -> Body | Missing | Failed:
    headers = {"Accept": accept, "User-Agent": f"fumehood/{__version__}"}
    request = urllib.request.Request(where.url + path, headers=headers)  # noqa: S310 - `endpoint` lets http and https through only
    if where.authorization:
        # Unredirected: a redirect to another host must not take the credentials along.
        request.add_unredirected_header("Authorization", where.authorization)
    try:
        with _opener().open(request, timeout=max(0.5, deadline - time.monotonic())) as response:
            return Body(response.headers.get("Content-Type", ""), _read(response, deadline))
    except urllib.error.HTTPError as error:
        error.close()
        return _status(where, error.code)
    except TimeoutError:
        return Failed(where.host, "index-timed-out", f"{where.host} did not answer in time")
    except urllib.error.URLError as error:
        return _unreachable(where, error.reason)
    except (HTTPException, _TooLargeError, ValueError) as error:
        return Failed(
            where.host,
            "index-unreadable-answer",
            f"{where.host} answered with something unreadable ({_name(error)})",
        )
    except OSError as error:
        return _unreachable(where, error)


class _TooLargeError(Exception):
    """An answer larger than `LARGEST`."""


def _read(response: IO[bytes], deadline: float) -> bytes:
    parts, size = [], 0
    while chunk := response.read(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise _TooLargeError
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _status(where: Endpoint, code: int) -> Missing | Failed:
    if code in (404, 410):
        return Missing(where.host)
    if code in (401, 403, 407, 451):
        return Failed(where.host, "index-refused", f"{where.host} refused to tell (HTTP {code})")
    if code == 429:
        return Failed(
            where.host,
            "index-rate-limited",
            f"{where.host} asks for fewer requests (HTTP 429); try again later",
        )
    if code in _AGAIN or code >= 500:
        return Failed(where.host, "index-server-error", f"{where.host} has a fault of its own (HTTP {code})")
    return Failed(
        where.host, "index-unexpected-answer", f"{where.host} gave an answer that says nothing (HTTP {code})"
    )


def _unreachable(where: Endpoint, reason: object) -> Failed:
    if isinstance(reason, TimeoutError):
        return Failed(where.host, "index-timed-out", f"{where.host} did not answer in time")
    if isinstance(reason, ssl.SSLError):
        return Failed(
            where.host, "index-certificate", f"{where.host} cannot prove who it is ({_name(reason)})"
        )
    return Failed(where.host, "index-unreachable", f"{where.host} cannot be reached ({_name(reason)})")


def _name(error: object) -> str:
    return type(error).__name__.strip("_")


class _SameKind(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https only, never from https down to http."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request, or an HTTPError."""
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
            raise urllib.error.HTTPError(req.full_url, 421, "redirected to another protocol", headers, fp)
        again = super().redirect_request(req, fp, code, msg, headers, newurl)
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        header = req.unredirected_hdrs.get("Authorization")
        if again is not None and header and (before.scheme, before.netloc) == (after.scheme, after.netloc):
            again.add_unredirected_header("Authorization", header)
        return again


@cache
def _opener() -> urllib.request.OpenerDirector:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),  # HTTPS_PROXY, HTTP_PROXY, NO_PROXY
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=_certificates()),
        _SameKind(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _certificates() -> ssl.SSLContext:
    """The system's authorities (SSL_CERT_FILE is honoured by OpenSSL), and those that the clients are told of."""
    context = ssl.create_default_context()
    for variable in ("PIP_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"):
        path = os.environ.get(variable)
        if path and os.path.isfile(path):
            context.load_verify_locations(path)
    return context
