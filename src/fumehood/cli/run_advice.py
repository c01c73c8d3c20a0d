"""What to say after a run that failed for a reason which lies in the room: a program it does not show, no network."""

import os
import shlex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from fumehood.sandbox.plan import Plan

_NOT_FOUND = (126, 127)  # POSIX: found but not executable, not found
_FETCHERS = {
    "npm": ("ci", "install", "i", "add", "update"), "pnpm": ("install", "i", "add"), "yarn": ("install", "add"),
    "pip": ("install", "download"), "pip3": ("install", "download"), "uv": ("add", "sync", "pip", "lock"),
    "poetry": ("install", "add"), "cargo": ("fetch", "build", "install"), "go": ("get", "mod"),
    "git": ("clone", "fetch", "pull", "push"), "curl": (), "wget": (), "npx": (), "uvx": (),
}  # fmt: skip
"""Programs, and those of their verbs, that need other machines."""


def advice(plan: "Plan", code: int, path: str) -> "Iterator[str]":
    """What may explain that the command ended with `code`, a line each; `path` is the user's own PATH."""
    if code in _NOT_FOUND and (found := _outside(plan, path)):
        folder = os.path.dirname(found)
        above = os.path.dirname(folder)
        # An environment of Python works only as a whole.
        show = above if os.path.exists(os.path.join(above, "pyvenv.cfg")) else folder
        yield (
            f"{plan.command[0]} is {found}, which the room does not show;"
            f" `fumehood run --ro {shlex.quote(show)} -- …` shows it"
        )
    elif plan.net == "none" and _fetches(plan.command):
        yield "the run had no network; `fumehood run --net allow --allow-host HOST -- …` lets a host through"


def _outside(plan: "Plan", path: str) -> str | None:
    """Where this machine has the program, if the room shows nothing of that place."""
    from shutil import which

    found = which(plan.command[0], path=path)
    if found is None:
        return None
    found = os.path.abspath(found)
    seen = (plan.project, "/bin", "/sbin", "/lib", *plan.shown, *plan.writable)
    return None if any(found == one or found.startswith(one + "/") for one in seen) else found


def _fetches(command: tuple[str, ...]) -> bool:
    words = [os.path.basename(command[0]), *command[1:]]
    if words[0].startswith("python") and words[1:2] == ["-m"]:
        words = words[2:]
    if not words or words[0] not in _FETCHERS:
        return False
    verbs = _FETCHERS[words[0]]
    return not verbs or any(word in verbs for word in words[1:])
