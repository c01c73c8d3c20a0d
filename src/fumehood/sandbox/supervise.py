"""Stays outside while a command runs inside: waits, relays, watches, and ends everything at the end."""

import os
import select
import time

from fumehood.core.named_tuple import NamedTuple
from fumehood.core.signals import signal
from fumehood.sandbox import cgroups
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.launch import Started
from fumehood.sandbox.record import Record
from fumehood.sandbox.watchdog import Watchdog, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.network.service import Service
    from fumehood.sandbox.terminal import Relay

_GRACE = 5.0
"""Seconds that a command has after SIGTERM."""
_TICK = 0.04
"""Seconds between two looks at the tree while it keeps us busy."""


class End(NamedTuple):
    """How a run ended: code for the shell, the limit that ended it, touched honeytokens, why it could not start."""

    code: int
    limit: str | None
    touched: tuple[str, ...]
    failure: str | None


def supervise(
    started: Started,
    watchdog: Watchdog,
    honey: Honeytokens,
    relay: "Relay | None",
    record: Record,
    proxy: "Service | None" = None,
) -> End:
    """Returns when nothing of the run is left; `record` hears what happens meanwhile."""
    wake_in, wake_out = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    signal.set_wakeup_fd(
        wake_out, warn_on_full_buffer=False
    )  # before any signal is taken: none may come unseen
    received: list[int] = []
    handled = [
        signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGWINCH, signal.SIGTSTP,
    ]  # fmt: skip
    if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        handled.remove(signal.SIGHUP)  # nohup
    saved = {one: signal.signal(one, lambda number, _: received.append(number)) for one in handled}
    try:
        record.begin()  # while the room is set up, which takes longer
        if proxy:
            proxy.start()
        return _Loop(started, watchdog, honey, relay, record, proxy, wake_in, received).run()
    finally:
        if proxy:
            proxy.end()
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
        record: Record,
        proxy: "Service | None",
        wake: int,
        received: list[int],
    ) -> None:
        self.started = started
        self.watchdog = watchdog
        self.honey = honey
        self.relay = relay
        self.record = record
        self.proxy = proxy
        self.touched: dict[str, None] = {}
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
        if self.honey.queue >= 0:
            poll.register(self.honey.queue, select.POLLIN)
        if self.proxy:
            poll.register(self.proxy.pipe, select.POLLIN)
        looked = time.monotonic()
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
            if self.honey.queue in events:
                self._touched()
            if self.proxy and self.proxy.pipe in events and not self.proxy.read():
                poll.unregister(self.proxy.pipe)
                self.record.note("proxy-lost", {"reason": "the proxy died; the network of the run is closed"})
            if self.process in events:
                break
            if not events or time.monotonic() - looked > _TICK:
                looked = time.monotonic()
                self._watch()
        self._touched()
        return self._ended(tuple(self.touched))

    def _touched(self) -> None:
        for place in self.honey.touched():
            self.touched[place] = None
            self.record.touched(place)

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
            if number == signal.SIGTSTP:
                self._stand_still()
                continue
            if number in (signal.SIGTERM, signal.SIGHUP):
                self.deadline = self.deadline or time.monotonic() + _GRACE
            members = tree(self.inside, 3) if self.inside else []
            for pid in members[1:2]:
                _kill(pid, number)

    def _watch(self) -> None:
        if not self.inside:
            return
        if self.relay and (pid := self._stopped()):
            # The command was stopped by its user, or by itself: so is the whole run, until the user's shell goes on with it.
            self._pause(whole_job=True)
            _go_on(pid)
        if self.limit is None:
            self.limit = self.watchdog.exceeded(self.inside)
        if self.limit is not None or (self.deadline is not None and time.monotonic() > self.deadline):
            self._end_inside()

    def _stopped(self) -> int:
        """The command's process when it is stopped, else 0."""
        first = tree(self.inside, 2)[1:2]
        if not first:
            return 0
        state = _state(first[0])
        # A process that waits for its child to become another program (vfork) cannot stop; the child can.
        waits = state == b"D" and any(_state(pid) == b"T" for pid in tree(first[0], 2)[1:])
        return first[0] if state == b"T" or waits else 0

    def _stand_still(self) -> None:
        """Somebody stops this process: without it nothing may go on inside."""
        members = tree(self.inside, 1 << 20)[1:] if self.inside else []
        for pid in members:
            _kill(pid, signal.SIGSTOP)
        self._pause(whole_job=False)
        for pid in reversed(members):
            _kill(pid, signal.SIGCONT)

    def _pause(self, *, whole_job: bool) -> None:
        """Stops this process (and with `whole_job` what stands beside it in a pipe) until somebody lets it go on.

        Where no shell could do that, the kernel does not stop it, and the run goes on at once.
        """
        began = time.monotonic()
        if self.relay:
            self.relay.pause()
        own = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0 if whole_job else os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, own)
        if self.relay:
            self.relay.resume()
        self.watchdog.paused(time.monotonic() - began)

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


def _go_on(pid: int) -> None:
    """Wakes the group of the process."""
    try:
        os.killpg(os.getpgid(pid), signal.SIGCONT)
    except OSError:
        return  # it is gone


def _state(pid: int) -> bytes:
    """The letter of proc(5) for what the process does; empty when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2].split()[0]
    except OSError:
        return b""


def _number(text: bytes, key: bytes, missing: int = 0) -> int:
    """The number after a key of bwrap's status lines."""
    _, found, rest = text.partition(key)
    digits = rest.lstrip(b" :")
    end = 0
    while end < len(digits) and digits[end : end + 1].isdigit():
        end += 1
    return int(digits[:end]) if found and end and end < len(digits) else missing
