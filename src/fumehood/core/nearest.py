"""The nearest match for a mistyped word."""

from collections.abc import Iterable


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that is most like `word`, or None when none is near."""
    import difflib

    found = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return found[0] if found else None
