"""The rules at work: which function of which rule looks at which call, assignment, comparison or item."""

import importlib
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from fumehood.code.catalog import catalog
from fumehood.core.registry import rule_modules
from fumehood.core.rule import Rule

Check = Callable[..., Any]


_ASSIGNED = (
    r"\b\w*(?:session|headers)\s*\[",
    r"(?i:[\"']location[\"'])",
    r"\.location\s*=",
    r"(?m:^[ \t]*@[\w.]+\.(?:route|get|post|put|delete|patch|tool|command|websocket|api_route)\b)",
)  # handlers, and what the models name as assigned


class Rulebook:
    """The dispatch tables of all rules of this guard.

    A rule module may have `judge` (of data that reaches a sink), `CALLS` (by dotted name, or `.name` for
    a method of an unknown object), `ASSIGNS` (by the name assigned), `ITEMS` (by the constant key
    assigned), `TAINTED_ASSIGNS` (of data from outside), `COMPARES`, `RETURNS` (functions), and `WORDS`, which mark a line as worth analysing.
    """

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.judges: dict[str, Check] = {}
        self.calls: dict[str, list[tuple[str, Check]]] = {}
        self.assigns: dict[str, list[tuple[str, Check]]] = {}
        self.compares: list[tuple[str, Check]] = []
        self.returns: list[tuple[str, Check]] = []
        self.tainted_assigns: list[tuple[str, Check]] = []
        self.trees: list[tuple[str, Check, re.Pattern[str]]] = []
        words: list[str] = list(_ASSIGNED)
        for name in rule_modules():
            if name.startswith("fumehood.code.rules."):
                words += self._add(importlib.import_module(name))
        self.words = re.compile("|".join(sorted(words)) or r"(?!)")
        names = {n.rpartition(".")[2] for n in self.calls}
        self.called = frozenset(names | catalog().words)

    def _add(self, module: Any) -> list[str]:
        rule = getattr(module, "RULE", None)
        if rule is None:
            return []
        self.rules[rule.id] = rule
        if hasattr(module, "judge"):
            self.judges[rule.id] = module.judge
        for table, name in ((self.calls, "CALLS"), (self.assigns, "ASSIGNS")):
            for key, check in getattr(module, name, {}).items():
                table.setdefault(key, []).append((rule.id, check))
        for checks, name in (
            (self.compares, "COMPARES"),
            (self.returns, "RETURNS"),
            (self.tainted_assigns, "TAINTED_ASSIGNS"),
        ):
            checks += [(rule.id, check) for check in getattr(module, name, ())]
        if hasattr(module, "check_tree"):
            self.trees.append((rule.id, module.check_tree, re.compile(module.TREE_WORDS)))
        return list(getattr(module, "WORDS", ()))


@cache
def rulebook() -> Rulebook:
    """All rules of this guard."""
    return Rulebook()
