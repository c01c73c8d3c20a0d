"""Where a path lies, in the words of the policy.

root · system · device · disk · mount · home-root · home-entry · home · cache · temp · project-root · vcs · precious ·
build · project · outside (known, elsewhere) · elsewhere (relative to a folder that is not known) · unknown · null
"""

from fumehood.commands.expand.arg import GLOBS, STAR, UNKNOWN, has_glob
from fumehood.commands.paths.names import (
    BUILD,
    BUILD_BEGINNINGS,
    BUILD_ENDINGS,
    DISKS,
    HARMLESS_DEVICES,
    HOME_CACHES,
    HOMES,
    MOUNTS,
    PRECIOUS,
    SYSTEM,
    SYSTEM_CACHES,
    TEMPORARY,
)
from fumehood.commands.paths.normal import base, below, normal


class Place:
    """A path, where it lies, and whether it is exact: `dynamic` (an unknown part), `glob` (several files)."""

    __slots__ = ("dynamic", "glob", "host", "on", "path", "whole")

    def __init__(
        self, path: str, on: str, *, dynamic: bool = False, glob: bool = False, whole: bool = False
    ) -> None:
        self.path = path
        self.on = on
        self.dynamic = dynamic
        self.glob = glob
        self.host = False  # seen from inside a container: a folder of the machine itself
        self.whole = whole  # everything in the folder is meant


class Map:
    """The folders that matter: the project's, the user's home, the one for temporary files."""

    __slots__ = ("home", "project", "temporary")

    def __init__(self, home: str, project: str, temporary: str = "") -> None:
        self.home = home.rstrip("/") or "/nonexistent"
        self.project = project.rstrip("/") or "/"
        self.temporary = temporary.rstrip("/")


def place(map_: Map, path: str, cwd: str | None, *, host: bool = False) -> Place:
    """Where the path lies when the current folder is `cwd` (None: not known); `host`: it is mounted in a container."""
    found = _place(map_, path, cwd)
    found.host = host
    return found


def _place(map_: Map, path: str, cwd: str | None) -> Place:
    relative = not path.startswith(("/", UNKNOWN))
    full = normal(path, cwd)
    dynamic, glob = UNKNOWN in full, has_glob(full)
    if not dynamic and not glob:
        return Place(full, _exact(map_, full, relative))
    known, rest = _known_part(full)
    if full.startswith(UNKNOWN):
        name = base(full)
        if name in BUILD:
            return Place(full, "build", dynamic=True, glob=glob)
        return Place(full, "elsewhere" if relative and cwd is None else "unknown", dynamic=True, glob=glob)
    whole = _takes_all(rest)
    if not whole and rest:  # a child of the known folder whose name is only partly known
        name = rest.split("/")[-1]
        likely = (
            name
            if name and UNKNOWN not in name and not has_glob(name)
            else rest.split("/")[0].strip(GLOBS + UNKNOWN)
        )
        on = _exact(map_, f"{known.rstrip('/')}/{likely or 'x'}", relative)
        if on in ("precious", "home-root", "vcs"):
            on = _exact(map_, known.rstrip("/") + "/x", relative)
        return Place(full, on, dynamic=dynamic, glob=glob)
    return Place(full, _exact(map_, known, relative), dynamic=dynamic, glob=glob, whole=True)


def _known_part(full: str) -> tuple[str, str]:
    """The folder before the first component with a mark, and the rest."""
    parts = full.split("/")
    at = next(i for i, part in enumerate(parts) if UNKNOWN in part or has_glob(part))
    return "/".join(parts[:at]) or "/", "/".join(parts[at:])


def _takes_all(rest: str) -> bool:
    """Whether the rest may mean everything in the folder: `*`, `.*`, an unknown text that may be empty."""
    parts = rest.split("/")
    return all(not part.strip(GLOBS + UNKNOWN + ".") for part in parts) and (STAR in rest or UNKNOWN in rest)


def _exact(map_: Map, path: str, relative: bool) -> str:
    if path == "/":
        return "root"
    if path in HARMLESS_DEVICES or path.startswith(("/dev/fd/", "/dev/pts/")):
        return "null"
    project = map_.project
    if below(path, project) and project != "/" and not below(map_.home, project):
        return _in_project(path, project)
    above = below(project, path) and path != map_.home and not below(map_.home, path)
    if above and path.count("/") > 1 and not _temporary(map_, path):
        return "parent"
    if _temporary(map_, path) and not relative:
        return "temp"
    if relative and _temporary(map_, path):
        return "outside" if _temporary(map_, project) else "temp"
    return _elsewhere(map_, path)


def _temporary(map_: Map, path: str) -> bool:
    if below(path, map_.home):  # a home may lie below /tmp; it is a home all the same
        return False
    return any(below(path, t) for t in TEMPORARY) or (bool(map_.temporary) and below(path, map_.temporary))


def _in_project(path: str, project: str) -> str:
    inside = path[len(project) :].strip("/")
    if not inside:
        return "project-root"
    parts = inside.split("/")
    if ".git" in parts:
        return "vcs"
    if any(p in BUILD or p.endswith(BUILD_ENDINGS) or p.startswith(BUILD_BEGINNINGS) for p in parts):
        return "build"
    if len(parts) == 1 and parts[0] in PRECIOUS:
        return "precious"
    return "project"


def _elsewhere(map_: Map, path: str) -> str:
    if below(path, map_.home):
        inside = path[len(map_.home) :].strip("/")
        if not inside:
            return "home-root"
        if any(below("/" + inside, "/" + cache) for cache in HOME_CACHES):
            return "cache"
        return "home" if "/" in inside else "home-entry"
    first, _, rest = path[1:].partition("/")
    if first in HOMES:
        _name, _, inside = rest.partition("/")
        if not inside:
            return "home-root"
        return "home" if "/" in inside else "home-entry"
    if first == "dev":
        return "disk" if rest.startswith(DISKS) else "device"
    if any(below(path, cache) for cache in SYSTEM_CACHES):
        return "cache"
    if first == "root":
        return "home" if "/" in rest else "home-entry" if rest else "home-root"
    if first in SYSTEM:
        return "system"
    if first in MOUNTS:
        return "mount" if rest.count("/") < 1 else "outside"
    if len(path) > 1 and below(map_.home, path):
        return "home-root"
    if path[1:2].isalpha() and path[2:3] == ":":
        return "system"
    return "outside"
