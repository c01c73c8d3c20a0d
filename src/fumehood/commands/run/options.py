"""Options of a command line, in the manner of getopt_long: clusters, values, `--`, abbreviations."""

from fumehood.commands.expand.arg import UNKNOWN, Arg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Options:
    """What `parse` made of a command line.

    `flags` holds every option as written without its value (`-r`, `--recursive`); `values` the values by
    option; `rest` the arguments that are no options; `dynamic` is set when an unknown text may hold options.
    """

    __slots__ = ("dynamic", "flags", "rest", "values")

    def __init__(self) -> None:
        self.flags: set[str] = set()
        self.values: dict[str, list[Arg]] = {}
        self.rest: list[Arg] = []
        self.dynamic = False

    def any(self, *names: str) -> bool:
        """Whether one of the options is there."""
        return not self.flags.isdisjoint(names)

    def value(self, *names: str) -> Arg | None:
        """The last value of the first of these options that has one."""
        for name in names:
            if name in self.values:
                return self.values[name][-1]
        return None

    def all_values(self, *names: str) -> list[Arg]:
        """Every value of these options."""
        return [v for name in names for v in self.values.get(name, ())]


def parse(
    args: "Sequence[Arg]",
    valued: str = "",
    long: "Iterable[str]" = (),
    *,
    names: "Iterable[str]" = (),
    first_only: bool = False,
    single_dash: bool = False,
    optional: str = "",
) -> Options:
    """Splits `args` into options and the rest.

    Args:
        args: the arguments after the program's name.
        valued: letters of the short options that take a value.
        long: long options that take a value, with their dashes.
        names: long options without a value that may be abbreviated, with their dashes.
        first_only: stop at the first argument that is no option, as wrappers do.
        single_dash: long options have one dash (`-name`), and clusters do not exist.
        optional: letters of the short options whose value, if any, is attached.
    """
    made = Options()
    long = frozenset(long)
    known = (*names, *long)
    i = 0
    while i < len(args):
        arg = args[i]
        i += 1
        if arg == "--":
            made.rest += args[i:]
            break
        if len(arg) < 2 or arg[0] != "-":
            if arg[:1] == UNKNOWN and arg == UNKNOWN:
                made.dynamic = True
            made.rest.append(arg)
            if first_only:
                made.rest += args[i:]
                break
            continue
        if arg.startswith("--") or single_dash:
            name, equals, text = arg.partition("=")
            if not single_dash:
                name = _completed(name, known)
            made.flags.add(name)
            if equals:
                made.values.setdefault(name, []).append(Arg(text, arg.taint))
            elif name in long and i < len(args):
                made.values.setdefault(name, []).append(args[i])
                i += 1
            continue
        i = _cluster(made, arg, args, i, valued, optional)
    return made


def _cluster(made: Options, arg: Arg, args: "Sequence[Arg]", i: int, valued: str, optional: str) -> int:
    for at in range(1, len(arg)):
        letter = arg[at]
        if letter == UNKNOWN:
            made.dynamic = True
            return i
        name = "-" + letter
        made.flags.add(name)
        if letter in valued:
            if at + 1 < len(arg):
                made.values.setdefault(name, []).append(Arg(arg[at + 1 :], arg.taint))
            elif i < len(args):
                made.values.setdefault(name, []).append(args[i])
                i += 1
            return i
        if letter in optional:
            if at + 1 < len(arg):
                made.values.setdefault(name, []).append(Arg(arg[at + 1 :], arg.taint))
            return i
    return i


def _completed(name: str, known: "tuple[str, ...]") -> str:
    """The long option that an abbreviation stands for, when it is the only one."""
    if name in known or len(name) < 4:
        return name
    found = [k for k in known if k.startswith(name)]
    return found[0] if len(found) == 1 else name
