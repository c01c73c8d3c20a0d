"""Connections through the line between guest and host, many at a time: what goes in at one end comes out at the other.

The guest's end accepts on its loopback, the host's end hands each connection to the proxy. Nobody is sent more than he
has room for: each end starts with a window and gets more when the other has passed bytes on, so a slow one stops
only itself. The guest loads this file as well: the standard library only, nothing above 3.8.
"""

from __future__ import annotations

import contextlib
import select
import socket
import struct

from fumehood.sandbox.microvm import protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 1 << 18
"""Bytes of one connection and direction that may be on their way."""
MOST = 120
"""Connections at a time."""
_HEAD = struct.Struct("<I")
_KINDS = (protocol.OPEN, protocol.DATA, protocol.TAKEN, protocol.SHUT, protocol.GONE)


class _Tunnel:
    """One connection as one end sees it. `credit` is what the other end still has room for."""

    def __init__(self, end: socket.socket) -> None:
        self.end = end
        self.waiting = b""
        self.credit = WINDOW
        self.ended = False
        self.closing = False
        self.events = 0


class Tunnels:
    """One end of all connections. `say` sends a frame; one of `listener` (guest) and `answer` (host) is given.

    `answer` returns the socket for a new connection, None when it takes no more.
    """

    def __init__(
        self,
        poll: select.poll,
        say: Callable[[bytes, bytes], None],
        *,
        listener: socket.socket | None = None,
        answer: Callable[[], socket.socket | None] | None = None,
    ) -> None:
        self._poll = poll
        self._say = say
        self._listener = listener
        self._answer = answer
        self._tunnels: dict[int, _Tunnel] = {}
        self._numbers: dict[int, int] = {}
        self._next = 1
        if listener:
            listener.setblocking(False)
            poll.register(listener, select.POLLIN)

    def owns(self, descriptor: int) -> bool:
        """Whether an event of this descriptor is for us."""
        return descriptor in self._numbers or (
            self._listener is not None and descriptor == self._listener.fileno()
        )

    def ready(self, descriptor: int) -> None:
        """Does what an event asks for."""
        if self._listener is not None and descriptor == self._listener.fileno():
            self._accept(self._listener)
            return
        number = self._numbers[descriptor]
        tunnel = self._tunnels[number]
        self._pass_on(number, tunnel)
        if number in self._tunnels:
            self._read(number, tunnel)

    def take(self, kind: bytes, content: bytes) -> bool:
        """Handles a frame of the other end; False when it is not one of ours.

        Raises:
            ProtocolError: no end of ours says this.
        """
        if kind not in _KINDS:
            return False
        if len(content) < _HEAD.size:
            raise protocol.ProtocolError("a frame without a number")
        (number,) = _HEAD.unpack_from(content)
        rest = content[_HEAD.size :]
        if kind == protocol.OPEN:
            self._open(number)
            return True
        tunnel = self._tunnels.get(number)
        if tunnel is None:
            return True  # it was given up here while this was on its way
        if kind == protocol.DATA:
            if len(tunnel.waiting) + len(rest) > WINDOW:
                raise protocol.ProtocolError("more bytes than there is room for")
            tunnel.waiting += rest
            self._pass_on(number, tunnel)
        elif kind == protocol.TAKEN:
            if len(rest) != _HEAD.size:
                raise protocol.ProtocolError("no number of bytes")
            tunnel.credit = min(WINDOW, tunnel.credit + _HEAD.unpack(rest)[0])
            self._watch(tunnel)
        elif kind == protocol.SHUT:
            tunnel.closing = True
            self._pass_on(number, tunnel)
        else:
            self._drop(number)
        return True

    def close(self) -> None:
        """Ends all connections."""
        for number in list(self._tunnels):
            self._drop(number)

    def _accept(self, listener: socket.socket) -> None:
        try:
            end, _ = listener.accept()
        except OSError:
            return
        if len(self._tunnels) >= MOST:
            end.close()
            return
        number, self._next = self._next, self._next + 1
        self._add(number, end)
        self._tell(protocol.OPEN, number)

    def _open(self, number: int) -> None:
        if self._answer is None or number in self._tunnels:
            raise protocol.ProtocolError("a connection that nobody may open")
        end = self._answer() if len(self._tunnels) < MOST else None
        if end is None:
            self._tell(protocol.GONE, number)
        else:
            self._add(number, end)

    def _add(self, number: int, end: socket.socket) -> None:
        end.setblocking(False)
        self._tunnels[number] = _Tunnel(end)
        self._numbers[end.fileno()] = number
        self._watch(self._tunnels[number])

    def _read(self, number: int, tunnel: _Tunnel) -> None:
        if tunnel.ended or not tunnel.credit:
            return
        try:
            data = tunnel.end.recv(min(protocol.CHUNK, tunnel.credit))
        except BlockingIOError:
            return
        except OSError:
            self._give_up(number)
            return
        if data:
            tunnel.credit -= len(data)
            self._tell(protocol.DATA, number, data)
        else:
            tunnel.ended = True
            self._tell(protocol.SHUT, number)
        self._settle(number, tunnel)

    def _pass_on(self, number: int, tunnel: _Tunnel) -> None:
        passed = 0
        try:
            while tunnel.waiting:
                count = tunnel.end.send(tunnel.waiting)
                tunnel.waiting = tunnel.waiting[count:]
                passed += count
            if tunnel.closing:
                tunnel.end.shutdown(socket.SHUT_WR)
        except BlockingIOError:
            pass
        except OSError:
            self._give_up(number)
            return
        if passed:
            self._tell(protocol.TAKEN, number, _HEAD.pack(passed))
        self._settle(number, tunnel)

    def _settle(self, number: int, tunnel: _Tunnel) -> None:
        """Both directions have ended, or what to wait for next."""
        if tunnel.ended and tunnel.closing and not tunnel.waiting:
            self._drop(number)
        else:
            self._watch(tunnel)

    def _give_up(self, number: int) -> None:
        self._drop(number)
        self._tell(protocol.GONE, number)

    def _drop(self, number: int) -> None:
        tunnel = self._tunnels.pop(number)
        if tunnel.events:
            self._poll.unregister(tunnel.end)
        del self._numbers[tunnel.end.fileno()]
        with contextlib.suppress(OSError):
            tunnel.end.close()

    def _watch(self, tunnel: _Tunnel) -> None:
        events = select.POLLIN if tunnel.credit and not tunnel.ended else 0
        events |= select.POLLOUT if tunnel.waiting else 0
        if events and not tunnel.events:
            self._poll.register(tunnel.end, events)
        elif events != tunnel.events:
            # With no event wanted a closed connection would still wake us, again and again.
            if events:
                self._poll.modify(tunnel.end, events)
            else:
                self._poll.unregister(tunnel.end)
        tunnel.events = events

    def _tell(self, kind: bytes, number: int, rest: bytes = b"") -> None:
        self._say(kind, _HEAD.pack(number) + rest)
