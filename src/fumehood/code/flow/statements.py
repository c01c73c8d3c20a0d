"""Executes statements on abstract values: branches are joined, constant ones pruned, loops run to rest."""

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

from fumehood.code.flow import condition, constants
from fumehood.code.flow.binding import bind, bind_import, bind_import_from
from fumehood.code.flow.environment import joined, same
from fumehood.code.flow.expressions import branches, combined, each, evaluate, truth_of
from fumehood.code.flow.scope import BudgetExceededError, Frame
from fumehood.code.flow.value import Value, join

MOST_ROUNDS: Final = 3
_EXITS: Final = frozenset({"sys.exit", "exit", "quit", "os._exit", "os.abort", "flask.abort", "bottle.abort"})


def block(frame: Frame, body: Sequence[ast.stmt]) -> bool:
    """Runs statements one after the other; False when the end cannot be reached."""
    for statement in body:
        handler = _STATEMENTS.get(type(statement))
        if handler is not None and not handler(frame, statement) and not frame.coarse:
            return False
    return True


def _expression(frame: Frame, node: Any) -> bool:
    value = evaluate(frame, node.value)
    return value.symbol != "never" and not (
        isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name | ast.Attribute)
        and value.symbol.endswith("()")
        and value.symbol[:-2] in _EXITS
    )


def _assign(frame: Frame, node: Any) -> bool:
    value = evaluate(frame, node.value)
    for target in node.targets:
        bind(frame, target, value, node)
    return True


def _annotated(frame: Frame, node: Any) -> bool:
    if node.value is not None:
        bind(frame, node.target, evaluate(frame, node.value), node)
    elif isinstance(node.target, ast.Name) and node.target.id not in frame.env:
        symbol = frame.module.annotation(frame, node.annotation)
        if symbol.symbol or symbol.local:
            frame.env[node.target.id] = symbol
    return True


def _augmented(frame: Frame, node: Any) -> bool:
    old = evaluate(frame, node.target)
    new = evaluate(frame, node.value)
    bind(frame, node.target, combined(type(node.op), old, new), node)
    return True


def _coarsely(frame: Frame, *blocks: Sequence[ast.stmt]) -> bool:
    """Runs blocks one after the other on one environment: nothing is copied, every assignment is joined."""
    for body in blocks:
        block(frame, body)
    return True


def _spend(frame: Frame) -> None:
    """Counts the work of copying and joining an environment."""
    frame.steps += len(frame.env) >> 5
    if frame.steps > frame.limit:
        raise BudgetExceededError


def _if(frame: Frame, node: Any) -> bool:
    if frame.coarse:
        return _if_coarsely(frame, node)
    ends = []
    alive = True
    chain: ast.If | None = node
    while chain is not None:
        _spend(frame)
        truth, yes, no = branches(frame, chain.test)
        if truth is not False:
            frame.env = yes
            if block(frame, chain.body):
                ends.append(frame.env)
        if truth is True:
            alive = False
            break
        frame.env = no
        following = chain.orelse
        if len(following) == 1 and isinstance(following[0], ast.If):
            chain = following[0]
            frame.steps += 1
            continue
        alive = block(frame, following)
        chain = None
    if alive:
        ends.append(frame.env)
    met = joined(ends)
    if met is None:
        return False
    frame.env = met
    return True


def _if_coarsely(frame: Frame, node: Any) -> bool:
    chain: ast.If | None = node
    while chain is not None:
        evaluate(frame, chain.test)
        block(frame, chain.body)
        following = chain.orelse
        chain = following[0] if len(following) == 1 and isinstance(following[0], ast.If) else None
        if chain is None:
            block(frame, following)
    return True


def _while(frame: Frame, node: Any) -> bool:
    return _loop(frame, node, None)


def _for(frame: Frame, node: Any) -> bool:
    source = evaluate(frame, node.iter)
    return _loop(frame, node, source)


def _loop(frame: Frame, node: Any, source: Value | None) -> bool:
    """Runs a loop's body until its environment rests, at most `MOST_ROUNDS` times."""
    if frame.coarse:
        if source is not None:
            bind(frame, node.target, each(source), node)
        else:
            evaluate(frame, node.test)
        return _coarsely(frame, node.body, node.orelse)
    if source is not None and _is_short(node, source):
        return _unrolled(frame, node, source)
    start = frame.env
    breaks: list[dict[str, Value]] = []
    leaves = True
    entered = True
    current = dict(start)
    for _ in range(MOST_ROUNDS):
        _spend(frame)
        frame.env = dict(current)
        frame.breaks.append(breaks)
        frame.continues.append([])
        if source is not None:
            bind(frame, node.target, each(source), node)
        else:
            value = evaluate(frame, node.test)
            truth = truth_of(value)
            leaves = truth is not True
            entered = truth is not False
            condition.assume(frame.env, value, True)
        alive = entered and block(frame, node.body)
        frame.breaks.pop()
        continued = frame.continues.pop()
        ends = [*([frame.env] if alive else []), *continued]
        new = joined([dict(current), *ends]) or current
        if same(new, current):
            break
        current = new
        if not entered:
            break
    frame.env = current
    if source is None and leaves:
        value = evaluate(frame, node.test)
        condition.assume(frame.env, value, False)
    if leaves and not block(frame, node.orelse):
        leaves = False
    met = joined([*([frame.env] if leaves else []), *map(dict, breaks)])
    if met is None:
        return False
    frame.env = met
    return True


MOST_UNROLLED: Final = 8


def _is_short(node: Any, source: Value) -> bool:
    """Whether a loop runs over a few known constants and does little."""
    items = source.items
    return (
        items is not None
        and 0 < len(items) <= MOST_UNROLLED
        and len(node.body) <= 3
        and all(i.is_constant for i in items)
        and not any(isinstance(s, ast.For | ast.While | ast.Try | ast.With) for s in node.body)
    )


def _unrolled(frame: Frame, node: Any, source: Value) -> bool:
    """Runs a short loop once for each of its constants."""
    breaks: list[dict[str, Value]] = []
    alive = True
    for item in source.items or ():
        frame.breaks.append(breaks)
        frame.continues.append([])
        bind(frame, node.target, item, node)
        alive = block(frame, node.body)
        frame.breaks.pop()
        ends = [*([frame.env] if alive else []), *frame.continues.pop()]
        met = joined(ends)
        alive = met is not None
        if met is None:
            break
        frame.env = met
    if alive:
        alive = block(frame, node.orelse)
    met = joined([*([frame.env] if alive else []), *map(dict, breaks)])
    if met is None:
        return False
    frame.env = met
    return True


def _break(frame: Frame, _node: Any) -> bool:
    if frame.breaks:
        frame.breaks[-1].append(frame.env)
    return False


def _continue(frame: Frame, _node: Any) -> bool:
    if frame.continues:
        frame.continues[-1].append(frame.env)
    return False


def _try(frame: Frame, node: Any) -> bool:
    if frame.coarse:
        return _coarsely(frame, node.body, node.orelse, *(h.body for h in node.handlers), node.finalbody)
    thrown = dict(frame.env)
    alive = True
    for statement in node.body:
        alive = block(frame, (statement,))
        _spend(frame)
        thrown = joined([thrown, frame.env]) or thrown
        if not alive:
            break
    else:
        frame.env = dict(frame.env)
    if alive:
        alive = block(frame, node.orelse)
    ends = [frame.env] if alive else []
    for handler in node.handlers:
        frame.env = dict(thrown)
        if handler.name:
            frame.env[handler.name] = frame.module.symbol("exception")
        if block(frame, handler.body):
            ends.append(frame.env)
    met = joined(ends)
    frame.env = met if met is not None else thrown
    ends_normally = block(frame, node.finalbody)
    return ends_normally and met is not None


def _with(frame: Frame, node: Any) -> bool:
    for item in node.items:
        value = evaluate(frame, item.context_expr)
        if item.optional_vars is not None:
            bind(frame, item.optional_vars, value, node)
    swallows = any(_is_suppress(item.context_expr) for item in node.items)
    before = dict(frame.env) if swallows else None
    alive = block(frame, node.body)
    if before is not None:
        frame.env = joined([before, frame.env]) or before
        return True
    return alive


def _is_suppress(node: ast.expr) -> bool:
    function = node.func if isinstance(node, ast.Call) else node
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("suppress", "raises", "assertRaises")


def _match(frame: Frame, node: Any) -> bool:
    subject = evaluate(frame, node.subject)
    if frame.coarse:
        return _coarsely(frame, *(case.body for case in node.cases))
    ends = []
    open_ended = True
    start = frame.env
    for case in node.cases:
        fits = _fits(frame, case.pattern, subject)
        if fits is False:
            continue
        _spend(frame)
        frame.env = dict(start)
        _capture(frame, case.pattern, subject)
        guard = None
        if case.guard is not None:
            value = evaluate(frame, case.guard)
            guard = truth_of(value)
            condition.assume(frame.env, value, True)
        if guard is False:
            continue
        if block(frame, case.body):
            ends.append(frame.env)
        if fits is True and (case.guard is None or guard is True):
            open_ended = False
            break
    met = joined([*ends, *([start] if open_ended else [])])
    if met is None:
        return False
    frame.env = met
    return True


def _fits(frame: Frame, pattern: ast.pattern, subject: Value) -> bool | None:
    """Whether the pattern certainly matches, certainly does not, or neither."""
    if isinstance(pattern, ast.MatchAs):
        return True if pattern.pattern is None else _fits(frame, pattern.pattern, subject)
    if isinstance(pattern, ast.MatchOr):
        results = [_fits(frame, p, subject) for p in pattern.patterns]
        return True if True in results else None if None in results else False
    if isinstance(pattern, ast.MatchValue | ast.MatchSingleton):
        value = (
            evaluate(frame, pattern.value)
            if isinstance(pattern, ast.MatchValue)
            else Value(constants=(pattern.value,))
        )
        if subject.constants and value.constants:
            return constants.truth(
                constants.compare(ast.Eq, subject.constants, value.constants) or (True, False)
            )
    return None


def _capture(frame: Frame, pattern: ast.pattern, subject: Value) -> None:
    """Binds the names of a pattern."""
    if isinstance(pattern, ast.MatchValue) and subject.taints:
        value = evaluate(frame, pattern.value)
        if value.is_constant:
            effect = condition.Condition(true=((subject, Value(constants=value.constants)),))
            condition.assume(frame.env, Value(local=effect), True)
        return
    pending: list[ast.AST] = [pattern]
    while pending:
        one = pending.pop()
        name = getattr(one, "name", None) or getattr(one, "rest", None)
        if isinstance(name, str):
            frame.env[name] = subject if one is pattern else Value(subject.taints)
        pending += [c for c in ast.iter_child_nodes(one) if isinstance(c, ast.pattern)]


def _return(frame: Frame, node: Any) -> bool:
    value = evaluate(frame, node.value) if node.value is not None else Value(constants=(None,))
    frame.module.on_return(frame, node, value)
    frame.result = value if frame.result is None else join(frame.result, value)
    return False


def _raise(frame: Frame, node: Any) -> bool:
    if node.exc is not None:
        evaluate(frame, node.exc)
    return False


def _assert(frame: Frame, node: Any) -> bool:
    value = evaluate(frame, node.test)
    condition.assume(frame.env, value, True)
    return truth_of(value) is not False


def _delete(frame: Frame, node: Any) -> bool:
    for target in node.targets:
        if isinstance(target, ast.Name):
            frame.env.pop(target.id, None)
    return True


def _function(frame: Frame, node: Any) -> bool:
    frame.module.define_function(frame, node)
    return True


def _class(frame: Frame, node: Any) -> bool:
    frame.module.define_class(frame, node)
    return True


def _import(frame: Frame, node: Any) -> bool:
    bind_import(frame, node)
    return True


def _import_from(frame: Frame, node: Any) -> bool:
    bind_import_from(frame, node)
    return True


def _global(frame: Frame, node: Any) -> bool:
    frame.module.declare_global(frame, node.names)
    return True


_STATEMENTS: dict[type[ast.AST], Callable[[Frame, Any], bool]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Match: _match,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Delete: _delete,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.Global: _global,
    ast.Nonlocal: _global,
}
