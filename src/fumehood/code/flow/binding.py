"""Assignments: what a target holds afterwards."""

import ast
from typing import Any

from fumehood.code.flow.attributes import Instance, element
from fumehood.code.flow.environment import forget
from fumehood.code.flow.expressions import dotted, evaluate
from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import UNKNOWN, Value, constant, join, merged_taints


def bind(frame: Frame, target: ast.expr, value: Value, node: ast.AST) -> None:
    """Makes `target` hold `value`; unpacks tuples and lists."""
    if isinstance(target, ast.Name):
        _name(frame, target, value, node)
    elif isinstance(target, ast.Attribute):
        _attribute(frame, target, value, node)
    elif isinstance(target, ast.Subscript):
        _subscript(frame, target, value, node)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(frame, target.elts, value, node)
    elif isinstance(target, ast.Starred):
        bind(frame, target.value, Value(value.taints), node)


def _name(frame: Frame, target: ast.Name, value: Value, node: ast.AST) -> None:
    name = target.id
    if value.taints and isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.For):
        taints = tuple(t.at(node, f"assigned to `{name}`") for t in value.taints)
        value = value.copy(taints=taints, view_of=value.root)
    frame.module.on_assign(frame, target, name, value, node)
    if name in frame.attributed:
        forget(frame.env, name)
    if frame.coarse and name in frame.env:
        value = join(frame.env[name], value)
    frame.env[name] = value
    if name in frame.module.global_names(frame):
        frame.module.store_global(name, value)


def _attribute(frame: Frame, target: ast.Attribute, value: Value, node: ast.AST) -> None:
    base = evaluate(frame, target.value)
    frame.module.on_assign(frame, target, target.attr, value, node, base)
    if isinstance(base.local, Instance):
        store_field(frame, base, target.attr, value)
    path = dotted(target)
    if path:
        frame.attributed.add(path.partition(".")[0])
        frame.env[path] = value


def store_field(frame: Frame, base: Value, name: str, value: Value) -> None:
    """Remembers what a field of an object of the file's class is given."""
    instance = base.local
    assert isinstance(instance, Instance)
    if instance.fields is not None:
        instance.fields[name] = value
        return
    frame.summary.fields[name] = (
        join(frame.summary.fields[name], value) if name in frame.summary.fields else value
    )
    old = instance.type.fields.get(name)
    instance.type.fields[name] = value if old is None else join(old, value)


def _subscript(frame: Frame, target: ast.Subscript, value: Value, node: ast.AST) -> None:
    base = evaluate(frame, target.value)
    key = evaluate(frame, target.slice)
    frame.module.on_store_item(frame, target, base, key, value, node)
    taints = merged_taints(base.taints, value.taints, key.taints)
    keys, items = base.keys, base.items
    if keys is not None:
        if key.is_constant and len(keys) < 64:
            keys = {**keys, key.constant: value}
        elif not key.is_constant:
            keys = None
    if items is not None:
        index = key.constant
        if isinstance(index, int) and -len(items) <= index < len(items):
            changed = list(items)
            changed[index] = value
            items = tuple(changed)
        else:
            items = None
    store(
        frame,
        target.value,
        base.copy(taints=taints, keys=keys, items=items, parts=(), constants=(), slot=None),
    )


def store(frame: Frame, node: ast.expr, value: Value) -> None:
    """Makes the variable (or attribute path) that `node` names hold the changed `value`."""
    if isinstance(node, ast.Name):
        frame.env[node.id] = value
        return
    path = dotted(node)
    if path:
        frame.attributed.add(path.partition(".")[0])
        frame.env[path] = value
        if isinstance(node, ast.Attribute):
            base = evaluate(frame, node.value)
            if isinstance(base.local, Instance) and value.taints:
                store_field(frame, base, node.attr, value)


def _unpack(frame: Frame, targets: list[ast.expr], value: Value, node: ast.AST) -> None:
    starred = next((i for i, t in enumerate(targets) if isinstance(t, ast.Starred)), None)
    if starred is None and value.items is not None and len(value.items) == len(targets):
        for target, item in zip(targets, value.items, strict=True):
            bind(frame, target, item, node)
        return
    for i, target in enumerate(targets):
        known = starred is None or (value.items is not None and i < starred)
        bind(frame, target, element(frame, value, constant(i), node) if known else Value(value.taints), node)


def bind_import(frame: Frame, node: ast.Import) -> None:
    """`import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`."""
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        symbol = alias.name if alias.asname else name
        _import(frame, name, frame.module.symbol(symbol))


def bind_import_from(frame: Frame, node: ast.ImportFrom) -> None:
    """`from a import b as c` binds `c` to `a.b`; a relative module keeps its leading dots."""
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        if alias.name == "*":
            frame.module.star_imports.append(module)
        else:
            symbol = f"{module}{'' if module.endswith('.') else '.'}{alias.name}" if module else alias.name
            _import(frame, alias.asname or alias.name, frame.module.symbol(symbol))


def _import(frame: Frame, name: str, value: Value) -> None:
    old = frame.env.get(name)
    if old is not None and old.symbol and frame.function is None and old.symbol != value.symbol:
        return  # `try: import a as x / except ImportError: import b as x`: the first is the one meant
    frame.env[name] = value


def parameter_value(frame: Frame, argument: ast.arg) -> Any:
    """What a parameter's annotation says."""
    return frame.module.annotation(frame, argument.annotation) if argument.annotation is not None else UNKNOWN
