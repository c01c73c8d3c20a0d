"""What a covered file shows inside: its own text, with a made-up value in place of each secret.

With an overlay these versions are a layer between the project and what the run writes, so that the command may edit
them; `restore` puts the values back when its version is shown or applied. Elsewhere they are bound read-only.
"""

import contextlib
import os

from fumehood.core.hashing import blake2b
from fumehood.sandbox.covers.known import Cover, digest_of
from fumehood.sandbox.masks import FAKE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.plan import Plan
    from fumehood.sandbox.runs import Run

LAYER = "covered"
RECORD = "covered.json"
_TOKEN = 8


def shown(project: str, cover: Cover, key: bytes) -> tuple[bytes, list[tuple[int, int, str]]]:
    """The bytes to show for a file, and span and made-up value of each secret; nothing when it is another file by now."""
    try:
        with open(os.path.join(project, cover.path), "rb") as file:
            raw = file.read()
    except OSError:
        return b"", []
    if not cover.spans or digest_of(raw) != cover.digest:
        return b"", []
    parts: list[bytes] = []
    tokens: list[tuple[int, int, str]] = []
    at = 0
    for start, end in cover.spans:
        # The same value has the same name in all files of a run, and another one in the next.
        token = f"{FAKE}-{blake2b(raw[start:end], key=key, digest_size=_TOKEN).hexdigest()}"
        tokens.append((start, end, token))
        parts += [raw[at:start], token.encode()]
        at = end
    return b"".join((*parts, raw[at:])), tokens


def lay(plan: "Plan", run: "Run") -> None:
    """Writes the layer of a run, with the permissions and times of the project's files.

    Raises:
        OSError: the state folder cannot be written.
    """
    if not plan.covered:
        return
    key = os.urandom(16)
    top = os.path.join(run.folder, LAYER)
    os.mkdir(top, 0o700)
    record = {}
    folders = {""}
    for cover in plan.covered:
        content, tokens = shown(plan.project, cover, key)
        above = os.path.dirname(cover.path)
        os.makedirs(os.path.join(top, above), mode=0o700, exist_ok=True)
        while above:
            folders.add(above)
            above = os.path.dirname(above)
        target = os.path.join(top, cover.path)
        with open(target, "xb") as file:
            file.write(content)
        alike(os.path.join(plan.project, cover.path), target)
        record[cover.path] = tokens
    # Deepest first: what is made in a folder changes its time.
    for folder in sorted(folders, key=len, reverse=True):
        alike(os.path.join(plan.project, folder), os.path.join(top, folder))
    write_record(run, record)


def write_record(run: "Run", record: dict[str, list[tuple[int, int, str]]]) -> None:
    """Notes which values of the run's files stand for which spans of the project's; no value of a secret is in it."""
    from fumehood.sandbox.runs import write_json

    write_json(os.path.join(run.folder, RECORD), record)


def alike(source: str, target: str) -> None:
    """Gives `target` the owner, permissions (no setuid) and times of `source`."""
    with contextlib.suppress(OSError):
        info = os.stat(source)
        with contextlib.suppress(OSError):
            os.chown(target, info.st_uid, info.st_gid)
        os.chmod(target, info.st_mode & 0o1777)
        os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))
