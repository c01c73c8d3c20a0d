"""AI assistants that are started without their own questions, and fumehood taken out of them."""

from itertools import pairwise

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call

# Options that let an assistant act without asking, by the documentation of each.
_UNASKED = frozenset({
    "--yolo", "--full-auto", "--dangerously-skip-permissions", "--dangerously-bypass-approvals-and-sandbox", "--dangerously-allow-all", "--allow-all-tools",
    "--allow-all", "--trust-all-tools", "--yes-always", "--skip-permissions-unsafe", "--auto-high",
})  # fmt: skip
_UNASKED_VALUES = (
    ("--approval-mode", "yolo"),
    ("--permission-mode", "bypassPermissions"),
    ("--sandbox", "danger-full-access"),
)


def assistant(call: Call) -> Arg | None:
    """Notes a start without questions."""
    if call.helps:
        return Arg("")
    args = [str(a) for a in call.args]
    pairs = set(pairwise(args)) | {(a.partition("=")[0], a.partition("=")[2]) for a in args if "=" in a}
    short = call.name in ("gemini", "qwen") and "-y" in args
    if short or not _UNASKED.isdisjoint(args) or not pairs.isdisjoint(_UNASKED_VALUES):
        call.effect("protection", call.name, on="home", what="an assistant's own questions")
    return None


def own(call: Call) -> Arg | None:
    """What fumehood itself does: an assistant does not remove its own guard."""
    words = [a for a in call.args if not a.startswith("-")]
    if words[:2] == ["agents", "uninstall"] and not call.helps:
        call.effect(
            "assistant",
            " ".join(words),
            on="home",
            what="the settings and the record of fumehood",
            flags=["deleted"],
        )
    elif words[:1] == ["run"] and "--" in call.args:
        return call.run(call.args[call.args.index("--") + 1 :])  # type: ignore[arg-type]
    return None
