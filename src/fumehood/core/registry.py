"""Finds all rules: every module in a `rules` package of a guard that has a `RULE` or `RULES`."""

import importlib
import os
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import fumehood
from fumehood.core.compiled import compiled
from fumehood.core.rule import Rule


def rule_modules() -> Iterator[str]:
    """The dotted names of the modules that may hold rules, sorted."""
    for path in _rule_files():
        name = os.path.basename(path)
        if name.endswith(".py") and name != "__init__.py":
            guard = os.path.basename(os.path.dirname(os.path.dirname(path)))
            yield f"fumehood.{guard}.rules.{name[:-3]}"


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the ids.

    Importing all rule modules takes longer than scanning a small file, so their metadata is kept
    (`core.compiled`) for as long as no file in a `rules` package changes.
    """
    kept = compiled("rules", list(_rule_files()), dict[str, Rule], lambda: dict(import_rules()))
    return MappingProxyType(kept)


def _rule_files() -> Iterator[str]:
    for folder in fumehood.__path__:
        for guard in sorted(os.listdir(folder)):
            rules = os.path.join(folder, guard, "rules")
            if os.path.isdir(rules):
                with os.scandir(rules) as entries:
                    yield from sorted(e.path for e in entries if e.is_file())


def import_rules() -> Mapping[str, Rule]:
    """Every rule by its id, from the modules themselves.

    Raises:
        ValueError: two rules have the same id or the same name.
    """
    found: dict[str, Rule] = {}
    names: dict[str, str] = {}
    for name in rule_modules():
        module = importlib.import_module(name)
        for rule in (*getattr(module, "RULES", ()), *((module.RULE,) if hasattr(module, "RULE") else ())):
            if rule.id in found or names.get(rule.name, rule.id) != rule.id:
                raise ValueError(f"{name}: {rule.id} {rule.name} exists already")
            found[rule.id] = rule
            names[rule.name] = rule.id
    return dict(sorted(found.items()))
