"""Regular expressions that are compiled when they are first used.

Compiling every pattern of every guard at import would take longer than scanning a small file; most scans
use a few of them.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

_T = TypeVar("_T", str, bytes)


class _Pattern:
    """Stands for `re.compile(source, flags)`; the first use of a method compiles and keeps it."""

    def __init__(self, source: "str | bytes", flags: int) -> None:
        self._compile: Callable[[], Any] = lambda: re.compile(source, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = self._compile()
        self._compile = lambda: compiled
        value = getattr(compiled, name)
        setattr(self, name, value)
        return value


def pattern(source: _T, flags: int = 0) -> "re.Pattern[_T]":
    """What `re.compile` would give, compiled at its first use. For its methods only, not for `re.sub(pattern, …)`."""
    return cast("re.Pattern[_T]", _Pattern(source, flags))
