"""Where a sink stands: its statement, its function, and what may be changed around it."""

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from fumehood.code.positions import Positions
from fumehood.core.finding import Edit
from fumehood.core.source import Source

Function = ast.FunctionDef | ast.AsyncFunctionDef
_HEADERS = (ast.With, ast.AsyncWith, ast.If, ast.For, ast.AsyncFor, ast.Try)


class Site:
    """A sink in its surroundings. `statement` is a statement of a block of lines of its own."""

    def __init__(
        self,
        source: Source,
        positions: Positions,
        tree: ast.Module,
        statement: ast.stmt,
        function: Function | None,
    ) -> None:
        self.source = source
        self.tree = tree
        self.statement = statement
        self.function = function
        self._positions = positions

    @classmethod
    def of(cls, source: Source, positions: Positions, sink: ast.Call) -> "Site | None":
        """The site of a sink; None where nothing can be put before it (a lambda, a loop's condition, one line)."""
        tree = source.syntax
        path = _path_to(tree, sink) if tree is not None else None
        if tree is None or path is None:
            return None
        function = next((n for n in reversed(path) if isinstance(n, Function)), None)
        inner = path[path.index(function) :] if function else path
        if any(isinstance(n, ast.Lambda | ast.comprehension | ast.ClassDef | ast.While) for n in inner):
            return None
        at = max((i for i, n in enumerate(path) if isinstance(n, ast.stmt)), default=0)
        statement, parent = path[at], path[at - 1]
        if not isinstance(statement, ast.stmt) or statement is function or parent is statement:
            return None
        if isinstance(parent, ast.If) and statement in parent.orelse and isinstance(statement, ast.If):
            return None  # an elif
        if getattr(parent, "lineno", 0) == statement.lineno:
            return None
        line = source.line(statement.lineno)
        if line[: len(line) - len(line.lstrip())] != line[: statement.col_offset]:
            return None  # after a semicolon
        return cls(source, positions, tree, statement, function)

    def text(self, node: ast.AST) -> str:
        """The source text of a node."""
        start, end = self._positions.span(node)
        return self.source.text[start:end]

    def replace(self, node: ast.AST, text: str) -> Edit | None:
        """An edit that puts `text` in the place of a node."""
        return self.source.edit(*self._positions.span(node), text)

    def insert_after(self, node: ast.AST, text: str) -> Edit | None:
        """An edit that puts `text` right behind a node."""
        _, end = self._positions.span(node)
        return self.source.edit(end, end, text)

    def delete_after(self, start: ast.AST, end: ast.AST) -> Edit | None:
        """An edit that removes all from the end of one node to the end of another."""
        return self.source.edit(self._positions.span(start)[1], self._positions.span(end)[1], "")

    def insert_before(self, lines: Sequence[str]) -> Edit | None:
        """An edit that puts lines before the statement, indented like it."""
        start, _ = self._positions.span(self.statement)
        begin = self.source.text.rfind("\n", 0, start) + 1
        blank, end = self.source.text[begin:start], self.line_end
        return self.source.edit(begin, begin, "".join(f"{blank}{line}{end}" for line in lines))

    @property
    def line_end(self) -> str:
        r"""The line end of the file: \n or \r\n."""
        return "\r\n" if "\r\n" in self.source.text else "\n"

    @property
    def indent(self) -> str:
        """One level of indentation in this file."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function | ast.ClassDef | ast.If | ast.With) and node.body:
                width = node.body[0].col_offset - node.col_offset
                line = self.source.line(node.body[0].lineno)
                if width > 0 and node.body[0].lineno != node.lineno:
                    return line[node.col_offset : node.body[0].col_offset]
        return "    "

    def scope(self) -> Iterator[ast.AST]:
        """All nodes of the function (of the module, outside one)."""
        return ast.walk(self.function or self.tree)

    def assigned(self, name: str) -> ast.Assign | None:
        """The one assignment of a name in this scope, before the sink and in reach of it; else None."""
        found = [
            n for n in self.scope()
            if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store | ast.Del)
        ]  # fmt: skip
        if len(found) != 1:
            return None
        for node in self.scope():
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and node.targets[0] is found[0]:
                return node if node.lineno < self.statement.lineno else None
        return None

    def uses(self, name: str) -> int:
        """How often a name is read in this scope."""
        return sum(
            isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in self.scope()
        )

    def stores(self, name: str) -> int:
        """How often a name is bound in this scope (parameters aside)."""
        return sum(
            isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in self.scope()
        )

    def is_parameter(self, name: str) -> bool:
        """Whether a name is a parameter of the function."""
        return any(isinstance(n, ast.arg) and n.arg == name for n in self.scope())

    def fresh(self, *names: str) -> str:
        """The first of these names, with digits where needed, that the scope does not use."""
        taken = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)} | {
            n.arg for n in self.scope() if isinstance(n, ast.arg)
        }
        numbered = (f"{names[-1]}_{i}" for i in range(2, 99))
        return next(n for n in (*names, *numbered) if n not in taken)


def _path_to(tree: ast.Module, target: ast.Call) -> list[ast.AST] | None:
    """The nodes from the module down to `target`."""
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    path: list[ast.AST] = []
    while stack:
        node, depth = stack.pop()
        del path[depth:]
        path.append(node)
        if node is target:
            return path
        stack.extend((child, depth + 1) for child in ast.iter_child_nodes(node) if _may_hold(child, target))
    return None


def _may_hold(node: Any, target: ast.Call) -> bool:
    """Whether `target` stands between the start and the end of `node` (or `node` has no place of its own)."""
    if getattr(node, "end_lineno", None) is None:
        return True
    start, end = (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
    decorators = getattr(node, "decorator_list", ())
    return (start <= (target.lineno, target.col_offset) or bool(decorators)) and (
        target.lineno,
        target.col_offset,
    ) < end
