"""Letters that were exchanged or moved: rot13, leet, spaced, reversed, look-alikes, invisible fillers."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.injection.decode.decoding import Decoding
from fumehood.injection.decode.segment import segmented
from fumehood.injection.invisible import mixed, selectors, tags, zero_width
from fumehood.injection.invisible.confusable import skeleton

_ROT13 = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm",
)
_LEET = str.maketrans("0134578@$|!+9", "oieastbasiitg")
_LEET_WORD = pattern(r"(?<![\w.])[a-z0134578@$!|+]{2,24}(?!\w)", re.IGNORECASE)
_LEET_DIGIT = pattern(r"[0134578@$!|+]")
_SPACED = pattern(
    r"(?<!\S)\S(?: \S(?!\S)){5,}(?:\s{1,4}\S(?!\S)(?: \S(?!\S)){0,40}){0,200}"
    r"|(?<!\w)\w(?P<gap>[._*|~/-]{1,2}|\u200b)\w(?:(?P=gap)\w(?!\w)){4,}(?:[\s._*|~/-]{1,6}\w(?!\w)(?:(?P=gap)\w(?!\w)){0,40}){0,200}"
)
_FILLERS = pattern(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0100-\U000e01ef]"
)
_FEWEST_LEET = 3
_FORMS = pattern(
    "[\uff21-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189\u1d00-\u1d22]|[\U0001f1e6-\U0001f1ff]{5,}"
)
_MARKS = pattern("[\u0300-\u036f]")
_MANY_MARKS = 20
_MANY_FORMS = 20
_MOST_SPACED = 4000


def rot13(text: str) -> Decoding:
    """The text turned by thirteen letters."""
    return Decoding("rot13", 0, len(text), text.translate(_ROT13))


def reversed_text(text: str) -> Decoding:
    """The text read from its end, line by line."""
    return Decoding("reversed", 0, len(text), "\n".join(line[::-1] for line in text.split("\n")))


def leet(text: str) -> Decoding | None:
    """The text with digits read as letters, or None when few words are written that way."""
    words = [
        m for m in _LEET_WORD.finditer(text) if _LEET_DIGIT.search(m[0]) and any(c.isalpha() for c in m[0])
    ]
    if len(words) < _FEWEST_LEET:
        return None
    first = text.rfind("\n", 0, words[0].start()) + 1
    return Decoding("leet", first, len(text), text[first:].translate(_LEET))


def spaced(text: str) -> Iterator[Decoding]:
    """Words whose letters stand apart, put together again."""
    for found in _SPACED.finditer(text):
        run, gap = found[0][:_MOST_SPACED], found["gap"]
        if gap is None:
            words = [w.replace(" ", "") for w in re.split(r"\s{2,}|\n", run)]
        else:
            between = rf"(?:\s|{re.escape(gap)}\s|{re.escape(gap)}{{2}})[\s._*|~/-]*"
            words = [re.sub(r"[\W_]", "", w) for w in re.split(between, run)]
        joined = " ".join(segmented(w) for w in words if w)
        yield Decoding("spaced", found.start(), found.end(), joined)


def invisible(text: str) -> Iterator[Decoding]:
    """What characters that nothing draws spell in the text."""
    for name, find in (
        ("unicode-tags", tags.find),
        ("variation-selectors", selectors.find),
        ("zero-width", zero_width.find),
    ):
        for hidden in find(text):
            if hidden.decoded:
                yield Decoding(name, hidden.start, hidden.end, hidden.decoded)


def plain(text: str) -> Decoding | None:
    """The text as ordinary letters: look-alikes mapped, fillers dropped; None where nothing was disguised.

    Accents alone are no disguise, but heaps of combining marks are.
    """
    if text.isascii():
        return None
    bare = _FILLERS.sub("", text)
    if len(_FORMS.findall(bare)) >= _MANY_FORMS or len(_MARKS.findall(text)) >= _MANY_MARKS:
        return Decoding("letterforms", 0, len(text), skeleton(bare))  # nobody writes sentences in these
    if not _FORMS.search(bare) and not mixed.find(bare):
        return None if bare == text else Decoding("fillers", 0, len(text), bare)
    return Decoding("homoglyph", 0, len(text), skeleton(bare))
