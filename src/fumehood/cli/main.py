"""Finds the verb, loads its module, and turns every end into the exit code of the contract.

This file and the table of verbs are all that `--version` and `--help` load.
"""

import sys

from fumehood import __version__
from fumehood.cli.verbs import VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from types import ModuleType
    from typing import Any, NoReturn

    from fumehood.cli.console import Console

_INTRODUCTION = f"""fumehood {__version__}: work safely with AI coding assistants

  fumehood scan                          look for every static risk in this folder
  fumehood check package NAME            is this package real, and the right one?
  fumehood explain FHC101                what a rule means and how to fix it
"""


def main(argv: list[str] | None = None) -> int:
    """Runs the command line (without `argv`: the process's own, and two verbs end it); returns the exit code."""
    if argv is not None:
        return _main(argv)
    if None in (sys.stdin, sys.stdout, sys.stderr):
        _fill_streams()
    code = _main(sys.argv[1:])
    if sys.argv[1:2] in (["run"], ["hook"], ["scan"]):
        _leave(code)
    return code


def _fill_streams() -> None:
    """Puts the null device where the caller closed one of the three: a pipe of ours would become it."""
    import os

    while (number := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(number, True)
    os.close(number)
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def _leave(code: int) -> "NoReturn":
    """Ends the process without the interpreter's tidying up: an eighth of the time that short calls take."""
    import os

    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _main(argv: list[str]) -> int:
    if argv and argv[0] in ("-V", "--version"):
        sys.stdout.write(f"fumehood {__version__}\n")
        return 0
    if not argv:
        sys.stdout.write(_INTRODUCTION + "\n`fumehood --help` lists every verb.\n")
        return 0
    if argv[0] == "hook" and len(argv) == 2 and not argv[1].startswith("-"):
        from fumehood.cli.hook import (
            hook,
        )  # called before each action of an assistant: no parser, nothing to load

        return hook(argv[1])
    if argv[0] in ("-h", "--help", "help"):
        sys.stdout.write(_help())
        return 0
    return _guarded(argv)


def _help() -> str:
    width = max(len(words) for words, _, _ in VERBS)
    rows = [
        f"  {words.ljust(width)}  {text}{'' if module else '  (not in this version)'}"
        for words, text, module in VERBS
    ]
    return (
        "usage: fumehood VERB [options]\n\n" + _INTRODUCTION + "\nVerbs:\n" + "\n".join(rows) + "\n\n"
        "`fumehood VERB --help` shows the options and an example; -V prints the version.\n"
        "Exit codes: 0 clean, 1 findings, 2 usage, 3 nothing to scan, 4 incomplete, 70 internal error.\n"
    )


def _guarded(argv: list[str]) -> int:
    from fumehood.core.errors import INCOMPLETE, INTERNAL, INTERRUPTED, FumehoodError

    try:
        return _dispatch(argv)
    except FumehoodError as error:
        from fumehood.report.safe import safe

        sys.stdout.flush()
        sys.stderr.write(
            f"error: {safe(error.message)}\n" + (f"  help: {safe(error.remedy)}\n" if error.remedy else "")
        )
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; nothing was changed\n")
        return INTERRUPTED
    except BrokenPipeError:
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: one line instead of a traceback
        import errno

        if isinstance(error, OSError) and error.errno in (errno.ENOTCONN, errno.ESTALE, errno.EHOSTDOWN):
            sys.stderr.write(
                f"error: the file system of this folder does not answer: {error.strerror}\n"
                "  help: mount it again, and change into the folder anew; what a run wrote still waits\n"
            )
            return INCOMPLETE
        from fumehood.exposure.masking import mask
        from fumehood.report.safe import safe

        if "-vv" in argv:
            import traceback

            for line in "".join(traceback.format_exception(error)).splitlines():
                sys.stderr.write(safe(mask(line), keep="\t") + "\n")
            return INTERNAL
        what = safe(mask(f"{type(error).__name__}: {error}"[:300]))
        sys.stderr.write(
            f"internal error: {what}\n  help: please report it with the output of the same command and -vv\n"
        )
        return INTERNAL


def _dispatch(argv: list[str]) -> int:
    if group := _group_help(argv):
        sys.stdout.write(group)
        return 0
    words, text, module_name = _verb(argv)
    rest = argv[len(words.split()) :]
    if module_name is None:
        return _not_yet(words, text, rest)
    import gc

    gc.set_threshold(50_000, 20, 50)  # loading makes many objects and no garbage
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    args: Any = None
    if words == "run":
        from fumehood.cli.run_words import quick

        args = quick(rest)
    if words == "scan":
        _load_msgspec()
    # `importlib.import_module` would do, at the price of a module of its own.
    module = __import__(f"fumehood.cli.{module_name}", fromlist=["run"])
    if args is None:
        args = _parser(words, text, module).parse_args(rest)
    code: int = module.run(args, _console(args))
    sys.stdout.flush()
    return code


def _load_msgspec() -> None:
    """Loads msgspec without `typing_extensions`, of which it wants what typing has since Python 3.11."""
    if "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment] # an import of it fails, and typing is taken
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


def _group_help(argv: list[str]) -> str:
    """The help of words that only begin verbs (`changes --help`, `agents mcp --help`); empty for all else."""
    if argv[-1] not in ("-h", "--help") or not 2 <= len(argv) <= 3:
        return ""
    group = " ".join(argv[:-1])
    rows = [row for row in VERBS if row[0].startswith(f"{group} ")]
    if not rows or any(row[0] == group for row in VERBS):
        return ""
    width = max(len(words) for words, _, _ in rows)
    verbs = "\n".join(f"  fumehood {words.ljust(width)}  {text}" for words, text, _ in rows)
    return f"usage: fumehood {group} VERB [options]\n\nVerbs:\n{verbs}\n\n`fumehood {group} VERB --help` shows the options and an example.\n"


def _verb(argv: list[str]) -> tuple[str, str, str | None]:
    """The row of the table that the arguments begin with; the longest wins."""
    for length in (3, 2, 1):
        for row in VERBS:
            if row[0] == " ".join(argv[:length]) and len(argv[:length]) == length:
                return row
    from fumehood.core.errors import UsageError
    from fumehood.core.nearest import nearest

    first, given = argv[0], argv[1:]
    if given and any(words.startswith(f"{first} {given[0]} ") for words, _, _ in VERBS):
        first, given = f"{first} {given[0]}", given[1:]
    below = [
        words.removeprefix(f"{first} ").split() for words, _, _ in VERBS if words.startswith(f"{first} ")
    ]
    if below:
        typed = next((a for a in given if not a.startswith("-")), "")
        names = sorted({rest[0] for rest in below})
        near = nearest(typed, names)
        hint = f"did you mean `fumehood {first} {near}`?" if near else f"one of: {', '.join(names)}"
        raise UsageError(
            f"`fumehood {first}` needs one of its verbs" if not typed else f"unknown verb `{first} {typed}`",
            hint,
        )
    near = nearest(first, [words.split()[0] for words, _, _ in VERBS])
    raise UsageError(
        f"unknown verb `{first}`", f"did you mean `{near}`?" if near else "see `fumehood --help`"
    )


def _not_yet(words: str, text: str, rest: list[str]) -> int:
    from fumehood.core.errors import UsageError

    if "-h" in rest or "--help" in rest:
        sys.stdout.write(
            f"usage: fumehood {words} [options]\n\n{text}\n\nNot in this version of fumehood; it is planned.\n\n"
            f"example:\n  fumehood {words} --help\n"
        )
        return 0
    raise UsageError(f"`fumehood {words}` is not in this version", "`fumehood --help` lists what is")


def _parser(words: str, text: str, module: "ModuleType") -> "ArgumentParser":
    from fumehood.cli.parser import Parser

    doc = (module.__doc__ or "").partition("\n")[2].strip("\n")
    parser = Parser(prog=f"fumehood {words}", description=text[0].upper() + text[1:] + ".", epilog=doc)
    module.configure(parser)
    general = parser.add_argument_group("general")
    general.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="when to colour (default: auto)"
    )
    general.add_argument("-q", "--quiet", action="store_true", help="results and errors only")
    general.add_argument("-v", "--verbose", action="count", default=0, help="say more; -vv shows tracebacks")
    return parser


def _console(args: "Namespace") -> "Console":
    from fumehood.cli.console import Console

    return Console(args.color, quiet=args.quiet, verbose=args.verbose)
