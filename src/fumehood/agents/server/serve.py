"""The resident server: some threads that wait for requests, so that a client that hangs harms nobody else.

Each accepts for itself: to hand a request on to a thread would be one more that has to wait for a processor. It leaves when nobody has asked for a while, when fumehood's own files have changed, and when its socket is no longer its
own; the next hook is judged cold and starts another.
"""

import fcntl
import os
import signal
import socket
import struct
import sys
import threading
import time

import fumehood
from fumehood.agents.handle import LARGEST
from fumehood.agents.server.place import LOCK, SOCKET, server_folder, socket_path
from fumehood.agents.server.protocol import END, PING, PONG, read_request, write_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.agents.adapter import Answer
    from fumehood.agents.server.protocol import Request

    Respond = Callable[[Request], Answer]

IDLE_SECONDS = 1_800.0
_REQUEST_SECONDS = 5.0  # until a request has come in whole; the installed line gives up after two
_LOOK_SECONDS = 20.0
_THREADS, _MOST_THREADS = 4, 32  # at first; when all but the last are busy
_FILES = (
    "__init__.py",
    "agents/handle.py",
    "agents/judge/judge.py",
    "commands/policy/shipped_rules.py",
    "cli/hook.py",
)


def serve(respond: "Respond", warm: "Callable[[], None]", idle: float = IDLE_SECONDS) -> bool:
    """Answers until it is idle for `idle` seconds, outdated or told to stop; False when another server is there.

    Raises:
        OSError: the socket cannot be made.
    """
    folder, path = server_folder(), socket_path()
    if not path:
        return False
    os.makedirs(folder, 0o700, exist_ok=True)
    os.chmod(folder, 0o700)
    lock = os.open(os.path.join(folder, LOCK), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return False
    signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGTERM}
    )  # told to stop from here on: it still tidies up
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    listener = _listen(folder, path)
    own = os.stat(path).st_ino
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        sys.setswitchinterval(0.001)
        threading.Thread(target=warm, daemon=True).start()
        _Workers(listener, respond).wait(idle, lambda: _inode(path) == own)
    finally:
        if _inode(path) == own:
            os.unlink(path)
        os.ftruncate(lock, 0)  # nobody is told a number that is soon another process's
        listener.close()
        os.close(lock)
    return True


def _listen(folder: str, path: str) -> socket.socket:
    """The socket, put in place in one step, so that nobody meets one that does not listen yet."""
    temporary = os.path.join(folder, f".{SOCKET}.{os.getpid()}")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(temporary)
    finally:
        os.umask(before)
    listener.listen(64)
    os.replace(temporary, path)
    return listener


class _Workers:
    """The threads that answer."""

    def __init__(self, listener: socket.socket, respond: "Respond") -> None:
        self._listener = listener
        self._respond = respond
        self._stamp = code_stamp()
        self._last = time.monotonic()
        self._outdated = threading.Event()
        self._count = threading.Lock()
        self._all = self._busy = 0

    def wait(self, idle: float, own: "Callable[[], bool]") -> None:
        """Until nobody has asked for `idle` seconds, other files are installed, or `own` is no longer so."""
        for _ in range(_THREADS):
            self._start()
        while not self._outdated.wait(min(_LOOK_SECONDS, idle)):
            if time.monotonic() - self._last >= idle or not own() or code_stamp() != self._stamp:
                return

    def _start(self) -> None:
        self._all += 1
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while not self._outdated.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return  # the server leaves
            self._last = time.monotonic()
            with self._count:
                self._busy += 1
                if self._busy == self._all < _MOST_THREADS:
                    self._start()
            try:
                if (
                    code_stamp() != self._stamp
                ):  # the line goes cold, and starts the version that is there now
                    self._outdated.set()
                elif peer_uid(client) == os.getuid():
                    _answer(client, self._respond)
            finally:
                client.close()
                with self._count:
                    self._busy -= 1


def _answer(client: socket.socket, respond: "Respond") -> None:
    try:
        raw = _received(client)
        if raw == PING:
            client.sendall(PONG)
            return
        request = read_request(raw)
        if request is not None:
            client.sendall(write_answer(respond(request)))
    except Exception:  # noqa: BLE001, S110 - no answer is what sends the line the cold way
        pass


def _received(client: socket.socket) -> bytes:
    """All bytes up to the mark of the end; empty when it does not come in time or there is too much."""
    parts = bytearray()
    until = time.monotonic() + _REQUEST_SECONDS
    while not parts.endswith(END):
        left = until - time.monotonic()
        if left <= 0 or len(parts) > LARGEST + 100_000:
            return b""
        client.settimeout(left)
        part = client.recv(262_144)
        if not part:
            return b""
        parts += part
    return bytes(parts)


def peer_uid(client: socket.socket) -> int:
    """The user at the other end of a connection; -1 when the system does not say."""
    try:
        if hasattr(socket, "SO_PEERCRED"):
            raw = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
            return int(struct.unpack("3i", raw)[1])
        return int(struct.unpack("2I", client.getsockopt(0, 1, 76)[:8])[1])  # LOCAL_PEERCRED: struct xucred
    except (OSError, struct.error):
        return -1


def code_stamp() -> tuple[object, ...]:
    """What tells this version's files from another's."""
    base = os.path.dirname(fumehood.__file__)
    return tuple(_file_stamp(os.path.join(base, name)) for name in _FILES)


def _file_stamp(path: str) -> object:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _inode(path: str) -> int:
    try:
        return os.stat(path).st_ino
    except OSError:
        return 0
