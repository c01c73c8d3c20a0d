"""From a command's text to its effects; never an exception."""

from fumehood.commands.context import Context
from fumehood.commands.effect import Effect
from fumehood.commands.expand.arg import TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.machine import Machine, OutOfFuelError


def analyse(command: str, cwd: str, context: Context) -> list[Effect]:
    """Every effect of the command when it runs in `cwd`; what cannot be read is the effect `unparsed`."""
    machine = Machine(context, cwd)
    from fumehood.commands.run.interpret import sequence
    from fumehood.commands.shell.parse import parse

    tree = parse(command)
    for problem in tree.problems:
        machine.problem(problem)
    try:
        sequence(machine, tree.body, Arg(UNKNOWN, frozenset((TERMINAL,))))
    except OutOfFuelError:
        machine.problem("it does more than can be followed")
    except (RecursionError, MemoryError):
        machine.problem("it is nested too deeply to follow")
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in a question, not in silence
        machine.problem(f"fumehood failed on it ({type(error).__name__})")
    if machine.problems:
        _second_look(machine, tree.text, context, cwd)
    return machine.effects


def _second_look(machine: Machine, text: str, context: Context, cwd: str) -> None:
    from fumehood.commands.crude import look

    machine.state = Machine(context, cwd).state
    machine.fuel = 500
    try:
        look(machine, text)
    except (OutOfFuelError, RecursionError, MemoryError):
        pass
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in a question, not in silence
        machine.problem(f"fumehood failed on it ({type(error).__name__})")
    machine.state.flags = frozenset()
    for problem in machine.problems[:4]:
        machine.effects.append(Effect("unparsed", "", "", "", problem, frozenset()))
