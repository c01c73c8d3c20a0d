"""argparse with errors that name the nearest option and the remedy."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from fumehood.core.errors import UsageError
from fumehood.core.nearest import nearest

argparse._ = str  # type: ignore[attr-defined] # our help is English; to look for translations takes a hundredth of a short scan


class _Help(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse asks shutil, which takes longer to load than the arguments to read."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    """The width of the terminal: COLUMNS, else what it says itself, else 80."""
    try:
        return int(os.environ["COLUMNS"]) or 80
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


class Parser(argparse.ArgumentParser):
    """No abbreviations, raw epilogue, and usage errors as UsageError."""

    takes_command = False  # whether all that follows `--` is a command line: `command`, None without `--`

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Help, **options)

    def options(self) -> list[str]:
        """All option strings, in the order in which they were added."""
        return [o for action in self._actions for o in action.option_strings]

    def error(self, message: str) -> NoReturn:
        """Raises UsageError instead of printing and leaving."""
        raise UsageError(message, f"see `{self.prog} --help`")

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """The parsed arguments.

        Raises:
            UsageError: an option is unknown (with the nearest one) or a value is wrong.
        """
        words = list(sys.argv[1:] if args is None else args)
        command = None
        if self.takes_command and "--" in words:
            at = words.index("--")
            words, command = words[:at], words[at + 1 :]
        parsed, unknown = self.parse_known_args(words, namespace)
        if self.takes_command:
            parsed.command = command
        if unknown:
            near = nearest(unknown[0].partition("=")[0], self.options())
            remedy = f"did you mean {near}?" if near else f"see `{self.prog} --help`"
            if self.takes_command and not unknown[0].startswith("-"):
                remedy = f"write the command after `--`: {self.prog} -- {' '.join(unknown)}"
            raise UsageError(f"unknown argument {unknown[0]}", remedy)
        return parsed
