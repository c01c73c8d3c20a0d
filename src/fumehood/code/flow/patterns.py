"""What a text that matches a regular expression cannot hold."""

import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

DANGEROUS: Final = "'\"<>;|&$`\\/()*\n .%:@"
_HARMLESS_LEFT: Final = frozenset(".:@ %")
_LONGEST = 500


@lru_cache(maxsize=256)
def excluded_by(pattern: str, *, full: bool, start: bool) -> frozenset[str]:
    """`no:X` for each dangerous character that a match cannot hold; `all` where none is left.

    `full` says that the whole text must match, `start` that it must match from its start. A pattern that
    is open at an end excludes nothing.
    """
    if len(pattern) > _LONGEST:
        return frozenset()
    open_start = not (full or start) and not pattern.startswith(("^", "\\A"))
    open_end = not full and not pattern.endswith(("$", "\\Z"))
    if open_start or open_end or "|" in re.sub(r"\(.*?\)|\\.|\[.*?\]", "", pattern[:_LONGEST]):
        return frozenset()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parsed(pattern)
    except (re.error, OverflowError, RecursionError, ValueError):
        return frozenset()
    possible = {c for c in DANGEROUS if any(_may_be(kind, argument, c) for kind, argument in _atoms(tree))}
    excluded = {f"no:{c}" for c in DANGEROUS if c not in possible}
    if "/" not in possible and ("." not in possible or ".." not in pattern):
        excluded.add("path")
    if possible <= _HARMLESS_LEFT - {" ", "%"}:
        excluded.add("all")
    return frozenset(excluded)


def _parsed(pattern: str) -> Any:
    import re._parser as parser  # type: ignore[import-not-found]

    return parser.parse(pattern)


def _atoms(tree: Any) -> Iterator[tuple[str, Any]]:
    """The pieces of a parsed pattern that match one character."""
    pending = [tree]
    while pending:
        for kind, argument in pending.pop():
            name = str(kind)
            if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
                pending.append(argument[2])
            elif name == "SUBPATTERN":
                pending.append(argument[-1])
            elif name == "BRANCH":
                pending += argument[1]
            elif name in ("ATOMIC_GROUP",):
                pending.append(argument)
            elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
                yield name, argument


def _may_be(kind: str, argument: Any, character: str) -> bool:
    code = ord(character)
    if kind == "LITERAL":
        return bool(argument == code)
    if kind == "NOT_LITERAL":
        return bool(argument != code)
    if kind == "RANGE":
        return bool(argument[0] <= code <= argument[1])
    if kind == "CATEGORY":
        return _in_category(str(argument), character)
    if kind == "IN":
        members = [(str(k), a) for k, a in argument]
        inside = any(_may_be(k, a, character) for k, a in members if k != "NEGATE")
        return inside is not any(k == "NEGATE" for k, _ in members)
    return True


def _in_category(name: str, character: str) -> bool:
    word = character.isalnum() or character == "_"
    answers = {
        "CATEGORY_DIGIT": character.isdigit(),
        "CATEGORY_SPACE": character.isspace(),
        "CATEGORY_WORD": word,
        "CATEGORY_NOT_DIGIT": not character.isdigit(),
        "CATEGORY_NOT_SPACE": not character.isspace(),
        "CATEGORY_NOT_WORD": not word,
    }
    return answers.get(name, True)
