"""The proxy: stays outside, accepts on a socket that was made inside, dials only what the list and the addresses allow.

One connection carries one request: whatever follows on it is never read, so nothing goes on unjudged.
"""

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from fumehood.sandbox.network import request
from fumehood.sandbox.network.answer import Answer
from fumehood.sandbox.network.body import send_body
from fumehood.sandbox.network.hosts import Allowed, Target, allowed, is_public, parse
from fumehood.sandbox.network.listeners import user_of
from fumehood.sandbox.network.tunnel import greeting, relay

_SECONDS = 30.0
_CHUNK = 65536
_CONNECTIONS = 200
_MOST_REFUSALS = 1_000
_PARTING = 2.0  # seconds of silence
_MOST_THROWN_AWAY = 64 << 20


class Refusal(NamedTuple):
    """Something that was asked for and not given."""

    host: str
    port: int
    reason: str


class _Refused(Exception):  # noqa: N818 - it is an answer, not an error
    def __init__(self, reason: str, status: str = "403 Forbidden") -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


class Proxy:
    """Serves in threads of its own, which end with the process. `refusals` grows while it runs.

    `hear` is told of each answer before it is given; where it returns False (it could not be written down), the request
    is refused. `of_user`: others' connections are closed; the listener is then one of this machine's loopback.
    """

    def __init__(
        self,
        listener: int,
        entries: tuple[Allowed, ...],
        hear: Callable[[Answer], bool] = lambda _: True,
        of_user: int | None = None,
    ) -> None:
        self._of_user = of_user
        self.entries = entries
        self.refusals: list[Refusal] = []
        self._hear = hear
        self._listener = socket.socket(fileno=listener)
        self._slots = threading.BoundedSemaphore(_CONNECTIONS)

    def start(self) -> None:
        """Begins to accept."""
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self) -> None:
        """Accepts until the socket is gone."""
        while True:
            try:
                client, address = self._listener.accept()
            except OSError:
                return
            if self._of_user is not None and user_of(address[1]) != self._of_user:
                client.close()
                continue
            self._slots.acquire()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with client, contextlib.suppress(OSError):
                client.settimeout(_SECONDS)
                self._one(client)
                _part(client)
        finally:
            self._slots.release()

    def _one(self, client: socket.socket) -> None:
        head, rest = _head(client)
        found = request.parse(head)
        target = parse(found.authority, 443 if found.method == "CONNECT" else 80) if found else None
        if found is None or target is None:
            name = found.authority[:200] if found else "?"
            refused = _Refused("no request that can be read in one way only", "400 Bad Request")
            self._refuse(client, Answer(name, 0, found.method if found else "?", refused.reason), refused)
            return
        try:
            server = self._dial(target, found.method)
        except _Refused as refused:
            self._refuse(client, Answer(target.host, target.port, found.method, refused.reason), refused)
            return
        with server:
            if found.method == "CONNECT":
                self._tunnel(client, server, rest, target)
                return
            if found.waits:
                client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            server.sendall(found.onward)
            send_body(client, server, rest, found.body)
            while data := server.recv(_CHUNK):
                client.sendall(data)

    def _tunnel(self, client: socket.socket, server: socket.socket, rest: bytes, target: Target) -> None:
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        if target.literal is None:
            rest, reason = greeting(client, rest, target.host)
            if reason:
                self._told(Answer(target.host, target.port, "CONNECT", reason))
                return
        server.sendall(rest)
        relay(client, server)

    def _dial(self, target: Target, method: str) -> socket.socket:
        if not allowed(target, self.entries):
            raise _Refused("the host is not allowed")
        # The user named exactly this address and port, or the name is looked up once and what it stands for is dialled.
        addresses = look_up(target) if target.literal is None else [str(target.literal)]
        if not self._hear(Answer(target.host, target.port, method, "")):
            raise _Refused("the request could not be recorded")
        for one in addresses[:-1]:
            with contextlib.suppress(_Refused):
                return _connect(one, target.port)
        return _connect(addresses[-1], target.port)

    def _refuse(self, client: socket.socket, answer: Answer, refused: _Refused) -> None:
        self._told(answer)
        body = f"fumehood: {refused.reason}\n".encode()
        head = (
            f"HTTP/1.1 {refused.status}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n"
            "Connection: close\r\n\r\n"
        )
        client.sendall(head.encode() + body)

    def _told(self, answer: Answer) -> None:
        self._hear(answer)
        if len(self.refusals) < _MOST_REFUSALS:
            self.refusals.append(Refusal(answer.host, answer.port, answer.reason))


def _part(client: socket.socket) -> None:
    """Ends the connection so that the client can read its answer: what it still sends is read and thrown away for a while.

    A socket that is closed with something unread is reset, and the answer is lost. Source: RFC 9112 9.6.
    """
    client.shutdown(socket.SHUT_WR)
    client.settimeout(_PARTING)
    left = _MOST_THROWN_AWAY
    while left > 0 and (data := client.recv(_CHUNK)):
        left -= len(data)


def look_up(target: Target, resolve: Callable[..., list[Any]] = socket.getaddrinfo) -> list[str]:
    """The addresses that a name stands for, all of them public.

    Raises:
        _Refused: there is none, or one that is not public.
    """
    try:
        answers = resolve(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _Refused("the name does not resolve", "502 Bad Gateway") from error
    addresses = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    if any(not is_public(ipaddress.ip_address(one)) or _is_own(one) for one in addresses):
        raise _Refused("the name leads to an address that is not public")
    return addresses


def _connect(address: str, port: int) -> socket.socket:
    try:
        return socket.create_connection((address, port), timeout=_SECONDS)
    except OSError as error:
        raise _Refused("the host does not answer", "502 Bad Gateway") from error


def _is_own(address: str) -> bool:
    """Whether this machine has the address: the kernel would then use it as the source too."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((address, 9))
        except OSError:
            return False
        return str(probe.getsockname()[0]) == address


def _head(client: socket.socket) -> tuple[bytes, bytes]:
    data = b""
    while b"\r\n\r\n" not in data and len(data) <= request.MOST:
        more = client.recv(_CHUNK)
        if not more:
            break
        data += more
    head, _, rest = data.partition(b"\r\n\r\n")
    return head, rest
