"""What stands around a call: the text of its function."""

import ast

from fumehood.code.flow.scope import Frame

_MOST_LINES = 120


def function_text(frame: Frame, node: ast.AST) -> str:
    """The text of the function that holds `node`; of the lines near it where that is the whole module."""
    source = frame.module.observer.interest.source
    starts = source.line_starts
    line = getattr(node, "lineno", 1)
    if frame.function is None:
        first, last = line - 3, line + 3
    else:
        outer = frame.function.node
        first, last = outer.lineno, outer.end_lineno or outer.lineno
        if last - first > _MOST_LINES:
            first, last = max(first, line - _MOST_LINES // 2), min(last, line + _MOST_LINES // 2)
    first = max(first, 1)
    end = starts[last] if last < len(starts) else len(source.text)
    return str(source.text[starts[first - 1] : end])


def names_in(node: ast.AST) -> set[str]:
    """All names and attributes that stand in an expression."""
    found = set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            found.add(one.id)
        elif isinstance(one, ast.Attribute):
            found.add(one.attr)
    return found
