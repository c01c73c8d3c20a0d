"""Asks the server where the shell has no netcat that speaks to Unix sockets.

Run as a file by `python -I -S`: it imports nothing of fumehood. Arguments: the socket, the agent, then the command that
judges cold, which gets the event when the server gives no whole answer.
"""

import os
import sys

_SECONDS = 2.0


def _main() -> int:
    import _socket

    path, agent, *cold = sys.argv[1:]
    event = b"".join(iter(lambda: os.read(0, 1 << 20), b""))
    tool = os.environ.get("CLINE_TOOL_NAME") or os.environ.get("AGENT_TOOL_NAME") or ""
    answer = b""
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    try:
        connection.settimeout(_SECONDS)
        connection.connect(path)
        left = memoryview(
            b"FH1 %s\n%s\n%s\n%s\nFHend\n" % (agent.encode(), os.getcwdb(), tool.encode(), event)
        )
        while left:
            left = left[connection.send(left) :]
        while part := connection.recv(65536):
            answer += part
    except OSError:
        answer = b""
    connection.close()
    if answer == b"FH0.":
        return 0
    if (
        answer[:2] == b"FH"
        and answer[2:3] in (b"0", b"1", b"2")
        and answer[3:4] == b":"
        and answer[-3:] == b":FH"
    ):
        code = answer[2] - 48
        os.write(2 if code else 1, answer[4:-3] + b"\n")
        return code
    return _cold(cold, event)


def _cold(command: "list[str]", event: bytes) -> int:
    """Becomes the cold hook, with the event on its standard input."""
    import tempfile

    with tempfile.TemporaryFile() as kept:
        kept.write(event)
        kept.seek(0)
        os.dup2(kept.fileno(), 0)
    os.execv(command[0], command)  # noqa: S606 - the words are the installed line's own


if __name__ == "__main__":
    try:
        code = _main()
    except BaseException:  # noqa: BLE001 - whatever it is, it blocks
        code = 2
    os._exit(code)
