"""All agents by their name on the command line."""

from fumehood.agents.native import (
    amp,
    claude,
    cline,
    codex,
    copilot,
    cursor,
    gemini,
    goose,
    kiro,
    opencode,
    qwen,
    vscode,
    windsurf,
)
from fumehood.agents.native.agent import Agent, Scope
from fumehood.core.errors import UsageError
from fumehood.core.nearest import nearest

AGENTS: dict[str, Agent] = {
    module.AGENT.id: module.AGENT
    for module in (
        claude, codex, cursor, gemini, copilot, vscode, windsurf, cline, opencode, goose, kiro, qwen, amp,
    )
}  # fmt: skip


def chosen(names: list[str], scope: Scope) -> list[Agent]:
    """The agents with these names; without names, those that are found on this machine.

    Raises:
        UsageError: a name is unknown (with the nearest one).
    """
    for name in names:
        if name not in AGENTS:
            near = nearest(name, AGENTS)
            raise UsageError(
                f"unknown agent `{name}`",
                f"did you mean `{near}`?" if near else f"known are {', '.join(AGENTS)}",
            )
    return [AGENTS[n] for n in dict.fromkeys(names)] or [a for a in AGENTS.values() if a.present(scope)]
