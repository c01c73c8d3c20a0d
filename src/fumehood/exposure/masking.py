"""Hides secret-like text in an excerpt: what every report writer does with every line that it prints."""

from fumehood.core.patterns import pattern
from fumehood.exposure.detectors import secrets_in
from fumehood.exposure.personal import numbers
from fumehood.exposure.strings import noise
from fumehood.exposure.view import View

_RUN = pattern(r"[A-Za-z0-9+/=_-]{20,}")
# Places that hold a credential and nothing else: covered whatever stands there, since a line is shown to explain
# another one and loses nothing by it. A word or a template is told apart by its form alone.
_PLACES = (
    pattern(r"://[^\s/:@'\"]{0,80}:(?P<v>[^\s/'\"]{3,200})@"),
    pattern(r"(?i)\b(?:bearer|basic|digest|ntlm|authorization:? token)[ \t]{1,4}(?P<v>[^\s'\"`]{6,4000})"),
    pattern(r"(?:(?<=\s)-u|--user)[ =]{0,2}['\"]?[^\s:'\"]{1,80}:(?P<v>[^\s'\"]{3,200})"),
)
_NO_VALUE = pattern(r"[a-z]{1,30}|[A-Z_]{1,40}|[\$%]?[\[{<(].{0,200}[\]}>)]|\$\w{1,60}|%[sdr]|\.{3}|x+|\*+")


def mask(text: str) -> str:
    """`text` with every secret-like span as asterisks (a vendor's prefix stays); as long as it was.

    Sees all secrets and identity numbers that the rules see, at any confidence, and besides every run of characters that looks like
    noise: a line from the middle of a private key has no marker of its own. What stands where only a credential can
    stand (behind `Bearer`, in front of a URL's host) goes in any case.
    """
    view = View.excerpt(text)
    places = (
        m.span("v") for place in _PLACES for m in place.finditer(text) if not _NO_VALUE.fullmatch(m["v"])
    )
    spans = [(c.start, c.end, c.shown) for c in (*secrets_in(view), *numbers.find(view, named=True))]
    runs = [(m.start(), m.end(), 0) for m in _RUN.finditer(text) if noise(m[0])]
    runs += [(start, end, 0) for start, end in places]
    if not spans and not runs:
        return text
    hidden = bytearray(len(text))
    for start, end, _ in (*runs, *spans):
        hidden[start:end] = b"\1" * (end - start)
    for start, _, shown in spans:
        hidden[start : start + shown] = bytes(shown)
    return "".join("*" if h and c not in "\r\n" else c for c, h in zip(text, hidden, strict=True))
