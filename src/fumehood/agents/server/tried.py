"""Whether a program can ask the server: there are four netcats whose options differ, and a perl may be broken."""

import os
import socket
import subprocess
import tempfile
import threading

from fumehood.agents.server.protocol import END, write_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = b"tried"


def speaks_unix(command: "Callable[[str], list[str]]", *, whole: bool = True) -> bool:
    """Whether a command passes a request on to a socket, gives the answer back, and ends; it is tried out.

    Args:
        command: the words of the command for a socket's path.
        whole: whether standard input is a whole request, and not the event alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with listener:
            listener.bind(path)
            listener.listen(1)
            listener.settimeout(5)
            threading.Thread(target=_answer, args=(listener,), daemon=True).start()
            event = write_request("claude", "/", "", b"{}") if whole else b"{}"
            try:
                done = subprocess.run(command(path), input=event, capture_output=True, timeout=5, check=False)
            except (OSError, subprocess.TimeoutExpired):
                return False
            return _WORD in done.stdout


def _answer(listener: socket.socket) -> None:
    try:
        client, _ = listener.accept()
        with client:
            client.settimeout(5)
            raw = b""
            while not raw.endswith(END) and (part := client.recv(4096)):
                raw += part
            if raw == write_request("claude", "/", "", b"{}"):
                client.sendall(b"FH0:" + _WORD + b":FH")
    except OSError:
        return
