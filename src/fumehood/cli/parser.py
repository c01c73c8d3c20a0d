"""argparse with errors that name the nearest option and the remedy."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from fumehood.core.errors import UsageError
from fumehood.core.nearest import nearest


class Parser(argparse.ArgumentParser):
    """No abbreviations, raw epilogue, and usage errors as UsageError."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)

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
        parsed, unknown = self.parse_known_args(sys.argv[1:] if args is None else args, namespace)
        if unknown:
            near = nearest(unknown[0].partition("=")[0], self.options())
            remedy = f"did you mean {near}?" if near else f"see `{self.prog} --help`"
            raise UsageError(f"unknown argument {unknown[0]}", remedy)
        return parsed
