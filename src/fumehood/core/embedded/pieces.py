"""Builds the text of a child together with the map of its positions."""

from fumehood.core.source import Source


class Pieces:
    """Collects stretches of a parent's text, in the order in which the child has them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._parts: list[str] = []
        self._segments: list[tuple[int, int]] = []
        self._length = 0
        self._expected = -1

    def __len__(self) -> int:
        return self._length

    @property
    def ends_line(self) -> bool:
        """Whether the last character so far ends a line."""
        return bool(self._parts) and self._parts[-1].endswith("\n")

    def copy(self, start: int, end: int) -> None:
        """Adds the characters `start` to `end` (exclusive) of the parent as they are."""
        if end > start:
            self._add(self.source.text[start:end], start)
            self._expected = end

    def put(self, text: str, at: int) -> None:
        """Adds text that the parent writes otherwise (an escape, a blank); all of it begins at `at`."""
        for character in text:
            self._expected = -1
            self._add(character, at)
        self._expected = -1

    def blank(self, start: int, end: int) -> None:
        """Adds a space for each character of the parent from `start` to `end`."""
        if end > start:
            self._expected = -1
            self._add(" " * (end - start), start)
            self._expected = -1

    def text(self) -> str:
        """What was collected so far."""
        return "".join(self._parts)

    def child(self, language: str) -> Source:
        """The child that was collected."""
        return self.source.child(self.text(), language, self._segments or [(0, 0)])

    def _add(self, text: str, at: int) -> None:
        if at != self._expected:
            self._segments.append((self._length, at))
        self._parts.append(text)
        self._length += len(text)
