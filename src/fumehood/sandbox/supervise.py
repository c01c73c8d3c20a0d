"""Stays outside while a command runs inside: waits, relays, watches, and ends everything at the end."""

import os
import select
import time

from fumehood.core.named_tuple import NamedTuple
from fumehood.core.signals import signal
from fumehood.sandbox import cgroups
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.launch import Started
from fumehood.sandbox.watchdog import Watchdog, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.terminal import Relay

_GRACE = 5.0
"""Seconds that a command has after SIGTERM."""


class End(NamedTuple):
    """How a run ended: code for the shell, the limit that ended it, touched honeytokens, why it could not start."""

    code: int
    limit: str | None
    touched: tuple[str, ...]
    failure: str | None


def supervise(started: Started, watchdog: Watchdog, honey: Honeytokens, relay: "Relay | None") -> End:
    """Returns when nothing of the run is left."""
    wake_in, wake_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    received: list[int] = []
    handled = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH]
    saved = {one: signal.signal(one, lambda number, _: received.append(number)) for one in handled}
    signal.set_wakeup_fd(wake_out, warn_on_full_buffer=False)
    try:
        return _Loop(started, watchdog, honey, relay, wake_in, received).run()
    finally:
        signal.set_wakeup_fd(-1)
        for one, handler in saved.items():
            signal.signal(one, handler)
        if relay:
            relay.end()
        os.close(wake_in)
        os.close(wake_out)


class _Loop:
    def __init__(
        self,
        started: Started,
        watchdog: Watchdog,
        honey: Honeytokens,
        relay: "Relay | None",
        wake: int,
        received: list[int],
    ) -> None:
        self.started = started
        self.watchdog = watchdog
        self.honey = honey
        self.relay = relay
        self.wake = wake
        self.received = received
        self.status = b""
        self.inside = 0
        self.first = -1
        self.limit: str | None = None
        self.deadline: float | None = None
        self.process = os.pidfd_open(started.pid)

    def run(self) -> End:
        poll = select.poll()
        for one in (self.started.status, self.process, self.wake):
            poll.register(one, select.POLLIN)
        if self.relay:
            poll.register(self.relay.master, select.POLLIN)
            poll.register(0, select.POLLIN)
        touched: list[str] = []
        while True:
            events = dict(poll.poll(self.watchdog.wait() * 1000))
            if self.started.status in events and not self._read_status():
                poll.unregister(self.started.status)
            if self.wake in events:
                self._signals()
            if self.relay:
                if 0 in events and not self.relay.from_user():
                    poll.unregister(0)
                if self.relay.master in events and not self.relay.from_command():
                    poll.unregister(self.relay.master)
            if self.process in events:
                break
            if not events:
                self._watch()
        touched += self.honey.touched()
        return self._ended(tuple(dict.fromkeys(touched)))

    def _read_status(self) -> bool:
        data = os.read(self.started.status, 65536)
        self.status += data
        if not self.inside:
            self.inside = _number(self.status, b'"child-pid"')
            self.first = _open(self.inside)
        if b'"exit-code"' in data:
            self._end_inside()
        return bool(data)

    def _end_inside(self) -> None:
        """Ends the first process of the namespace: with it the kernel ends all others."""
        if self.first < 0:
            return
        try:
            signal.pidfd_send_signal(self.first, signal.SIGKILL)
        except ProcessLookupError:
            return  # it is gone

    def _signals(self) -> None:
        os.read(self.wake, 4096)
        while self.received:
            number = self.received.pop(0)
            if number == signal.SIGWINCH:
                if self.relay:
                    self.relay.resize()
                continue
            if number in (signal.SIGTERM, signal.SIGHUP):
                self.deadline = self.deadline or time.monotonic() + _GRACE
            members = tree(self.inside, 3) if self.inside else []
            for pid in members[1:2]:
                _kill(pid, number)

    def _watch(self) -> None:
        if not self.inside:
            return
        if self.limit is None:
            self.limit = self.watchdog.exceeded(self.inside)
        if self.limit is not None or (self.deadline is not None and time.monotonic() > self.deadline):
            self._end_inside()

    def _ended(self, touched: tuple[str, ...]) -> End:
        _, raw = os.waitpid(self.started.pid, 0)
        while self._read_status():
            pass
        self._await_inside()
        if self.relay:
            self._drain(self.relay)
        failure = os.read(self.started.failure, 4096).decode("utf-8", "replace")
        code = _number(self.status, b'"exit-code"', -1)
        if self.limit is None and code == 128 + signal.SIGXFSZ:
            self.limit = "disk"
        group = self.watchdog.group
        if self.limit is None and group is not None:
            self.limit = cgroups.reached(group)
        if self.limit is None and self.watchdog.disk_is_full():
            self.limit = "disk"
        if self.limit is not None:
            return End(124 if self.limit == "time" else 137, self.limit, touched, None)
        if code < 0 and self.inside and os.WIFSIGNALED(raw):
            code = 128 + os.WTERMSIG(raw)
        if code < 0 and self.deadline is not None:
            code = 128 + signal.SIGTERM
        if code < 0:
            return End(125, None, touched, failure or "bubblewrap could not set up the room")
        return End(code, None, touched, None)

    def _await_inside(self) -> None:
        """Until nothing of the run can write any more: what it left is complete from then on."""
        if self.first < 0:
            return
        self._end_inside()
        poll = select.poll()
        poll.register(self.first, select.POLLIN)
        while not poll.poll():
            pass
        os.close(self.first)

    @staticmethod
    def _drain(relay: "Relay") -> None:
        os.set_blocking(relay.master, False)
        while relay.from_command():
            pass


def _open(pid: int) -> int:
    """A descriptor of the process; -1 when there is none."""
    try:
        return os.pidfd_open(pid) if pid else -1
    except ProcessLookupError:
        return -1


def _kill(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except OSError:
        return  # it is gone


def _number(text: bytes, key: bytes, missing: int = 0) -> int:
    """The number after a key of bwrap's status lines."""
    _, found, rest = text.partition(key)
    digits = rest.lstrip(b" :")
    end = 0
    while end < len(digits) and digits[end : end + 1].isdigit():
        end += 1
    return int(digits[:end]) if found and end and end < len(digits) else missing
