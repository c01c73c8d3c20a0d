"""What judging needs from outside of itself: policy, guards, the session so far, the record, snapshots."""

from fumehood.agents.event import AFTER, BEFORE, PROMPT, STOP, Event
from fumehood.agents.verdict import ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Protocol

    from fumehood.agents.adapter import Adapter
    from fumehood.agents.judge.policies import Policies
    from fumehood.agents.sessions import Sessions
    from fumehood.agents.undo.keep import Kept
    from fumehood.commands.installs import Concern, Install
    from fumehood.core.finding import Finding

    class Record(Protocol):
        """Appends one entry to the audit record."""

        def __call__(
            self, kind: str, *, session: str, agent: str, project: str, data: Mapping[str, Any]
        ) -> None:
            """Raises an error when the entry could not be written."""

    class Keep(Protocol):
        """Keeps the state of a project before it changes."""

        def __call__(self, project: str, reason: str, targets: Sequence[str]) -> Kept:
            """What of the targets is held nowhere, and what went wrong."""

    Inspect = Callable[[Sequence[str], str, str, str], list[Finding]]
    ConcernOf = Callable[[Install], Concern | None]


class World:
    """The ports of judging.

    `inspect(risks, path, text, cwd)` gives what the static guards of these risks find in a text; `concerns(cwd)` the
    function that says what is wrong with a package that a command there would install; `record` and `keep` are
    None where there is nothing to be kept.
    """

    def __init__(
        self,
        policies: "Policies",
        sessions: "Sessions",
        inspect: "Inspect",
        concerns: "Callable[[str], ConcernOf]",
        record: "Record | None" = None,
        keep: "Keep | None" = None,
    ) -> None:
        self.policies = policies
        self.sessions = sessions
        self.inspect = inspect
        self.concerns = concerns
        self.record = record
        self.keep = keep

    def settle(self, event: Event, verdict: Verdict, speaker: "Adapter") -> Verdict:
        """Takes a snapshot and writes the record of a verdict; what cannot be kept becomes a question.

        An event that fires twice (the same call) is recorded once.
        """
        carried_out = speaker.decision(event, verdict)
        if event.phase == BEFORE:
            return self._settle_call(event, verdict, carried_out, speaker)
        if (
            event.phase in (AFTER, PROMPT, STOP)
            and (verdict.context or verdict.reasons)
            and self.record is not None
        ):
            self._write(self.record, event, verdict, carried_out)
        return verdict

    def _settle_call(self, event: Event, verdict: Verdict, carried_out: str, speaker: "Adapter") -> Verdict:
        if self.sessions.seen(event, carried_out):
            return verdict
        if verdict.mutates and carried_out != DENY and self.keep is not None:
            verdict = self._kept(event, verdict, speaker)
            if carried_out != (carried_out := speaker.decision(event, verdict)) and self.sessions.seen(
                event, carried_out
            ):
                return verdict
        if self.record is not None and (problem := self._write(self.record, event, verdict, carried_out)):
            return verdict.because(f"the record cannot be written ({problem})", least=ASK)
        self.sessions.note(event, carried_out)  # last: a call that was not recorded is not known
        return verdict

    def _kept(self, event: Event, verdict: Verdict, speaker: "Adapter") -> Verdict:
        """The verdict once a snapshot was tried: what nothing would bring back is moved, or asked about."""
        from fumehood.audit.obvious import obvious
        from fumehood.commands.context import project_of

        assert self.keep is not None
        reason = obvious((event.command or event.tool)[:200])
        kept = self.keep(project_of(event.cwd), reason, verdict.targets)
        lost = [path for path in kept.missing if path not in verdict.cheap]
        if lost:  # what the session has made itself, nobody misses
            origin = self.sessions.origin(event)
            lost = [path for path in lost if not origin(path)]
        if lost and speaker.rewrites(event) and (moved := _move(event)):
            return verdict.because(
                f"nothing else holds {_named(lost)}, so it is moved away instead of deleted; `fumehood changes undo` moves it back",
                least=ASK if speaker.rewriting_asks else verdict.decision, command=moved,
            )  # fmt: skip
        if not kept.problem:
            return verdict
        self.sessions.leave(event, "no-snapshot")
        said = f"no snapshot could be taken before it ({kept.problem})"
        if not lost:
            return verdict.because(said)
        return verdict.because(f"{said}: {_named(lost)} could not be brought back", least=ASK)

    def _write(self, record: "Record", event: Event, verdict: Verdict, carried_out: str) -> str:
        """Why the record could not be written; empty when it was."""
        try:
            record(
                "decision",
                session=event.session,
                agent=event.agent,
                project=event.cwd,
                data=_entry(event, verdict, carried_out),
            )
        except Exception as error:  # noqa: BLE001 - whatever the reason: no action without a record
            return _short(error)
        return ""


def _move(event: Event) -> str | None:
    """The event's deletion as a move; None when it is none, or cannot be one here."""
    from fumehood.agents.arguments import folder_of
    from fumehood.agents.undo.moved import plan

    call = f"{event.session} {event.call}" if event.call else ""
    try:
        return plan(event.command, folder_of(event), call)
    except OSError:
        return None


def _named(paths: "Sequence[str]") -> str:
    """A few of the paths, and how many more there are."""
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + more


def _entry(event: Event, verdict: Verdict, carried_out: str) -> "Mapping[str, Any]":
    entry: dict[str, Any] = {
        "event": event.name, "tool": event.tool, "kind": event.kind, "decision": carried_out, "rules": list(verdict.rules),
        "reasons": list(verdict.reasons), "cwd": event.cwd,
    }  # fmt: skip
    optional: dict[str, Any] = {
        "command": event.command[:4_000],
        "paths": list(event.paths[:50]),
        "urls": list(event.urls[:20]),
        "server": event.server,
        "call": event.call,
        "verdict": verdict.decision,
        "context": verdict.context[:500],
        "told": "user" if event.phase == STOP else "",
        "rewritten": verdict.command[:4_000],
    }
    return entry | {key: value for key, value in optional.items() if value}


def _short(error: Exception) -> str:
    from fumehood.core.errors import FumehoodError

    return error.message if isinstance(error, FumehoodError) else f"{type(error).__name__}: {str(error)[:80]}"
