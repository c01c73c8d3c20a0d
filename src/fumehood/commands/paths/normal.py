"""Absolute, normal paths from text that may hold marks; nothing is looked up on the disk."""

from fumehood.commands.expand.arg import UNKNOWN


def normal(path: str, cwd: str | None) -> str:
    """The path from the root, without `.`, `..` and doubled slashes.

    A relative path in an unknown folder (`cwd` is None), or one that goes up out of an unknown part, begins
    with the unknown mark.
    """
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    if not path.startswith(("/", UNKNOWN)):
        path = f"{UNKNOWN if cwd is None else cwd}/{path}"
    absolute = path.startswith("/")
    parts: list[str] = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            if not absolute and len(parts) == 1:
                continue  # out of what is not known: still not known
            if parts:
                parts.pop()
            continue
        parts.append(part)
    joined = "/".join(parts)
    return "/" + joined if absolute else joined


def below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies in it; both are normal."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def base(path: str) -> str:
    """The last component."""
    return path.rstrip("/").rpartition("/")[2]
