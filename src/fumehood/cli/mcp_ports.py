"""What the MCP guard and the MCP server judge with: the static guards as configured, policy, the record."""

import os
from collections.abc import Callable

from fumehood.commands.decision import Decision
from fumehood.core.finding import Finding
from fumehood.core.guard import Guard


def inspector(folder: str) -> Callable[[str, str, tuple[str, ...]], list[Finding]]:
    """(path, text, risks) → what the guards of these risks find; rules that the configuration ignores are left out."""
    from fumehood.core.config import load

    config, _ = load(folder)
    ignored = tuple(config.ignored_rules())
    made: dict[tuple[str, ...], list[Guard]] = {}

    def inspect(path: str, text: str, risks: tuple[str, ...]) -> list[Finding]:
        from fumehood.cli.guards import make_guards
        from fumehood.core.file_result import inspect_text
        from fumehood.core.read_file import source_of

        if risks not in made:
            made[risks] = make_guards(risks, config)
        source = source_of(path, text.encode("utf-8", "replace"))
        return [f for f in inspect_text(source, made[risks]).findings if not f.rule.startswith(ignored)]

    return inspect


def decider(folder: str) -> Callable[[str], Decision]:
    """The decision about a command that runs in the folder."""
    from fumehood.commands.policy.load import load
    from fumehood.core.paths import config_folder

    policy, _ = load(folder, config_folder())

    def decide(command: str) -> Decision:
        from fumehood.commands.decide import decide

        return decide(command, folder, None, policy)

    return decide


def assistant() -> str:
    """An id that all guards have in common that one assistant has started: its process, and when that began."""
    parent = os.getppid()
    try:
        with open(f"/proc/{parent}/stat", "rb") as file:
            began = file.read(4096).rpartition(b")")[2].split()[19].decode("ascii", "replace")
    except (OSError, IndexError):  # no /proc: the folder has to do beside the number
        began = os.getcwd()
    return f"mcp of {parent} {began}"


def new_session() -> str:
    """An id for this run of a guard."""
    return f"mcp-{os.urandom(6).hex()}"
