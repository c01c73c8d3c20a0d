"""Whether one word is another as a finger slips, rather than a word of its own.

Source of the neighbours: the rows of the QWERTY layout (ISO/IEC 9995-2 key positions); of the kinds:
F. J. Damerau, A technique for computer detection and correction of spelling errors, CACM 7 (1964).
"""

_ROWS = ("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")


def _neighbours() -> frozenset[tuple[str, str]]:
    pairs = set()
    for y, row in enumerate(_ROWS):
        for x, key in enumerate(row):
            for other_y, other_x in ((y, x + 1), (y + 1, x - 1), (y + 1, x)):
                if other_y < len(_ROWS) and 0 <= other_x < len(_ROWS[other_y]):
                    other = _ROWS[other_y][other_x]
                    pairs |= {(key, other), (other, key)}
    return frozenset(pairs)


NEIGHBOURS = _neighbours()


def slip(typed: str, meant: str) -> str | None:
    """What kind of slip turns `meant` into `typed`, two words one edit apart; None for a change of another kind.

    Kinds: `swapped`, `doubled`, `halved` (one of two equal letters left out), `next key`, `wrong vowel`,
    `letter left out` (from the middle of a word of eight letters or more).
    """
    at = next(
        (i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant))
    )
    if len(typed) == len(meant):
        return _replaced(typed, meant, at)
    longer = typed if len(typed) > len(meant) else meant
    if longer[at].isdigit():
        return None  # a version more often than a slip: python-saml, python3-saml
    if longer is typed:
        return "doubled" if at and typed[at] == typed[at - 1] else None
    if at and meant[at] == meant[at - 1]:
        return "halved"
    inner = 1 < at < len(meant) - 1
    return "letter left out" if inner and len(meant) >= 8 else None


def _replaced(typed: str, meant: str, at: int) -> str | None:
    if at == len(typed):
        return None
    if typed[at + 1 :] != meant[at + 1 :]:
        return "swapped"
    a, b = typed[at], meant[at]
    if a.isdigit() and b.isdigit():
        return None
    if (a, b) in NEIGHBOURS:
        return "next key"
    return "wrong vowel" if a in _VOWELS and b in _VOWELS and 0 < at < len(meant) - 1 else None
