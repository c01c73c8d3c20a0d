"""What one agent is to `agents install`: its name, how it is found, and what its files can be told."""

import os
import shutil
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from fumehood.agents.adapter import Adapter
from fumehood.agents.intent import Intent
from fumehood.agents.settings.files import File
from fumehood.agents.table import adapter


class Scope(Struct, frozen=True):
    """Where files go: the user's home, or one `project`."""

    home: str
    project: str | None = None
    environment: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        """The scope in the journal: `user`, or the project's folder."""
        return self.project or "user"

    @property
    def base(self) -> str:
        """The folder that paths of this scope are below."""
        return self.project or self.home

    def folder(self, default: str, variable: str = "") -> str:
        """A folder below the home, or where an environment variable (user scope only) says it is."""
        elsewhere = self.environment.get(variable, "") if variable and not self.project else ""
        return elsewhere if os.path.isabs(elsewhere) else os.path.join(self.base, default)

    def config(self, name: str) -> str:
        """A folder below the user's configuration folder (XDG)."""
        base = self.environment.get("XDG_CONFIG_HOME", "")
        return os.path.join(base if os.path.isabs(base) else os.path.join(self.home, ".config"), name)

    @property
    def roots(self) -> list[str]:
        """The folders that no file may leave, not even through a link."""
        if self.project:
            return [self.project]
        moved = (self.environment.get(name, "") for name in ("XDG_CONFIG_HOME", *FOLDER_VARIABLES))
        return [self.home, *(folder for folder in moved if os.path.isabs(folder))]


ENDS = ("Stop", "stop", "AfterAgent")  # events when the assistant has finished its turn


def line_for(event: str, line: str) -> str:
    """The hook's line for an event; at the end of a turn a failure must not send the assistant back to work."""
    return f"( {line}\n) || exit 0" if event in ENDS else line


FOLDER_VARIABLES = ("CLAUDE_CONFIG_DIR", "CODEX_HOME", "COPILOT_HOME")


class Controls(Struct, frozen=True):
    """What goes into an agent's files, what it cannot express (a sentence each), and the hook's line in them."""

    files: tuple[File, ...]
    losses: tuple[str, ...] = ()
    line: str = ""


class Switch(Struct, frozen=True):
    """A setting of the user's that turns our hooks off: where, which value does, and what to say."""

    path: str
    keys: tuple[str, ...]
    value: Any
    message: str


class Agent(Struct, frozen=True, kw_only=True):
    """One agent: how it is found and what its files hold. What its hooks can do is its adapter's to say.

    `events` are those that get a hook, `guard_event` the one before a shell command; `call` says how it starts a
    hook: shell, file, plugin or program. `by_hand` is what only its user can do.
    """

    id: str
    programs: tuple[str, ...]
    folders: tuple[str, ...]
    controls: Callable[[Scope, Intent], Controls]
    events: tuple[str, ...]
    guard_event: str
    call: str = "shell"
    switches: Callable[[Scope], tuple[Switch, ...]] = lambda _scope: ()
    by_hand: str = ""

    @property
    def facts(self) -> Adapter:
        """What is known of its hooks."""
        return adapter(self.id)

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.facts.title

    def present(self, scope: Scope) -> bool:
        """Whether its program or one of its folders is on this machine."""
        if any(shutil.which(program) for program in self.programs):
            return True
        return any(os.path.isdir(os.path.join(scope.home, folder)) for folder in self.folders)
