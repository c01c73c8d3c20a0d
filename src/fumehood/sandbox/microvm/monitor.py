"""Speaks with qemu's monitor. Only the machine that a snapshot is made of has one; no machine of a run does.

Source: QEMU Machine Protocol specification; QAPI reference, "migration".
"""

import json
import os
import select
import socket
import time
from typing import Any

from fumehood.sandbox.errors import NoSandboxError

_SECONDS = 60.0
_PAUSE = 0.01
_UNHURRIED = 1 << 40
"""Bytes a second: the default would hold a snapshot back."""
_REMEDY = "use a newer qemu; without a snapshot every run boots, which takes longer"


class Monitor:
    """A monitor on `line`, beside whatever qemu says to its standard error.

    Raises:
        NoSandboxError: it does not speak.
    """

    def __init__(self, line: socket.socket, seconds: float = _SECONDS) -> None:
        self._line = line
        self._deadline = time.monotonic() + seconds
        self._rest = b""
        self._said = ""
        while "QMP" not in self._next():
            pass
        self.ask("qmp_capabilities")

    def ask(self, command: str, descriptor: int | None = None, **arguments: Any) -> Any:
        """What qemu returns; `descriptor` goes along.

        Raises:
            NoSandboxError: it refuses, ends, or does not answer.
        """
        raw = json.dumps({"execute": command, "arguments": arguments}).encode()
        try:
            socket.send_fds(self._line, [raw], [] if descriptor is None else [descriptor])
        except OSError as error:
            raise NoSandboxError(f"qemu is gone: {self._said or error}", _REMEDY) from error
        while True:
            answer = self._next()
            if "error" in answer:
                reason = answer["error"].get("desc", "") if isinstance(answer["error"], dict) else ""
                raise NoSandboxError(f"qemu refuses {command}: {reason}", _REMEDY)
            if "return" in answer:
                return answer["return"]

    def save(self, path: str) -> None:
        """Writes the machine's state to the file `path`; the machine stands still from then on.

        Raises:
            NoSandboxError: as `ask`, or the state cannot be written.
        """
        file = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_CLOEXEC)
        try:
            self.ask("getfd", file, fdname="state")
        finally:
            os.close(file)
        self.ask("migrate-set-parameters", **{"max-bandwidth": _UNHURRIED})
        self.ask("migrate", uri="fd:state")
        while (found := self.ask("query-migrate")).get("status") != "completed":
            if found.get("status") in ("failed", "cancelled"):
                reason = found.get("error-desc") or self._said or "qemu does not say why"
                raise NoSandboxError(f"the machine cannot be kept: {reason}", _REMEDY)
            time.sleep(_PAUSE)

    def _next(self) -> dict[str, Any]:
        """The next answer or event; other lines are complaints, which are kept."""
        while True:
            while b"\n" not in self._rest:
                ready, _, _ = select.select([self._line], [], [], max(0.0, self._deadline - time.monotonic()))
                data = self._line.recv(65536) if ready else b""
                if not data:
                    raise NoSandboxError(f"qemu does not answer: {self._said or 'it says nothing'}", _REMEDY)
                self._rest += data
            line, _, self._rest = self._rest.partition(b"\n")
            try:
                found = json.loads(line)
            except ValueError:
                self._said = line.decode("utf-8", "replace").strip()[:500] or self._said
                continue
            if isinstance(found, dict):
                return found
