"""What a person is about to send: credentials in a prompt stay here."""

from fumehood.agents.event import Event
from fumehood.agents.judge.severe import LONGEST, rules, severe, told
from fumehood.agents.verdict import DENY, Verdict
from fumehood.agents.world import World

_SHORTEST = 8


def prompts(event: Event, world: World) -> Verdict:
    """A refusal when the prompt holds a credential that is surely one; else silence."""
    if len(event.text) < _SHORTEST:
        return Verdict()
    found = world.inspect(("exposure",), "prompt.txt", event.text[:LONGEST], event.cwd)
    secrets = severe((f for f in found if f.rule.startswith("FHE1")), confidence="high")
    if not secrets:
        return Verdict()
    return Verdict(
        DENY, rules(secrets), ["the prompt would send credentials: " + "; ".join(told(secrets))],
        ("take them out, or send what `fumehood redact` makes of it",),
    )  # fmt: skip
