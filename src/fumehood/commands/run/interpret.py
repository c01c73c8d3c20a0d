"""Walks the tree: sequences, pipelines, loops, functions; what each command prints flows to the next."""

from fumehood.commands.expand.arg import FILE, NONE, UNKNOWN, Arg, literal
from fumehood.commands.expand.fields import fields, one, value
from fumehood.commands.run.machine import Machine
from fumehood.commands.shell.nodes import (
    Case,
    Command,
    Compound,
    Function,
    Loop,
    Pipeline,
    Redirect,
    Sequence_,
    Simple,
)

_MOST_ROUNDS = 24  # rounds of a loop that are walked one by one
_MOST_FUNCTIONS = 12  # functions that call one another
_TRUE = frozenset({"true", ":", "1"})
_EMPTY = Arg("")


def sequence(machine: Machine, node: Sequence_, stdin: Arg) -> Arg:
    """Walks commands one after the other; returns what they print together."""
    printed: list[Arg] = []
    for pipeline, background in zip(node.items, node.background, strict=True):
        machine.concurrent += background
        out = _pipeline(machine, pipeline, stdin)
        machine.concurrent -= background
        if out:
            printed.append(out)
    return _together(printed)


def _together(printed: list[Arg]) -> Arg:
    if len(printed) == 1:
        return printed[0]
    return Arg("".join(printed), NONE.union(*(p.taint for p in printed))) if printed else _EMPTY


def _pipeline(machine: Machine, node: Pipeline, stdin: Arg) -> Arg:
    if len(node.commands) == 1:
        return command(machine, node.commands[0], stdin)
    machine.concurrent += 1
    outer = machine.state
    flow = stdin
    for each in node.commands:
        machine.state = outer.copy()
        try:
            flow = command(machine, each, flow)
        finally:
            machine.state = outer
    machine.concurrent -= 1
    return flow


def command(machine: Machine, node: Command, stdin: Arg) -> Arg:
    """Walks one command; returns what it prints."""
    if isinstance(node, Simple):
        from fumehood.commands.run.simple import simple

        return simple(machine, node, stdin)
    if isinstance(node, Function):
        machine.state.functions[node.name] = node.body
        return _EMPTY
    sinks = len(machine.sinks)
    stdin, outputs = redirect(machine, node.redirects, stdin)
    if isinstance(node, Loop):
        printed = _loop(machine, node, stdin)
    elif isinstance(node, Case):
        printed = _case(machine, node, stdin)
    else:
        printed = _compound(machine, node, stdin)
    return deliver(machine, outputs, printed, sinks)


def _compound(machine: Machine, node: Compound, stdin: Arg) -> Arg:
    for word in node.words:
        value(machine, word)  # for the substitutions in it
    if node.kind == "subshell":
        outer, machine.state = machine.state, machine.state.copy()
        try:
            return sequence(machine, node.bodies[0], stdin)
        finally:
            machine.state = outer
    if node.kind == "coproc":
        machine.concurrent += 1
        printed = sequence(machine, node.bodies[0], stdin)
        machine.concurrent -= 1
        return printed
    if node.kind == "if":
        return _branches(machine, node.bodies, stdin)
    if node.kind in ("while", "for"):
        return _while(machine, node, stdin)
    return _together([out for body in node.bodies if (out := sequence(machine, body, stdin))])


def _branches(machine: Machine, bodies: list[Sequence_], stdin: Arg) -> Arg:
    """`if`: conditions run in the shell itself, each branch from the state before it."""
    printed = [sequence(machine, bodies[0], stdin)]
    before = machine.state
    ends = []
    for number, body in enumerate(bodies[1:], 1):
        machine.state = before.copy()
        printed.append(sequence(machine, body, stdin))
        ends.append(machine.state)
        if number % 2 == 0:  # an elif's condition: what it sets holds for its branch
            before = machine.state
    machine.state = ends[0] if ends else before
    for end in ends[1:]:
        machine.state.merge(end)
    if len(bodies) % 2 == 0:  # no else: the branch may not be taken
        machine.state.merge(before)
    return _together([p for p in printed if p])


def _while(machine: Machine, node: Compound, stdin: Arg) -> Arg:
    endless = node.kind == "while" and _always(node.bodies[0])
    rounds = stdin.splitlines() if stdin.known and node.kind == "while" and _reads(node.bodies[0]) else []
    printed: list[Arg] = []
    if len(rounds) > _MOST_ROUNDS:
        rounds = [*rounds[:_MOST_ROUNDS], UNKNOWN]
    for line in rounds or [stdin]:
        for body in node.bodies:
            printed.append(sequence(machine, body, Arg(line + "\n", stdin.taint) if rounds else stdin))
    if endless and _starts_jobs(node.bodies[-1]):
        machine.effect("exhaust", what="starts jobs without end")
    return _together([p for p in printed if p])


def _always(condition: Sequence_) -> bool:
    first = condition.items[0].commands[0] if condition.items else None
    return isinstance(first, Simple) and len(first.words) == 1 and first.words[0].plain() in _TRUE


def _reads(condition: Sequence_) -> bool:
    return any(
        isinstance(c, Simple) and any(w.plain() == "read" for w in c.words)
        for p in condition.items
        for c in p.commands
    )


def _starts_jobs(body: Sequence_) -> bool:
    waits = any(
        isinstance(c, Simple) and c.words and c.words[0].plain() in ("sleep", "wait", "read")
        for p in body.items
        for c in p.commands
    )
    return any(body.background) and not waits


def _loop(machine: Machine, node: Loop, stdin: Arg) -> Arg:
    values = list(machine.state.positional) if node.words is None else fields(machine, node.words)
    printed: list[Arg] = []
    if len(values) > _MOST_ROUNDS:
        machine.state.set(node.name, *values[:8], Arg(UNKNOWN, NONE.union(*(v.taint for v in values))))
        return sequence(machine, node.body, stdin)
    for each in values:
        machine.state.set(node.name, each)
        printed.append(sequence(machine, node.body, stdin))
    return _together([p for p in printed if p])


def _case(machine: Machine, node: Case, stdin: Arg) -> Arg:
    value(machine, node.subject)
    before = machine.state
    printed, ends = [], []
    for patterns, body in node.branches:
        for word in patterns:
            value(machine, word)
        machine.state = before.copy()
        printed.append(sequence(machine, body, stdin))
        ends.append(machine.state)
    machine.state = before
    for end in ends:
        machine.state.merge(end)
    return _together([p for p in printed if p])


def call_function(machine: Machine, name: str, args: list[Arg], stdin: Arg) -> Arg:
    """Walks a function's body with these arguments; notes one that multiplies itself."""
    key = f"{name}() {id(machine.state.functions[name])}"  # a function may be defined anew while it runs
    if key in machine.active:
        if machine.concurrent:
            machine.effect("exhaust", name, what="a function that starts itself again and again")
        return Arg(UNKNOWN)
    if len(machine.active) >= _MOST_FUNCTIONS:
        machine.problem("functions call one another too deeply to follow")
        return Arg(UNKNOWN)
    state = machine.state
    outer, state.positional = state.positional, args
    machine.active.append(key)
    try:
        return command(machine, state.functions[name], stdin)
    finally:
        machine.active.pop()
        state.positional = outer


def redirect(
    machine: Machine, redirects: list[Redirect], stdin: Arg
) -> "tuple[Arg, list[tuple[str, str, bool]]]":
    """What the redirections change: the input, and the outputs (descriptor, path, whether it is appended)."""
    outputs: list[tuple[str, str, bool]] = []
    for each in redirects:
        op = each.op
        if op in ("<<", "<<-"):
            if each.descriptor in ("", "0"):
                stdin = one(machine, each.target)
            continue
        if op == "<<<":
            text = one(machine, each.target)
            stdin = Arg(literal(text) + "\n", text.taint)
            continue
        for target in value(machine, each.target):
            if op in ("<&", ">&") and (target.isdecimal() or target == "-" or target.endswith("-")):
                known = machine.files.get("&" + target)
                if known is not None:
                    if each.descriptor == "0" or (op == "<&" and not each.descriptor):
                        stdin = known
                    else:
                        outputs.append((each.descriptor or "1", "&" + target, True))
                elif target in ("0", "1", "2") and op == ">&" and each.descriptor in ("0", "1", ""):
                    outputs.append((each.descriptor or "1", "=" + target, True))
            elif op in ("<", "<>"):
                content = machine.read(target)
                if each.descriptor in ("", "0"):
                    stdin = content
                else:
                    machine.files["&" + each.descriptor] = content
                if op == "<>" and target.startswith(("/dev/tcp/", "/dev/udp/")):
                    outputs.append((each.descriptor or "0", target, True))
            else:
                outputs.append((each.descriptor or ("&" if "&" in op else "1"), target, op in (">>", "&>>")))
    return stdin, outputs


def deliver(machine: Machine, outputs: "list[tuple[str, str, bool]]", printed: Arg, sinks: int) -> Arg:
    """Writes what was printed where it goes; returns what is left for the next command."""
    left = printed
    for descriptor, path, append in outputs:
        if path.startswith(("&", "=")):
            continue
        if descriptor in ("1", "&", ""):
            machine.write(path, printed, append=append)
            left = _EMPTY
        elif not path.startswith(("/dev/tcp/", "/dev/udp/")):
            machine.write(path, Arg(UNKNOWN, frozenset((FILE,)) if printed.taint else NONE), append=append)
    while len(machine.sinks) > sinks:
        path, body = machine.sinks.pop()
        taken = machine.files.pop(path, printed)
        outer, machine.state = machine.state, machine.state.copy()
        try:
            sequence(machine, body, taken)
        finally:
            machine.state = outer
    return left
