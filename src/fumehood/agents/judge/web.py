"""Addresses that an assistant asks for: judged like the same request by curl, and looked through for credentials."""

import shlex

from fumehood.agents.event import WEB, Event
from fumehood.agents.judge.effects import context_for, from_decision
from fumehood.agents.judge.severe import rules, severe, told
from fumehood.agents.sessions import UNTRUSTED
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict, strictest
from fumehood.agents.world import World
from fumehood.commands.decide import decide

_MOST = 10
_SHORTEST = 24  # code points after the host's name: a shorter address carries no credential


def web(event: Event, world: World) -> Verdict:
    """The verdict about the event's addresses; what is fetched is untrusted from then on."""
    found = [_request(event, url, world) for url in event.urls[:_MOST]]
    found.append(outgoing(event, "\n".join(event.urls), world))
    verdict = strictest(found)
    if event.kind == WEB and verdict.decision == ALLOW:
        world.sessions.add(event, UNTRUSTED)
    return verdict


def outgoing(event: Event, text: str, world: World) -> Verdict:
    """The verdict about text that would leave for a service: a credential in it is no accident that may happen."""
    if len(text) < _SHORTEST:
        return Verdict()
    secrets = severe(
        f for f in world.inspect(("exposure",), "request.txt", text, event.cwd) if f.rule.startswith("FHE1")
    )
    if not secrets:
        return Verdict()
    decision = DENY if event.kind == WEB else ASK
    return Verdict(decision, rules(secrets), ["it would send credentials: " + "; ".join(told(secrets))])


def _request(event: Event, url: str, world: World) -> Verdict:
    context = context_for(event, world)
    return from_decision(
        event, world, decide(f"curl -s {shlex.quote(url)}", event.cwd, context, world.policies.of(event.cwd))
    )
