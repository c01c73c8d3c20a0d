"""Functions and classes of a file, what is known of them, and the frame in which one is analysed."""

import ast
from typing import TYPE_CHECKING, Any, Final

from fumehood.code.flow.condition import ALL, Condition
from fumehood.code.flow.environment import Environment
from fumehood.code.flow.value import UNKNOWN, Origin, Value

if TYPE_CHECKING:
    from fumehood.code.flow.module import Module

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
MOST_HITS: Final = 500  # sinks of one function
MOST_INNER_HITS: Final = 64  # of them, those that stand in functions which it calls


class Hit:
    """Data that reaches a sink: the model, the call, the value (a template of parameters), and where."""

    __slots__ = ("argument", "function", "model", "node", "value")

    def __init__(
        self, model: Any, node: ast.AST, argument: ast.AST, value: Value, function: "Function | None"
    ) -> None:
        self.model = model
        self.node = node
        self.argument = argument
        self.value = value
        self.function = function


class Class:
    """A class of the file: its methods, the dotted names of its bases, what its fields hold."""

    def __init__(self, node: ast.ClassDef, bases: list[Value]) -> None:
        self.node = node
        self.name = node.name
        self.bases = bases
        self.methods: dict[str, Function] = {}
        self.fields: dict[str, Value] = {}
        self.origins: dict[str, Origin] = {}

    def external_base(self) -> str:
        """The dotted name of the first base outside the file, through bases of the file."""
        seen: set[int] = set()
        pending = list(self.bases)
        while pending and len(seen) < 50:
            base = pending.pop(0)
            if isinstance(base.local, Class):
                if id(base.local) not in seen:
                    seen.add(id(base.local))
                    pending[:0] = base.local.bases
            elif base.symbol and base.symbol != "object":
                return base.symbol
        return ""

    def method(self, name: str) -> "Function | None":
        """The method of that name, also an inherited one."""
        return next((c.methods[name] for c in self.lineage() if name in c.methods), None)

    def field(self, name: str) -> Value | None:
        """What the field holds as far as the file tells, also an inherited one."""
        return next((c.fields[name] for c in self.lineage() if name in c.fields), None)

    def lineage(self) -> "list[Class]":
        """This class and its bases of the file."""
        out = {id(self): self}
        pending = [self]
        while pending and len(out) < 50:
            for base in pending.pop(0).bases:
                if isinstance(base.local, Class) and id(base.local) not in out:
                    out[id(base.local)] = base.local
                    pending.append(base.local)
        return [*out.values()]

    def origin(self, name: str) -> Origin:
        """The origin that stands for what the field may hold."""
        if name not in self.origins:
            self.origins[name] = Origin("field", name, None, owner=self)
        return self.origins[name]


class Summary:
    """What a call of a function does: what it gives back, and the sinks that its parameters reach.

    `checked` names the parameters that are harmless (for some categories) once the call has returned.
    """

    __slots__ = ("checked", "fields", "hits", "result")

    def __init__(self) -> None:
        self.checked: dict[str, frozenset[str]] = {}
        self.result = UNKNOWN
        self.hits: list[Hit] = []
        self.fields: dict[str, Value] = {}


class Function:
    """A function of the file, and its summary once it is analysed."""

    def __init__(
        self, node: FunctionNode, owner: Class | None, closure: "Frame | None", qualname: str
    ) -> None:
        self.node = node
        self.owner = owner
        self.closure = closure
        self.name = getattr(node, "name", "<lambda>")
        self.qualname = qualname
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        self.positional = [a.arg for a in positional]
        self.parameters: list[ast.arg] = [*positional, *arguments.kwonlyargs]
        self.star = arguments.vararg
        self.double_star = arguments.kwarg
        everything = [
            *self.parameters,
            *([self.star] if self.star else []),
            *([self.double_star] if self.double_star else []),
        ]
        self.origins = {a.arg: Origin("parameter", a.arg, a, i, self) for i, a in enumerate(everything)}
        self.summary: Summary | None = None
        self.variants: dict[Any, Summary] = {}
        self.active = False
        self.recursive = False
        self.provisional = False
        self.handler: Any = None
        self.route: str | None = None
        self.is_static = owner is None

    @property
    def is_public(self) -> bool:
        """Whether code outside the file may call it with anything."""
        if self.name.startswith("_") and not (self.name.startswith("__") and self.name.endswith("__")):
            return False
        return not isinstance(self.node, ast.Lambda) and not (self.owner and self.owner.name.startswith("_"))


class Frame:
    """One analysis of one function (or of the module's own statements)."""

    __slots__ = (
        "attributed", "breaks", "coarse", "continues", "depth", "env", "function", "hits", "limit", "module",
        "result", "returns", "steps", "summary",
    )  # fmt: skip

    def __init__(
        self, module: "Module", function: Function | None, env: Environment, depth: int, limit: int
    ) -> None:
        self.module = module
        self.function = function
        self.env = env
        self.depth = depth
        self.steps = 0
        self.limit = limit
        self.coarse = False
        self.breaks: list[list[Environment]] = []
        self.continues: list[list[Environment]] = []
        self.attributed: set[str] = set()
        self.result: Value | None = None
        self.returns: list[tuple[bool | None, Condition | None, dict[str, frozenset[str]]]] = []
        self.summary = Summary()
        self.hits = self.summary.hits

    def checked(self) -> dict[str, frozenset[str]]:
        """The parameters that are checked on every way out, and the categories for which they are."""
        states = [state for _, _, state in self.returns]
        return _common(states)

    def verdicts(self) -> Condition | None:
        """What a true and a false answer of a predicate say of its parameters."""
        if not self.returns or all(t is None and c is None for t, c, _ in self.returns):
            return None
        yes, no = [], []
        for truth, effects, state in self.returns:
            if truth is not False:
                yes.append(self._after(state, effects.true if effects else ()))
            if truth is not True:
                no.append(self._after(state, effects.false if effects else ()))
        assert self.function is not None
        return Condition(self._effects(_common(yes)), self._effects(_common(no)))

    def _after(
        self, state: dict[str, frozenset[str]], effects: "tuple[Any, ...]"
    ) -> dict[str, frozenset[str]]:
        new = dict(state)
        for target, effect in effects:
            for name, origin in self.function.origins.items() if self.function else ():
                if target.slot is origin:
                    new[name] = new.get(name, frozenset()) | (ALL if isinstance(effect, Value) else effect)
        return new

    def _effects(self, state: dict[str, frozenset[str]]) -> "tuple[Any, ...]":
        origins = self.function.origins if self.function else {}
        return tuple((Value(slot=origins[name]), tokens) for name, tokens in state.items() if tokens)


def _common(states: list[dict[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """What all of these states say."""
    if not states:
        return {}
    result = {name: tokens for name, tokens in states[0].items() if tokens}
    for state in states[1:]:
        for name in list(result):
            other = state.get(name, frozenset())
            mine = result[name]
            result[name] = other if "all" in mine else mine if "all" in other else mine & other
            if not result[name]:
                del result[name]
    return result


class BudgetExceededError(Exception):
    """The function takes more steps than it may: it is read once more, coarsely."""
