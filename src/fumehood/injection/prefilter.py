"""Which texts deserve a closer look: one pass of a compiled set of literals, and a few searches for shapes.

Everything later looks only where something was found here, so what this misses is never seen: each decoder
and each family of phrases has its literals in `data/literals.txt`, and a test holds them to it.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fumehood.core.source import Source
from fumehood.injection.reading.lexicon import data

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

ENCODED = 1 << 30
ALONE = 1 << 29
_NEAR = 500
# One class for all letters and digits makes a block of base64 a plain substring search.
_SHAPES = bytes(
    ord("a") if chr(b) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" else b
    for b in range(256)
)
_ENCODED_SHAPES = (
    b"a" * 20, b"%aa%aa%aa", b"\\aaaaa\\aaaaa\\aaaaa", b"\\aaa\\aaa\\aaa\\aaa", b"&#aa", b"aa aa aa aa aa aa aa aa aa",
    b" a a a a a a", b"a-a-a-a-a-a", b"a.a.a.a.a.a", b"a_a_a_a_a_a", b"a*a*a*a*a*a", b"%aaa",
)  # fmt: skip
_MARKUP = (
    "<!--", "display:none", "display: none", "visibility:hidden", "visibility: hidden", "opacity:0", "opacity: 0", "font-size:0",
    "font-size: 0", "font-size:1", "-999", "<template", "<noscript", " hidden", "color:#f", "color:white", "color: #f", "color: white",
    "transparent", "{/*", "alt=", "title=", "aria-", "data-", "![",
)  # fmt: skip
_HIDING = (
    "[//]:",
    "[comment]:",
    "[]:",
    "]: #",
    "]: <>",
    " " * 100,
    "\t" * 25,
    "\n" * 60,
    "\x1b[",
    "\\x1b[",
    "\\033[",
    "\\u001b[",
)
# Control and filler characters, look-alike alphabets next to Latin letters, compatibility forms of letters.
_SUSPICIOUS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff"
    "\uff21-\uff5a\uffa0\U0001d400-\U0001d7ff\U0001f1e6-\U0001f1ff\U000e0000-\U000e0fff]|\ufe0f\ufe0f|[A-Za-z]\ufe0f|"
    "[a-zA-Z][\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\ua4d0-\ua4ff\u0300-\u036f]|"
    "[\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\ua4d0-\ua4ff][a-zA-Z]"
)

_WORDY = re.compile(r"[^\W\d_]{2,}(?:[\W_]+[^\W\d_]{2,}){3,}")


class Traces(NamedTuple):
    """What was found in a text: literals as (offset, bits), sorted; whether they say something together; shapes."""

    literals: list[tuple[int, int]]
    telling: bool
    encoded: bool
    hiding: bool
    suspicious: bool

    def __bool__(self) -> bool:
        return self.telling or self.encoded or self.hiding or self.suspicious


def traces(source: Source) -> Traces:
    """What a text holds that may be, carry or hide an instruction. Linear, and cheap where it finds nothing."""
    text = source.text
    found = _literals(source)
    return Traces(
        found,
        _telling(found),
        looks_encoded(text, ascii_only=source.is_ascii),
        any(mark in text for mark in _HIDING)
        or (bool(found) and any(mark in source.lower for mark in _MARKUP)),
        not source.is_ascii and _SUSPICIOUS.search(text) is not None,
    )


def looks_encoded(text: str, *, ascii_only: bool) -> bool:
    """Whether a text has a shape that a decoder of `decode` knows."""
    shape = text.encode("ascii" if ascii_only else "latin-1", "replace").translate(_SHAPES)
    return any(s in shape for s in _ENCODED_SHAPES)


def _literals(source: Source) -> list[tuple[int, int]]:
    lower = source.lower
    if len(lower) != len(source.text):  # U+0130 alone grows when it is lowered
        lower = source.text.replace("\u0130", "i").lower()
    automaton, bits, whole = _automaton()
    found = []
    for number, start, _ in automaton.find_matches_as_indexes(lower):
        if not whole[number] or start == 0 or not lower[start - 1].isalnum():
            found.append((start, bits[number]))
    return found


def _telling(found: list[tuple[int, int]]) -> bool:
    """Whether a literal says something alone, or two of different groups stand near each other."""
    last: dict[int, int] = {}
    for at, bits in found:
        if bits & (ALONE | ENCODED):
            return True
        if any(at - where < _NEAR for other, where in last.items() if other != bits):
            return True
        last[bits] = at
    return False


@cache
def _automaton() -> "tuple[AhoCorasick, list[int], list[bool]]":
    """The compiled set, the bits of each literal, and whether it must begin a word."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    from fumehood.injection.decode.disguise import disguised

    literals: dict[str, int] = {}
    bit = 0
    for line in data("literals.txt").splitlines():
        group, colon, words = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        bits = ALONE if group == "alone" else 1 << bit
        bit += group != "alone"
        for word in words.split(","):
            literals.setdefault(word.strip().replace("_", " "), bits)
    plain = len(literals)
    for word in disguised():
        literals.setdefault(word, ENCODED)
    names = list(literals)
    automaton = AhoCorasick(
        names,
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
        store_patterns=False,
    )
    whole = [i < plain and name[0].isascii() and name[0].isalpha() for i, name in enumerate(names)]
    return automaton, list(literals.values()), whole


def telling_name(path: str) -> bool:
    """Whether the file's name is a sentence rather than a name."""
    name = path.rpartition("/")[2]
    return len(name) > 24 and _WORDY.search(name) is not None
