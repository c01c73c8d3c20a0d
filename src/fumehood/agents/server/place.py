"""Where the server's socket lies: in the user's runtime folder, else below the state folder."""

import os

from fumehood.core.paths import state_folder

SOCKET, LOCK = "hook.sock", "hook.lock"
_LONGEST = 100  # bytes: sun_path holds 104 on macOS, 108 on Linux


def server_folder() -> str:
    """The folder of the socket, private to the user; the same whether or not the caller has a session's variables."""
    for base in (os.environ.get("XDG_RUNTIME_DIR", ""), f"/run/user/{os.getuid()}"):
        if os.path.isabs(base) and _is_ours(base) and len(os.fsencode(base)) < _LONGEST - 30:
            return os.path.join(base, "fumehood")
    return os.path.join(state_folder(), "run")


def socket_path() -> str:
    """The path of the socket; empty when it would be too long for one (then every hook is a cold one)."""
    path = os.path.join(server_folder(), SOCKET)
    return path if len(os.fsencode(path)) <= _LONGEST else ""


def _is_ours(folder: str) -> bool:
    try:
        found = os.stat(folder)
    except (OSError, ValueError):
        return False
    return found.st_uid == os.getuid() and not found.st_mode & 0o077
