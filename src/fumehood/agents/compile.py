"""One policy to one agent's own controls, and the report of what gets lost on the way. Nothing is written."""

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope

# What follows from how an agent takes a hook that fails (adapters' `when_hook_fails`) where no field changes it.
_FAILING = {
    "open": "no field makes a hook that times out block: the line ends in `exit 2`, a time-out lets the call through",
    "warning": "a hook that times out is only a warning: the line ends in `exit 2`, a time-out lets the call through",
    "unknown": "what it does when a hook crashes or times out is not documented; the line ends in `exit 2`",
}


def compiled(agent: Agent, scope: Scope, intent: Intent) -> Controls:
    """The agent's files with what of the policy each holds, and every loss as a sentence."""
    controls = agent.controls(scope, intent)
    facts = agent.facts
    losses = [] if facts.can_ask else ["it cannot ask: an ask becomes a deny"]
    if not facts.fail_closed and facts.when_hook_fails in _FAILING:
        losses.append(_FAILING[facts.when_hook_fails])
    if scope.project:
        losses.append(
            "the hook names this machine's program: whoever shares these files is blocked until he installs too"
        )
    return Controls(controls.files, (*losses, *controls.losses), intent.line)
