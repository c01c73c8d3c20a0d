"""Whether a text is a sentence that somebody says, rather than a label, a template or code."""

from fumehood.core.patterns import pattern

_WORD = pattern(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_CODE = pattern(r"\{\{|\{%|\$\{|<\?|=>|\(\)|\"\s?:|;\s*[}\n]|[<>]{1,2}\w|\\[nrtx]")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "of",
        "for",
        "in",
        "on",
        "at",
        "by",
        "with",
        "and",
        "or",
        "that",
        "this",
        "it",
        "is",
        "are",
        "be",
        "my",
        "your",
        "me",
        "you",
        "what",
        "how",
        "from",
        "as",
        "not",
        "who",
        "der",
        "die",
        "das",
        "und",
        "zu",
        "für",
        "mit",
        "le",
        "la",
        "les",
        "de",
        "des",
        "et",
        "un",
        "une",
        "el",
        "los",
        "y",
        "para",
        "il",
        "di",
        "per",
        "e",
        "che",
        "och",
        "att",
        "på",
    ]
)
_LOOKED_AT = 500
_FEWEST_WORDS = 5
_LEAST_LETTERS = 0.7


def is_prose(text: str, start: int = 0) -> bool:
    """Whether what stands from `start` on reads as a sentence of five words and more."""
    sample = text[start : start + _LOOKED_AT].strip()
    words = _WORD.findall(sample)
    if len(words) < _FEWEST_WORDS or _CODE.search(sample):
        return False
    letters = sum(map(len, words)) + sample.count(" ")
    if letters < _LEAST_LETTERS * len(sample):
        return False
    return not sample.isascii() or any(w.lower() in _SMALL for w in words)
