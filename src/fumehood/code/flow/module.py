"""The analysis of one file: its statements, then the functions that matter, then what they reached."""

import ast
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from fumehood.code.catalog import Catalog
from fumehood.code.flow import attributes, binding, calls, comparison, expressions, statements
from fumehood.code.flow.condition import ALL, of
from fumehood.code.flow.definitions import annotation, define_class, define_function, parameter_values
from fumehood.code.flow.scope import BudgetExceededError, Class, Frame, Function, Summary
from fumehood.code.flow.value import UNKNOWN, Taint, Value, join, merged_taints

STEPS_OF_A_FUNCTION: Final = 60_000
STEPS_OF_A_FILE: Final = 600_000
DEEPEST: Final = 14
MOST_ROUNDS: Final = 3


class Module:
    """One file under analysis. `observer` sees calls, assignments, comparisons and returns on the way."""

    def __init__(self, tree: ast.Module, catalog: Catalog, observer: Any, marked: Sequence[int]) -> None:
        self.tree = tree
        self.catalog = catalog
        self.observer = observer
        self.marked = marked
        self.globals: dict[str, Value] = {}
        self.star_imports: list[str] = []
        self.functions: list[Function] = []
        self._callers: dict[str, list[Function]] = {}
        self._indexed = -1
        self._stack: list[Function] = []
        self.unknown_fields: dict[tuple[Class, str], list[Function]] = {}
        self._provisional: list[Function] = []
        self.by_node: dict[int, Function] = {}
        self.problems: list[str] = []
        self.frames: list[Frame] = []
        self.steps = 0
        self._symbols: dict[str, Value] = {}
        self._global_names: dict[int, set[str]] = {}
        self._defaults: dict[tuple[int, str], Value | None] = {}
        self.on_call = observer.on_call
        self.on_assign = observer.on_assign
        self.on_compare = observer.on_compare
        self.on_store_item = observer.on_store_item

    evaluate = staticmethod(expressions.evaluate)
    bind = staticmethod(binding.bind)
    block = staticmethod(statements.block)
    call = staticmethod(calls.call)
    property_value = staticmethod(calls.property_value)
    annotation = staticmethod(annotation)
    compare = staticmethod(comparison.compare)

    def attribute(self, frame: Frame, base: Value, name: str, node: ast.Attribute) -> Value:
        """The callee `base.name`, or what the frame knows to be stored there."""
        path = expressions.dotted(node)
        if path and path in frame.env:
            return frame.env[path]
        return attributes.attribute(frame, base, name, node)

    def symbol(self, name: str) -> Value:
        """The external thing of that dotted name."""
        value = self._symbols.get(name)
        if value is None:
            value = self._symbols[name] = Value(symbol=self.catalog.types.get(name, name))
        return value

    def returned(self, symbol: str) -> str:
        """The dotted name of what a call of `symbol` gives."""
        name = symbol + "()"
        known = self.catalog.types.get(name)
        if known is not None:
            return known
        last = symbol.rpartition(".")[2]
        return symbol if last[:1].isupper() else name if len(name) < 160 else ""

    def run(self) -> None:
        """Analyses the file: afterwards `frames` and the summaries of `functions` hold what was reached."""
        top = Frame(self, None, self.globals, 0, STEPS_OF_A_FUNCTION * 2)
        self.frames.append(top)
        self._guarded(top, lambda: statements.block(top, self.tree.body), "the module's own statements")
        self.globals = top.env
        done = 0
        while done < len(self.functions):
            function = self.functions[done]
            done += 1
            if function.handler is not None or self._is_marked(function):
                self.summary(function, 1)
        self._setters_of_fields()
        self._callers_of_sinks()

    def _setters_of_fields(self) -> None:
        """Methods that store what others read are analysed too, and then the readers once more."""
        again: dict[int, Function] = {}
        for (owner, name), readers in list(self.unknown_fields.items()):
            for method in owner.methods.values():
                if method.summary is None and self.observer.interest.stores(method.node, name):
                    self.summary(method, 1)
            field = owner.fields.get(name)
            if field is not None and (field.taints or field.symbol):
                again.update({id(reader): reader for reader in readers})
        for reader in again.values():
            reader.summary = None
            known = self.summary(reader, 1)
            if known is not None and known.hits:
                self._forget_callers(reader)

    def _forget_callers(self, function: Function) -> None:
        """Those who called `function` before more was known of it are analysed once more."""
        self._index_callers()
        for caller in self._callers.get(function.name, ()):
            if caller is not function:
                caller.summary = None

    def _is_marked(self, function: Function) -> bool:
        node = function.node
        i = bisect_left(self.marked, node.lineno)
        return i < len(self.marked) and self.marked[i] <= (node.end_lineno or node.lineno)

    def _callers_of_sinks(self) -> None:
        """Functions that call one whose parameters reach a sink are analysed too, and theirs in turn."""
        pending = [f for f in self.functions if f.summary is not None and f.summary.hits]
        seen = {id(f) for f in pending}
        done: set[str] = set()
        while pending:
            name = pending.pop().name
            if name in done:
                continue
            done.add(name)
            for caller in self.callers_of(name):
                if caller.summary is None:
                    self.summary(caller, 1)
                if id(caller) not in seen and caller.summary is not None and caller.summary.hits:
                    seen.add(id(caller))
                    pending.append(caller)

    def callers_of(self, name: str) -> list[Function]:
        """The functions not analysed yet in whose lines `name(` stands."""
        self._index_callers()
        return [f for f in self._callers.get(name, ()) if f.summary is None]

    def _index_callers(self) -> None:
        if not self._callers or self._indexed != len(self.functions):
            self._indexed = len(self.functions)
            self._callers = {}
            occurrences = self.observer.interest.occurrences
            lines = [line for line, _ in occurrences]
            for function in self.functions:
                first = bisect_left(lines, function.node.lineno)
                last = bisect_right(lines, function.node.end_lineno or 0)
                for called in {called for _, called in occurrences[first:last]}:
                    self._callers.setdefault(called, []).append(function)

    def summary(self, function: Function, depth: int) -> Summary | None:
        """The function's summary; None where the calls are nested too deeply to make it now."""
        if function.summary is not None and not function.active:
            return function.summary
        if function.active:
            self._met_again(function)
            return function.summary
        if depth > DEEPEST:
            return None
        self._constructor_first(function, depth)
        function.active = True
        self._stack.append(function)
        try:
            for _ in range(MOST_ROUNDS):
                function.recursive = function.provisional = False
                old = function.summary
                waiting = len(self._provisional)
                new = self._analysed(function, depth, {})
                function.summary = new
                settled = not function.recursive or (old is not None and _same(old, new))
                if settled or function.provisional:
                    break
                for inner in self._provisional[waiting:]:
                    inner.summary = None  # it was made with an earlier summary of this function
                del self._provisional[waiting:]
        finally:
            function.active = False
            self._stack.pop()
        if function.provisional:
            self._provisional.append(function)
        return function.summary

    def _constructor_first(self, function: Function, depth: int) -> None:
        """What a constructor stores is known before the other methods are read."""
        made = function.owner.method("__init__") if function.owner is not None else None
        if made is not None and made is not function and made.summary is None and not made.active:
            self.summary(made, depth + 1)

    def _met_again(self, function: Function) -> None:
        """A function is called while it is analysed: what is analysed in between rests on its last summary."""
        function.recursive = True
        for inner in reversed(self._stack):
            if inner is function:
                break
            inner.provisional = True

    def variant(self, function: Function, known: dict[str, Any], depth: int) -> Summary | None:
        """The summary for calls in which some parameters are these constants."""
        key = tuple(sorted((name, type(c).__name__, c) for name, c in known.items()))
        found = function.variants.get(key)
        if found is None and depth <= 5 and not function.active:
            function.active = True
            try:
                found = function.variants[key] = self._analysed(function, depth, known)
            finally:
                function.active = False
        return found

    def _analysed(self, function: Function, depth: int, known: dict[str, Any]) -> Summary:
        frame = Frame(self, function, {}, depth, STEPS_OF_A_FUNCTION)
        for coarse in (False, True):
            frame = Frame(self, function, {}, depth, STEPS_OF_A_FUNCTION * (8 if coarse else 1))
            frame.coarse = coarse or self.is_spent()
            frame.env = parameter_values(self, function, frame)
            frame.env.update({name: Value(constants=(c,)) for name, c in known.items()})
            if self._guarded(frame, partial(self._body, frame, function), f"function {function.qualname}"):
                break
        self._finish(frame, function)
        return frame.summary

    def _body(self, frame: Frame, function: Function) -> None:
        node = function.node
        if isinstance(node, ast.Lambda):
            frame.result = expressions.evaluate(frame, node.body)
            return
        if statements.block(frame, node.body):
            frame.returns.append((False, None, _state(frame)))

    def is_spent(self) -> bool:
        """Whether the file has used up its steps; says so in the problems."""
        if self.steps > STEPS_OF_A_FILE:
            self.problem(
                f"budget of {STEPS_OF_A_FILE} steps of a file used up; the rest is analysed coarsely"
            )
        return self.steps > STEPS_OF_A_FILE

    def problem(self, text: str) -> None:
        """Notes once what could not be looked at wholly."""
        if text not in self.problems:
            self.problems.append(text)

    def _guarded(self, frame: Frame, work: Any, what: str) -> bool:
        """Does the work; False when it has to be done again, coarsely."""
        try:
            work()
        except BudgetExceededError:
            if not frame.coarse:
                self.problem(f"budget of {frame.limit} steps used up in {what}; analysed coarsely")
            return frame.coarse
        except RecursionError:
            self.problem(f"{what} is nested too deeply to analyse")
            return True
        finally:
            self.steps += frame.steps
        return True

    def _finish(self, frame: Frame, function: Function) -> None:
        summary = frame.summary
        summary.result = frame.result or UNKNOWN
        if frame.steps > frame.limit:
            origins = function.origins.values()
            summary.result = Value(merged_taints(summary.result.taints, tuple(Taint(o) for o in origins)))
        verdict = frame.verdicts()
        if verdict is not None:
            summary.result = Value(summary.result.taints, constants=summary.result.constants, local=verdict)
        summary.checked = frame.checked()

    def on_return(self, frame: Frame, node: ast.Return, value: Value) -> None:
        """Notes what is returned, and what is known of the parameters then."""
        self.observer.on_return(frame, node, value)
        if frame.function is not None:
            frame.returns.append((expressions.truth_of(value), of(value), _state(frame)))

    def default(self, function: Function, name: str) -> Value | None:
        """The default value of a parameter; None when it has none."""
        key = (id(function), name)
        if key not in self._defaults:
            node = _default_node(function, name)
            frame = Frame(self, None, self.globals, 0, 1000)
            try:
                self._defaults[key] = None if node is None else expressions.evaluate(frame, node)
            except (BudgetExceededError, RecursionError):
                self._defaults[key] = UNKNOWN
        return self._defaults[key]

    def define_function(self, frame: Frame, node: Any) -> None:
        """Registers a function and binds its name."""
        for decorator in node.decorator_list:
            expressions.evaluate(frame, decorator)
        closure = frame if frame.function is not None else None
        frame.env[node.name] = Value(local=define_function(frame, node, None, closure))

    def define_class(self, frame: Frame, node: ast.ClassDef) -> None:
        """Registers a class and binds its name."""
        for decorator in node.decorator_list:
            expressions.evaluate(frame, decorator)
        frame.env[node.name] = Value(local=define_class(frame, node))

    def declare_global(self, frame: Frame, names: list[str]) -> None:
        """`global` or `nonlocal`: assignments to these names leave the function."""
        self._global_names.setdefault(id(frame.function), set()).update(names)
        for name in names:
            frame.env.pop(name, None)

    def global_names(self, frame: Frame) -> set[str]:
        """The names that the frame's function declared global."""
        return self._global_names.get(id(frame.function), _NO_NAMES)

    def store_global(self, name: str, value: Value) -> None:
        """Joins what a function assigns to a global name."""
        old = self.globals.get(name)
        value = Value(
            tuple(t for t in value.taints if t.origin.kind not in ("parameter", "field")), symbol=value.symbol
        )
        self.globals[name] = value if old is None else join(old, value)


_NO_NAMES: Final[set[str]] = set()


def _state(frame: Frame) -> dict[str, frozenset[str]]:
    """For each parameter that still holds what it was given: the categories for which it is checked."""
    function = frame.function
    assert function is not None
    state: dict[str, frozenset[str]] = {}
    for name, origin in function.origins.items():
        value = frame.env.get(name)
        if value is None or origin.kind != "parameter":
            continue
        if value.slot is origin and value.taints:
            state[name] = value.taints[0].cleared
        elif value.is_constant and not value.taints:
            state[name] = ALL
    return state


def _default_node(function: Function, name: str) -> ast.expr | None:
    arguments = function.node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    for argument, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
        if argument.arg == name:
            return default
    for argument, other in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if argument.arg == name:
            return other
    return None


def _same(a: Summary, b: Summary) -> bool:
    """Whether another round would change nothing that matters."""
    return {id(t.origin) for t in a.result.taints if t.origin.kind == "parameter"} == {
        id(t.origin) for t in b.result.taints if t.origin.kind == "parameter"
    } and len(a.hits) == len(b.hits)
