"""A file that is run: read, when the command wrote it or it lies on the disk, and followed like the command itself."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import language_of, note_origin, run_text


def run_file(machine: Machine, path: Arg, args: list[Arg], stdin: Arg, language: str = "") -> Arg | None:
    """Follows the script at `path`; returns what it prints, or None when its text is not known.

    `language` is the interpreter's when the command names one, else the script's own first line decides.
    """
    text = machine.script(path)
    if text is None:
        return None
    if "script" not in text.taint:
        named = not path.startswith("/dev/fd/")
        note_origin(
            machine,
            text,
            f"{path} as it was downloaded" if named and "download" in text.taint else "",
            ("file",) if named else (),
        )
    if not text.strip(UNKNOWN + " \n"):
        return None
    language = language or language_of(text, path) or ("sh" if "script" not in text.taint else "")
    if language == "sh":
        state = machine.state
        outer = state.name
        state.name = str(path)
        try:
            return run_text(machine, _without_origin(text), stdin, positional=args)
        finally:
            state.name = outer
    if language in ("python", "node", "ruby", "perl", "php", "lua"):
        from fumehood.commands.inline.languages import run_code

        run_code(machine, language, _without_origin(text), args)
    return None


def _without_origin(text: Arg) -> Arg:
    """The text without the labels that have been noted already."""
    return Arg(text, text.taint & {"script"})
