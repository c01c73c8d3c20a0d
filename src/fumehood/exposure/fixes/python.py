"""The string literal of Python that holds a secret, what it is called, and how `os` comes into the file."""

import ast
from collections.abc import Iterator
from functools import lru_cache

from fumehood.core.finding import Edit
from fumehood.core.python_syntax import parse
from fumehood.core.source import Source
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.fixes.environment import Site
from fumehood.exposure.view import View


def site(source: Source, view: View, found: Candidate) -> Site | None:
    """Where a plain literal holds the secret and little else, and an expression may stand in its place."""
    tree = _tree(source.text)
    if tree is None:
        return None
    literal = _literal(source, tree, found)
    if literal is None:
        return None
    node, name, start, end = literal
    value = view.text[found.start : found.end]
    whole = node.value.decode("latin-1") if isinstance(node.value, bytes) else str(node.value)
    if found.rule != "FHE183" and len(value) * 2 < len(whole):
        return None  # a sentence or a command around it
    module = _module(source, tree)
    if module is None:
        return None
    called, edits = module
    tail = ".encode()" if isinstance(node.value, bytes) else ""
    return Site(start, end, name, f'{called}.environ["@"]{tail}', edits=edits)


@lru_cache(maxsize=1)
def _tree(text: str) -> ast.Module | None:
    return parse(text, embedded=False)[0]


Literal = tuple[ast.Constant, str, int, int]


def _literal(source: Source, tree: ast.Module, found: Candidate) -> Literal | None:
    for node, name in _constants(tree):
        start = _offset(source, node.lineno, node.col_offset)
        end = _offset(source, node.end_lineno or node.lineno, node.end_col_offset or 0)
        if not (start < found.start and found.end < end):
            continue
        assert isinstance(node.value, str | bytes)
        body = source.text[start:end].lstrip("bBrRuU").strip("\"'")
        plain = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        return (
            (node, name, start, end) if body == plain else None
        )  # escapes or several pieces: not by machine
    return None


def _offset(source: Source, line: int, column: int) -> int:
    """The code point of a position that counts the bytes of its line."""
    begin = source.line_starts[line - 1]
    if source.is_ascii:
        return begin + column
    return begin + len(source.line(line).encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))


def _constants(tree: ast.Module) -> Iterator[tuple[ast.Constant, str]]:
    """The strings that stand where any expression may, with the name before them."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.JoinedStr | ast.MatchValue | ast.Expr) and not isinstance(
            getattr(node, "value", None), ast.Call | ast.Await
        ):
            continue
        for name, child in _children(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str | bytes):
                yield child, name
            else:
                pending.append(child)


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Assign(targets=targets, value=value):
            yield _name(targets[0]), value
        case ast.AnnAssign(target=target, value=value) if value is not None:
            yield _name(target), value
        case ast.keyword(arg=name, value=value):
            yield name or "", value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield (
                    (key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""),
                    value,
                )
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            for i, side in enumerate(sides):
                yield _name(sides[i - 1]) or _name(sides[(i + 1) % len(sides)]), side
        case _:
            yield from (("", child) for child in ast.iter_child_nodes(node))


def _name(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return name
        case _:
            return ""


def _module(source: Source, tree: ast.Module) -> tuple[str, tuple[Edit, ...]] | None:
    """What `os` is called in the file, and the edit that imports it; None where the name means something else."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "os":
                    return alias.asname or "os", ()
    if any(isinstance(n, ast.Name) and n.id == "os" and isinstance(n.ctx, ast.Store) for n in ast.walk(tree)):
        return None
    at = 0
    for i, node in enumerate(tree.body):
        docstring = i == 0 and ast.get_docstring(tree, clean=False) is not None
        if not docstring and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        at = node.end_lineno or node.lineno
    following = next((n for n in tree.body if n.lineno > at), None)
    if any(n.lineno == at and (n.end_lineno or 0) > at for n in tree.body) or at >= len(source.line_starts):
        return None
    if not at and following is not None:
        decorators = getattr(following, "decorator_list", [])
        at = min([following.lineno, *(d.lineno for d in decorators)]) - 1
    end = "\r\n" if "\r\n" in source.text[:10_000] else "\n"
    begin = source.line_starts[at]
    blank = end if not isinstance(following, ast.Import | ast.ImportFrom) else ""
    edit = source.edit(begin, begin, f"import os{end}{blank}")
    return ("os", (edit,)) if edit else None
