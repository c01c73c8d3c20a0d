"""What judging needs from outside of itself: policy, guards, the session so far, the record, snapshots."""

from fumehood.agents.event import AFTER, BEFORE, PROMPT, Event
from fumehood.agents.verdict import ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Protocol

    from fumehood.agents.judge.policies import Policies
    from fumehood.agents.sessions import Sessions
    from fumehood.commands.installs import Concern, Install
    from fumehood.core.finding import Finding

    class Record(Protocol):
        """Appends one entry to the audit record."""

        def __call__(
            self, kind: str, *, session: str, agent: str, project: str, data: Mapping[str, Any]
        ) -> None:
            """Raises an error when the entry could not be written."""

    class Snapshot(Protocol):
        """Keeps the state of a project before it changes."""

        def __call__(self, project: str, reason: str, targets: Sequence[str]) -> object:
            """Raises an error when that is impossible."""

    Inspect = Callable[[Sequence[str], str, str, str], list[Finding]]
    ConcernOf = Callable[[Install], Concern | None]


class World:
    """The ports of judging.

    `inspect(risks, path, text, cwd)` gives what the static guards of these risks find in a text; `concerns(cwd)` the
    function that says what is wrong with a package that a command there would install; `record` and `snapshot` are
    None where there is none to be kept.
    """

    def __init__(
        self,
        policies: "Policies",
        sessions: "Sessions",
        inspect: "Inspect",
        concerns: "Callable[[str], ConcernOf]",
        record: "Record | None" = None,
        snapshot: "Snapshot | None" = None,
    ) -> None:
        self.policies = policies
        self.sessions = sessions
        self.inspect = inspect
        self.concerns = concerns
        self.record = record
        self.snapshot = snapshot

    def settle(self, event: Event, verdict: Verdict, carried_out: str) -> Verdict:
        """Takes a snapshot and writes the record of a verdict; what cannot be kept becomes a question.

        An event that fires twice (the same call) is recorded once.
        """
        if event.phase == BEFORE:
            return self._settle_call(event, verdict, carried_out)
        if (
            event.phase in (AFTER, PROMPT)
            and (verdict.context or verdict.reasons)
            and self.record is not None
        ):
            self._write(self.record, event, verdict, carried_out)
        return verdict

    def _settle_call(self, event: Event, verdict: Verdict, carried_out: str) -> Verdict:
        if self.sessions.seen(event, carried_out):
            return verdict
        if verdict.mutates and carried_out != DENY and self.snapshot is not None:
            verdict = self._snapshot(event, verdict)
        if self.record is not None and (problem := self._write(self.record, event, verdict, carried_out)):
            decision = DENY if verdict.decision == DENY else ASK
            reasons = (*verdict.reasons, f"the record cannot be written ({problem})")
            return Verdict(decision, verdict.rules, reasons, verdict.instead)
        self.sessions.note(event, carried_out)  # last: a call that was not recorded is not known
        return verdict

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

    def _snapshot(self, event: Event, verdict: Verdict) -> Verdict:
        """Undo is a service: that it is not there is said and recorded, and stops nothing by itself."""
        from fumehood.audit.obvious import obvious
        from fumehood.commands.context import project_of

        assert self.snapshot is not None
        try:
            self.snapshot(
                project_of(event.cwd), obvious((event.command or event.tool)[:200]), verdict.targets
            )
        except Exception as error:  # noqa: BLE001 - see above
            reason = f"no snapshot could be taken before it ({_short(error)})"
            return Verdict(
                verdict.decision, verdict.rules, (*verdict.reasons, reason), verdict.instead, mutates=True
            )
        return verdict


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
    }
    return entry | {key: value for key, value in optional.items() if value}


def _short(error: Exception) -> str:
    from fumehood.core.errors import FumehoodError

    return error.message if isinstance(error, FumehoodError) else f"{type(error).__name__}: {str(error)[:80]}"
