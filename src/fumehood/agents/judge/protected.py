"""fumehood's own files: no assistant changes them, wherever the user's environment has put them."""

import os

from fumehood.agents.server.place import server_folder
from fumehood.commands.effect import Effect
from fumehood.core.paths import cache_folder, config_folder, data_folder, state_folder

_CHANGES = frozenset({
    "write", "delete", "persist", "permission", "assistant", "trace", "system", "protection", "send", "connect",
})  # fmt: skip


def is_own(path: str) -> bool:
    """Whether the absolute path is one of fumehood's own folders, or lies below one."""
    return bool(path) and any(
        path == folder or path.startswith(folder + "/")
        for folder in (state_folder(), config_folder(), data_folder(), cache_folder(), server_folder())
    )


def changed(effects: "tuple[Effect, ...]") -> str:
    """The first own path that the effects would change; empty when there is none."""
    for effect in effects:
        if effect.kind in _CHANGES and is_own(effect.path):
            return effect.path
    return ""


def real(path: str) -> str:
    """The path with links resolved, as the tool that writes it will."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
