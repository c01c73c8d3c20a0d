"""The few kinds of error, each with its exit code; every message carries a remedy."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

CLEAN = 0
FOUND = 1
USAGE = 2
NOTHING = 3
INCOMPLETE = 4
INTERNAL = 70
NO_SANDBOX = 125
INTERRUPTED = 130


class FumehoodError(Exception):
    """Something the user can mend. `remedy` says how, in one line."""

    exit_code: "ClassVar[int]" = INTERNAL

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(FumehoodError):
    """The command line or the configuration is wrong."""

    exit_code = USAGE


class NothingToScanError(FumehoodError):
    """No file was there to look at."""

    exit_code = NOTHING


class IncompleteError(FumehoodError):
    """Something could not be read or verified, and no answer is better than a wrong one."""

    exit_code = INCOMPLETE
