"""Which texts deserve a closer look: one pass of a compiled set of literals, and a few searches for shapes.

Everything later looks only where something was found here, so what this misses is never seen: each decoder
and each family of phrases has its literals in `data/literals.txt`, and a test holds them to it.
"""

import os
from functools import cache
from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.injection.reading.lexicon import data

ENCODED = 1 << 30
ALONE = 1 << 29
HIDING = 1 << 28
STRONG = (1 << 16) - 1  # the bits of the strong groups; those of the weak ones follow
_WEAK_FROM = 16
_NEAR = 500
# One class for all letters and digits makes a block of base64 a plain substring search.
_SHAPES = bytes(ord("a") if chr(b).isalnum() and b < 128 else b for b in range(256))
_LONGEST_WORD = 20
_BLOCK = b"a" * _LONGEST_WORD
_BLOCKS_LOOKED_AT = 200
_HEX_OF_TEXT = pattern(r"(?:[2-7][0-9a-f])+[2-7]?|(?:[2-7][0-9A-F])+[2-7]?")
_ESCAPES = {
    "%": (b"%aa%aa%aa",),
    "\\": (b"\\aaaaa\\aaaaa\\aaaaa", b"\\aaa\\aaa\\aaa\\aaa"),
    "&#": (b"&#aaa;&#aa", b"&#aa;&#aa"),
    "U+": (b"U+aaaa U+aaaa",),
}
_APART = (
    b"aa aa aa aa aa aa aa aa aa", b"aa:aa:aa:aa:aa:aa:aa:aa:aa", b"aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa",
    b" a a a a a a", b"a-a-a-a-a-a", b"a.a.a.a.a.a", b"a_a_a_a_a_a", b"a*a*a*a*a*a",
)  # fmt: skip
_FEWEST_BLANKS = 3
_HIDING = (
    "<!--", "display:none", "display: none", "visibility:hidden", "visibility: hidden", "opacity:0", "opacity: 0", "font-size:0",
    "font-size: 0", "font-size:1px", "-9999", "-999px", "<template", "color:#fff", "color:white", "color: #fff", "color: white",
    "color:transparent", "color: transparent", "[//]:", "[comment]:", "]: #", "]: <>", "\x1b[", "\\x1b[", "\\033[", "\\u001b[",
)  # fmt: skip
_FAR = (" " * 100, "\t" * 25, "\n" * 60)
# Control and filler characters, look-alike alphabets next to Latin letters, compatibility forms of letters.
_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\ua4d0-\ua4ff"
_ZERO_WIDTH = "\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200f\u2060-\u206f\u3164\ufeff\uffa0"
_DISGUISED = pattern(
    f"[a-zA-Z][{_FOREIGN}\u0300-\u036f]|[{_FOREIGN}][a-zA-Z]|[a-zA-Z ,.][{_ZERO_WIDTH}]{{1,9}}[a-zA-Z ]|[{_ZERO_WIDTH}]{{9}}|"
    "[\u202a-\u202e\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}|[\uff21-\uff5a]{3}|[\U0001d400-\U0001d7ff\u24b6-\u24e9]{3}|"
    "[\U0001f1e6-\U0001f1ff]{5}|[\U000e0000-\U000e007f]"
)
_ODD = pattern(
    f"[{_ZERO_WIDTH}\u0300-\u036f\u061c\u17b4\u17b5\u202a-\u202e\u2800\ufe00-\ufe0e\uff21-\uff5a"
    "\U0001d400-\U0001d7ff\u24b6-\u24e9\U000e0000-\U000e0fff]"
)
_FOREIGN_RUN = pattern(f"[{_FOREIGN}]+")
_FLAGS = pattern("[\U0001f1e6-\U0001f1ff]{5}")
_SELECTED_LETTER = pattern("[A-Za-z\ufe0f]\ufe0f")
_WORDY = pattern(r"[^\W\d_]{2,}(?:[\W_]+[^\W\d_]{2,}){3,}")


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
    found, hiding = _literals(source)
    return Traces(
        found,
        _telling(found),
        looks_encoded(text),
        hiding or any(run in text for run in _FAR),
        not source.is_ascii and looks_odd(text),
    )


def looks_encoded(text: str) -> bool:
    """Whether a text has a shape that a decoder of `decode` knows."""
    shape = text.encode("latin-1", "replace").translate(_SHAPES)
    for mark, shapes in _ESCAPES.items():
        if mark in text and any(s in shape for s in shapes):
            return True
    if any(s in shape for s in _APART) or text.count("%20") >= _FEWEST_BLANKS:
        return True
    at = shape.find(_BLOCK)
    for _ in range(_BLOCKS_LOOKED_AT):
        if at < 0:
            return False
        end = at + _LONGEST_WORD
        while shape[end : end + 1] == b"a":
            end += 1
        if _like_code(text[at:end]):
            return True
        at = shape.find(_BLOCK, end)
    return at >= 0


def _like_code(run: str) -> bool:
    """Whether a long run of letters and digits may be base64, base32 or the hexadecimal form of a text."""
    letters = run.strip("0123456789")
    mixed = not (letters.islower() or letters.isupper())
    if mixed:
        return any(c.isdigit() for c in run) or len(run) > _LONGEST_WORD * 2
    return _HEX_OF_TEXT.fullmatch(run) is not None or (run.isupper() and len(run) > _LONGEST_WORD)


def looks_odd(text: str) -> bool:
    """Whether a text has characters that nothing draws, or letters of two alphabets in one word."""
    if _ODD.search(text) or _FLAGS.search(text) or ("\ufe0f" in text and _SELECTED_LETTER.search(text)):
        return True
    for run in _FOREIGN_RUN.finditer(text):
        start, end = run.span()
        if (start and _is_latin(text[start - 1])) or _is_latin(text[end : end + 1]):
            return True
    return False


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def looks_disguised(text: str) -> bool:
    """Whether letters of a text are replaced by look-alikes or split by characters that nothing draws."""
    return _DISGUISED.search(text) is not None


def _literals(source: Source) -> tuple[list[tuple[int, int]], bool]:
    """The literals of a text, and whether its markup can hide something.

    Those of weak groups are looked for only where a strong one stands somewhere, or something may be hidden.
    """
    lower = source.lower
    if len(lower) != len(source.text):  # U+0130 alone grows when it is lowered
        lower = source.text.replace("\u0130", "i").lower()
    strong, weak = _automata()
    found = strong.find(lower)
    if not found:
        return found, False
    telling = [one for one in found if one[1] != HIDING]
    return sorted(telling + weak.find(lower)), len(telling) < len(found)


def _telling(found: list[tuple[int, int]]) -> bool:
    """Whether a literal says something alone, or those near one another say enough together."""
    last: dict[int, int] = {}
    for at, bits in found:
        if bits & (ALONE | ENCODED):
            return True
        last[bits] = at
        together = 0
        for group, where in last.items():
            if at - where < _NEAR:
                together |= group
        if tells(together):
            return True
    return False


def tells(bits: int) -> bool:
    """Whether groups of literals make a text worth reading: a strong one and any other."""
    if bits & (ALONE | ENCODED):
        return True
    groups = bits & (HIDING - 1)
    return bool(groups & STRONG) and bool(groups & (groups - 1))


class _Literals:
    """A compiled set of literals, with the bits of each; those that begin with a letter must begin a word."""

    def __init__(self, literals: dict[str, int]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        names = list(literals)
        self._bits = list(literals.values())
        self._whole = [
            not bits & (ENCODED | HIDING) and name[0].isascii() and name[0].isalpha()
            for name, bits in literals.items()
        ]
        self._automaton = AhoCorasick(
            names,
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
            store_patterns=False,
        )

    def find(self, lower: str) -> list[tuple[int, int]]:
        """(offset, bits) of each literal, in order."""
        bits, whole = self._bits, self._whole
        try:
            matches = self._automaton.find_matches_as_indexes(lower)
        except UnicodeEncodeError:  # lone surrogates: one character each stays one character
            lower = lower.encode("utf-8", "replace").decode()
            matches = self._automaton.find_matches_as_indexes(lower)
        return [
            (start, bits[number])
            for number, start, _ in matches
            if not whole[number] or not start or not lower[start - 1].isalnum()
        ]


@cache
def _automata() -> tuple[_Literals, _Literals]:
    """The strong groups with all disguises, and the weak groups."""
    from fumehood.core.compiled import compiled

    here = os.path.dirname(__file__)
    files = [os.path.join(here, name) for name in ("data/literals.txt", "decode/disguise.py", "prefilter.py")]
    strong, weak = compiled("injection-literals", files, tuple[dict[str, int], dict[str, int]], _groups)
    return _Literals(strong), _Literals(weak)


def _groups() -> tuple[dict[str, int], dict[str, int]]:
    from fumehood.injection.decode.disguise import disguised

    strong: dict[str, int] = {}
    weak: dict[str, int] = {}
    counts = {True: 0, False: _WEAK_FROM}
    for line in data("literals.txt").splitlines():
        group, colon, words = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        is_strong = group[0] == "!"
        bits = ALONE if group == "alone" else 1 << counts[is_strong]
        counts[is_strong] += group != "alone"
        for word in words.split(","):
            (strong if bits & (ALONE | STRONG) else weak).setdefault(word.strip().replace("_", " "), bits)
    strong.update(dict.fromkeys(_HIDING, HIDING))
    for word in disguised():
        strong.setdefault(word, ENCODED)
    return strong, weak


def telling_name(path: str) -> bool:
    """Whether the file's name is a sentence rather than a name."""
    name = path.rpartition("/")[2]
    return len(name) > 24 and _WORDY.search(name) is not None
