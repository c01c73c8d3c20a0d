"""Starting and stopping the server, from a cold hook: no import that a hook could do without."""

import fcntl
import os
import sys

from fumehood.agents.server.place import LOCK, server_folder, socket_path
from fumehood.core.signals import signal

SWITCH = "FUMEHOOD_SERVER"  # `off`: no server is started
_PING_SECONDS = 0.5


def ensure() -> None:
    """Starts a server when there is none; one that holds its place and does not answer is ended first."""
    if os.environ.get(SWITCH) == "off" or not socket_path():
        return
    holder = _holder()
    if holder:
        if holder < 0 or _answers():
            return
        try:
            os.kill(holder, signal.SIGKILL)
        except OSError:
            return
    _spawn()


def stop() -> bool:
    """Ends the server; whether there was one."""
    holder = _holder()
    if holder <= 0:
        return False
    try:
        os.kill(holder, signal.SIGTERM)
    except OSError:
        return False
    return True


def _holder() -> int:
    """The process that holds the server's lock: 0 nobody, -1 somebody who has not said who it is."""
    try:
        lock = os.open(os.path.join(server_folder(), LOCK), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except OSError:
        return 0
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        said = os.pread(lock, 20, 0)
        return int(said) if said.isdigit() and int(said) > 1 else -1
    finally:
        os.close(lock)
    return 0


def _answers() -> bool:
    import _socket

    from fumehood.agents.server.protocol import PING, PONG

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(_PING_SECONDS)
        connection.connect(socket_path())
        connection.send(PING)
        return connection.recv(8) == PONG
    except OSError:
        return False
    finally:
        connection.close()


def _spawn() -> None:
    """Starts the server detached from the hook's pipes, session and folder."""
    command = [sys.executable, "-I", "-m", "fumehood", "hook", "--serve"]
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    try:
        os.posix_spawn(sys.executable, command, os.environ, file_actions=nowhere, setsid=True)
    except NotImplementedError:  # no POSIX_SPAWN_SETSID here
        os.posix_spawn(sys.executable, command, os.environ, file_actions=nowhere, setpgroup=0)
    except OSError:
        return  # the next hook tries again; this one has its verdict
