"""A command that runs in a container: followed like any other, on the container's own files."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def inside(
    call: Call, words: list[Arg], *, mounts: tuple[tuple[str, str], ...] = (), cwd: str | None = None
) -> Arg | None:
    """Follows a command that runs in a container: its paths are the container's, but for what is mounted."""
    if not words:
        return Arg("")
    outer, call.machine.state = call.machine.state, call.machine.state.copy()
    state = call.machine.state
    try:
        state.container = True
        state.mounts = mounts
        state.cwd = cwd
        return call.run(words)
    finally:
        call.machine.state = outer
