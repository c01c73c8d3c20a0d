"""Whether memory ended a container: by what the engine says, else by what the kernel wrote into its log.

Podman 4.3 on control groups of version 1 does not say it. Source: dev-kmsg (kernel documentation).
"""

import contextlib
import os

_RECORD = 8192
_MOST = 100_000


def ended_by_memory(said: str, container: str) -> bool:
    """`said` is the engine's OOMKilled, `container` its full identifier."""
    if said == "true":
        return True
    return bool(container) and any("oom-kill:" in line and container in line for line in _kernel_log())


def _kernel_log() -> list[str]:
    """The lines of the kernel's log; none where this user may not read them."""
    found: list[str] = []
    with contextlib.suppress(OSError):
        log = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            while len(found) < _MOST:
                try:
                    found.append(os.read(log, _RECORD).decode("utf-8", "replace"))
                except BrokenPipeError:
                    continue  # overwritten while we read: the next one is there
        finally:
            os.close(log)
    return found
