"""The records of runs, one folder each below the state folder: what was started, and what it wrote.

Layout: runs/PROJECT/ID/{run.json, upper/, work/, honey/}, and runs/PROJECT/applied/N/ of the journals.
"""

import os
import time

from fumehood.core.named_tuple import NamedTuple
from fumehood.core.paths import state_folder
from fumehood.sandbox.errors import NoSandboxError

_FILE = "run.json"


class Run(NamedTuple):
    """One run: its id, folder, project, command, and when it began (host clock of files, in ns)."""

    id: str
    folder: str
    project: str
    command: tuple[str, ...]
    began: int

    @property
    def upper(self) -> str:
        """Where the overlay keeps what the run wrote."""
        return os.path.join(self.folder, "upper")

    @property
    def covered(self) -> str:
        """The layer of files whose secrets are covered; it is there only where the project has such files."""
        return os.path.join(self.folder, "covered")

    @property
    def work(self) -> str:
        """The overlay's own scratch folder."""
        return os.path.join(self.folder, "work")


def project_folder(project: str) -> str:
    """The folder of all runs of one project."""
    import zlib

    name = "".join(c if c.isalnum() or c in "-_." else "_" for c in os.path.basename(project))[:40]
    return os.path.join(state_folder(), "runs", f"{name}-{zlib.crc32(project.encode()):08x}{len(project):x}")


def begin(project: str, command: tuple[str, ...]) -> Run:
    """Makes the folder of a new run.

    Raises:
        NoSandboxError: the state folder cannot be written, or lies inside the project.
    """
    base = project_folder(project)
    if os.path.realpath(base).startswith(project + "/"):
        raise NoSandboxError(
            "the state folder lies inside the project", "set XDG_STATE_HOME to a folder elsewhere"
        )
    try:
        os.makedirs(base, mode=0o700, exist_ok=True)
        name = f"{time.time_ns():x}-{os.getpid():x}"
        folder = os.path.join(base, name)
        for part in ("", "upper", "work", "honey"):
            os.mkdir(os.path.join(folder, part), 0o700)
        os.chmod(os.path.join(folder, "upper"), os.stat(project).st_mode & 0o1777)
        began = os.stat(folder).st_ctime_ns
        run = Run(name, folder, project, command, began)
        _record(run)
    except OSError as error:
        raise NoSandboxError(
            f"the record of the run cannot be written: {error.strerror or error}",
            "free space there, or set XDG_STATE_HOME to a writable folder on a disk with room",
        ) from error
    return run


def runs(project: str) -> list[Run]:
    """All recorded runs of the project that have an overlay, oldest first."""
    base = project_folder(project)
    found = []
    try:
        names = sorted(os.listdir(base))
    except FileNotFoundError:
        return []
    for name in names:
        run = _read(os.path.join(base, name))
        if run is not None and run.project == project:
            if os.path.isdir(os.path.join(run.folder, "room")):
                from fumehood.sandbox.changes.gather import gather

                gather(run)
            found.append(run)
    return found


def forget(run: Run) -> None:
    """Removes the run's folder with everything in it."""
    # The overlay leaves a folder that nobody may enter.
    import contextlib
    import shutil

    for folder, names, _ in os.walk(run.folder):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path):
                with contextlib.suppress(OSError):
                    os.chmod(path, 0o700)
    shutil.rmtree(run.folder, ignore_errors=True)


def forget_empty(run: Run) -> None:
    """Removes the folder of a run that wrote nothing; quicker than `forget`, which every other run gets."""
    try:
        for name in os.listdir(os.path.join(run.folder, "honey")):
            os.unlink(os.path.join(run.folder, "honey", name))
        os.unlink(os.path.join(run.folder, _FILE))
        if os.path.isdir(os.path.join(run.work, "work")):
            os.rmdir(os.path.join(run.work, "work"))
        for part in ("honey", "work", "upper", ""):
            os.rmdir(os.path.join(run.folder, part))
    except OSError:
        forget(run)


def write_json(path: str, value: object) -> None:
    """Writes a file whole or not at all."""
    import json

    from fumehood.core.replace_file import replace_file

    replace_file(path, json.dumps(value).encode("utf-8", "surrogateescape"), mode=0o600)


def _record(run: Run) -> None:
    """Into a folder that is new, so that nothing is replaced. `json` as a whole would be a tenth of a start."""
    from _json import encode_basestring_ascii as quoted

    command = ", ".join(quoted(word) for word in run.command)
    text = f'{{"id": {quoted(run.id)}, "project": {quoted(run.project)}, "command": [{command}], "began": {run.began}}}'
    handle = os.open(
        os.path.join(run.folder, _FILE), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600
    )
    try:
        os.write(handle, text.encode("ascii"))
    finally:
        os.close(handle)


def _read(folder: str) -> Run | None:
    import json

    try:
        with open(os.path.join(folder, _FILE), encoding="utf-8", errors="surrogateescape") as file:
            value = json.load(file)
        return Run(value["id"], folder, value["project"], tuple(value["command"]), value["began"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
