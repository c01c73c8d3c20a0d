"""A deletion rewritten as a move to a trash folder, for agents that let a hook rewrite a command."""

import os
import shlex
import time

from fumehood.core.paths import state_folder

_FLAGS = frozenset("rRfdvi")
_SHELL = frozenset(";&|<>()$`\\\"'\n*?[]{}~#!")
_LONGEST = 10_000


def reversible(command: str) -> str | None:
    """The same as a move to a fresh folder below the state folder; None when the command is no plain `rm`.

    Only `rm` with plain words is rewritten: whatever a shell would expand stays as it is.
    """
    if len(command) > _LONGEST or _SHELL & set(command):
        return None
    words = shlex.split(command)
    if len(words) < 2 or words[0] != "rm":
        return None
    names: list[str] = []
    options = True
    for word in words[1:]:
        if options and word == "--":
            options = False
        elif options and word.startswith("-"):
            if word.startswith("--") or not set(word[1:]) <= _FLAGS:
                return None
        elif word.rstrip("/") in ("", ".", ".."):
            return None
        else:
            names.append(word.rstrip("/"))
    if not names:
        return None
    where = os.path.join(state_folder(), "undo", "moved", f"{time.time_ns():x}")
    steps = [
        f"mkdir -p -- {shlex.quote(f'{where}/{at}')} && mv -- {shlex.quote(name)} {shlex.quote(f'{where}/{at}/')}"
        for at, name in enumerate(names)
    ]
    return " && ".join(steps)
