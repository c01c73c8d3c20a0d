import json
import os
import subprocess
import sys

import pytest

COMMAND = os.path.join(os.path.dirname(sys.executable), "fumehood")


class Done:
    """How a run of the command ended."""

    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode()
        self.err = process.stderr.decode()

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def fumehood(tmp_path, home):
    """Runs the installed command in `tmp_path` with a private home."""

    def run(*arguments, stdin=b"", cwd=tmp_path, **variables):
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "PYTHONPATH")}
        environment = {
            **kept,
            "HOME": str(home),
            "TERM": "xterm",
            "FUMEHOOD_SERVER": "off",
            **variables,
        }
        done = subprocess.run(
            [COMMAND, *arguments], input=stdin, capture_output=True, cwd=cwd, env=environment, timeout=60
        )
        return Done(done)

    return run


@pytest.fixture
def write(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write
