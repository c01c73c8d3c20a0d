"""Which lines of a file are worth analysing: those where a word stands that some model or rule knows."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_CALLED = pattern(r"\b(\w++)[ \t]*+\(")


class Interest:
    """The calls and words of one file."""

    def __init__(self, source: Source) -> None:
        self.source = source

    @cached_property
    def called(self) -> frozenset[str]:
        """The last names of everything that looks like a call."""
        return frozenset(_CALLED.findall(self.source.text))

    def lines(self, calls: frozenset[str], words: "Mapping[str, re.Pattern[str]]") -> list[int]:
        """The sorted 1-based lines on which one of `calls` is called, or one of `words` stands.

        `words` are patterns by a literal in lower case that each match holds: most files hold none.
        """
        source = self.source
        patterns = [pattern for literal, pattern in words.items() if literal in source.lower]
        wanted = self.called & calls
        if wanted:
            patterns.append(re.compile(rf"\b(?:{'|'.join(sorted(wanted))})[ \t]*\("))
        found = {source.line_of(m.start()) for pattern in patterns for m in pattern.finditer(source.text)}
        return sorted(found)

    def stores(self, node: Any, name: str) -> bool:
        """Whether an attribute `name` is assigned in the lines of `node`."""
        source = self.source
        starts = source.line_starts
        end = starts[node.end_lineno] if node.end_lineno < len(starts) else len(source.text)
        text = source.text[starts[node.lineno - 1] : end]
        return f".{name} =" in text or f".{name}: " in text

    @cached_property
    def occurrences(self) -> list[tuple[int, str]]:
        """Everything that looks like a call: its line and its last name, in order."""
        line_of = self.source.line_of
        return [(line_of(m.start()), m[1]) for m in _CALLED.finditer(self.source.text)]
