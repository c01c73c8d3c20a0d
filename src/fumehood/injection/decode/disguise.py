"""How the words of an instruction look in rot13, leet and reversed, so that one literal search finds them."""

from collections.abc import Iterator
from itertools import product

_WORDS = (
    "ignore", "disregard", "forget", "override", "previous", "earlier", "instruction", "prompt", "system", "secret",
    "password", "credential", "assistant", "upload", "always", "whenever", "every", "without", "execute", "command",
    "response", "answer", "reply", "delete", "content", "before", "after", "user", "send", "https", "token",
    "environment", "commit", "repository", "silently", "mention", "disable", "install", "attention", "message",
    "model", "agent", "follow", "rules", "approve", "review", "should", "please", "write", "contains", "generate",
    "project", "replace", "insert", "function", "anyone", "account", "summary", "request", "instead",
)  # fmt: skip
_LEET = {"i": "i1!", "o": "o0", "e": "e3", "a": "a4@", "s": "s5$", "t": "t7", "l": "l1"}
_MOST_FORMS = 48
_LONGEST_LEET = 7


def disguised() -> Iterator[str]:
    """The disguised spellings, in lower case."""
    for word in _WORDS:
        if len(word) > 4:
            yield _rot13(word)
            yield word[::-1]
        yield from _leet_forms(word)


def _rot13(word: str) -> str:
    return "".join(chr((ord(c) - 97 + 13) % 26 + 97) for c in word)


def _leet_forms(word: str) -> Iterator[str]:
    for number, letters in enumerate(product(*(_LEET.get(c, c) for c in word[:_LONGEST_LEET]))):
        form = "".join(letters)
        if number > _MOST_FORMS * 4:
            return
        if sum(not c.isalpha() for c in form) >= 1 and len(form) > 3:
            yield form
