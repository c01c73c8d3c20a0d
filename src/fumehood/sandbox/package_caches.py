"""The caches of package installers in the user's home: shown read-only, so that what was installed once installs offline."""

import os

_CACHES = (".cache/pip", ".cache/uv", ".npm/_cacache")


def package_caches(home: str) -> tuple[str, ...]:
    """Those that are there, as absolute paths."""
    return tuple(path for one in _CACHES if os.path.isdir(path := f"{home}/{one}"))
