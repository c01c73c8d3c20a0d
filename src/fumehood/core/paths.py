"""Where fumehood keeps its own files: the XDG folders, never the scanned tree.

Source: XDG Base Directory Specification 0.8.
"""

import os


def cache_folder() -> str:
    """Rebuildable files: the scan cache, the unpacked package index."""
    return _folder("XDG_CACHE_HOME", ".cache")


def config_folder() -> str:
    """The user's own configuration."""
    return _folder("XDG_CONFIG_HOME", ".config")


def data_folder() -> str:
    """What the user had made and would miss: a refreshed package index."""
    return _folder("XDG_DATA_HOME", ".local/share")


def state_folder() -> str:
    """What must last: the local key of fingerprints."""
    return _folder("XDG_STATE_HOME", ".local/state")


def _folder(variable: str, default: str) -> str:
    base = os.environ.get(variable, "")
    if base[:1] != "/":  # plain text: a hook asks for these a dozen times
        base = os.path.expanduser("~/" + default)
    return base + "fumehood" if base[-1] == "/" else base + "/fumehood"
