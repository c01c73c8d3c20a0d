"""The real command in front of a real server process, over pipes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).parent / "fumehood")
SERVER = str(Path(__file__).with_name("server.py"))


class Relayed:
    """A running guard with its server."""

    def __init__(self, folder, *options, server=None, **variables):
        self.folder = folder
        self.server = server or [sys.executable, SERVER, str(folder / "behaviour.json")]
        environment = (
            {k: v for k, v in os.environ.items() if k in ("PATH", "LANG")} | {"HOME": str(folder)} | variables
        )
        self.environment = environment
        self.process = subprocess.Popen(
            [COMMAND, "agents", "mcp", "guard", *options, "--", *self.server],
            cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.number = 0

    def send(self, raw: bytes):
        self.process.stdin.write(raw)
        self.process.stdin.flush()

    def line(self) -> bytes:
        return self.process.stdout.readline()

    def ask(self, method, **parameters):
        self.number += 1
        self.send(
            json.dumps({"jsonrpc": "2.0", "id": self.number, "method": method, "params": parameters}).encode()
            + b"\n"
        )
        return json.loads(self.line())

    def call(self, name, **arguments):
        return self.ask("tools/call", name=name, arguments=arguments)

    def tools(self):
        return [tool["name"] for tool in self.ask("tools/list")["result"]["tools"]]

    def seen(self) -> bytes:
        """What reached the server."""
        path = self.folder / "behaviour.json.seen"
        return path.read_bytes() if path.exists() else b""

    def end(self):
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err.decode()

    def guard(self, *options):
        """The verb beside the running one."""
        return subprocess.run(
            [COMMAND, "agents", "mcp", "guard", *options, "--", *self.server],
            cwd=self.folder, env=self.environment, capture_output=True, text=True,
        )  # fmt: skip


def tool(name, description="Reads a row", **more):
    return {
        "name": name,
        "description": description,
        "inputSchema": {"type": "object", "properties": {}},
        **more,
    }


@pytest.fixture
def make_tool():
    return tool


@pytest.fixture
def behave(tmp_path):
    def write(*tools, **more):
        (tmp_path / "behaviour.json").write_text(json.dumps({"tools": list(tools), **more}))

    write(*(tool(name) for name in ("read_row", "run", "raw", "die", "env")))
    return write


@pytest.fixture
def relayed(tmp_path, behave):
    running = []

    def start(*options, **more):
        running.append(Relayed(tmp_path, *options, **more))
        return running[-1]

    yield start
    for one in running:
        one.process.kill()
        one.process.communicate()
