"""What file tools do, in the words of the policy on commands: writing a file is judged like `cat > file`."""

from fumehood.agents.event import EDIT, READ, Event
from fumehood.agents.judge.protected import changed, real
from fumehood.agents.sessions import SECRET, UNTRUSTED
from fumehood.agents.verdict import DENY, Verdict
from fumehood.agents.world import World
from fumehood.commands.context import DOWNLOADED, WRITTEN, Context, context_of
from fumehood.commands.decision import Decision
from fumehood.commands.effect import Effect
from fumehood.commands.expand.arg import UNKNOWN, Arg, has_glob
from fumehood.commands.run.machine import Machine

OWN_RULE = "FHA152"
_MADE_ANEW = ("build", "temp", "cache", "null")  # places of which nobody misses anything


def context_for(event: Event, world: World) -> Context:
    """The world as a command of this event sees it."""
    return context_of(event.cwd, world.sessions.labels(event), world.sessions.origin(event))


def reads(event: Event, world: World) -> Verdict:
    """The verdict about reading the event's paths."""
    return _judged(event, world, write=False)


def writes(event: Event, world: World) -> Verdict:
    """The verdict about writing, editing and deleting the event's paths; the content is judged elsewhere."""
    return _judged(event, world, write=True)


def _judged(event: Event, world: World, *, write: bool) -> Verdict:
    context = context_for(event, world)
    machine = Machine(context, event.cwd)
    machine.program = event.tool
    for path in dict.fromkeys(p for given in event.paths for p in _spellings(machine, given)):
        if not write:
            machine.read(path)
            if event.kind == READ and context.origin(full := machine.full(path)) == DOWNLOADED:
                machine.effect("read", path, flags=["fetched"], path=full)
        elif path in event.deleted:
            machine.delete(path, recursive=False)
        else:
            machine.write(path, Arg(UNKNOWN), append=event.kind == EDIT)
    decision = world.policies.of(event.cwd).judge(machine.effects, context.session)
    return from_decision(event, world, decision)


def _spellings(machine: Machine, path: str) -> list[str]:
    """The path as written, and where it really leads."""
    path = path.removeprefix("file://").replace("\0", "")
    if path.startswith("~/"):
        path = machine.context.home + path[1:]
    full = machine.full(path)
    where = real(full)
    return [path] if where == full else [path, where]


def from_decision(event: Event, world: World, decision: Decision) -> Verdict:
    """The guard's decision as a verdict; secrets that will be read are remembered, own files are protected."""
    own = changed(decision.effects)
    if own and decision.decision != DENY:
        return Verdict(
            DENY,
            (OWN_RULE,),
            (f"changes the settings or the record of fumehood: {own}",),
            ("let a person change it",),
        )
    if decision.decision != DENY:
        _remember(event, world, decision.effects)
    deleted = [e for e in decision.effects if e.kind == "delete" and e.path.startswith("/")]
    targets = {e.path: e.on for e in deleted if UNKNOWN not in e.path and not has_glob(e.path)}
    return Verdict(
        decision.decision, decision.rules, decision.reasons, decision.instead, mutates=decision.mutates,
        targets=tuple(targets), cheap=[path for path, on in targets.items() if on in _MADE_ANEW],
    )  # fmt: skip


def _remember(event: Event, world: World, effects: "tuple[Effect, ...]") -> None:
    """Keeps for the rest of the session: secrets that were read, foreign text, files that the assistant made."""
    if any(e.kind in ("read-secret", "memory") for e in effects):
        world.sessions.add(event, SECRET)
    if any("foreign" in e.flags for e in effects):
        world.sessions.add(event, UNTRUSTED)
    made = {
        e.path: DOWNLOADED if "downloaded" in e.flags else WRITTEN
        for e in effects
        if e.path.startswith("/") and e.kind in _WRITES and not e.flags & _NOT_WHOLE and UNKNOWN not in e.path
    }
    # what it fetched and then read is judged by its lines, as what it wrote: the advice about downloads can be followed
    made |= {e.path: WRITTEN for e in effects if "fetched" in e.flags and e.path not in made}
    for path, how in list(made.items())[:_MOST_MADE]:
        world.sessions.made(event, path, how)


_WRITES = frozenset({"write", "persist", "system", "load-code"})
_NOT_WHOLE = frozenset(
    {"append", "dynamic", "remote", "container"}
)  # what stands in the file then is not known
_MOST_MADE = 40
