"""Whatever a run does to a tree, apply makes the same of the project, and undo makes it what it was."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
import random_edits

SCRIPT = Path(random_edits.__file__).read_text(encoding="utf-8")


def tree(top: Path) -> dict[str, tuple[object, ...]]:
    found: dict[str, tuple[object, ...]] = {}
    for folder, names, files in os.walk(top):
        for name in (*names, *files):
            path = os.path.join(folder, name)
            info = os.lstat(path)
            content: object = None
            if stat.S_ISLNK(info.st_mode):
                content = os.readlink(path)
            elif stat.S_ISREG(info.st_mode):
                content = Path(path).read_bytes()
            found[os.path.relpath(path, top)] = (oct(info.st_mode), content)
    return found


@pytest.mark.parametrize("backend", ["bwrap", "landlock"])
@pytest.mark.parametrize("seed", range(6))
def test_apply_and_undo(anyone, tmp_path, backend, seed):
    random_edits.edit(str(anyone.project), seed, 60)
    anyone.write(".edits.py", SCRIPT)
    if anyone.user is not None:
        subprocess.run(["chown", "-R", f"{anyone.user}:{anyone.user}", anyone.project], check=True)
    before = tree(anyone.project)
    # Beside the room the same edits, by the same user: permissions decide what they do.
    wanted = anyone.home / "wanted"
    subprocess.run(["cp", "-a", anyone.project, wanted], check=True)
    done = anyone.run(
        "/usr/bin/python3", ".edits.py", ".", str(seed + 1000), "40", options=("--backend", backend)
    )
    assert done.returncode == 0, done.stderr
    assert tree(anyone.project) == before
    identity = {} if anyone.user is None else {"user": anyone.user, "group": anyone.user, "extra_groups": []}
    subprocess.run(
        ["/usr/bin/python3", ".edits.py", ".", str(seed + 1000), "40"],
        cwd=wanted,
        check=True,
        env=anyone.environment,
        **identity,
    )
    done = anyone("changes", "apply")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(anyone.project) == tree(wanted)
    done = anyone("changes", "undo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(anyone.project) == before
