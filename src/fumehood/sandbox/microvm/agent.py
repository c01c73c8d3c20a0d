"""The guest's agent: the first process once the host's programs are mounted. Runs one command and tells how it ends.

Loaded in the guest by whatever Python the machine has: the standard library only, nothing above 3.8. Few imports, for each
costs much where the processor is emulated: `signal` and `socket` themselves bring enumerations along.
"""

from __future__ import annotations

import _signal as signal  # type: ignore[import-not-found]
import _socket as socket
import os
import select
import time

from fumehood.sandbox.microvm import protocol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.microvm.tunnels import Tunnels

_LINE = 3
_STARTER = "/run/fumehood/start"
_GROUP = "/sys/job"
_NODES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9), "tty": (5, 0)}
_LINKS = {"ptmx": "pts/ptmx", "fd": "/proc/self/fd", "stdin": "fd/0", "stdout": "fd/1", "stderr": "fd/2"}
_WAIT_MS = 100


def main() -> None:
    """Never returns: the first process of a machine must not end."""
    try:
        _prepare()
        _say(protocol.HELLO, b"%.3f" % time.clock_gettime(time.CLOCK_BOOTTIME))
        _Job().run()
    except BaseException as error:  # noqa: BLE001 - said to the host, whatever it is
        _say(protocol.EXIT, protocol.pack([b"125", b"", ("agent: %r" % (error,)).encode()]))  # noqa: UP031
    while True:
        signal.pause()


def _prepare() -> None:
    os.umask(0)
    for name, (major, minor) in _NODES.items():
        os.mknod("/dev/" + name, 0o020666, os.makedev(major, minor))
    for name, target in _LINKS.items():
        os.symlink(target, "/dev/" + name)
    os.umask(0o022)
    _write("/proc/sys/kernel/hostname", b"fumehood")
    # What the command writes reaches the host within a second, also when the machine is killed.
    _write("/proc/sys/vm/dirty_expire_centisecs", b"50")
    _write("/proc/sys/vm/dirty_writeback_centisecs", b"50")
    _loopback()


def _loopback() -> None:
    import fcntl

    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    fcntl.ioctl(one.fileno(), 0x8914, b"lo".ljust(16, b"\0") + b"\x49\0".ljust(24, b"\0"))
    one.close()


def _write(path: str, content: bytes) -> None:
    with open(path, "wb", buffering=0) as file:
        file.write(content)


def _say(kind: bytes, content: bytes) -> None:
    data = memoryview(protocol.frame(kind, content))
    while data:
        data = data[os.write(_LINE, data) :]


class _Job:
    """One command with its streams. `master` is its terminal, -1 without one."""

    def __init__(self) -> None:
        self.frames = protocol.Frames()
        self.outputs: dict[int, bytes] = {}
        self.input = -1
        self.pid = 0
        self.master = -1
        self.waiting = b""
        self.poll = select.poll()
        self.tunnels: Tunnels | None = None

    def run(self) -> None:
        poll = self.poll
        poll.register(_LINE, select.POLLIN)
        reaped = None
        while reaped is None or self.outputs:
            ready = poll.poll(_WAIT_MS if self.pid else None)
            for number, _ in ready:
                if number == _LINE:
                    for kind, content in self.frames.feed(os.read(_LINE, 65536)):
                        self._take(kind, content)
                        if kind == protocol.START:
                            for one in self.outputs:
                                poll.register(one, select.POLLIN)
                elif self.tunnels and self.tunnels.owns(number):
                    self.tunnels.ready(number)
                elif number == self.input and self.waiting:
                    self._feed()
                elif number in self.outputs and not self._pass(number):
                    poll.unregister(number)
            if self.waiting and self.input >= 0 and self.input not in self.outputs:
                poll.register(self.input, select.POLLOUT)
            elif self.input >= 0 and self.input not in self.outputs:
                _forget(poll, self.input)
            reaped = self._reap() if reaped is None and self.pid else reaped
            if self.pid and reaped is None and not ready and self._limit() == b"processes":
                # As in every room, the run ends there; a program that takes no for an answer would go on.
                _write(_GROUP + "/cgroup.kill", b"1")
            if reaped is not None and not any(number in self.outputs for number, _ in ready):
                # What outlives the command keeps its streams open; the run ends with the command all the same.
                break
        os.sync()
        _say(protocol.EXIT, protocol.pack([b"%d" % reaped, self._limit(), b""]))

    def _take(self, kind: bytes, content: bytes) -> None:
        if kind == protocol.START:
            self._start(*(protocol.unpack(one) for one in protocol.unpack(content)))
        elif kind == protocol.INPUT:
            self.waiting += content
            if not content and self.master < 0 and self.input >= 0:
                os.close(self.input)
                self.input = -1
            else:
                self._feed()
        elif kind == protocol.SIZE and self.master >= 0:
            import fcntl

            fcntl.ioctl(self.master, 0x5414, content)
        elif kind == protocol.SIGNAL and self.pid:
            try:  # noqa: SIM105 - contextlib costs
                os.killpg(self.pid, content[0])
            except OSError:
                pass  # it has ended
        elif self.tunnels:
            self.tunnels.take(kind, content)

    def _start(self, argv: list[bytes], environment: list[bytes], settings: list[bytes]) -> None:
        folder, terminal, memory, processes = settings[0], settings[1] == b"1", settings[2], settings[3]
        if int(settings[4]):
            # Before the command, so that its first request is answered.
            from socket import create_server

            from fumehood.sandbox.microvm.tunnels import Tunnels

            listener = create_server(("127.0.0.1", int(settings[4])), backlog=128)
            self.tunnels = Tunnels(self.poll, _say, listener=listener)
        _write("/sys/cgroup.subtree_control", b"+memory +pids")
        os.mkdir(_GROUP)
        _write(_GROUP + "/memory.max", memory)
        _write(_GROUP + "/memory.oom.group", b"1")
        _write(_GROUP + "/pids.max", processes)
        pairs = [one.partition(b"=") for one in environment]
        variables = {name: value for name, _, value in pairs}
        if terminal:
            self.master, slave = os.openpty()
            ends = (slave, slave, slave)
            self.input = self.master
            self.outputs[self.master] = protocol.OUTPUT
        else:
            (input_there, self.input), (output, output_there), (errors, errors_there) = (
                os.pipe(),
                os.pipe(),
                os.pipe(),
            )
            ends = (input_there, output_there, errors_there)
            self.outputs = {output: protocol.OUTPUT, errors: protocol.ERROR}
        os.set_blocking(self.input, False)
        self.pid = os.fork()
        if not self.pid:
            _become(argv, variables, folder, ends, terminal)
        for one in set(ends):
            os.close(one)
        _say(protocol.READY, b"")

    def _feed(self) -> None:
        if self.input < 0:
            self.waiting = b""
        try:
            while self.waiting:
                self.waiting = self.waiting[os.write(self.input, self.waiting) :]
        except BlockingIOError:
            return
        except OSError:
            self.waiting = b""
        _say(protocol.READY, b"")

    def _pass(self, number: int) -> bool:
        try:
            data = os.read(number, protocol.CHUNK)
        except BlockingIOError:
            return True
        except OSError:
            data = b""
        if data:
            _say(self.outputs[number], data)
            return True
        del self.outputs[number]
        return False

    def _reap(self) -> int | None:
        """The command's exit code for a shell; None while it runs. Orphans are taken as well."""
        code = None
        while True:
            try:
                pid, raw = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return code
            if not pid:
                return code
            if pid == self.pid:
                code = 128 + os.WTERMSIG(raw) if os.WIFSIGNALED(raw) else os.WEXITSTATUS(raw)

    def _limit(self) -> bytes:
        if _count(_GROUP + "/memory.events", b"oom_kill"):
            return b"memory"
        return b"processes" if _count(_GROUP + "/pids.events", b"max") else b""


def _forget(poll: select.poll, number: int) -> None:
    try:  # noqa: SIM105 - contextlib costs
        poll.unregister(number)
    except KeyError:
        pass  # it was not there


def _count(path: str, key: bytes) -> int:
    with open(path, "rb") as file:
        for line in file:
            name, _, value = line.partition(b" ")
            if name == key:
                return int(value)
    return 0


def _become(
    argv: list[bytes], variables: dict[bytes, bytes], folder: bytes, ends: tuple[int, ...], terminal: bool
) -> None:
    try:
        os.setsid()
        for target, number in enumerate([os.dup(one) for one in ends]):
            os.dup2(number, target)
        if terminal:
            import fcntl

            fcntl.ioctl(0, 0x540E, 0)
        _write(_GROUP + "/cgroup.procs", b"0")
        os.closerange(3, 4096)
        os.chdir(folder)
        found = _which(argv[0], variables.get(b"PATH", b"/usr/bin:/bin"))
        if isinstance(found, int):
            os.write(2, argv[0] + (b": command not found\n" if found == 127 else b": not executable\n"))
            os._exit(found)
        os.execve(_STARTER, [b"start", found, *argv], variables)  # noqa: S606 - no shell is what we want
    except BaseException as error:  # noqa: BLE001 - the child must end here
        os.write(2, ("%s\n" % error).encode())  # noqa: UP031
    finally:
        os._exit(126)


def _which(name: bytes, path: bytes) -> bytes | int:
    """The file to execute, else the code that shells give."""
    places = [name] if b"/" in name else [one + b"/" + name for one in path.split(b":") if one]
    code = 127
    for place in places:
        if os.path.isfile(place):
            if os.access(place, os.X_OK):
                return place
            code = 126
    return code
