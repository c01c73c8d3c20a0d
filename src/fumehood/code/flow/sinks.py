"""Where data does harm: the arguments of calls, and assignments, that the models name."""

import ast

from fumehood.code.catalog import SinkModel
from fumehood.code.flow.call import Call
from fumehood.code.flow.scope import MOST_HITS, Frame, Hit
from fumehood.code.flow.value import Value


def reach(made: Call) -> bool:
    """Notes each argument of the call that brings data into a sink; whether the call is one."""
    catalog = made.frame.module.catalog
    models = catalog.sinks.get(made.symbol) if made.symbol else None
    if models is None and made.method:
        models = catalog.method_sinks.get(made.method)
    before = len(made.frame.hits)
    for model in models or ():
        if all(made.meets(c) for c in model.when) and not any(made.meets(c) for c in model.unless):
            _arguments(made, model)
    return bool(made.symbol and models and made.symbol in catalog.sinks) or len(made.frame.hits) > before


def _arguments(made: Call, model: SinkModel) -> None:
    if model.receiver:
        note(made.frame, model, made.node, made.node, made.receiver)
    elif model.every:
        for value, node in zip(made.arguments, made.node.args, strict=False):
            note(made.frame, model, made.node, node, value)
        for keyword, value in made.keywords.items():
            note(made.frame, model, made.node, made.keyword_node(keyword), value)
    else:
        for wanted in model.arguments:
            given = made.argument(wanted)
            if given is not None:
                value = given[0]
                if model.role == "response" and value.items:
                    given = value.items[0], given[1]  # a page with its status and headers
                several = given[0].items if model.category == "sql" else None
                for value in several or (given[0],):
                    note(made.frame, model, made.node, given[1], value)


def note(frame: Frame, model: SinkModel, node: ast.AST, argument: ast.AST, value: Value) -> None:
    """Remembers that `value` reaches a sink, if it holds data that is still harmful there."""
    if not any(harmful(model, t.cleared, t.origin.kind) for t in value.taints):
        return
    if len(frame.hits) < MOST_HITS:
        frame.hits.append(Hit(model, node, argument, value, frame.function))
    else:
        frame.module.problem(f"budget of {MOST_HITS} sinks in one function used up")


def harmful(model: SinkModel, cleared: frozenset[str], kind: str) -> bool:
    """Whether data of this kind does harm in this sink."""
    if model.category in cleared or "all" in cleared:
        return False
    if kind in ("parameter", "field"):
        return True
    return kind in model.kinds if model.kinds else kind not in ("weak-random", "traceback")
