"""A call under analysis: the callee's name, the receiver, and the arguments by position and keyword."""

import ast
from typing import TYPE_CHECKING, Any

from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import UNKNOWN, Taint, Value, merged_taints

if TYPE_CHECKING:
    from fumehood.code.catalog import Argument, Condition


class Call:
    """What rules and models see of a call. `symbol` is the callee's dotted name, where it is known."""

    __slots__ = ("arguments", "callee", "frame", "keywords", "method", "node", "receiver", "rest", "symbol")

    def __init__(
        self,
        frame: Frame,
        node: ast.Call,
        callee: Value,
        receiver: Value,
        arguments: list[Value],
        keywords: dict[str, Value],
        rest: tuple[Taint, ...],
    ) -> None:
        self.frame = frame
        self.node = node
        self.callee = callee
        self.symbol = callee.symbol
        self.receiver = receiver
        self.method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        self.arguments = arguments
        self.keywords = keywords
        self.rest = rest

    @property
    def name(self) -> str:
        """The last part of the callee's name."""
        function = self.node.func
        return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")

    @property
    def taints(self) -> tuple[Taint, ...]:
        """The data of all arguments."""
        return merged_taints(
            *(a.taints for a in self.arguments), *(k.taints for k in self.keywords.values()), self.rest
        )

    def at(self, position: int = -1, *keywords: str) -> Value | None:
        """The argument at a position (0-based) or under one of the keywords; None when it is not given."""
        for keyword in keywords:
            if keyword in self.keywords:
                return self.keywords[keyword]
        if 0 <= position < len(self.arguments):
            return self.arguments[position]
        return None

    def argument(self, wanted: "Argument") -> tuple[Value, ast.AST] | None:
        """The argument that a model asks for, and its node."""
        for keyword in wanted.keywords:
            if keyword in self.keywords:
                return self.keywords[keyword], self.keyword_node(keyword)
        if 0 <= wanted.position < len(self.arguments):
            return self.arguments[wanted.position], self.node.args[
                min(wanted.position, len(self.node.args) - 1)
            ]
        if self.rest and wanted.position >= 0 and wanted.position >= len(self.arguments):
            return Value(self.rest), self.node
        return None

    def keyword_node(self, name: str) -> ast.AST:
        """The node of a keyword's value; the call itself when there is none."""
        return next((k.value for k in self.node.keywords if k.arg == name), self.node)

    def constant(self, position: int = -1, *keywords: str) -> Any:
        """The constant that an argument is; Ellipsis when it is not given or not one constant."""
        value = self.at(position, *keywords)
        return ... if value is None else value.constant

    def meets(self, condition: "Condition") -> bool:
        """Whether the argument is one of the condition's values (or missing, where that counts)."""
        value = self.at(condition.position, condition.keyword)
        if value is None:
            return condition.missing
        if value.constants:
            return any(c in condition.values for c in value.constants)
        return value.symbol.rpartition(".")[2] in condition.values if value.symbol else False

    def argument_or_unknown(self, position: int, *keywords: str) -> Value:
        """The argument, `UNKNOWN` when it is not given."""
        value = self.at(position, *keywords)
        return UNKNOWN if value is None else value
