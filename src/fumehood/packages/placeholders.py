"""Words in commands that stand for a name, and commands that are sentences."""

import re
from collections.abc import Sequence

from fumehood.core.patterns import pattern
from fumehood.packages.shell_words import Word

_PLACEHOLDER = pattern(
    r"(?:(?:your|my|some|other|another|sample|dummy|fake|placeholder|foo|bar|baz)[-_ ]?)?"
    r"(?:python[-_]?)?(?:package|pkg|module|library|lib|project|plugin|distribution|dist|requirement|dependency|app|tool)s?"
    r"(?:[-_]?(?:name|names|spec|here|version|to[-_]install|x|\d))?|(?:foo|bar|baz|qux|spam|eggs|xxx|name|names|version)\d?|"
    r"[xyz]|xyz|some[-_]?thing|what[-_]?ever",
    re.IGNORECASE,
)
_NOT_MEANT = pattern(
    r"not_?exist|non_?exist|doesnt?_?exist|no_?such|hypothetical|placeholder|nonsense|imaginary|"
    r"(?:^|_)(?:missing|invalid|bogus|unknown|fake|dummy|broken|undefined)(?:_|$)|^(?:my|your|some|custom|example)[-_]|"
    r"^(?:package|project|library|plugin|dependency)[-_]?\w{1,20}$|dependency$|^dependencyof",
    re.IGNORECASE,
)
_METAVARIABLE = pattern(
    r"[A-Z][A-Z\d]*(?:_[A-Z\d]+)+|PACKAGES?|PKGS?|NAMES?|SPECS?|MODULES?|PROJECTS?|REQUIREMENTS?"
)
_STOP_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "to",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "following",
        "with",
        "for",
        "of",
        "is",
        "are",
        "was",
        "be",
        "been",
        "via",
        "from",
        "your",
        "our",
        "my",
        "into",
        "again",
        "please",
        "on",
        "in",
        "using",
        "then",
        "you",
        "we",
        "they",
        "all",
        "any",
        "some",
        "if",
        "will",
        "not",
        "when",
        "which",
        "what",
        "how",
        "as",
        "at",
        "by",
        "can",
        "should",
        "must",
        "instead",
        "also",
        "just",
        "first",
        "before",
        "after",
        "only",
        "too",
        "them",
        "dependencies",
        "everything",
        "over",
    ]
)


def is_placeholder(name: str) -> bool:
    """Whether a word in a command's documentation stands for a name that the reader fills in."""
    return _PLACEHOLDER.fullmatch(name) is not None or _METAVARIABLE.fullmatch(name) is not None


def is_pretended(module: str) -> bool:
    """Whether a module's name says itself that there is none, as names in tests and examples do."""
    return is_placeholder(module) or _NOT_MEANT.search(module) is not None


def is_sentence(words: Sequence[Word]) -> bool:
    """Whether a command is prose that begins like one ("pip install the package and go on")."""
    return any(w.text.rstrip(".,:;!?").lower() in _STOP_WORDS and not w.quoted for w in words[1:])
