"""One call of a program: its name, its arguments, what flows into it, and the machine that it runs on."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.options import Options, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HELP = frozenset({"--help", "-help"})
VERSION = frozenset({"--version", "-version"})


class Call:
    """What a program's module gets. Its function returns what the program prints, or None for "unknown"."""

    __slots__ = ("args", "machine", "name", "stdin")

    def __init__(self, machine: Machine, name: str, args: list[Arg], stdin: Arg) -> None:
        self.machine = machine
        self.name = name
        self.args = args
        self.stdin = stdin

    @property
    def helps(self) -> bool:
        """Whether the call only asks for help or the version."""
        for at, arg in enumerate(self.args):
            if arg == "--":
                return False
            if arg in HELP:
                return True
            if arg in VERSION and at in (0, len(self.args) - 1):
                return True  # anywhere else a value follows: the version to install
        return False

    def options(
        self,
        valued: str = "",
        long: "Iterable[str]" = (),
        *,
        names: "Iterable[str]" = (),
        first_only: bool = False,
        single_dash: bool = False,
        optional: str = "",
    ) -> Options:
        """The arguments, split; see `options.parse`."""
        return parse(
            self.args,
            valued,
            long,
            names=names,
            first_only=first_only,
            single_dash=single_dash,
            optional=optional,
        )

    def effect(
        self,
        kind: str,
        target: str = "",
        *,
        on: str = "",
        what: str = "",
        flags: "Iterable[str]" = (),
        path: str = "",
        names: tuple[str, ...] = (),
    ) -> None:
        """Notes an effect of this program."""
        self.machine.program = self.name
        self.machine.effect(kind, target, on=on, what=what, flags=flags, path=path, names=names)

    def run(self, argv: "Sequence[Arg]", *, stdin: Arg | None = None, flags: "Iterable[str]" = ()) -> Arg:
        """Follows another program, as a wrapper starts it; returns what it prints."""
        from fumehood.commands.run.simple import run_words

        state = self.machine.state
        before = state.flags
        state.flags = before.union(flags)
        try:
            return run_words(self.machine, list(argv), self.stdin if stdin is None else stdin)
        finally:
            state.flags = before

    def run_text(
        self, text: Arg, *, stdin: Arg | None = None, own: bool = True, flags: "Iterable[str]" = ()
    ) -> Arg:
        """Follows a text as shell code; `own`: in a shell of its own, as `sh -c` does."""
        from fumehood.commands.run.text import run_text

        return run_text(self.machine, text, self.stdin if stdin is None else stdin, own=own, flags=flags)
