"""setup.py, read and never run: the lists of requirements that stand in it as literals."""

import ast
from collections.abc import Iterator

from fumehood.core.source import Source
from fumehood.packages.carriers.python_text import offset_of
from fumehood.packages.mention import Item, Notice
from fumehood.packages.requirement import requirement

_KEYWORDS = frozenset(["install_requires", "setup_requires", "tests_require", "extras_require", "requires"])
_TRANSPARENT = frozenset(["list", "sorted", "set", "tuple", "sum", "dict", "frozenset"])
_MOST_NODES = 5_000


def setup_items(source: Source) -> Iterator[Item]:
    """What the call of `setup` says; nothing where the file cannot be parsed."""
    tree = source.syntax
    if tree is None:
        return
    values: dict[str, list[ast.expr]] = {}
    calls: list[ast.Call] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                name = target.value if isinstance(target, ast.Subscript) else target
                if isinstance(name, ast.Name):
                    values.setdefault(name.id, []).append(node.value)
        elif isinstance(node, ast.Call) and _name(node.func) == "setup":
            calls.append(node)
    for call in calls:
        for keyword in call.keywords:
            if keyword.arg in _KEYWORDS:
                for constant in _constants(keyword.value, values):
                    yield from _lines(source, constant)
            elif keyword.arg == "name":
                for constant in _constants(keyword.value, values):
                    at = offset_of(source, constant)
                    yield Notice(
                        "project", at, at + len(str(constant.value)), str(constant.value), "manifest"
                    )


def _constants(expression: ast.expr, values: dict[str, list[ast.expr]]) -> Iterator[ast.Constant]:
    """The string literals that an expression is made of, names of the file resolved."""
    pending: list[ast.expr] = [expression]
    resolved: set[str] = set()
    for _ in range(_MOST_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node
        elif isinstance(node, ast.Name):
            if node.id not in resolved:
                resolved.add(node.id)
                pending += values.get(node.id, [])
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            pending += node.elts
        elif isinstance(node, ast.Dict):
            pending += node.values
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.BitOr):
            pending += [node.left, node.right]
        elif isinstance(node, ast.IfExp):
            pending += [node.body, node.orelse]
        elif isinstance(node, ast.Starred | ast.Subscript):
            pending.append(node.value)
        elif isinstance(node, ast.Call) and _name(node.func) in _TRANSPARENT:
            pending += [*node.args, *(k.value for k in node.keywords)]
        elif isinstance(node, ast.Call) and _name(node.func) in ("split", "splitlines", "strip"):
            pending.append(node.func.value if isinstance(node.func, ast.Attribute) else node.func)


def _lines(source: Source, constant: ast.Constant) -> Iterator[Item]:
    at = offset_of(source, constant)
    for line in str(constant.value).split("\n"):
        body = line.strip()
        if not body or body.startswith("["):
            continue
        found = source.text.find(body, at, at + len(str(constant.value)) * 2 + 100)
        at = found if found >= 0 else at
        yield from requirement(body, at, "requirement")
        at += len(body)


def _name(function: ast.expr) -> str:
    return (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else ""
    )
