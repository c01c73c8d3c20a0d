"""How much memory a guest's machine has: what the command may use, and a place for the kernel and the agent."""

import os

from fumehood.sandbox.errors import NoSandboxError

_APART = 160 << 20
"""Bytes for the guest's kernel and agent beside what the command may use."""
_STEPS = ((1 << 30, 1 << 28), (4 << 30, 1 << 29), (1 << 62, 1 << 30))
"""Up to a size, the steps that a machine grows by: a snapshot holds for one size only, so there are few of them."""
_SHARE = 0.75
"""The part of this machine's memory that one guest may have at most."""


def of_machine(limit: int) -> int:
    """Bytes of the guest's machine for a command that may use `limit` bytes.

    The guest's control group holds the command to its limit; what the machine does not touch costs nothing here.

    Raises:
        NoSandboxError: this machine has not that much.
    """
    wanted = limit + _APART
    step = next(step for most, step in _STEPS if wanted <= most)
    most = int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _SHARE) >> 20 << 20
    if wanted > most:
        raise NoSandboxError(
            f"a guest for {limit >> 20} MB of memory does not fit beside what runs here",
            f"ask for less: --memory {max(1, (most - _APART) >> 20)}m is the most",
        )
    return min(-(-wanted // step) * step, most)
