"""Python on the command line, by its syntax tree: constants are followed, calls that reach beyond are noted."""

import ast
import warnings
from contextlib import contextmanager

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg
from fumehood.commands.inline.python_values import (
    Blank,
    Place,
    Ref,
    Value,
    binary,
    constant,
    subscript,
    taint_in,
    text_of,
)
from fumehood.commands.run.machine import Machine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 60  # nested expressions and statements
_MOST_STEPS = 20_000
_MOST_ROUNDS = 64
_CHOOSING = frozenset({"endswith", "startswith", "match", "fullmatch", "search", "fnmatch", "suffix", "stem"})


class TooMuchError(Exception):
    """The program is too large or too deeply nested to follow."""


class Walker:
    """Walks a program with what is known of its names."""

    def __init__(self, machine: Machine, args: list[Arg], stdin: Arg | None) -> None:
        self.machine = machine
        self.names: dict[str, Value] = {"__name__": Arg("__main__")}
        self.functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda] = {}
        self.args = args
        self.stdin = stdin
        self.called: set[str] = set()
        self.printed: list[Arg] = []
        self.steps = 0
        self.depth = 0
        self.active: list[str] = []
        self.narrow = 0  # conditions that chose the names of this place, one inside the other

    def body(self, statements: list[ast.stmt]) -> None:
        """Walks statements in order."""
        for node in statements:
            self.statement(node)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _MOST_STEPS or self.depth > _DEEPEST:
            raise TooMuchError

    def statement(self, node: ast.stmt) -> None:
        """Walks one statement."""
        self._step()
        self.depth += 1
        try:
            self._statement(node)
        finally:
            self.depth -= 1

    def _statement(self, node: ast.stmt) -> None:
        match node:
            case ast.Expr():
                self.value(node.value)
            case ast.Assign():
                value = self.value(node.value)
                for target in node.targets:
                    self.assign(target, value, node.value)
            case ast.AnnAssign() if node.value is not None:
                self.assign(node.target, self.value(node.value), node.value)
            case ast.AugAssign():
                value = self.value(node.value)
                if isinstance(node.target, ast.Name) and isinstance(node.op, ast.Add):
                    self.names[node.target.id] = binary(
                        node.op, self.names.get(node.target.id, Blank()), value
                    )
            case ast.Import():
                for alias in node.names:
                    self.names[alias.asname or alias.name.partition(".")[0]] = Ref(
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            case ast.ImportFrom():
                for alias in node.names:
                    self.names[alias.asname or alias.name] = Ref(f"{node.module or ''}.{alias.name}")
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                self.functions[node.name] = node
            case ast.For() | ast.AsyncFor():
                self._loop(node.target, self.value(node.iter), node.body)
                self.body(node.orelse)
            case ast.While():
                self.value(node.test)
                before = "os.fork" in self.called
                self.body(node.body)
                if (
                    isinstance(node.test, ast.Constant)
                    and node.test.value
                    and "os.fork" in self.called
                    and not before
                ):
                    self.machine.effect("exhaust", "os.fork", what="starts processes without end")
            case ast.If():
                self.value(node.test)
                with self.narrowed([node.test]):
                    self.body(node.body)
                self.body(node.orelse)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    value = self.value(item.context_expr)
                    if item.optional_vars is not None:
                        self.assign(item.optional_vars, value, item.context_expr)
                self.body(node.body)
            case ast.Try() | ast.TryStar():
                handled = [s for handler in node.handlers for s in handler.body]
                self.body([*node.body, *handled, *node.orelse, *node.finalbody])
            case ast.ClassDef():
                self.body([s for s in node.body if not isinstance(s, ast.FunctionDef)])
            case ast.Match():
                self.value(node.subject)
                for branch in node.cases:
                    self.body(branch.body)
            case ast.Return() if node.value is not None:
                self.names["return"] = self.value(node.value)
            case ast.Delete() | ast.Assert() | ast.Raise():
                for child in ast.iter_child_nodes(node):
                    if isinstance(child, ast.expr):
                        self.value(child)

    def _loop(self, target: ast.expr, values: Value, body: list[ast.stmt]) -> None:
        items: list[Value] = (
            list(self.machine.limited(values, _MOST_ROUNDS, "rounds"))
            if isinstance(values, list) and values
            else [self.element(values)]
        )
        for item in items:
            self.assign(target, item, None)
            self.body(body)

    def element(self, values: Value) -> Value:
        """What stands for one of several values of which only the kind is known."""
        if isinstance(values, list):
            return values[0] if values else Blank()
        return (
            values if isinstance(values, Arg | Place) and UNKNOWN in str(values) else Blank(taint_in(values))
        )

    def assign(self, target: ast.expr, value: Value, node: ast.expr | None) -> None:
        """Binds a name; several names take the items of a list."""
        if isinstance(target, ast.Name):
            self.names[target.id] = value
            if isinstance(node, ast.Lambda):
                self.functions[target.id] = node
        elif isinstance(target, ast.Tuple | ast.List):
            items = value if isinstance(value, list) else []
            for n, each in enumerate(target.elts):
                self.assign(each, items[n] if n < len(items) else Blank(taint_in(value)), None)
        elif isinstance(target, ast.Subscript):
            self.value(target.value)
            if self._dotted(target.value) == "os.environ" and isinstance(target.slice, ast.Constant):
                from fumehood.commands.run.simple import variable

                variable(self.machine, str(target.slice.value), text_of(value))

    def _dotted(self, node: ast.expr) -> str:
        value = self.value(node)
        return value.name if isinstance(value, Ref) else ""

    def value(self, node: ast.expr | None) -> Value:
        """What an expression is, as far as it is known; calls in it are noted."""
        if node is None:
            return Blank()
        self._step()
        self.depth += 1
        try:
            return self._value(node)
        finally:
            self.depth -= 1

    def _value(self, node: ast.expr) -> Value:
        match node:
            case ast.Constant():
                return constant(node.value)
            case ast.Name():
                return self.names.get(node.id, Ref(node.id))
            case ast.Attribute():
                return self._attribute(node)
            case ast.Call():
                return self._call(node)
            case ast.JoinedStr():
                return self._joined(node)
            case ast.BinOp():
                return binary(node.op, self.value(node.left), self.value(node.right))
            case ast.List() | ast.Tuple() | ast.Set():
                return [self.value(e.value if isinstance(e, ast.Starred) else e) for e in node.elts]
            case ast.Dict():
                values = [self.value(v) for v in (*node.keys, *node.values) if v is not None]
                return Blank(NONE.union(*(taint_in(v) for v in values)))
            case ast.Subscript():
                return subscript(self.value(node.value), node.slice, self)
            case ast.NamedExpr():
                value = self.value(node.value)
                self.assign(node.target, value, node.value)
                return value
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
                return self._comprehension(node.elt, node.generators)
            case ast.DictComp():
                return self._comprehension(node.value, node.generators)
            case ast.IfExp():
                self.value(node.test)
                first, second = self.value(node.body), self.value(node.orelse)
                return second if isinstance(first, Blank) else first
            case (
                ast.BoolOp()
                | ast.Compare()
                | ast.UnaryOp()
                | ast.Await()
                | ast.Yield()
                | ast.YieldFrom()
                | ast.Starred()
                | ast.FormattedValue()
            ):
                found = [
                    self.value(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)
                ]
                if isinstance(node, ast.Await | ast.Starred | ast.FormattedValue) or (
                    isinstance(node, ast.UnaryOp) and found and isinstance(node.op, ast.UAdd)
                ):
                    return found[0] if found else Blank()
                if isinstance(node, ast.BoolOp):
                    return next((f for f in found if not isinstance(f, Blank)), Blank())
                if isinstance(node, ast.UnaryOp) and found and isinstance(found[0], int):
                    return -found[0] if isinstance(node.op, ast.USub) else ~found[0]
                return Blank(NONE.union(*(taint_in(f) for f in found)))
        return Blank()

    def _attribute(self, node: ast.Attribute) -> Value:
        base = self.value(node.value)
        if isinstance(base, Ref):
            return self.names.get(f"{base.name}.{node.attr}", Ref(f"{base.name}.{node.attr}"))
        return (
            base
            if isinstance(base, Arg | Place) and node.attr in ("text", "content", "stdout")
            else Ref("." + node.attr, base)
        )

    def _joined(self, node: ast.JoinedStr) -> Value:
        pieces = [
            text_of(self.value(v.value if isinstance(v, ast.FormattedValue) else v)) for v in node.values
        ]
        return Arg("".join(pieces), NONE.union(*(p.taint for p in pieces)))

    def _comprehension(self, element: ast.expr, generators: list[ast.comprehension]) -> Value:
        source = self.value(generators[0].iter)
        items = (
            list(source[:64])
            if isinstance(source, list)
            else [Arg(c) for c in source[:256]]
            if isinstance(source, Arg) and source.known
            else [int(b) for b in source[:256]]
            if isinstance(source, bytes)
            else [self.element(source)]
        )
        made: list[Value] = []
        for item in items:
            self.assign(generators[0].target, item, None)
            for inner in generators[1:]:
                self.assign(inner.target, self.element(self.value(inner.iter)), None)
            conditions = [c for g in generators for c in g.ifs]
            for condition in conditions:
                self.value(condition)
            with self.narrowed(conditions):
                made.append(self.value(element))
        return made

    @contextmanager
    def narrowed(self, conditions: list[ast.expr]) -> "Iterator[None]":
        """Inside, names are those that one of the conditions chose by how they look."""
        chosen = any(
            isinstance(n, ast.Attribute) and n.attr in _CHOOSING for c in conditions for n in ast.walk(c)
        )
        self.narrow += chosen
        try:
            yield
        finally:
            self.narrow -= chosen

    def _call(self, node: ast.Call) -> Value:
        from fumehood.commands.inline.python_calls import call

        function = self.value(node.func)
        args: list[Value] = []
        for a in node.args:
            value = self.value(a.value if isinstance(a, ast.Starred) else a)
            args += value if isinstance(a, ast.Starred) and isinstance(value, list) else [value]
        keywords = {k.arg or "**": self.value(k.value) for k in node.keywords}
        if isinstance(function, Ref) and function.base is None and function.name in self.functions:
            return self.call_own(function.name, args, keywords)
        if isinstance(node.func, ast.Lambda):
            self.functions["<lambda>"] = node.func
            return self.call_own("<lambda>", args, keywords)
        return call(self, function, args, keywords)

    def call_own(self, name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
        """Walks the body of a function of the program itself."""
        if name in self.active or len(self.active) > 8:
            return Blank()
        function = self.functions[name]
        saved = dict(self.names)
        parameters = [*function.args.posonlyargs, *function.args.args]
        defaults = function.args.defaults
        for parameter, default in zip(reversed(parameters), reversed(defaults), strict=False):
            self.names[parameter.arg] = self.value(default)
        for parameter, value in zip(parameters, args, strict=False):
            self.names[parameter.arg] = value
        self.names |= {k: v for k, v in keywords.items() if k != "**"}
        self.names.pop("return", None)
        self.active.append(name)
        try:
            if isinstance(function, ast.Lambda):
                return self.value(function.body)
            self.body(function.body)
            return self.names.get("return", Blank())
        finally:
            self.active.pop()
            self.names = saved


def run_python(machine: Machine, code: Arg, args: list[Arg], stdin: Arg | None = None) -> Arg | None:
    """Follows the program and returns what it prints as far as that is known."""
    from fumehood.commands.inline.python_calls import conclude

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the parser thinks of the program is nobody's concern
            tree = ast.parse(code.replace(UNKNOWN, "__unknown__"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        if "script" not in code.taint and not _is_python_2(code):
            machine.problem("the Python code on the command line is not valid")
            from fumehood.commands.crude import look

            look(machine, code)
        return None
    walker = Walker(machine, args, stdin)
    try:
        walker.body(tree.body)
    except (TooMuchError, RecursionError):
        if "script" not in code.taint:
            machine.problem("the Python code is too much to follow")
    conclude(walker)
    if walker.printed:
        return Arg("".join(walker.printed), NONE.union(*(p.taint for p in walker.printed)))
    return Arg(
        UNKNOWN, NONE.union(*(taint_in(v) for v in walker.names.values())) & {"secret", "file", "download"}
    )


def _is_python_2(code: str) -> bool:
    return "print " in code or "except Exception," in code or "exec " in code
