"""Matching of shell patterns, by steps that are bounded by the product of the lengths."""

from fumehood.commands.expand.arg import ANY, SET, STAR

LONGEST = 2_000  # code points of a text or a pattern that is still matched


def matches(pattern: str, text: str) -> bool:
    """Whether the whole `text` matches; active marks in `pattern` are wild, everything else is literal."""
    if len(pattern) > LONGEST or len(text) > LONGEST:
        return False
    p = t = 0
    star = -1
    mark = 0
    while t < len(text):
        if p < len(pattern) and pattern[p] == STAR:
            star, mark = p, t
            p += 1
            continue
        step = _one(pattern, p, text[t]) if p < len(pattern) else 0
        if step:
            p += step
            t += 1
        elif star >= 0:
            mark += 1
            p, t = star + 1, mark
        else:
            return False
    while p < len(pattern) and pattern[p] == STAR:
        p += 1
    return p == len(pattern)


def _one(pattern: str, at: int, char: str) -> int:
    """How many characters of the pattern match this one character, 0 when they do not."""
    mark = pattern[at]
    if mark == ANY:
        return 1
    if mark != SET:
        return 1 if mark == char else 0
    stop = pattern.find("]", at + 2)
    if stop < 0:
        return 1 if char == "[" else 0
    inside = pattern[at + 1 : stop]
    negated = inside[:1] in ("!", "^")
    if negated:
        inside = inside[1:]
    hit = False
    i = 0
    while i < len(inside):
        if i + 2 < len(inside) and inside[i + 1] == "-":
            hit = hit or inside[i] <= char <= inside[i + 2]
            i += 3
        else:
            hit = hit or inside[i] == char
            i += 1
    return stop - at + 1 if hit != negated else 0
