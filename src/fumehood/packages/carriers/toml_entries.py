"""TOML with positions, as `tomllib` does not give them; broken files give what can be read.

After TOML 1.0. Never recurses, so depth costs nothing.
"""

import re
from collections.abc import Generator, Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.carriers.entry import Entry, NotReadError

_BLANK = pattern(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_SPACE = pattern(r"[ \t]*+")
_KEY = pattern(r'"(?P<basic>(?:[^"\\\n]++|\\.)*)"|\'(?P<literal>[^\'\n]*+)\'|(?P<bare>[A-Za-z0-9_-]++)')
_STRING = pattern(
    r'"""(?P<multi>(?:[^"\\]++|\\.|"(?!""))*)"""|\'\'\'(?P<raw>(?:[^\']++|\'(?!\'\'))*)\'\'\'|'
    r'"(?P<basic>(?:[^"\\\n]++|\\.)*)"|\'(?P<literal>[^\'\n]*+)\'',
    re.DOTALL,
)
_SCALAR = pattern(r"[^\s,\]}#]++")
_SIMPLE = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "r": "\r"}

_DEEPEST = 200

Path = tuple[str, ...]
Spans = tuple[tuple[int, int], ...]


def toml_entries(text: str) -> Iterator[Entry]:
    """Each table header and each value, in the order of the text."""
    reader = _Reader(text)
    table: Path = ()
    spans: Spans = ()
    item = 0
    while True:
        reader.skip(_BLANK)
        if reader.at >= len(text):
            return
        if text[reader.at] == "[":
            double = text.startswith("[[", reader.at)
            reader.at += 2 if double else 1
            start = reader.at
            table, spans = reader.keys()
            item += 1
            yield Entry(table, spans, None, start, reader.at, item, string=False)
            reader.to_next_line()
            continue
        path, places = reader.keys()
        if not path or not text.startswith("=", reader.at):
            reader.to_next_line()
            continue
        reader.at += 1
        yield from reader.value((*table, *path), (*spans, *places), item)


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def skip(self, pattern: "re.Pattern[str]") -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def to_next_line(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end + 1

    def keys(self) -> tuple[Path, Spans]:
        """A dotted key; the reading goes on behind it and the white space that follows."""
        path: list[str] = []
        spans: list[tuple[int, int]] = []
        while True:
            self.skip(_SPACE)
            match = _KEY.match(self.text, self.at)
            if match is None:
                return tuple(path), tuple(spans)
            kind = match.lastgroup or "bare"
            path.append(_unescape(match[kind]) if kind == "basic" else match[kind])
            spans.append(match.span(kind))
            self.at = match.end()
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(path), tuple(spans)
            self.at += 1

    def value(self, path: Path, spans: Spans, item: int) -> Iterator[Entry]:
        """The value that comes next: one entry, or all that a list or an inline table holds."""
        text = self.text
        self.skip(_SPACE)
        frames: list[tuple[str, Path, Spans]] = []  # the open brackets, and what the values in them belong to
        number = item
        while self.at < len(text):
            self.skip(_BLANK if frames else _SPACE)
            here = text[self.at : self.at + 1]
            if here in "[{" and here:
                if len(frames) >= _DEEPEST:
                    raise NotReadError(f"TOML nested deeper than {_DEEPEST} levels; not read further")
                yield Entry(path, spans, None, self.at, self.at + 1, number, string=False)
                frames.append((here, path, spans))
                self.at += 1
                number += 1
            elif frames and here in "]}":
                frames.pop()
                self.at += 1
            elif frames and here == ",":
                self.at += 1
                number += 1
                continue
            elif frames and frames[-1][0] == "{":
                key, places = self.keys()
                if not key or not text.startswith("=", self.at):
                    return
                self.at += 1
                path, spans = (*frames[-1][1], *key), (*frames[-1][2], *places)
                self.skip(_SPACE)
                if text[self.at : self.at + 1] in ("[", "{"):
                    continue
                if not (yield from self._scalar(path, spans, number)):
                    return
            elif not (yield from self._scalar(path, spans, number)):
                return
            if not frames:
                return
            path, spans = frames[-1][1], frames[-1][2]

    def _scalar(self, path: Path, spans: Spans, number: int) -> Generator[Entry, None, bool]:
        match = _STRING.match(self.text, self.at)
        if match:
            kind = match.lastgroup or "basic"
            value = _unescape(match[kind]) if kind in ("basic", "multi") else match[kind]
            yield Entry(path, spans, value, match.start(kind), match.end(kind), number)
            self.at = match.end()
            return True
        scalar = _SCALAR.match(self.text, self.at)
        if scalar is None:
            self.to_next_line()
            return False
        yield Entry(path, spans, scalar[0], *scalar.span(), number, string=False)
        self.at = scalar.end()
        return True


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return re.sub(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", _one_escape, text, flags=re.DOTALL)


def _one_escape(match: "re.Match[str]") -> str:
    escape = match[1]
    if escape[0] in "uU" and len(escape) > 1:
        number = int(escape[1:], 16)
        return chr(number) if number < 0x110000 else "\ufffd"
    return _SIMPLE.get(escape, escape)
