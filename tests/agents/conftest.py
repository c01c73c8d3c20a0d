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
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.path), "LC_ALL": "C.UTF-8"}

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
from fumehood.agents.handle import handle
def place(tmp_path, monkeypatch) -> Path:
    """A home and a project of their own; no server is started."""
    for variable in (
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
    ):
        monkeypatch.delenv(variable, raising=False)
    home = tmp_path / "home"
    project = home / "project"
    (project / ".git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("FUMEHOOD_SERVER", "off")
    return project
class Reply:
    """An answer, and what it means to the assistant."""
    def __init__(self, agent, answer):
        self.agent = agent
        self.code, self.out, self.err = answer.code, answer.stdout, answer.stderr
    @property
    def table(self):
        return json.loads(self.out) if self.out else {}
    def decision(self):
        """allow, ask or deny, read as the assistant reads it."""
        if self.agent == "amp":
            return {0: "allow", 1: "ask", 2: "deny"}[self.code]
        if self.code == 2:
            return "deny"
        table = self.table.get("hookSpecificOutput", self.table)
        if self.agent == "cline":
            return "deny" if table["cancel"] else "allow"
        if self.agent == "gemini" or "decision" in table:
            return {"block": "deny"}.get(table.get("decision", "allow"), table.get("decision", "allow"))
        if "continue" in table:
            return "allow" if table["continue"] else "deny"
        return table.get("permission", table.get("permissionDecision", "allow"))
    def said(self):
        return self.out + self.err
def ask(place):
    """Judges an event (a table, or bytes) in process, as the hook does."""
    from fumehood.cli.hook_world import make_world
    world = make_world()
    def ask(agent, event, **environment):
        raw = event if isinstance(event, bytes) else json.dumps(event).encode()
        return Reply(agent, handle(agent, raw, {"PWD": str(place), **environment}, world))
    return ask
