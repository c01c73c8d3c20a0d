"""A source: the text of one file, or of a document inside one, with lazy views that all guards share."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from fumehood.core.finding import Edit, Location
from fumehood.core.hashing import blake2b
from fumehood.core.patterns import pattern

if TYPE_CHECKING:
    import ast

_LINE_END = pattern(r"\r\n|\n|\r")
_LITERAL = pattern(r"(\"\"\"|'''|[\"'`])(?:\\.|(?!\1).)*(?:\1|$)")
_BLANK = pattern(r"\s+")
_LONGEST_ANCHOR = 400


class OffsetMap:
    """Maps offsets of an embedded document to its parent's.

    `segments` are `(offset in the child, offset in the parent)` pairs, sorted; between two of them both
    texts run in step. An offset inside an escape maps to where the escape begins.
    """

    def __init__(self, segments: Sequence[tuple[int, int]]) -> None:
        self._child = [c for c, _ in segments]
        self._parent = [p for _, p in segments]

    def __call__(self, offset: int) -> int:
        """The parent's offset of the child's `offset`."""
        i = max(0, bisect_right(self._child, offset) - 1)
        return self._parent[i] + offset - self._child[i]

    def contiguous(self, start: int, end: int) -> bool:
        """Whether `start` to `end` lies in one run, so that replacing it there replaces just it."""
        return bisect_right(self._child, start) == bisect_right(self._child, max(start, end - 1))


class Source:
    """One text to inspect. `path` is relative to the scanned root, with forward slashes.

    `language` is one of `core.language`'s names; `ignored` says that a .gitignore of the tree names the
    file; `parent` is set for a document inside another one (a notebook cell, a fenced block, a `RUN`).
    `problems` says what is wrong with the text itself (undecodable bytes, for example).
    """

    def __init__(
        self,
        path: str,
        text: str,
        language: str,
        *,
        raw: bytes | None = None,
        encoding: str = "utf-8",
        ignored: bool = False,
        parent: "Source | None" = None,
        offsets: OffsetMap | None = None,
        problems: Iterable[str] = (),
    ) -> None:
        self.path = path
        self.text = text
        self.language = language
        self.encoding = encoding
        self.ignored = ignored
        self.parent = parent
        self.problems = list(problems)
        if raw is not None:
            self.raw = raw
        self._offsets = offsets

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {self.language!r}, {len(self.text)} characters)"

    @property
    def root(self) -> "Source":
        """The source of the whole file."""
        return self if self.parent is None else self.parent.root

    @cached_property
    def raw(self) -> bytes:
        """The file's bytes; of an embedded document, its text as UTF-8."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def is_ascii(self) -> bool:
        """Whether the text is plain ASCII: most files are, and need no look at odd characters."""
        return self.text.isascii()

    @cached_property
    def lower(self) -> str:
        """The text in lower case, for literal pre-filters (offsets hold only where `is_ascii`)."""
        return self.text.lower()

    @cached_property
    def line_starts(self) -> list[int]:
        r"""The offset of each line's first character; lines end at \n, \r\n or \r."""
        if "\r" in self.text:
            return [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        sizes = map((1).__add__, map(len, self.text.split("\n")))  # all of it in C: files have many lines
        starts = list(accumulate(sizes, initial=0))
        starts.pop()
        return starts

    def line_of(self, offset: int) -> int:
        """The 1-based line of an offset in this text."""
        return bisect_right(self.line_starts, offset)

    def line(self, number: int) -> str:
        """The text of the 1-based line, without its line end."""
        starts = self.line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def in_file(self, offset: int) -> int:
        """The offset in the file's text (`root`) of an offset in this text."""
        if self.parent is None or self._offsets is None:
            return offset
        return self.parent.in_file(self._offsets(offset))

    def location(self, start: int, end: int, sensitive: Iterable[tuple[int, int]] = ()) -> Location:
        """Where the code points `start` to `end` (exclusive) of this text are in the file."""
        root = self.root
        end = max(start, end)
        a = self.in_file(start)
        b = self.in_file(end - 1) + 1 if end > start else a
        line, last = root.line_of(a), root.line_of(max(a, b - 1))
        hide = [(self.in_file(x), self.in_file(y - 1) + 1) for x, y in sensitive]
        return Location(
            path=self.path,
            line=line,
            column=a - root.line_starts[line - 1] + 1,
            end_line=last,
            end_column=b - root.line_starts[last - 1] + 1,
            start=a,
            end=b,
            anchor=root.anchor(line, hide),
        )

    def anchor(self, line: int, sensitive: Sequence[tuple[int, int]] = ()) -> str:
        """A hash of what a line of the file says, spaces, literals and `sensitive` spans left out."""
        begin = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        # no more than is hashed: a line may be a megabyte long, with a thousand findings
        end = min(end, begin + _LONGEST_ANCHOR + sum(b - a for a, b in sensitive))
        text = self.text[begin:end].rstrip("\r\n")
        for a, b in sorted(sensitive, reverse=True):
            text = text[: max(0, a - begin)] + text[max(0, b - begin) :]
        text = _BLANK.sub("", _LITERAL.sub(r"\1\1", text[:_LONGEST_ANCHOR]))
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def edit(self, start: int, end: int, text: str) -> Edit | None:
        """An edit of the file that replaces `start` to `end` of this text, or None where that is not exact.

        It is exact in a UTF-8 file, and in an embedded document whose span is one run of its parent.
        """
        if self.parent is not None:
            if self._offsets is None or not self._offsets.contiguous(start, end):
                return None
            first = self._offsets(start)
            return self.parent.edit(first, first + end - start, text)
        if self.encoding != "utf-8" or self.raw.startswith(b"\xef\xbb\xbf"):
            return None
        return Edit(self.path, self.byte_offset(start), self.byte_offset(end), text)

    def byte_offset(self, offset: int) -> int:
        """The offset in UTF-8 bytes of a code-point offset in this text."""
        return offset if self.is_ascii else len(self.text[:offset].encode("utf-8", "surrogatepass"))

    def child(self, text: str, language: str, segments: Sequence[tuple[int, int]]) -> "Source":
        """A document inside this one; `segments` as `OffsetMap` takes them."""
        return Source(
            self.path, text, language, ignored=self.ignored, parent=self, offsets=OffsetMap(segments)
        )

    def slice(self, start: int, end: int, language: str) -> "Source":
        """The child that is exactly the characters `start` to `end` of this text."""
        return self.child(self.text[start:end], language, [(0, start)])

    @cached_property
    def children(self) -> "tuple[Source, ...]":
        """The documents inside this one (not theirs in turn)."""
        from fumehood.core.embedded import children

        return tuple(children(self))

    def walk(self) -> "Iterable[Source]":
        """This source and all documents inside it, outermost first."""
        pending = [self]
        while pending:
            source = pending.pop(0)
            yield source
            pending.extend(source.children)

    @cached_property
    def syntax(self) -> "ast.Module | None":
        """The Python syntax tree, or None when it cannot be parsed; then `problems` has the reason."""
        from fumehood.core.python_syntax import parse

        tree, problem = parse(self.text, embedded=self.parent is not None)
        if problem:
            self.problems.append(problem)
        return tree
