"""A home of its own and the real command in it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = os.path.join(os.path.dirname(sys.executable), "fumehood")


class Home:
    """A scratch home with a project; `run` starts the real command there."""

    def __init__(self, base: Path) -> None:
        self.path = base / "home"
        self.project = self.path / "project"
        self.project.mkdir(parents=True)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.path),
            "LC_ALL": "C.UTF-8",
            "FUMEHOOD_SERVER": "off",
        }

    def start(self, *arguments, cwd=None, **variables):
        return subprocess.Popen(
            [COMMAND, *arguments], cwd=cwd or self.project, env=self.environment | variables, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments, **options):
        process = self.start(*arguments, **options)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def write(self, name, content):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(raw)
        return path

    def value(self, name):
        return json.loads((self.path / name).read_bytes())

    def picture(self):
        """Every file, folder and link of the home but fumehood's own: type, permissions and bytes."""
        found = {}
        for folder, names, files in os.walk(self.path):
            names[:] = [n for n in names if n != "fumehood" or ".agents" in folder]
            for name in (*names, *files):
                path = Path(folder) / name
                mode = path.lstat().st_mode
                found[str(path.relative_to(self.path))] = (
                    mode,
                    os.readlink(path) if path.is_symlink() else path.read_bytes() if path.is_file() else b"",
                )
        for own in (
            ".config",
            ".local",
            ".local/state",
            ".local/share",
            ".cache",
        ):  # made for fumehood's own folders
            found.pop(own, None)
        return found


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)
