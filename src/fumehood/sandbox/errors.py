"""The error of a room that cannot be had."""

from fumehood.core.errors import NO_SANDBOX, FumehoodError


class NoSandboxError(FumehoodError):
    """The sandbox cannot start; nothing was run."""

    exit_code = NO_SANDBOX


class NoOverlayError(NoSandboxError):
    """No overlay can be laid over the project, or into the state folder; nothing was run, and a copy would do."""
