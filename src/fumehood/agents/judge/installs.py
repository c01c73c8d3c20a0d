"""Packages that a command installs: malicious ones are refused, invented and look-alike ones asked about."""

from fumehood.agents.verdict import ASK, DENY, Verdict, strictest
from fumehood.agents.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.commands.decision import Decision

_RUNNERS = ("npx", "uvx", "pipx", "bunx", "dlx", "--with", "uv run", "npm exec", "add ", "install")


def installs(command: str, cwd: str, decision: "Decision", world: World) -> Verdict:
    """The verdict about the packages that the command names; nothing is loaded when it installs nothing."""
    if not any(e.kind in ("install", "run-download", "source") for e in decision.effects) or not any(
        word in command for word in _RUNNERS
    ):
        return Verdict()
    found = [
        Verdict(
            DENY if verdict == "malicious" else ASK, (rule,), (reason,),
            (f"`fumehood check package --online {name}` asks the index itself",),
        )
        for verdict, rule, name, reason in world.packages(command, cwd)
    ]  # fmt: skip
    return strictest(found) if found else Verdict()
