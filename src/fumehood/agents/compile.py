"""One policy to one agent's own controls, and the report of what gets lost on the way. Pure: no file is touched."""

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope


def compiled(agent: Agent, scope: Scope, intent: Intent) -> Controls:
    """The agent's files with what of the policy each holds, and every loss as a sentence."""
    controls = agent.controls(scope, intent)
    return Controls(controls.files, (*_general(agent), *controls.losses))


def _general(agent: Agent) -> list[str]:
    losses = []
    if not agent.can_ask and agent.id not in ("qwen", "opencode"):  # these say it with a reason of their own
        losses.append("it cannot ask: an ask becomes a deny")
    if not agent.fail_closed:
        losses.append(
            f"no field makes a failing hook block: when it fails, {agent.title} {agent.when_hook_fails}"
        )
    elif agent.fail_closed.endswith("`exit 2`") and agent.when_hook_fails == "goes on":
        losses.append(
            "no field makes a hook that times out block: the line ends in `exit 2`, a time-out goes on"
        )
    return losses
