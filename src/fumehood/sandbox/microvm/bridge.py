"""Stays outside while a command runs in a guest: streams, window size, signals, limits, and the end of the machine."""

import contextlib
import os
import select
import signal
import socket
import time
from collections.abc import Callable

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.launch import PORT
from fumehood.sandbox.microvm import protocol
from fumehood.sandbox.microvm.guest import SECONDS, Guest, listen, tail, take
from fumehood.sandbox.microvm.screen import Screen
from fumehood.sandbox.microvm.tunnels import Tunnels
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.supervise import End
from fumehood.sandbox.watchdog import Watchdog

_GRACE = 5.0
_UNLIMITED = 1 << 62
_FORWARDED = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


def carry(
    guest: Guest,
    plan: Plan,
    upper: str | None,
    honey: Honeytokens,
    *,
    terminal: bool,
    outlet: Callable[[], socket.socket | None] | None = None,
    hello: Callable[[float], None] | None = None,
    seconds: float = SECONDS,
) -> End:
    """Runs the plan's command in a guest that was told what to mount; the machine is for the caller to end.

    `outlet` makes a connection to the proxy. `hello` is told the guest's own clock when its agent speaks, which it has to
    within `seconds`.

    Raises:
        NoSandboxError: the agent does not come up.
    """
    wake_in, wake_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    received: list[int] = []
    handled = (*_FORWARDED, signal.SIGWINCH)
    saved = {one: signal.signal(one, lambda number, _: received.append(number)) for one in handled}
    signal.set_wakeup_fd(wake_out, warn_on_full_buffer=False)
    screen = Screen() if terminal else None
    try:
        loop = _Loop(guest, plan, upper, honey, wake_in, received, screen, outlet)
        clock = loop.begin(seconds)
        if hello:
            hello(clock)
        return loop.run()
    finally:
        if screen:
            screen.end()
        signal.set_wakeup_fd(-1)
        for one, handler in saved.items():
            signal.signal(one, handler)
        os.close(wake_in)
        os.close(wake_out)


def end(guest: Guest) -> None:
    """Ends the machine and waits until nothing of it is left."""
    with contextlib.suppress(OSError):
        # bubblewrap takes the whole room along.
        os.kill(guest.started.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        while guest.line.recv(65536):
            pass
    guest.line.close()
    with contextlib.suppress(ChildProcessError):
        os.waitpid(guest.started.pid, 0)
    for number in (guest.started.status, guest.started.failure):
        with contextlib.suppress(OSError):
            os.close(number)


class _Loop:
    def __init__(
        self,
        guest: Guest,
        plan: Plan,
        upper: str | None,
        honey: Honeytokens,
        wake: int,
        received: list[int],
        screen: Screen | None,
        outlet: Callable[[], socket.socket | None] | None,
    ) -> None:
        self.guest = guest
        self.plan = plan
        self.honey = honey
        self.wake = wake
        self.received = received
        self.screen = screen
        self.frames = protocol.Frames()
        self.deadline: float | None = None
        self.listening = False
        # Memory and processes are held by the guest's own kernel; what it wrote and how long it takes are seen here.
        written = plan.project if plan.workspace == "direct" else None
        self.watchdog = Watchdog(plan.limits._replace(memory=_UNLIMITED, pids=_UNLIMITED), upper, written)
        self.poll = select.poll()
        self.tunnels = Tunnels(self.poll, self._send, answer=outlet) if outlet else None
        self.unsent = b""

    def run(self) -> End:
        """Returns when the command has ended, or has to."""
        self.poll.register(self.wake, select.POLLIN)
        try:
            return self._serve()
        except protocol.ProtocolError as error:
            return End(125, None, self._touched(), f"the guest's agent speaks another language: {error}")
        finally:
            if self.tunnels:
                self.tunnels.close()

    def _serve(self) -> End:
        line = self.guest.line.fileno()
        while True:
            events = dict(self.poll.poll(max(1, int(self.watchdog.wait() * 1000))))
            if self.wake in events:
                self._signals()
            if 0 in events:
                self._input()
            for number in events:
                if self.tunnels and self.tunnels.owns(number):
                    self.tunnels.ready(number)
            if events.get(line, 0) & select.POLLOUT:
                self._flush()
            if events.get(line, 0) & ~select.POLLOUT:
                data = take(self.guest)
                if not data:
                    return self._gone()
                for kind, content in self.frames.feed(data):
                    if kind == protocol.EXIT:
                        return self._ended(content)
                    self._take(kind, content)
            limit = self.watchdog.exceeded(self.guest.started.pid)
            if limit is not None:
                return End(124 if limit == "time" else 137, limit, self._touched(), None)
            if self.deadline is not None and time.monotonic() > self.deadline:
                return End(128 + signal.SIGTERM, None, self._touched(), None)

    def begin(self, seconds: float) -> float:
        """Waits for the agent and starts the command; returns the guest's clock."""
        deadline = time.monotonic() + seconds
        kinds: list[tuple[bytes, bytes]] = []
        while not kinds:
            kinds += self.frames.feed(listen(self.guest, deadline - time.monotonic(), seconds))
        kind, content = kinds[0]
        if kind != protocol.HELLO:
            raise NoSandboxError(
                f"the guest's agent does not start: {content[:500]!r}", "look at the line above"
            )
        settings = [
            os.fsencode(self.plan.folder), b"1" if self.screen else b"0",
            b"%d" % self.plan.limits.memory, b"%d" % self.plan.limits.pids,
            b"%d" % (PORT if self.tunnels else 0),
        ]  # fmt: skip
        lists = (
            [os.fsencode(word) for word in self.plan.command],
            [os.fsencode(f"{name}={value}") for name, value in self.plan.environment],
            settings,
        )
        self.poll.register(self.guest.line, select.POLLIN)
        self._send(protocol.START, protocol.pack([protocol.pack(one) for one in lists]))
        if self.screen:
            self._send(protocol.SIZE, self.screen.size())
        self.watchdog.began = time.monotonic()
        return float(content)

    def _send(self, kind: bytes, content: bytes) -> None:
        self.unsent += protocol.frame(kind, content)
        self._flush()

    def _flush(self) -> None:
        """Sends without waiting: a guest that waits for us to listen must not be waited for."""
        try:
            while self.unsent:
                self.unsent = self.unsent[self.guest.line.send(self.unsent, socket.MSG_DONTWAIT) :]
        except BlockingIOError:
            pass
        except OSError:
            self.unsent = b""  # the machine is gone, which is seen when it is listened to
        self.poll.modify(self.guest.line, select.POLLIN | (select.POLLOUT if self.unsent else 0))

    def _input(self) -> None:
        try:
            data = os.read(0, protocol.CHUNK)
        except OSError:
            data = b""
        self.poll.unregister(0)
        self.listening = False
        self._send(protocol.INPUT, data)

    def _take(self, kind: bytes, content: bytes) -> None:
        if kind in (protocol.OUTPUT, protocol.ERROR):
            data = memoryview(content)
            try:
                while data:
                    data = data[os.write(1 if kind == protocol.OUTPUT else 2, data) :]
            except BrokenPipeError:
                self._send(protocol.SIGNAL, bytes([signal.SIGPIPE]))
        elif kind == protocol.READY and not self.listening:
            self.poll.register(0, select.POLLIN)
            self.listening = True
        elif self.tunnels:
            self.tunnels.take(kind, content)

    def _signals(self) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(self.wake, 4096)
        while self.received:
            number = self.received.pop(0)
            if number == signal.SIGWINCH:
                if self.screen:
                    self._send(protocol.SIZE, self.screen.size())
                continue
            if number in (signal.SIGTERM, signal.SIGHUP):
                self.deadline = self.deadline or time.monotonic() + _GRACE
            self._send(protocol.SIGNAL, bytes([number]))

    def _ended(self, content: bytes) -> End:
        code, limit, failure = protocol.unpack(content)
        if limit == b"processes" or (limit and int(code) == 128 + signal.SIGKILL):
            return End(137, limit.decode(), self._touched(), None)
        return End(int(code), None, self._touched(), failure.decode("utf-8", "replace") or None)

    def _gone(self) -> End:
        return End(125, None, self._touched(), f"the guest's machine ended: {tail(self.guest)}")

    def _touched(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.honey.touched()))
