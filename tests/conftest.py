"""The real command for end-to-end tests: a private home, a time limit, a memory limit, no terminal."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).parent / "fumehood")
SECONDS = 60
"""A run that takes longer is a hang. Generous, because test machines are slow and shared."""
MEMORY_KIB = 1_536 * 1024
"""Address space that any one process of the run may have."""


@dataclass
class Outcome:
    """How a run ended. `late` means that it was killed at the time limit."""

    code: int
    out: bytes
    err: bytes
    late: bool = False

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def report(self) -> dict:
        return json.loads(self.out)

    @property
    def rules(self) -> set[str]:
        return {f["rule"] for f in self.report["findings"]}

    @property
    def unscanned(self) -> dict[str, str]:
        """Reasons by path, joined where a path has several."""
        reasons: dict[str, str] = {}
        for one in self.report["unscanned"]:
            reasons[one["path"]] = "; ".join(filter(None, [reasons.get(one["path"]), one["reason"]]))
        return reasons

    def lines(self, path: str, family: str = "FH") -> set[int]:
        """The lines of `path` at which rules of the family report."""
        return {
            f["line"] for f in self.report["findings"] if f["path"] == path and f["rule"].startswith(family)
        }


class Fumehood:
    """Runs the command with a home of its own; `environment` may be changed by a test."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.command = COMMAND
        kept = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SSL_CERT_FILE")
        self.environment = {k: v for k, v in os.environ.items() if k in kept}
        self.environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "FUMEHOOD_SERVER": "off"}

    def start(self, *arguments: str, cwd: Path, memory_kib: int = MEMORY_KIB) -> subprocess.Popen:
        """Starts the command in a session of its own, with both outputs in pipes."""
        limited = [
            "sh",
            "-c",
            f'ulimit -v {memory_kib} 2>/dev/null; exec "$@"',
            "sh",
            self.command,
            *arguments,
        ]
        return subprocess.Popen(
            limited,
            cwd=cwd,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def __call__(self, *arguments: str, cwd: Path, stdin: bytes = b"", seconds: float = SECONDS) -> Outcome:
        process = self.start(*arguments, cwd=cwd)
        late = False
        try:
            out, err = process.communicate(stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            late = True
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
        return Outcome(process.returncode, out, err, late)


@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for tests that are not about the home: what fumehood unpacks there once, it has."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def fumehood(shared_home: Path) -> Fumehood:
    return Fumehood(shared_home)


@pytest.fixture(scope="session")
def fumehood_at():
    """Makes a runner with the given home."""
    return Fumehood
