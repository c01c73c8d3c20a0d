"""Whether decoded bytes or characters look like language at all: a quick gate before anything is read."""

from fumehood.core.patterns import pattern

_SHORTEST = 8
_BLOCK = pattern(r"[A-Za-z0-9+/_-]{20,}={0,2}|(?:\\\\?[ux][0-9a-fA-F]{2,4}|%[0-9a-fA-F]{2})+")
_WORD = pattern(r"[^\W\d_]{2,}")


def text_of(data: bytes) -> str | None:
    """The bytes as text, or None when they are no printable UTF-8 (or UTF-16) text."""
    if len(data) < _SHORTEST:
        return None
    head = data[:48]
    if head.count(0) * 2 >= len(head) - 2 and len(data) % 2 == 0:
        try:
            text = data.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be")
        except UnicodeDecodeError:
            return None
        return text if is_language(text) else None
    if sum(b < 32 and b not in (9, 10, 13) for b in head) > 0:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if is_language(text) else None


def is_language(text: str) -> bool:
    """Whether a text is printable and at least half letters, in words."""
    sample = text[:400]
    letters = sum(len(w) for w in _WORD.findall(sample))
    blanks = sample.count(" ") + sample.count("\n") + sample.count("_")
    if blanks == 0:
        return _BLOCK.fullmatch(sample.strip()) is not None
    return letters * 2 >= len(sample)
