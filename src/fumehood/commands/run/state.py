"""What a shell knows while it runs: folder, variables, functions, aliases, parameters."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.shell.nodes import Command


class State:
    """The state of one shell; a subshell gets a copy."""

    __slots__ = (
        "aliases", "arrays", "container", "cwd", "flags", "functions", "mounts", "name", "nested", "positional", "remote", "variables",
    )  # fmt: skip

    def __init__(self, cwd: str | None) -> None:
        self.cwd = cwd  # absolute; None when it is not known
        self.variables: dict[str, tuple[Arg, ...]] = {}  # each with the values that it may have
        self.arrays: dict[str, list[Arg]] = {}
        self.functions: dict[str, Command] = {}
        self.aliases: dict[str, str] = {}
        self.positional: list[Arg] = []
        self.name = "bash"
        self.flags: frozenset[str] = frozenset()  # what holds for all effects: privileged, script, decoded …
        self.remote = False
        self.container = False
        self.mounts: tuple[tuple[str, str], ...] = ()  # folders of a container that are the machine's
        self.nested = 0  # texts inside texts

    def copy(self) -> "State":
        """A state that changes by itself."""
        made = State(self.cwd)
        made.variables = dict(self.variables)
        made.arrays = dict(self.arrays)
        made.functions = dict(self.functions)
        made.aliases = dict(self.aliases)
        made.positional = list(self.positional)
        made.name, made.flags, made.nested = self.name, self.flags, self.nested
        made.remote, made.container, made.mounts = self.remote, self.container, self.mounts
        return made

    def set(self, name: str, *values: Arg) -> None:
        """Gives a variable a value, or several that it may have."""
        self.variables[name] = values

    def merge(self, other: "State") -> None:
        """Takes in what another branch may have set: a variable then has the values of both."""
        for name, values in other.variables.items():
            mine = self.variables.get(name)
            if mine is None:
                self.variables[name] = values
            elif mine != values:
                joined = tuple(dict.fromkeys((*mine, *values)))
                self.variables[name] = joined if len(joined) <= 8 else (*joined[:7], Arg(UNKNOWN))
        self.arrays.update(other.arrays)
        self.functions.update(other.functions)
        self.aliases.update(other.aliases)
        if self.cwd != other.cwd:
            self.cwd = other.cwd if self.cwd is None else None
