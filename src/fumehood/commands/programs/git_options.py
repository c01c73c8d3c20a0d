"""The options of git's subcommands."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse


def options_of(
    call: Call, valued: str = "", long: tuple[str, ...] = (), optional: str = "", names: tuple[str, ...] = ()
) -> "tuple[set[str], list[Arg]]":
    """The flags and the operands of a subcommand; what follows `--` is marked by a leading `--` operand."""
    args = call.args
    cut = args.index("--") if "--" in args else len(args)  # type: ignore[arg-type]
    options = parse(args[:cut], valued, long, optional=optional, names=names)
    rest = list(options.rest)
    if cut < len(args):
        rest += [Arg("--"), *args[cut + 1 :]]
    return options.flags, rest
