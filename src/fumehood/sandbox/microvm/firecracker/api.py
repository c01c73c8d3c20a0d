"""The interface of one Firecracker process: HTTP on a Unix socket, one request at a time.

Source: Firecracker's public API specification (Swagger 2.0, versions 1.0 to 1.16).
"""

import http.client
import json
import socket
from typing import Any

from fumehood.sandbox.errors import NoSandboxError

_SECONDS = 10.0
_MOST = 1 << 20


class _Connection(http.client.HTTPConnection):
    """HTTP over the socket at `path`."""

    def __init__(self, path: str, seconds: float) -> None:
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class Api:
    """Requests to the process that listens at `path`."""

    def __init__(self, path: str, seconds: float = _SECONDS) -> None:
        self.path = path
        self.seconds = seconds

    def get(self, place: str) -> dict[str, Any]:
        """What the process answers.

        Raises:
            NoSandboxError: it refuses, answers something else than an object, or does not answer.
        """
        raw = self._ask("GET", place, None)
        try:
            found = json.loads(raw)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise NoSandboxError(
                f"Firecracker's answer to {place} is no object", "update firecracker to 1.0 or newer"
            )
        return found

    def put(self, place: str, body: dict[str, Any]) -> None:
        """Sets something.

        Raises:
            NoSandboxError: the process refuses it, with the reason it gives, or does not answer.
        """
        self._ask("PUT", place, body)

    def patch(self, place: str, body: dict[str, Any]) -> None:
        """Changes something.

        Raises:
            NoSandboxError: as `put`.
        """
        self._ask("PATCH", place, body)

    def _ask(self, method: str, place: str, body: dict[str, Any] | None) -> bytes:
        connection = _Connection(self.path, self.seconds)
        headers = {"Accept": "application/json"} | (
            {} if body is None else {"Content-Type": "application/json"}
        )
        try:
            connection.request(method, place, None if body is None else json.dumps(body).encode(), headers)
            answer = connection.getresponse()
            raw = answer.read(_MOST)
        except (OSError, http.client.HTTPException) as error:
            raise NoSandboxError(
                f"Firecracker does not answer to {place}: {error}", "look at its log"
            ) from error
        finally:
            connection.close()
        if answer.status not in (200, 204):
            raise NoSandboxError(
                f"Firecracker refuses {method} {place}: {_reason(raw)}", "see firecracker's log"
            )
        return raw


def _reason(raw: bytes) -> str:
    try:
        return str(json.loads(raw)["fault_message"])[:500]
    except (ValueError, KeyError, TypeError):
        return raw[:200].decode("utf-8", "replace")
