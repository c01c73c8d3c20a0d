"""Where a verb writes: findings to stdout, everything else to stderr, nothing else anywhere."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Console:
    """Standard output and error with the colour decision made once.

    Colour, in this order: the flag, FORCE_COLOR, NO_COLOR, TERM=dumb, whether stdout is a terminal.
    """

    def __init__(self, color: str = "auto", *, quiet: bool = False, verbose: int = 0) -> None:
        self.quiet = quiet
        self.verbose = verbose
        self.color = wants_color(color, sys.stdout)
        self.terminal = sys.stderr.isatty()

    def out(self, text: str, end: str = "\n") -> None:
        """Writes a result to stdout. Whatever comes from the input must have been made harmless before."""
        sys.stdout.write(text + end)

    def note(self, text: str) -> None:
        """Writes a notice to stderr, unless quiet."""
        if not self.quiet:
            sys.stdout.flush()
            sys.stderr.write(text + "\n")
            sys.stderr.flush()

    def error(self, text: str) -> None:
        """Writes an error to stderr, always."""
        sys.stdout.flush()
        sys.stderr.write(text + "\n")
        sys.stderr.flush()


def wants_color(flag: str, stream: "TextIO") -> bool:
    """Whether to colour what goes to `stream`; `flag` is auto, always or never."""
    if flag != "auto":
        return flag == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
