"""From a command's text to its effects; never an exception."""

from fumehood.commands.context import Context
from fumehood.commands.effect import Effect
from fumehood.commands.expand.arg import DOWNLOAD, TERMINAL, UNKNOWN, Arg
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
        _shown(machine, sequence(machine, tree.body, Arg(UNKNOWN, frozenset((TERMINAL,)))))
    except OutOfFuelError:
        machine.problem("it does more than can be followed")
    except (RecursionError, MemoryError):
        machine.problem("it is nested too deeply to follow")
    except Exception as error:  # noqa: BLE001 - a fault of ours must end in a question, not in silence
        machine.problem(f"fumehood failed on it ({type(error).__name__})")
    if machine.problems:
        _second_look(machine, tree.text, context, cwd)
    return machine.effects


def _shown(machine: Machine, printed: Arg) -> None:
    """Notes that the assistant will read text out of the network: what comes after it is judged with that in mind."""
    if DOWNLOAD not in printed.taint:
        return
    from fumehood.commands.programs.origin import host_of, is_local

    hosts = [label[5:] for label in printed.taint if label.startswith("host:")]
    foreign = [h for h in hosts if not is_local(h)]
    if foreign or not hosts:
        machine.program = ""
        machine.effect("read", " ".join(sorted(map(host_of, foreign))), on="remote", flags=["foreign"])


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
