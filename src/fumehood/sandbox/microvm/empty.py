"""A plan for a guest with nothing in it: to see one come up, and to make a snapshot of one."""

import os

from fumehood.sandbox.plan import Plan
from fumehood.sandbox.policy import Limits
from fumehood.sandbox.system import look

_LIMITS = Limits(64 << 20, 64, None, 1 << 32)


def empty(project: str, *, memory: int = _LIMITS.memory, folders: int = 0) -> Plan:
    """The plan of running `true`; `project` is an empty folder, `folders` the number of writable ones beside it."""
    system = look()
    return Plan(
        backend="microvm", workspace="ro", project=project, folder=project, home=os.path.realpath(os.path.expanduser("~")),
        user=system.user, command=("true",), environment=(("PATH", "/usr/bin:/bin"),), shown=system.shown,
        links=system.links, writable=(project,) * folders, masked=(), kept=(), fixed=(), net="none", hosts=(),
        limits=_LIMITS._replace(memory=memory),
    )  # fmt: skip
