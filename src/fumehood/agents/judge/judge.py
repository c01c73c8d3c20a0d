"""The verdict about an event: which question is asked of which guard."""

from fumehood.agents.event import (
    AFTER,
    BEFORE,
    EDIT,
    MCP,
    OTHER,
    PROMPT,
    READ,
    SEARCH,
    SHELL,
    STOP,
    WRITE,
    Event,
)
from fumehood.agents.verdict import DENY, Verdict, strictest
from fumehood.agents.world import World


def judge(event: Event, world: World) -> Verdict:
    """The verdict; whatever is not listed here is none of our business and allowed.

    Raises:
        UsageError: the configuration is broken.
        OSError: the session's memory cannot be kept.
    """
    if event.phase == BEFORE:
        return _before(event, world)
    if event.phase == AFTER:
        from fumehood.agents.judge.results import results

        return results(event, world)
    if event.phase == PROMPT:
        from fumehood.agents.judge.prompts import prompts

        return prompts(event, world)
    if event.phase == STOP:
        from fumehood.agents.judge.stop import stop

        return stop(event, world)
    return Verdict()


def _before(event: Event, world: World) -> Verdict:
    from fumehood.agents.judge import effects

    world.policies.of(event.cwd)  # a broken configuration blocks every tool, not only shells
    found: list[Verdict] = []
    if event.command and event.kind in (SHELL, MCP, OTHER):
        from fumehood.agents.judge.shell import shell

        found.append(shell(event, world))
    if event.kind in (WRITE, EDIT) or (event.kind in (MCP, OTHER) and event.pieces):
        found.append(effects.writes(event, world))
        if event.pieces and found[-1].decision != DENY:
            from fumehood.agents.judge.content import content

            found.append(content(event, world))
    elif event.kind in (READ, SEARCH, MCP, OTHER) and event.paths:
        found.append(effects.reads(event, world))
    if event.urls:
        from fumehood.agents.judge.web import web

        found.append(web(event, world))
    if event.kind == MCP and event.arguments:
        from fumehood.agents.judge.web import outgoing
        from fumehood.agents.payload import flat

        found.append(outgoing(event, flat(event.arguments), world))
    if event.kind == MCP:
        from fumehood.agents.judge.sinks import sinks

        found.append(sinks(event, world))
    return strictest(found) if found else Verdict()
