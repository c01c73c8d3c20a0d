"""The rules at work: which function of which rule looks at which call, assignment, comparison or item."""

import importlib
from collections.abc import Callable
from functools import cache
from typing import Any

from fumehood.code.catalog import catalog
from fumehood.core.patterns import pattern as lazy
from fumehood.core.registry import rule_modules
from fumehood.core.rule import Rule

Check = Callable[..., Any]


_ASSIGNED = {
    "session": r"session\w{0,40}\s{0,9}\[",
    "headers": r"headers\s{0,9}\[",
    "location": r"[\"'][lL]ocation[\"']|\.location\s*=",
    "@": r"@[\w.]{1,80}\.(?:route|get|post|put|delete|patch|tool|command|websocket|api_route)\b",
}  # handlers, and what the models name as assigned


class Rulebook:
    """The dispatch tables of all rules of this guard.

    A rule module may have `judge` (of data that reaches a sink), `CALLS` (by dotted name, or `.name` for
    a method of an unknown object), `ASSIGNS` (by the name assigned), `ITEMS` (by the constant key
    assigned), `TAINTED_ASSIGNS` (of data from outside), `COMPARES`, `RETURNS` (functions), `WORDS` (patterns that mark a
    line as worth analysing, by a literal in lower case that each match holds; with `MARKED_BY_WORDS` the names
    of `CALLS` mark nothing), and `check_tree` with `wants`
    (of the syntax tree, where the text may hold something).
    """

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.judges: dict[str, Check] = {}
        self.calls: dict[str, list[tuple[str, Check]]] = {}
        self.assigns: dict[str, list[tuple[str, Check]]] = {}
        self.compares: list[tuple[str, Check]] = []
        self.returns: list[tuple[str, Check]] = []
        self.tainted_assigns: list[tuple[str, Check]] = []
        self.trees: list[tuple[str, Check, Check]] = []
        self._marking: set[str] = set()
        self.words = {literal: lazy(shape) for literal, shape in _ASSIGNED.items()}
        for name in rule_modules():
            if name.startswith("fumehood.code.rules."):
                self._add(importlib.import_module(name))
        self.called = frozenset(self._marking) | catalog().words
        self.called_outside = catalog().outside_words

    def _add(self, module: Any) -> None:
        rule = getattr(module, "RULE", None)
        if rule is None:
            return
        self.rules[rule.id] = rule
        if hasattr(module, "judge"):
            self.judges[rule.id] = module.judge
        for table, name in ((self.calls, "CALLS"), (self.assigns, "ASSIGNS")):
            for key, check in getattr(module, name, {}).items():
                table.setdefault(key, []).append((rule.id, check))
        if not getattr(module, "MARKED_BY_WORDS", False):
            self._marking.update(name.rpartition(".")[2] for name in getattr(module, "CALLS", ()))
        for checks, name in (
            (self.compares, "COMPARES"),
            (self.returns, "RETURNS"),
            (self.tainted_assigns, "TAINTED_ASSIGNS"),
        ):
            checks += [(rule.id, check) for check in getattr(module, name, ())]
        if hasattr(module, "check_tree"):
            self.trees.append((rule.id, module.check_tree, module.wants))
        for literal, shape in getattr(module, "WORDS", {}).items():
            assert literal == literal.lower()
            assert literal not in self.words
            self.words[literal] = lazy(shape)


@cache
def rulebook() -> Rulebook:
    """All rules of this guard."""
    return Rulebook()
