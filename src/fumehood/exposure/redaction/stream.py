"""Redaction of a text that comes in pieces: nothing leaves before it is known whether it is part of a value."""

from fumehood.core.patterns import pattern
from fumehood.exposure.redaction.redact import Redactor

_KEY_BEGINS = pattern(r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY")
_KEY_ENDS = pattern(r"-----END [A-Z ]{0,40}PRIVATE KEY")
_LONGEST_KEY = 1_000_000
_LONGEST_LINE = 64 * 1024
_MARGIN = 8 * 1024
"""Characters that stay behind when a line is too long to wait for its end: no value without a space is longer."""
_CONTEXT = 4 * 1024
"""Characters in front of what leaves that the rules still see: a value is often known by the line above it."""


class StreamRedactor:
    """Whole lines, and whole private keys, leave; the rest is held back.

    Of a line longer than 64 KiB, parts leave that end between two words and in no value. `path` and `language`
    say what the text is, as for `Redactor.text`.
    """

    def __init__(self, redactor: Redactor, *, path: str = "prompt.txt", language: str = "text") -> None:
        self._redactor = redactor
        self._about = {"path": path, "language": language}
        self._before = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can leave after this piece."""
        self._held += piece
        end = self._held.rfind("\n") + 1
        begins = [m.start() for m in _KEY_BEGINS.finditer(self._held, 0, end)]
        if begins and not _KEY_ENDS.search(self._held, begins[-1], end) and len(self._held) < _LONGEST_KEY:
            end = self._held.rfind("\n", 0, begins[-1]) + 1
            return self._leave(end)
        if len(self._held) - end > _LONGEST_LINE and not begins:
            return self._leave(len(self._held) - _MARGIN, cut=True)
        return self._leave(end)

    def finish(self) -> str:
        """The rest."""
        return self._leave(len(self._held))

    def _leave(self, end: int, *, cut: bool = False) -> str:
        """What of the held text leaves, up to `end` (with `cut`: up to a place before it where no value is)."""
        if end <= 0:
            return ""
        start = len(self._before)
        whole = self._before + (self._held if cut else self._held[:end])
        spans = self._redactor.spans(whole, **self._about)
        stop = start + end
        if cut:
            stop = _between(whole, [(a, b) for a, b, _ in spans], stop, start)
            if stop == start:
                return ""
        out = self._redactor.replace(whole[:stop], [s for s in spans if s[1] <= stop], start)
        self._before = whole[max(0, stop - _CONTEXT) : stop]
        self._held = self._held[stop - start :]
        return out


def _between(text: str, spans: list[tuple[int, int]], stop: int, start: int) -> int:
    """The last place before `stop` that follows a space and is in none of the spans; `start` if there is none."""
    at = stop
    while at > start:
        at = text.rfind(" ", start, at) + 1
        if at == 0:
            return start
        inside = [a for a, b in spans if a < at < b]
        if not inside:
            return at
        at = min(inside)
    return start
