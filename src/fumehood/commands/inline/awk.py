"""awk: `system()`, pipes to and from commands, files that are written, and gawk's network files."""

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg
from fumehood.commands.run.text import run_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.commands.inline.program import Program


def run_awk(program: "Program") -> Arg | None:
    """Follows an awk program."""
    machine, found = program.machine, program.tokens
    network = any(t.kind == "str" and t.text.startswith("/inet") for t in found)
    if network:
        machine.program = "awk"
        commands = any(t.text == "|&" for t in found) and any(t.text == "getline" for t in found)
        machine.effect(
            "remote-shell" if commands else "connect",
            "a network file of awk",
            on="remote",
            what="commands that arrive over a connection" if commands else "",
            flags=["raw"],
        )
    for at, token in enumerate(found):
        follows = found[at + 1] if at + 1 < len(found) else None
        if token.kind == "name" and token.text == "system" and follows is not None and follows.text == "(":
            arguments, _ = program.arguments(at + 1)
            first = arguments[0] if arguments else Arg(UNKNOWN)
            run_text(machine, first if isinstance(first, Arg) else Arg(UNKNOWN), Arg(""))
        elif (
            token.text in ("|", "|&")
            and follows is not None
            and follows.kind == "str"
            and not follows.text.startswith("/inet")
        ):
            run_text(machine, program.value(follows), Arg(UNKNOWN))
        elif (
            token.kind == "str"
            and follows is not None
            and follows.text in ("|", "|&")
            and at + 2 < len(found)
            and found[at + 2].text == "getline"
            and not token.text.startswith("/inet")
        ):
            run_text(machine, program.value(token), Arg(""))
        elif (
            token.text in (">", ">>")
            and follows is not None
            and follows.kind == "str"
            and at
            and found[at - 1].text not in ("if", "(", "&&", "||")
            and ("/" in follows.text or "." in follows.text)
        ):
            machine.write(Arg(follows.text), Arg(UNKNOWN), append=token.text == ">>")
        elif (
            token.text == "<"
            and follows is not None
            and follows.kind == "str"
            and at
            and found[at - 1].text == "getline"
        ):
            machine.read(Arg(follows.text))
    return Arg(UNKNOWN, NONE)
