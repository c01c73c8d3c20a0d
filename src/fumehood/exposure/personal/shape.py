"""Where numbers of a form stand in a text: one pass over its shape finds the places that deserve a closer look.

The shape has one byte for each character: a digit is `0`, a capital `A`, signs stand for themselves. Twelve
expressions over a long prompt take ten times as long as this.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from ahocorasick_rs import BytesAhoCorasick, Implementation

_SIGNS = b"-+ /."
_CLASSES = bytes(
    ord("0") if chr(c) in "0123456789" else ord("A") if 65 <= c <= 90 else c if c in _SIGNS else ord("x")
    for c in range(256)
)
_NO_DIGIT = b"A-+ /.x"
_LED = frozenset({"bare", "plus"})
"""Forms with the character in front of them: in a long row of digits, and behind a sum, there is nothing to look at."""
_FORMS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "signed": (b"000000-000", b"000000+000", b"000000A000"),
        "grouped": (b"0000 0000 0000 0", b"0000-0000-0000-0", b"0000 000000 0000", b"0000-000000-0000"),
        "spaced": (b"000000 0000",),
        "parted": (b"000-00-0000", b"000 00 0000", b"000-00 0000", b"000 00-0000", b"000000/0000"),
        "bare": tuple(bytes([c]) + b"000000000" for c in _NO_DIGIT),
        "account": (b"AA00",),
        "italian": (b"AAAAAA00A00A000A",),
        "plus": (b" +0", b"x+0"),
        "dotted": (b"0.0.0", b"0.00.0", b"0.000.0"),
    }
)

_CONTACT_FORMS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "postcode": (b"x 00000 A", b"x 0000 A", b"x 000 00 A"),
        "decimal": (b"0.0000",),
        "area": (b"x000x 000-0000", b"x000x000-0000", b"x000x 000 0000"),
    }
)
"""Forms that a few texts only are asked for: a search for each costs less there than places that all texts pay for."""


@cache
def _automaton() -> tuple[BytesAhoCorasick, tuple[str, ...]]:
    pairs = [(form, name) for name, forms in _FORMS.items() for form in forms]
    automaton = BytesAhoCorasick([form for form, _ in pairs], implementation=Implementation.DFA)
    return automaton, tuple(name for _, name in pairs)


def places(characters: bytes) -> Mapping[str, list[int]]:
    """For each form that occurs, the offsets where it begins, in order. In a long row of digits, only its start.

    `characters` is a text with one byte for each character (`one_byte`).
    """
    shape = characters.translate(_CLASSES)
    automaton, names = _automaton()
    found: dict[str, list[int]] = {}
    if shape.startswith(b"000000000"):
        found["bare"] = [0]
    if shape.startswith(b"+0"):
        found["plus"] = [0]
    for index, start, _ in automaton.find_matches_as_indexes(shape, overlapping=True):
        name = names[index]
        found.setdefault(name, []).append(start + 1 if name in _LED else start)
    return found


def contact_places(text: str) -> Mapping[str, list[int]]:
    """For each form in what prompts and notes tell of people, the offsets where it begins, in order."""
    shape = text.encode("latin-1", "replace").translate(_CLASSES)
    found: dict[str, list[int]] = {}
    for name, forms in _CONTACT_FORMS.items():
        for form in forms:
            at = shape.find(form)
            while at >= 0:
                found.setdefault(name, []).append(at)
                at = shape.find(form, at + 1)
    return {name: sorted(starts) for name, starts in found.items()}
