"""Terminals inside terminals, and programs that open things: a command among their arguments is followed."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call


def pager(call: Call) -> Arg | None:
    """tmux, screen and others."""
    args = call.args
    if call.name == "tmux":
        for verb in (
            "new-session",
            "new",
            "new-window",
            "neww",
            "split-window",
            "splitw",
            "respawn-pane",
            "run-shell",
            "run",
            "if-shell",
            "display-popup",
            "popup",
        ):
            if verb in args:
                words = _operands(args[args.index(verb) + 1 :], "ceFfnstxyl")  # type: ignore[arg-type]
                return call.run_text(call.machine.joined(words)) if words else None
        if "send-keys" in args or "send" in args:
            verb = "send-keys" if "send-keys" in args else "send"
            words = [
                w
                for w in _operands(args[args.index(Arg(verb)) + 1 :], "tN")
                if w not in ("Enter", "C-m", "ENTER", "KPEnter", "C-c")
            ]
            return call.run_text(call.machine.joined(words)) if words else None
        if "kill-server" in args:
            call.effect(
                "stop", "tmux kill-server", on="machine", what="every session", flags=["service", "user"]
            )
    elif call.name == "screen":
        if "-X" in args:
            words = args[args.index("-X") + 1 :]  # type: ignore[arg-type]
            if words[:1] == ["stuff"]:
                return call.run_text(call.machine.joined(words[1:]))
            return None
        words = _operands(args, "cehpsSTt")
        return call.run(words) if words else None
    elif call.name in ("dtach", "abduco"):
        words = _operands(args, "AcnNe")
        return call.run(words[1:]) if len(words) > 1 else None
    return None


def _operands(args: list[Arg], valued: str) -> list[Arg]:
    from fumehood.commands.run.options import parse

    return list(parse(args, valued, first_only=True).rest)
