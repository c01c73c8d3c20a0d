"""The error of a room that cannot be had."""

from fumehood.core.errors import NO_SANDBOX, FumehoodError


class NoSandboxError(FumehoodError):
    """The sandbox cannot start; nothing was run."""

    exit_code = NO_SANDBOX
