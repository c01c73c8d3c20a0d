"""Colours of the terminal output, by role.

256-colour codes whose contrast is about 4:1 or better on black and on white alike (xterm's palette), so
that the output can be read on dark and on light backgrounds.
"""

from collections.abc import Callable

Paint = Callable[[str, str], str]

_CODES = {
    "critical": "1;97;48;5;160",
    "high": "1;38;5;167",
    "medium": "1;38;5;166",
    "low": "1;38;5;32",
    "unscanned": "1;38;5;133",
    "good": "1;38;5;29",
    "help": "38;5;29",
    "frame": "38;5;32",
    "step": "38;5;32",
    "faint": "38;5;244",
    "strong": "1",
    "path": "1",
    "code": "38;5;133",
    "added": "38;5;29",
    "removed": "38;5;167",
}


def plain(role: str, text: str) -> str:  # noqa: ARG001 - the signature of a Paint
    """The text without colour."""
    return text


def colored(role: str, text: str) -> str:
    """The text in the colour of its role."""
    return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if text else text


def painter(color: bool) -> Paint:
    """The function that colours a text by its role, or leaves it plain."""
    return colored if color else plain
