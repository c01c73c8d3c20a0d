"""Python source to a syntax tree, also where this interpreter is older than the source.

CPython 3.11 was tried with 40 kinds of deep and long input (brackets, unary and binary chains, `elif`
and call chains, comprehensions, patterns, nested f-strings; up to 100,000 levels): none ended the
process, all that do not parse raise one of the exceptions below. What takes too long instead is
refused beforehand: very large texts, and dotted names of thousands of parts in an import (quadratic).
"""

import ast
import warnings

from fumehood.core.newer_python import LoweringError, lowered
from fumehood.core.patterns import pattern

LARGEST = 4_000_000  # characters; about 1.5 CPU s and 400 MB of tree
_ENDLESS_IMPORT = pattern(r"import[ \t]+[\w.]{4000}")


def parse(text: str, *, embedded: bool = False) -> tuple[ast.Module | None, str | None]:
    """The syntax tree and None, or None and the reason why there is none.

    Positions in the tree are those of `text`. Embedded documents (a fenced block, a notebook cell) are
    often fragments: a syntax error in one gives no reason.
    """
    if len(text) > LARGEST:
        return None, f"Python source of {len(text)} characters is too large to parse"
    if _ENDLESS_IMPORT.search(text):
        return None, "Python source has an import with thousands of parts"
    if text.startswith("\ufeff"):
        text = "\f\f\f" + text[1:]  # as many bytes, and a form feed counts for nothing at a line's start
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return ast.parse(text), None
            except SyntaxError as error:
                return _newer(text, error, embedded=embedded)
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return None, f"Python parser gave up: {_name_of(error)}"


def _newer(text: str, error: SyntaxError, *, embedded: bool) -> tuple[ast.Module | None, str | None]:
    try:
        return lowered(text), None
    except (SyntaxError, LoweringError, RecursionError):
        pass
    if embedded:
        return None, None
    return None, f"Python syntax error in line {error.lineno or 1}: {(error.msg or 'invalid syntax')[:120]}"


def _name_of(error: BaseException) -> str:
    if isinstance(error, ValueError) and "null" in str(error):
        return "null bytes"
    return {"RecursionError": "nested too deeply", "MemoryError": "nested too deeply"}.get(
        type(error).__name__, type(error).__name__
    )
