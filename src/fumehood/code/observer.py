"""Shows the rules what the analysis meets, and collects what they say."""

import ast
from collections.abc import Iterable
from typing import Any

from fumehood.code.catalog import SinkModel
from fumehood.code.flow.call import Call
from fumehood.code.flow.scope import Frame, Function
from fumehood.code.flow.sinks import note
from fumehood.code.flow.value import UNKNOWN, Value
from fumehood.code.interest import Interest
from fumehood.code.observation import Assignment, Report
from fumehood.code.reached import Verdict
from fumehood.code.rulebook import Rulebook


def _is_text(value: Value) -> bool:
    return value.keys is None and value.items is None and not value.symbol.endswith(("json", "json()"))


def _is_other_handler(frame: Frame, node: ast.expr) -> bool:
    """Whether the page is what another handler of the file gives: it is reported there."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    called = frame.module.evaluate(frame, node.func).local
    return isinstance(called, Function) and called.handler is not None


PAGE = SinkModel(rule="FHC108", category="html", role="page", kinds=("web", "network"))
ANSWER = SinkModel(rule="FHC120", category="error", kinds=("traceback",))


class Observer:
    """Passes what happens on to the rules that want it. Each rule says one thing of a node at most."""

    def __init__(self, book: Rulebook, interest: Interest) -> None:
        self.book = book
        self.interest = interest
        self.reports: dict[tuple[str, int], Report] = {}

    def on_call(self, made: Call) -> None:
        """A call of something outside the file."""
        checks = self.book.calls.get(made.symbol) if made.symbol else None
        if checks is None and made.method:
            checks = self.book.calls.get("." + made.method)
        for rule, check in checks or ():
            self.add(rule, made.node, check(made))

    def on_assign(
        self, frame: Frame, target: ast.AST, name: str, value: Value, node: ast.AST, base: Value = UNKNOWN
    ) -> None:
        """A name or an attribute gets a value."""
        for rule, check in self.book.assigns.get(name, ()):
            self.add(rule, node, check(Assignment(name, target, value, node, base, frame)))
        if value.taints:
            for rule, check in self.book.tainted_assigns:
                self.add(rule, node, check(Assignment(name, target, value, node, base, frame)))
        if base.symbol:
            self._sink(frame, f"{base.symbol}.{name}", value, target, node)

    def on_store_item(
        self, frame: Frame, target: ast.Subscript, base: Value, key: Value, value: Value, node: ast.AST
    ) -> None:
        """An item gets a value."""
        name = key.text
        seen = Assignment(name or "", target, value, node, base, frame)
        for rule, check in self.book.assigns.get(name, ()) if name else ():
            self.add(rule, node, check(seen))
        for rule, check in self.book.tainted_assigns if value.taints else ():
            self.add(rule, node, check(seen))
        if base.symbol:
            self._sink(frame, f"{base.symbol}[]", value, target, node)
            if name is not None:
                self._sink(frame, f"{base.symbol}[{name.lower()}]", value, target, node)
            if key.taints:
                self._sink(frame, f"{base.symbol}[key]", key, target, node)

    def _sink(self, frame: Frame, name: str, value: Value, target: ast.AST, node: ast.AST) -> None:
        if not value.taints:
            return
        for model in frame.module.catalog.assign_sinks.get(name, ()):
            note(frame, model, node if hasattr(node, "lineno") else target, target, value)

    def on_compare(self, frame: Frame, node: ast.Compare, op: ast.cmpop, left: Value, right: Value) -> None:
        """Two values are compared."""
        for rule, check in self.book.compares:
            self.add(rule, node, check(frame, node, op, left, right))

    def on_return(self, frame: Frame, node: ast.Return, value: Value) -> None:
        """A function returns a value: a page, if it is a handler of a framework that takes texts for pages."""
        handler = frame.function.handler if frame.function is not None else None
        if handler is not None and self._makes_pages(handler.returns) and node.value is not None:
            page = value.items[0] if value.items and isinstance(node.value, ast.Tuple) else value
            if page.taints and _is_text(page) and not _is_other_handler(frame, node.value):
                note(frame, PAGE, node, node.value, page)
        if handler is not None and value.taints and node.value is not None:
            note(frame, ANSWER, node, node.value, value)
        for rule, check in self.book.returns:
            self.add(rule, node, check(frame, node, value))

    def _makes_pages(self, returns: str) -> bool:
        if returns == "guess":
            return "fastapi" not in self.interest.source.lower
        return returns == "html"

    def add(self, rule: str, node: Any, said: "Iterable[Report] | Report | Verdict | None") -> None:
        """Keeps what a check says: nothing, a verdict on `node`, or reports."""
        if said is None:
            return
        if isinstance(said, Verdict):
            said = (Report(rule, node, said),)
        elif isinstance(said, Report):
            said = (said,)
        for report in said:
            self.reports.setdefault((rule, id(report.node)), report)
