"""Data that goes through functions of other files of the project: what they do with it decides."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from fumehood.code.facts import CodeFacts, Pending
from fumehood.code.flow.module import Module
from fumehood.code.flow.scope import Function
from fumehood.code.flow.value import FETCHED, HANDED
from fumehood.core.finding import Finding

MOST_EXPORTS: Final = 200
_LONGEST_HELPER: Final = 15  # lines; longer functions are seldom a helper that only fetches a value
_PASSING: Final = ("parameter", "field", "web", "network", "input", "argv")


def exports(module: Module) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The public functions that give back data they are given (or fetch from a request), and those that never do."""
    passing, constant = [], []
    for function in module.functions[:MOST_EXPORTS]:
        if function.qualname.count(".") > 1 or not isinstance(
            function.node, ast.FunctionDef | ast.AsyncFunctionDef
        ):
            continue
        short = (function.node.end_lineno or 0) - function.node.lineno < _LONGEST_HELPER
        if function.summary is None and short and not function.name.startswith("__"):
            module.summary(function, 1)
        if function.summary is None:
            continue
        if any(t.origin.kind in _PASSING for t in function.summary.result.taints):
            passing.append(function.qualname)
        elif _gives_constants(function):
            constant.append(function.qualname)
    return tuple(passing), tuple(constant)


def _gives_constants(function: Function) -> bool:
    """Whether every `return` of the function gives a literal."""
    pending: list[ast.AST] = list(ast.iter_child_nodes(function.node))
    while pending:
        node = pending.pop()
        if (
            isinstance(node, ast.Return)
            and node.value is not None
            and not isinstance(node.value, ast.Constant)
        ):
            return False
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return False
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            pending += ast.iter_child_nodes(node)
    return True


def concluded(facts: Mapping[str, Sequence[CodeFacts]]) -> Iterator[Finding]:
    """The findings that waited, now that every file of the project is known."""
    modules = _modules(facts)
    for path, several in facts.items():
        for one in several:
            for pending in one.pending:
                finding = _decided(pending, path, modules)
                if finding is not None:
                    yield finding


_Exports = tuple[frozenset[str], frozenset[str]]


def _modules(facts: Mapping[str, Sequence[CodeFacts]]) -> dict[str, _Exports]:
    """What each module passes on, by its dotted path from the root."""
    found: dict[str, _Exports] = {}
    for path, several in facts.items():
        if path.endswith(".py") and any(f.passing or f.constant for f in several):
            name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            found[name] = (
                frozenset(n for f in several for n in f.passing),
                frozenset(n for f in several for n in f.constant),
            )
    return found


def _decided(pending: Pending, path: str, modules: Mapping[str, _Exports]) -> Finding | None:
    unknown = False
    for name in pending.via:
        if name == HANDED:
            continue
        answer = _passes(name, path, modules)
        if answer is False:
            return None
        unknown = unknown or answer is None
    return pending.unsure if unknown else pending.sure


def _passes(name: str, path: str, modules: Mapping[str, _Exports]) -> bool | None:
    """Whether the function passes data on; None when nobody knows."""
    plain = name.removeprefix(FETCHED).replace("()", "")
    for module, rest in _split(plain, path):
        known = modules.get(module)
        if known is None:
            continue
        if rest in known[0]:
            return True
        if rest in known[1]:
            return False
        if rest and any(n.startswith(rest + ".") for n in (*known[0], *known[1])):
            return True  # a class: the object holds what its constructor was given
    return None


def _split(name: str, path: str) -> Iterable[tuple[str, str]]:
    """The ways to read a dotted name as a module of the project and a name in it."""
    folders = path.rpartition("/")[0].replace("/", ".")
    if name.startswith("."):
        level = len(name) - len(name.lstrip("."))
        parts = folders.split(".") if folders else []
        parts = parts[: len(parts) - (level - 1)] if level > 1 else parts
        prefixes, name = [".".join(parts)], name.lstrip(".")
    else:
        parts = folders.split(".") if folders else []
        prefixes = [".".join(parts[:i]) for i in range(len(parts), -1, -1)] + ["src"]
    words = name.split(".")
    for prefix in prefixes:
        for i in range(len(words) - 1, 0, -1):
            module = ".".join([*([prefix] if prefix else []), *words[:i]])
            yield module, ".".join(words[i:])
