"""Where syntax nodes stand in the text: code-point offsets from lines and byte columns."""

import ast

from fumehood.core.source import Source


class Positions:
    """Maps nodes of `source.syntax` to spans of `source.text`."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def span(self, node: ast.AST) -> tuple[int, int]:
        """The code points at which the node starts and ends (exclusive)."""
        line = getattr(node, "lineno", 1)
        start = self.offset(line, getattr(node, "col_offset", 0))
        end = self.offset(getattr(node, "end_lineno", line), getattr(node, "end_col_offset", 0))
        return start, max(start, end)

    def offset(self, line: int, column: int) -> int:
        """The code point of a 1-based line and a 0-based column in UTF-8 bytes."""
        starts = self.source.line_starts
        begin = starts[min(line, len(starts)) - 1]
        if self.source.is_ascii:
            return min(begin + column, len(self.source.text))
        end = starts[line] if line < len(starts) else len(self.source.text)
        text = self.source.text[begin:end]
        if begin == 0 and text.startswith("\ufeff"):
            column = max(column, 3)  # the mark is as long as the three blanks that stand for it
        return begin + len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))
