"""The current folder: cd, pushd, popd."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call

_STACK = "\0folders"


def cd(call: Call) -> Arg:
    """Changes the folder; one that is not known makes every relative path unknown."""
    state = call.machine.state
    operands = [a for a in call.args if a == "-" or not a.startswith("-")]
    if call.name == "chdir" and not operands:
        return Arg("")
    target = operands[0] if operands else Arg(call.machine.home_of("") or UNKNOWN)
    before = state.cwd
    if target == "-":
        old = state.variables.get("OLDPWD")
        _enter(call, str(old[0]) if old else UNKNOWN)
    elif target:
        _enter(call, call.machine.full(target))
    state.set("OLDPWD", Arg(before or UNKNOWN))
    return Arg("")


def _enter(call: Call, full: str) -> None:
    state = call.machine.state
    where = call.machine.place(full)
    state.cwd = None if UNKNOWN in full or where.glob else full
    state.set("PWD", Arg(state.cwd or UNKNOWN))


def pushd(call: Call) -> Arg:
    """Like cd, but remembers the folder."""
    state = call.machine.state
    state.arrays[_STACK] = [*state.arrays.get(_STACK, []), Arg(state.cwd or UNKNOWN)]
    return cd(call)


def popd(call: Call) -> Arg:
    """Back to the folder that was remembered last."""
    stack = call.machine.state.arrays.get(_STACK, [])
    _enter(call, str(stack.pop()) if stack else UNKNOWN)
    return Arg("")
