"""Which well-known names lie near a word: a table of keys, built once, looked up in place.

Each target is entered under its letters without separators, that with each one letter left out, its
glyph-folded form and its words in alphabetical order. Two words within one edit share a key. The table
keeps 24 bits of each key's CRC-32 (a bucket of 16 bits, 8 bits beside the target's number), so a
look-up may name a wrong candidate now and then, and its caller compares the words themselves.
Source: symmetric delete spelling correction, W. Garbe, SymSpell (2012).
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence

BUCKETS = 1 << 16
SHORTEST = 4

_SEPARATORS = str.maketrans("", "", "-_./@")
_GLYPHS = str.maketrans("01i5", "olls")


def squash(name: str) -> str:
    """The name without its separators."""
    return name.translate(_SEPARATORS)


def fold_glyphs(word: str) -> str:
    """The word with letters that look alike made the same (0 o, 1 i l, 5 s, rn m, vv w)."""
    return word.translate(_GLYPHS).replace("rn", "m").replace("vv", "w")


def sorted_words(name: str) -> str:
    """The words of the name in alphabetical order, or an empty string when it is one word."""
    words = name.replace("/", "-").replace("_", "-").replace(".", "-").split("-")
    return "-".join(sorted(words)) if len(words) > 1 else ""


def without_one(word: str) -> set[str]:
    """The word with each one letter left out."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def _code(key: str) -> int:
    return zlib.crc32(key.encode()) & 0xFFFFFF


def build(targets: Sequence[str]) -> dict[str, bytes]:
    """The sections `near_buckets`, `near_keys` and `near_targets` of an index file.

    Raises:
        ValueError: more targets than 16 bits can number.
    """
    from fumehood.packages.index_file import packed

    if len(targets) > 1 << 16:
        raise ValueError(f"{len(targets)} targets, more than {1 << 16}")
    entries = sorted({(_code(key), i) for i, name in enumerate(targets) for key in _keys(name)})
    starts = array("I", bytes(4 * (BUCKETS + 1)))
    for code, _ in entries:
        starts[(code >> 8) + 1] += 1
    for i in range(BUCKETS):
        starts[i + 1] += starts[i]
    return {
        "near_buckets": packed(starts),
        "near_keys": bytes(code & 0xFF for code, _ in entries),
        "near_targets": packed(array("H", (i for _, i in entries))),
    }


def _keys(name: str) -> Iterator[str]:
    word = squash(name)
    if len(word) < SHORTEST:
        return
    yield word
    yield from without_one(word)
    if (folded := fold_glyphs(word)) != word:
        yield "g" + folded
    if words := sorted_words(name):
        yield "w" + words


class NearTable:
    """Looks up what `build` made."""

    def __init__(self, buckets: memoryview, keys: memoryview, targets: memoryview) -> None:
        self._buckets = buckets
        self._keys = keys
        self._targets = targets

    def edits(self, words: Iterable[str]) -> set[int]:
        """Numbers of targets that share a spelling key with one of `words`."""
        buckets, keys, targets, crc32 = self._buckets, self._keys, self._targets, zlib.crc32
        found = set()
        for word in words:
            code = crc32(word.encode())
            bucket, low = code >> 8 & 0xFFFF, code & 0xFF
            for i in range(buckets[bucket], buckets[bucket + 1]):
                if keys[i] == low:
                    found.add(targets[i])
        return found

    def glyphs(self, folded: str) -> set[int]:
        """Numbers of targets whose glyph-folded form is `folded`."""
        return self.edits(("g" + folded, folded))

    def words(self, in_order: str) -> set[int]:
        """Numbers of targets whose words in alphabetical order are `in_order`."""
        return self.edits(("w" + in_order,))
