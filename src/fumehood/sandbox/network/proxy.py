"""The proxy: stays outside, accepts on a socket that was made inside, dials only what the list and the addresses allow."""

import contextlib
import ipaddress
import select
import socket
import threading
from typing import NamedTuple

from fumehood.sandbox.network import hello, request
from fumehood.sandbox.network.hosts import Allowed, Target, allowed, is_public, parse

_SECONDS = 30.0
_CHUNK = 65536
_CONNECTIONS = 200


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
    """Serves in threads of its own, which end with the process. `refusals` grows while it runs."""

    def __init__(self, listener: int, entries: tuple[Allowed, ...]) -> None:
        self.entries = entries
        self.refusals: list[Refusal] = []
        self._listener = socket.socket(fileno=listener)
        self._slots = threading.BoundedSemaphore(_CONNECTIONS)

    def start(self) -> None:
        """Begins to accept."""
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._slots.acquire()
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with client, contextlib.suppress(OSError):
                client.settimeout(_SECONDS)
                self._one(client)
        finally:
            self._slots.release()

    def _one(self, client: socket.socket) -> None:
        head, rest = _head(client)
        found = request.parse(head)
        target = parse(found.authority, 443 if found.method == "CONNECT" else 80) if found else None
        if found is None or target is None:
            name = found.authority[:200] if found else "?"
            self._refuse(
                client, name, 0, _Refused("no request that can be read in one way only", "400 Bad Request")
            )
            return
        try:
            server = self._dial(target)
        except _Refused as refused:
            self._refuse(client, target.host, target.port, refused)
            return
        with server:
            try:
                if found.method == "CONNECT":
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                    first = _first(client, rest, target)
                    server.sendall(first)
                    _both(client, server)
                else:
                    server.sendall(found.onward)
                    _send_body(client, server, rest, found.body)
                    while data := server.recv(_CHUNK):
                        client.sendall(data)
            except _Refused as refused:
                self.refusals.append(Refusal(target.host, target.port, refused.reason))

    def _dial(self, target: Target) -> socket.socket:
        if not allowed(target, self.entries):
            raise _Refused("the host is not allowed")
        if target.literal is not None:
            # The user named exactly this address and port.
            return _connect(str(target.literal), target.port)
        try:
            answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise _Refused("the name does not resolve", "502 Bad Gateway") from error
        addresses = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
        if any(not is_public(ipaddress.ip_address(one)) or _is_own(one) for one in addresses):
            raise _Refused("the name leads to an address that is not public")
        for one in addresses[:-1]:
            with contextlib.suppress(_Refused):
                return _connect(one, target.port)
        return _connect(addresses[-1], target.port)

    def _refuse(self, client: socket.socket, host: str, port: int, refused: _Refused) -> None:
        self.refusals.append(Refusal(host, port, refused.reason))
        body = f"fumehood: {refused.reason}\n".encode()
        head = f"HTTP/1.1 {refused.status}\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        client.sendall(head.encode() + body)


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


def _first(client: socket.socket, data: bytes, target: Target) -> bytes:
    """The client's first bytes, after the server name in them was compared with the host."""
    if target.literal is not None:
        return data
    while len(data) < hello.RECORD:
        more = client.recv(_CHUNK)
        if not more:
            raise _Refused("the connection ended before it said whom it wants")
        data += more
    length = hello.record_length(data)
    if length is None:
        raise _Refused("a tunnel that is not TLS")
    while len(data) < hello.RECORD + length:
        more = client.recv(_CHUNK)
        if not more:
            break
        data += more
    name = hello.server_name(data[: hello.RECORD + length])
    if name is None or name.removesuffix(".") != target.host:
        raise _Refused("the server name in TLS is not the host that was asked for")
    return data


def _send_body(client: socket.socket, server: socket.socket, rest: bytes, length: int) -> None:
    """Exactly the body: a second request behind it would go on unchecked."""
    with client.makefile("rb") as more:
        source = _Joined(rest, more)
        if length >= 0:
            _copy(source, server, length)
            return
        while True:
            line = source.line()
            size = int(line.split(b";")[0].strip() or b"x", 16)
            server.sendall(b"%x\r\n" % size)
            if not size:
                server.sendall(b"\r\n")
                return
            _copy(source, server, size)
            source.line()
            server.sendall(b"\r\n")


class _Joined:
    """Bytes that were read already, then the rest of the stream."""

    def __init__(self, first: bytes, more: "socket.SocketIO | object") -> None:
        self.first = first
        self.more = more

    def read(self, count: int) -> bytes:
        if self.first:
            data, self.first = self.first[:count], self.first[count:]
            return data
        return self.more.read1(count)  # type: ignore[union-attr, no-any-return]

    def line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n") and len(line) < 1000:
            more = self.read(1)
            if not more:
                raise OSError("the body is cut off")
            line += more
        return line


def _copy(source: _Joined, server: socket.socket, count: int) -> None:
    while count:
        data = source.read(min(count, _CHUNK))
        if not data:
            raise OSError("the body is cut off")
        server.sendall(data)
        count -= len(data)


def _both(one: socket.socket, other: socket.socket) -> None:
    """Relays until both sides have ended."""
    one.settimeout(None)
    other.settimeout(None)
    pairs = {one: other, other: one}
    while pairs:
        ready, _, _ = select.select(list(pairs), [], [])
        for source in ready:
            data = source.recv(_CHUNK)
            if data:
                pairs[source].sendall(data)
            else:
                pairs.pop(source).shutdown(socket.SHUT_WR)
