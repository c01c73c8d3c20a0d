"""Python source to a syntax tree, also where this interpreter is older than the source."""

import ast
import warnings


def parse(text: str, *, embedded: bool = False) -> tuple[ast.Module | None, str | None]:
    """The syntax tree and None, or None and the reason why there is none.

    Embedded documents (a fenced block, a notebook cell) are often fragments: they give no reason.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text), None
    except SyntaxError as error:
        return None, None if embedded else f"Python syntax error in line {error.lineno or 1}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return None, f"Python parser gave up: {type(error).__name__}"
