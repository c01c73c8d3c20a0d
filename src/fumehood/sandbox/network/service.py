"""The proxy in a process of its own, beside the supervisor: when it dies, the network ends and nothing else does.

It hears from nobody; what it refuses it tells on a pipe, whose end is also how its own end is seen.
"""

import contextlib
import os
import signal

from fumehood.sandbox.namespaces import die_with_parent
from fumehood.sandbox.network.answer import Answer, on_record
from fumehood.sandbox.network.hosts import entry
from fumehood.sandbox.network.proxy import Proxy, Refusal
from fumehood.sandbox.record import Record

_LONGEST = 3_000  # bytes of one line: a pipe takes it whole
_MOST = 1_000


class Service:
    """The proxy and its process: `pipe` is to be polled, `refusals` grows with `read`, `lost`: it died by itself."""

    def __init__(
        self, listener: int, hosts: tuple[str, ...], record: Record, of_user: int | None = None
    ) -> None:
        """The socket `listener` belongs to it from now on. Each answer goes to `record` before it is given.

        `of_user`: it listens where others could connect as well, and answers this user only.
        """
        self._of_user = of_user
        self.pipe = -1
        self.lost = False
        self._listener = listener
        self._hosts = hosts
        self._record = record
        self._pid = 0
        self._ending = False
        self._rest = b""
        self._refusals: dict[Refusal, None] = {}

    def start(self) -> None:
        """Starts the process."""
        self.pipe, writing = os.pipe()
        parent = os.getpid()
        self._pid = os.fork()
        if not self._pid:
            try:
                _proxy(self._listener, writing, self._hosts, self._record, parent, self._of_user)
            finally:
                os._exit(1)
        os.close(writing)
        os.close(self._listener)

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What was refused so far, each once."""
        return tuple(self._refusals)

    def read(self) -> bool:
        """Takes in what the proxy tells; False when it is gone."""
        data = os.read(self.pipe, 65536)
        if not data:
            self.lost = self.lost or not self._ending
            return False
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            port, _, more = line.decode("utf-8", "replace").partition(" ")
            host, _, reason = more.partition(" ")
            if len(self._refusals) < _MOST:
                self._refusals[Refusal(host, int(port), reason)] = None
        return True

    def end(self) -> None:
        """Ends the proxy and hears its last words."""
        self._ending = True
        if not self._pid:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        while self.read():
            pass
        os.close(self.pipe)


def _proxy(
    listener: int, pipe: int, hosts: tuple[str, ...], record: Record, parent: int, of_user: int | None
) -> None:
    die_with_parent(parent)
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    signal.signal(signal.SIGWINCH, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    # Whoever waits for the end of our output must not wait for this process; nor may it hold the command's terminal.
    nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for standard in range(3):
        os.dup2(nothing, standard)
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number not in (listener, pipe):
            with contextlib.suppress(OSError):
                os.close(number)
    written_down = on_record(record)

    def hear(answer: Answer) -> bool:
        if answer.reason:
            host = "".join(c if c.isprintable() and c != " " else "?" for c in answer.host)
            line = f"{answer.port} {host} {answer.reason}".encode("utf-8", "replace")[:_LONGEST]
            os.write(pipe, line + b"\n")
        return written_down(answer)

    Proxy(listener, tuple(entry(host) for host in hosts), hear, of_user).accept()
