"""Clients of clouds, code hosts and frameworks: their verbs stand in the tables."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def client(call: Call) -> Arg | None:
    """Holds the call against the rows of its program."""
    from fumehood.commands.tables import cloud, services
    from fumehood.commands.tables.rows import judge

    name = call.name
    for table in (cloud, services):
        known = table.TABLE.get(table.SAME.get(name, name))
        if known is not None:
            printed = judge(call, known)
            _beyond(call)
            return printed
    return None


def _beyond(call: Call) -> None:
    """What a row cannot say: files that are uploaded, methods of an interface, commands that are run elsewhere."""
    args = call.args
    if call.name == "aws" and args[:1] == ["s3"] and args[1:2] and args[1] in ("cp", "mv", "sync"):
        operands = [a for a in args[2:] if not a.startswith("-")]
        if len(operands) > 1 and operands[1].startswith("s3://") and not operands[0].startswith("s3://"):
            content = call.stdin if operands[0] == "-" else call.machine.read(operands[0])
            if "secret" in content.taint:
                call.effect("send-secret", operands[1], on="cloud", what="the content of a private file")
    elif (
        call.name == "gh"
        and args[:1] == ["api"]
        and any(m in args for m in ("DELETE", "-XDELETE", "--method=DELETE"))
    ):
        operands = [a for a in args[1:] if not a.startswith("-") and a not in ("DELETE",)]
        call.effect(
            "destroy-remote",
            " ".join(operands[:1]),
            on="service",
            what="a part of a repository",
            flags=["large"] if operands and operands[0].strip("/").count("/") < 3 else ["small"],
        )
    elif call.name == "fly" and args[:2] == ["ssh", "console"] and "-C" in args:
        at = args.index("-C")  # type: ignore[arg-type]
        _inside(call, args[at + 1 : at + 2])
    elif call.name == "heroku" and args[:1] == ["run"]:
        _inside(call, [call.machine.joined(a for a in args[1:] if not a.startswith("-"))])
    elif call.name == "gcloud" and "ssh" in args[:2] and "--command" in args:
        at = args.index("--command")  # type: ignore[arg-type]
        _inside(call, args[at + 1 : at + 2])
    elif (
        call.name in ("rails", "drush", "wp") and args[:1] and args[0] in ("runner", "r", "eval", "php:eval")
    ):
        from fumehood.commands.inline.languages import run_code

        for code in args[1:2]:
            run_code(call.machine, "ruby" if call.name == "rails" else "php", code, [])


def _inside(call: Call, texts: list[Arg]) -> None:
    outer, call.machine.state = call.machine.state, call.machine.state.copy()
    try:
        call.machine.state.remote, call.machine.state.cwd = True, None
        for text in texts:
            call.run_text(text)
    finally:
        call.machine.state = outer
