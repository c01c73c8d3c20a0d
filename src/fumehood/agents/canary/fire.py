"""The live test of one agent: a command that must be blocked, one that must pass, and a message cut short.

Nothing of it is ever executed: the events only say that an agent is about to run a command.
"""

import os
import signal
import subprocess
import tempfile

import msgspec

from fumehood.agents.canary.answer import ASKS, BLOCKS, BROKEN, PASSES, meaning
from fumehood.agents.canary.events import shell_event
from fumehood.agents.canary.read_back import Installed, installed
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.status import switched_off

CANARY = "rm -rf --no-preserve-root /"
HARMLESS = "echo fumehood-canary"
_SECONDS = 20.0
_NOT_FOUND = (126, 127)


class Result(msgspec.Struct, frozen=True):
    """How one agent's hook did. `fired`: it gave an answer; `reason` says what is wrong, with a remedy."""

    agent: str
    fired: bool
    blocked: bool
    passes_harmless: bool
    fails_closed: bool
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the agent is guarded."""
        return self.fired and self.blocked and self.passes_harmless and self.fails_closed


def fire(agent: Agent, scope: Scope, controls: Controls, seconds: float = _SECONDS) -> Result:
    """Starts the installed hook as the agent would; `seconds` bound each start."""
    nothing = Result(agent.id, fired=False, blocked=False, passes_harmless=False, fails_closed=False)
    try:
        hooks = installed(agent, scope, controls)
    except SettingsError as error:
        return msgspec.structs.replace(nothing, reason=f"its settings cannot be read: {error}")
    if not hooks:
        reason = "no hook of ours stands in its settings; run `fumehood agents install " + agent.id + "`"
        return msgspec.structs.replace(nothing, reason=reason)
    off = switched_off(agent, scope)
    if off:
        return msgspec.structs.replace(nothing, reason=off[0][1])
    with tempfile.TemporaryDirectory(prefix="fumehood-canary-") as folder:
        results = [_one(agent, hook, folder, seconds) for hook in hooks]
    return next((r for r in results if not r.ok), results[0])


def _one(agent: Agent, hook: Installed, folder: str, seconds: float) -> Result:
    denied, code = _answer(agent, hook, folder, CANARY, seconds)
    if denied == BROKEN:
        why = "gave no answer in time" if code is None else f"is dead (exit code {code})"
        return Result(
            agent.id, fired=False, blocked=False, passes_harmless=False, fails_closed=False,
            reason=f"its line {why}; run `fumehood agents install {agent.id}`",
        )  # fmt: skip
    passed, _ = _answer(agent, hook, folder, HARMLESS, seconds)
    torn, _ = _answer(agent, hook, folder, CANARY, seconds, torn=True)
    reason = ""
    if denied != BLOCKS:
        reason = "lets the canary pass: `fumehood check command` says what the policy makes of it"
    elif passed != PASSES:
        reason = (
            "blocks everything: its program is gone or broken; run `fumehood doctor`, then install again"
            if passed == BLOCKS
            else "asks about a harmless command"
            if passed == ASKS
            else "breaks on a harmless command"
        )
    elif torn != BLOCKS:
        reason = "lets a call pass that it cannot read: run `fumehood agents install` again"
    return Result(
        agent.id,
        fired=True,
        blocked=denied == BLOCKS,
        passes_harmless=passed == PASSES,
        fails_closed=torn == BLOCKS,
        reason=reason,
    )


def _answer(
    agent: Agent, hook: Installed, folder: str, command: str, seconds: float, *, torn: bool = False
) -> tuple[str, int | None]:
    """What the agent would make of the hook's answer, and its exit code (None: none in time)."""
    raw, extra = shell_event(agent.id, agent.guard_event, command, folder)
    try:
        process = subprocess.Popen(
            hook.argv,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**os.environ, **extra},
            start_new_session=True,
        )
    except OSError:
        return BROKEN, 127
    try:
        out, _ = process.communicate(raw[: len(raw) // 2] if torn else raw, timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return BROKEN, None
    if process.returncode in _NOT_FOUND and agent.call != "plugin":
        return BROKEN, process.returncode
    return meaning(agent.id, process.returncode, out.decode("utf-8", "replace")), process.returncode
