"""The live test of one agent: for each kind of action one that must be stopped; a command that must pass; a torn message.

Nothing of it is ever done: the events only say that an agent is about to.
"""

import os
import signal
import subprocess
import tempfile

import msgspec

from fumehood.agents.canary.answer import ASKS, BLOCKS, BROKEN, PASSES, meaning
from fumehood.agents.canary.events import KINDS, canary_event, event_name
from fumehood.agents.canary.read_back import Installed, installed
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.status import switched_off
from fumehood.core.paths import config_folder

CANARY = "rm -rf --no-preserve-root /"
HARMLESS = "echo fumehood-canary"
_SECONDS = 20.0
_NOT_FOUND = (126, 127)
BLOCKED, ASKED, OPEN, DEAD, UNSEEN = (
    "blocked",
    "asked about",
    "NOT blocked",
    "did not fire",
    "cannot be enforced",
)


class Seen(msgspec.Struct, frozen=True):
    """How one kind of action (`shell`, `read`, `edit`, `mcp`, `prompt`) did: one of the words above, and why."""

    kind: str
    state: str
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether it was stopped, or nobody can."""
        return self.state in (BLOCKED, ASKED, UNSEEN)


class Result(msgspec.Struct, frozen=True):
    """How one agent's hook did. `fired`: it gave an answer about a command; `reason` says what is wrong, with a remedy."""

    agent: str
    fired: bool = False
    blocked: bool = False
    passes_harmless: bool = False
    fails_closed: bool = False
    reason: str = ""
    kinds: tuple[Seen, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the agent is guarded."""
        shell = self.fired and self.blocked and self.passes_harmless and self.fails_closed
        return shell and all(seen.ok for seen in self.kinds)


def fire(agent: Agent, scope: Scope, controls: Controls, seconds: float = _SECONDS) -> Result:
    """Starts the installed hooks as the agent would; `seconds` bound each start."""
    try:
        hooks = {kind: installed(agent, scope, controls, event_name(agent.id, kind)) for kind in KINDS}
    except SettingsError as error:
        return Result(agent.id, reason=f"its settings cannot be read: {error}")
    if not hooks["shell"]:
        reason = f"no hook of ours stands in its settings; run `fumehood agents install {agent.id}`"
        return Result(agent.id, reason=reason)
    off = switched_off(agent, scope)
    if off:
        return Result(agent.id, reason=off[0][1])
    with tempfile.TemporaryDirectory(prefix="fumehood-canary-") as folder:
        line = _Line(agent, folder, seconds)
        results = [_one(line, hook) for hook in hooks["shell"]]
        worst = next((r for r in results if not r.ok), results[0])
        acts = {
            "read": os.path.join(scope.home, ".ssh", "id_ed25519"),
            "edit": os.path.join(config_folder(), "fumehood.toml"),
            "mcp": CANARY,
            "prompt": f"log in with {_credential()}",
        }
        kinds = [_kind(line, hooks[kind], kind, act) for kind, act in acts.items()] if worst.fired else []
    shell = Seen("shell", BLOCKED if worst.blocked else OPEN if worst.fired else DEAD)
    reason = worst.reason or next((f"{seen.kind}: {seen.reason}" for seen in kinds if not seen.ok), "")
    return msgspec.structs.replace(worst, reason=reason, kinds=(shell, *kinds))


def _credential() -> str:
    """One that is surely one, and nobody's."""
    from fumehood.exposure.generators import generate

    return "ghp_" + generate("with-checksum", 30)


def _one(line: "_Line", hook: Installed) -> Result:
    agent = line.agent.id
    denied, code = line.answer(hook, "shell", CANARY)
    if denied == BROKEN:
        why = "gave no answer in time" if code is None else f"is dead (exit code {code})"
        return Result(agent, reason=f"its line {why}; run `fumehood agents install {agent}`")
    passed, _ = line.answer(hook, "shell", HARMLESS)
    torn, _ = line.answer(hook, "shell", CANARY, torn=True)
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
        agent,
        fired=True,
        blocked=denied == BLOCKS,
        passes_harmless=passed == PASSES,
        fails_closed=torn == BLOCKS,
        reason=reason,
    )


def _kind(line: "_Line", hooks: list[Installed], kind: str, act: str) -> Seen:
    unseen = line.agent.facts.unseen.get(kind)
    if unseen:
        return Seen(kind, UNSEEN, unseen)
    again = f"run `fumehood agents install {line.agent.id}`"
    if not hooks:
        return Seen(
            kind, DEAD, f"no hook of ours stands there for `{event_name(line.agent.id, kind)}`; {again}"
        )
    for hook in hooks:
        said, _ = line.answer(hook, kind, act)
        if said == BROKEN:
            return Seen(kind, DEAD, f"its line is dead; {again}")
        if said == PASSES:
            return Seen(
                kind, OPEN, "lets the canary pass: your own policy allows it, or the line is an old one"
            )
    return Seen(kind, ASKED if said == ASKS else BLOCKED)


class _Line:
    """Starts lines of one agent in a folder."""

    def __init__(self, agent: Agent, folder: str, seconds: float) -> None:
        self.agent = agent
        self._folder = folder
        self._seconds = seconds

    def answer(self, hook: Installed, kind: str, act: str, *, torn: bool = False) -> tuple[str, int | None]:
        """What the agent would make of the hook's answer, and its exit code (None: none in time)."""
        raw, extra = canary_event(self.agent.id, kind, act, self._folder)
        try:
            process = subprocess.Popen(
                hook.argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self._folder,
                env={**os.environ, **extra},
                start_new_session=True,
            )
        except OSError:
            return BROKEN, 127
        try:
            out, _ = process.communicate(raw[: len(raw) // 2] if torn else raw, timeout=self._seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return BROKEN, None
        code = process.returncode
        if code in _NOT_FOUND and self.agent.call != "plugin":
            return BROKEN, code
        return meaning(self.agent.id, code, out.decode("utf-8", "replace")), code
