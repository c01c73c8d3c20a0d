"""The pipes of the relay: the server as a child, lines both ways, signals and the exit code passed on."""

import contextlib
import signal
import subprocess
import threading
from collections.abc import Callable

from fumehood.agents.mcp import messages
from fumehood.agents.mcp.guard import Guard
from fumehood.agents.mcp.lines import lines, write_all
from fumehood.core.errors import IncompleteError

_PATIENCE = 5.0  # seconds between closing a server's input, asking it to end, and killing it
_PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def relay(
    guard: Guard, command: list[str], note: Callable[[str], None], source: int = 0, target: int = 1
) -> int:
    """Runs the server until it ends or the client closes its side; returns the server's exit code.

    `source` and `target` are the descriptors of the client. The server's standard error is ours.

    Raises:
        IncompleteError: the server cannot be started.
    """
    try:
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    except (OSError, ValueError) as error:
        raise IncompleteError(
            f"the server cannot be started: {command[0]}: {getattr(error, 'strerror', error)}",
            "check the command after `--`",
        ) from None
    assert server.stdin is not None
    assert server.stdout is not None
    client = _Client(target)
    for number in _PASSED_ON:
        signal.signal(number, lambda got, _: server.send_signal(got))
    upwards = threading.Thread(
        target=_upwards, args=(guard, source, server.stdin.fileno(), server, client, note), daemon=True
    )
    upwards.start()
    for line in lines(server.stdout.fileno()):
        if line is None:
            note("a line of the server is too long and was not passed on")
            continue
        client.write(guard.from_server(line).client)
    code = server.wait()
    client.write(guard.ended())
    return code if code >= 0 else 128 - code


def _upwards(
    guard: Guard,
    source: int,
    target: int,
    server: "subprocess.Popen[bytes]",
    client: "_Client",
    note: Callable[[str], None],
) -> None:
    try:
        for line in lines(source):
            if line is None:
                text = f"fumehood: not passed on: longer than {messages.LARGEST >> 20} MiB"
                client.write(messages.written(messages.error(None, messages.INVALID_REQUEST, text)))
                continue
            out = guard.from_client(line)
            client.write(out.client)
            write_all(target, out.server)
    except BrokenPipeError:
        pass  # the server has ended; whoever reads its output says so
    except Exception as error:  # noqa: BLE001 - nothing may pass once we fail
        note(f"internal error ({type(error).__name__}); the server is ended")
        server.terminate()
    with contextlib.suppress(OSError):
        server.stdin.close()  # type: ignore[union-attr]
    for end in (server.terminate, server.kill):
        try:
            server.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            end()


class _Client:
    """The client's end: whole lines, from two threads; a client that is gone is no error."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._lock = threading.Lock()

    def write(self, raw: bytes) -> None:
        if raw:
            with self._lock, contextlib.suppress(BrokenPipeError):
                write_all(self._target, raw)
