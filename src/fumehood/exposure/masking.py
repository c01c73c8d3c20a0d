"""Hides secret-like text in an excerpt: what every report writer does with every line that it prints."""

import re

from fumehood.exposure.detectors import secrets_in
from fumehood.exposure.preview import stars
from fumehood.exposure.strings import noise
from fumehood.exposure.view import View

_RUN = re.compile(r"[A-Za-z0-9+/=_-]{20,}")


def mask(text: str) -> str:
    """`text` with every secret-like span as asterisks (a vendor's prefix stays); as long as it was.

    Sees everything that the rules see at any confidence, and besides every run of characters that looks like
    noise: a line from the middle of a private key has no marker of its own.
    """
    spans = [(c.start, c.end, c.shown) for c in secrets_in(View.excerpt(text))]
    spans += [(m.start(), m.end(), 0) for m in _RUN.finditer(text) if noise(m[0])]
    if not spans:
        return text
    out, at = [], 0
    for start, end, shown in sorted(spans):
        if end <= at:
            continue
        if start < at:
            out.append("*" * (end - at))
        else:
            out += [text[at:start], stars(text[start:end], shown)]
        at = end
    out.append(text[at:])
    return "".join(out)
