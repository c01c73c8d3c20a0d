"""Hides secret-like text in an excerpt: what every report writer does with every line that it prints."""

from fumehood.core.patterns import pattern
from fumehood.exposure.detectors import secrets_in
from fumehood.exposure.personal import numbers
from fumehood.exposure.strings import noise
from fumehood.exposure.view import View

_RUN = pattern(r"[A-Za-z0-9+/=_-]{20,}")


def mask(text: str) -> str:
    """`text` with every secret-like span as asterisks (a vendor's prefix stays); as long as it was.

    Sees all secrets and identity numbers that the rules see, at any confidence, and besides every run of characters that looks like
    noise: a line from the middle of a private key has no marker of its own.
    """
    view = View.excerpt(text)
    spans = [(c.start, c.end, c.shown) for c in (*secrets_in(view), *numbers.find(view, named=True))]
    runs = [(m.start(), m.end(), 0) for m in _RUN.finditer(text) if noise(m[0])]
    if not spans and not runs:
        return text
    hidden = bytearray(len(text))
    for start, end, _ in (*runs, *spans):
        hidden[start:end] = b"\1" * (end - start)
    for start, _, shown in spans:
        hidden[start : start + shown] = bytes(shown)
    return "".join("*" if h and c not in "\r\n" else c for c, h in zip(text, hidden, strict=True))
