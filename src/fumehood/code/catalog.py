"""The catalogue of models: sources, sinks, and what calls do to data. One YAML file a framework under `models/`."""

import os
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from fumehood.core.compiled import compiled, load_yaml


class Argument(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a call takes something: by position (0-based, the receiver not counted), by keyword, or both."""

    position: int = -1
    keywords: tuple[str, ...] = ()


class Condition(Struct, frozen=True, forbid_unknown_fields=True):
    """An argument and the constants (or last names of dotted names) that it must be, or must not be."""

    keyword: str
    position: int = -1
    values: tuple[Any, ...] = ()
    missing: bool = False


class SourceModel(Struct, frozen=True, forbid_unknown_fields=True):
    """Data from outside. `names` are dotted; a call ends in `()`. `clears` are categories it does no harm in."""

    names: tuple[str, ...]
    kind: str
    label: str
    clears: tuple[str, ...] = ()


class SinkModel(Struct, frozen=True, forbid_unknown_fields=True):
    """Where data does harm: the rule, its category, and the arguments that matter.

    `calls` are dotted names, `methods` names of methods of unknown objects, `assigns` dotted names whose
    attribute (`name.attr`) or item (`name[]`) is assigned. `role` tells the rule what the argument is.
    `receivers` names types of which a method sink is known to be harmless.
    """

    rule: str
    category: str
    calls: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    assigns: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = (Argument(0),)
    receiver: bool = False
    every: bool = False
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    role: str = ""
    kinds: tuple[str, ...] = ()


class CallModel(Struct, frozen=True, forbid_unknown_fields=True):
    """What the result of a call is.

    `result` is `arguments` (the data of all of them), `receiver`, `same` (the first argument itself), `decoded`,
    `path` (joined), `clean`, or one of the special ones in `flow/calls.py`. `clears` are the
    categories for which the result is harmless (`all` for each), `lacks` texts it cannot hold, `marks`
    what is known of its form.
    """

    calls: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    result: str = "arguments"
    clears: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()


class CheckModel(Struct, frozen=True, forbid_unknown_fields=True):
    """A call whose truth says that an argument (or the receiver) is harmless for `clears`."""

    calls: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    position: int = 0
    keywords: tuple[str, ...] = ()
    receiver: bool = False
    clears: tuple[str, ...] = ("all",)
    needs: str = ""
    when: bool = True


class HandlerModel(Struct, frozen=True, forbid_unknown_fields=True):
    """Functions that a framework calls with data from outside.

    `decorators` are dotted names (`*.route` for any receiver), `bases` classes with the methods
    `methods`. `returns` says what a returned text becomes: `html`, `json`, or nothing.
    """

    decorators: tuple[str, ...] = ()
    kind: str = "web"
    label: str = "a request parameter"
    returns: str = ""
    converters: str = ""


class Models(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of models."""

    framework: str
    types: dict[str, str] = {}
    sources: tuple[SourceModel, ...] = ()
    sinks: tuple[SinkModel, ...] = ()
    calls: tuple[CallModel, ...] = ()
    checks: tuple[CheckModel, ...] = ()
    handlers: tuple[HandlerModel, ...] = ()


class Catalog:
    """All models, by the names under which the analysis looks them up."""

    def __init__(self, models: list[Models]) -> None:
        self.types: dict[str, str] = {}
        self.sources: dict[str, SourceModel] = {}
        self.sinks: dict[str, list[SinkModel]] = {}
        self.method_sinks: dict[str, list[SinkModel]] = {}
        self.assign_sinks: dict[str, list[SinkModel]] = {}
        self.calls: dict[str, CallModel] = {}
        self.methods: dict[str, CallModel] = {}
        self.checks: dict[str, CheckModel] = {}
        self.method_checks: dict[str, CheckModel] = {}
        self.handlers: dict[str, HandlerModel] = {}
        for model in models:
            self._add(model)
        self.words, self.outside_words = self._words()

    def _add(self, model: Models) -> None:
        self.types.update(model.types)
        for source in model.sources:
            self.sources.update(dict.fromkeys(source.names, source))
        for sink in model.sinks:
            for name in sink.calls:
                self.sinks.setdefault(name, []).append(sink)
            for name in sink.methods:
                self.method_sinks.setdefault(name, []).append(sink)
            for name in sink.assigns:
                self.assign_sinks.setdefault(name, []).append(sink)
        for call in model.calls:
            self.calls.update(dict.fromkeys(call.calls, call))
            self.methods.update(dict.fromkeys(call.methods, call))
        for check in model.checks:
            self.checks.update(dict.fromkeys(check.calls, check))
            self.method_checks.update(dict.fromkeys(check.methods, check))
        for handler in model.handlers:
            self.handlers.update(dict.fromkeys(handler.decorators, handler))

    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The last names of all sinks, and those of them that only data from outside makes dangerous."""
        always: set[str] = set()
        outside: set[str] = set()
        for table in (self.sinks, self.method_sinks):
            for name, models in table.items():
                wanted = outside if all(m.kinds for m in models) else always
                wanted.add(name.rpartition(".")[2])
        return frozenset(always), frozenset(outside - always)


@cache
def catalog() -> Catalog:
    """The catalogue made of all files under `models/`.

    Raises:
        msgspec.ValidationError: a file does not fit the shapes above.
    """
    folder = os.path.join(os.path.dirname(__file__), "models")
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml")]
    read = lambda: [msgspec.convert(load_yaml(path), Models) for path in paths]  # noqa: E731
    return Catalog(compiled("code-models", paths, list[Models], read))
