"""Excerpts of scanned files without their secrets: what every frame, diff and message goes through.

Three layers. The spans that any finding of a file calls sensitive are covered first; then the exposure
guard's `mask` looks at what is left, so that a secret nobody was asked to find (`--risk code`) stays hidden
too; `safe` comes last, where the text is written.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property

from fumehood.core.finding import Finding, Fix
from fumehood.core.source import Source

COVER = "*"
_SOURCES_KEPT = 16
_ANCHORS_CHECKED = 200
_EXPOSURE = "FHE"
_SHORTEST_VALUE = 5  # a shorter value is no secret, and would blank out ordinary words


class Redaction:
    """Reads files for excerpts and hides what must not be shown.

    `read` gives a file's source, or None when it is gone; `mask` hides secret-like text (None: the exposure
    guard's).
    """

    def __init__(
        self,
        findings: Iterable[Finding],
        read: Callable[[str], Source | None],
        mask: Callable[[str], str] | None = None,
    ) -> None:
        self._read = read
        self._given = mask
        self._findings: dict[str, list[Finding]] = {}
        for finding in findings:
            self._findings.setdefault(finding.location.path, []).append(finding)
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._sources: dict[str, Source | None] = {}
        self._texts: dict[str, str] = {}

    @cached_property
    def mask(self) -> Callable[[str], str]:
        """Hides secret-like text in a string."""
        if self._given is not None:
            return self._given
        from fumehood.exposure import masking

        return masking.mask

    def source(self, path: str) -> Source | None:
        """The file as it was scanned; None when it is gone or its findings no longer fit its text.

        A changed file is not shown: spans that hid a secret may stand beside it now.
        """
        if path not in self._sources:
            source = self._read(path)
            if source is not None and not self._fits(source):
                source = None
            while len(self._sources) >= _SOURCES_KEPT:
                del self._sources[next(iter(self._sources))]
            self._sources[path] = source
        return self._sources[path]

    def spans(self, path: str) -> list[tuple[int, int]]:
        """The sensitive spans of all findings in the file, in code points, sorted and merged."""
        if path not in self._spans:
            self._spans[path] = merged(s for f in self._findings.get(path, ()) for s in f.sensitive)
        return self._spans[path]

    def excerpt(self, path: str, start: int, end: int) -> str:
        """The file's text from `start` to `end` with covered spans; as long as it was, but for `mask`'s doing."""
        source = self.source(path)
        return "" if source is None else self.mask(cover(source.text[start:end], start, self.spans(path)))

    def about(self, finding: Finding, text: str) -> str:
        """The finding's message or a piece of its evidence, without secrets.

        What the exposure guard says of a secret (a preview, a fingerprint) is made to be shown, and would look
        like one to `mask`.
        """
        path = finding.location.path
        return (
            self._without_values(path, text) if finding.rule.startswith(_EXPOSURE) else self.text(path, text)
        )

    def text(self, path: str, text: str) -> str:
        """A text about the file or of a change to it, without the values that its spans cover."""
        text = self._without_values(path, text)
        if text not in self._texts:
            self._texts[text] = self.mask(text)
        return self._texts[text]

    def _without_values(self, path: str, text: str) -> str:
        for value in self.values(path):
            if value in text:
                text = text.replace(value, COVER * 8)
        return text

    def values(self, path: str) -> tuple[str, ...]:
        """The texts under the sensitive spans of the file, longest first. For comparing, never for showing."""
        if path not in self._values:
            spans = self.spans(path)
            source = self.source(path) if spans else None
            lines = {v.strip() for a, b in spans for v in source.text[a:b].splitlines()} if source else set()
            self._values[path] = tuple(
                sorted((v for v in lines if len(v) >= _SHORTEST_VALUE), key=lambda v: (-len(v), v))
            )
        return self._values[path]

    def fix(self, finding: Finding) -> Fix | None:
        """The finding's fix, or None where its text would carry a secret out of the file."""
        if finding.fix is None:
            return None
        if self.about(finding, finding.fix.description) != finding.fix.description:
            return None
        for edit in finding.fix.edits:
            if self.text(edit.path, edit.text) != edit.text:
                return None
        return finding.fix

    def _fits(self, source: Source) -> bool:
        count = len(source.line_starts)
        findings = self._findings.get(source.path, ())
        first = [f for f in findings if f.sensitive][:_ANCHORS_CHECKED] or list(findings[:_SOURCES_KEPT])
        return all(
            f.location.line <= count and source.anchor(f.location.line, f.sensitive) == f.location.anchor
            for f in first
        )


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans sorted, with those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def cover(text: str, offset: int, spans: list[tuple[int, int]]) -> str:
    """The text, which begins at `offset`, with every character of the merged spans (but line ends) as `*`."""
    if not spans:
        return text
    first = max(0, bisect_left(spans, (offset, offset)) - 1)
    for start, end in spans[first:]:
        a, b = max(0, start - offset), max(0, end - offset)
        if a >= len(text):
            break
        hidden = "".join(c if c in "\r\n" else COVER for c in text[a:b])
        text = text[:a] + hidden + text[a + len(hidden) :]
    return text
