"""Secrets inside base64, hex or gzip: decoded only where the encoding of a telling word shows.

`-----BEGIN` has three forms in base64, by its place among the groups of three bytes; so has every other
word. These forms are literals of the prefilter, so that ordinary base64 costs nothing.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

PRIORITY = 47
DEEPEST = 2
_LONGEST = 60_000
_MOST_PLAIN = 400_000
_TELLING = ("-----BEGIN ", "eyJhbGciOi", "eyJ0eXAiOi", "password", "PASSWORD", "passwd", "secret", "SECRET_", "api_key", "API_KEY", "apikey", "token", "TOKEN",
            "aws_access", "AKIA", "ghp_", "glpat-", "xoxb-", "sk_live_", "private_key", "postgres://", "mongodb://", "mysql://")  # fmt: skip
_RUN64 = pattern(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_RUN_BEFORE = pattern(r"[A-Za-z0-9+/_-]*")
_RUN16 = pattern(r"(?:[0-9a-fA-F]{2}){12,}")


def _base64_forms(word: str) -> set[str]:
    """What of `base64(… word …)` does not depend on the neighbours, for the three places it can have."""
    forms = set()
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + word.encode()).decode().rstrip("=")
        whole = (shift + len(word)) * 8 // 6
        forms.add(encoded[(shift * 8 + 5) // 6 : whole])
    return forms


_FORMS64 = frozenset(form for word in _TELLING for form in _base64_forms(word) if len(form) >= 5)
_FORMS16 = frozenset(word.encode().hex() for word in _TELLING)
_GZIP = "H4sI"
WORDS = tuple(sorted({f.lower() for f in _FORMS64} | _FORMS16 | {_GZIP.lower()}))


def finder(
    secrets_in: Callable[[View], list[Candidate]],
) -> Callable[[View, Sequence[int]], Iterator[Candidate]]:
    """The detector, given the function that looks into the decoded text."""

    def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
        """The secrets in the encoded runs around `positions`."""
        if view.depth >= DEEPEST:
            return
        done = -1
        for position in positions:
            if position < done:
                continue
            start = _run_start(view.text, position, done)
            run = _RUN64.match(view.text, start, min(len(view.text), position + _LONGEST))
            done = max(position + 1, run.end() if run else 0)
            for start, end, plain, how in _decoded(run) if run else ():
                inner = secrets_in(view.decoded(plain))
                if inner:
                    best = max(inner, key=lambda c: (c.priority, c.confidence.rank, c.severity.rank))
                    yield _outer(best, start, end, how)

    return find


def _outer(inner: Candidate, start: int, end: int, how: str) -> Candidate:
    evidence = tuple(pair for pair in inner.evidence if pair[0] != "encoding")
    nested = next((value for key, value in inner.evidence if key == "encoding"), "")
    return Candidate(
        rule=inner.rule,
        start=start,
        end=end,
        label=f"{inner.label} in {how}",
        severity=inner.severity,
        confidence=inner.confidence,
        priority=PRIORITY,
        evidence=(*evidence, ("encoding", f"{how}, {nested}" if nested else how)),
    )


def _run_start(text: str, position: int, done: int) -> int:
    """Where the run of base64 characters around a position begins, not before what is done already."""
    backwards = _RUN_BEFORE.match(text[max(0, done, position - _LONGEST) : position][::-1])
    return position - (backwards.end() if backwards else 0)


def _decoded(run: re.Match[str]) -> Iterator[tuple[int, int, str, str]]:
    if any(f in run[0] for f in _FORMS64) or run[0].startswith(_GZIP):
        plain = _from_base64(run[0])
        if plain is not None:
            yield run.start(), run.end(), plain, "base64"
            return
    hexed = _RUN16.match(run[0])
    if hexed is not None and any(f in hexed[0].lower() for f in _FORMS16):
        plain = _readable(bytes.fromhex(hexed[0]))
        if plain is not None:
            yield run.start(), run.start() + hexed.end(), plain, "hex"


def _from_base64(run: str) -> str | None:
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(bare + "=" * (-len(bare) % 4))
    except (ValueError, binascii.Error):
        return None
    if raw[:2] == b"\x1f\x8b":
        try:
            raw = zlib.decompressobj(31).decompress(raw, _MOST_PLAIN)
        except zlib.error:
            return None
    return _readable(raw)


def _readable(raw: bytes) -> str | None:
    """The bytes as text when nearly all of them are text."""
    plain = raw.decode("utf-8", "replace")
    odd = sum(1 for c in plain[:4000] if c == "\ufffd" or (c < " " and c not in "\r\n\t"))
    return plain if odd * 20 <= min(len(plain), 4000) else None
