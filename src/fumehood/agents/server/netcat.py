"""Whether a netcat can ask the server: there are four programs of that name, and their options differ."""

import os
import socket
import subprocess
import tempfile
import threading

from fumehood.agents.server.protocol import END, PING, PONG


def speaks_unix(netcat: str) -> bool:
    """Whether `nc -U -w2 SOCKET` passes a request on, gives the answer back, and ends; it is tried out."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        with listener:
            listener.bind(path)
            listener.listen(1)
            listener.settimeout(5)
            threading.Thread(target=_echo, args=(listener,), daemon=True).start()
            try:
                done = subprocess.run(
                    [netcat, "-U", "-w2", path], input=PING, capture_output=True, timeout=5, check=False
                )
            except (OSError, subprocess.TimeoutExpired):
                return False
            return done.stdout == PONG


def _echo(listener: socket.socket) -> None:
    try:
        client, _ = listener.accept()
        with client:
            client.settimeout(5)
            raw = b""
            while not raw.endswith(END) and (part := client.recv(4096)):
                raw += part
            client.sendall(PONG if raw == PING else b"")
    except OSError:
        return
