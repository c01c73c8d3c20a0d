"""Runs all probes in one kind of room, through the very command that users call, and says what each came to."""

import contextlib
import json
import os
import pty
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from fumehood.sandbox.probes import services
from fumehood.sandbox.probes.limits import LIMITS, Limit
from fumehood.sandbox.probes.world import Picture, Planted, changed, picture, plant, secret

AREAS = (
    ("home", "secrets of the home and the machine"), ("project_secrets", "secrets in the project"),
    ("environment", "environment and /proc"), ("descriptors", "inherited descriptors"), ("writes", "writes outside"),
    ("git", "git: hooks, settings, pointers"), ("settings", "settings of agents and editors"),
    ("privileges", "setuid and capabilities"), ("network", "IP"), ("sockets", "odd kinds of sockets"),
    ("unix_sockets", "Unix sockets"), ("ipc", "shared memory and queues"), ("processes", "signals, tracing"),
    ("terminal", "terminal"), ("keyrings", "keyrings"), ("kernel_doors", "io_uring, bpf, foreign calls"),
    ("namespaces", "namespaces and mounts"), ("devices", "devices and the kernel"), ("limits", "limits of the tree"),
    ("survival", "a process outlives the run"), ("useful", "what must keep working"),
)  # fmt: skip
"""The classes of attack in the order of the table; the last one holds no attacks."""
_PYTHON = "/usr/bin/python3"
_SECONDS = 240
_HARNESS = "fumehood.sandbox.probes.inside.harness"


class Result(NamedTuple):
    """What one probe came to: `held`, `let through` or `not applicable`, with evidence."""

    area: str
    name: str
    state: str
    evidence: str


class Unavailable(Exception):
    """The room cannot be had; the text says why."""


Progress = Callable[[str], None]


def run_all(
    launcher: Sequence[str], backend: str, workspace: str, progress: Progress, *, limits: bool = True
) -> list[Result]:
    """All probes in a room of this backend and workspace. `launcher` is the command line of `fumehood`.

    Raises:
        Unavailable: the backend does not start here.
    """
    options = ["--backend", backend, "--workspace", workspace]
    base = tempfile.mkdtemp(prefix=".fumehood-probes-", dir=_place())
    planted = None
    try:
        planted = plant(base)
        run = _Room(list(launcher), options, planted)
        progress("attacks")
        results = _attacks(run, workspace)
        progress("terminal")
        results += _terminal(run, workspace)
        if limits:
            for limit in LIMITS:
                progress(f"limit: {limit.name}")
                results.append(_limit(run, limit))
        return results
    finally:
        for path in planted.outside if planted else ():
            with contextlib.suppress(OSError):
                os.unlink(path)
        shutil.rmtree(base, ignore_errors=True)


def _place() -> str:
    """A folder for the world that a private /tmp does not hide."""
    home = os.path.expanduser("~")
    return home if os.access(home, os.W_OK) else "/var/lib"


class _Room(NamedTuple):
    launcher: list[str]
    options: list[str]
    planted: Planted

    def start(
        self, options: Sequence[str], program: str, *arguments: str, **more: Any
    ) -> "subprocess.Popen[bytes]":
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.planted.home, "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": self.planted.state, "MY_API_KEY": secret(), "SSH_AUTH_SOCK": self.planted.home + "/agent.sock",
        }  # fmt: skip
        if "PYTHONPATH" in os.environ:
            environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
        command = [*self.launcher, "run", *self.options, *options, "--", _PYTHON, "-c", program, *arguments]
        return subprocess.Popen(command, cwd=self.planted.project, env=environment, **more)


def program(areas: Sequence[str]) -> str:
    """One text of Python with the harness and the probes of `areas`, that needs nothing else."""
    folder = os.path.join(os.path.dirname(__file__), "inside")
    texts = {}
    for name in ("harness", *areas):
        with open(os.path.join(folder, name + ".py"), encoding="utf-8") as file:
            texts[name] = file.read()
    harness = texts.pop("harness")
    return (
        "import sys,types,json\n"
        f"h=sys.modules[{_HARNESS!r}]=types.ModuleType({_HARNESS!r})\n"
        f"exec(compile({harness!r},'harness','exec'),h.__dict__)\n"
        f"for n,t in {list(texts.items())!r}:\n h.begin(n); exec(compile(t,n,'exec'),{{'__name__':n}})\n"
        "h.main(json.loads(sys.argv[1]))\n"
    )


def _told(planted: Planted, workspace: str, terminal: str) -> dict[str, Any]:
    home = os.path.expanduser("~")
    with contextlib.suppress(OSError):
        names = sorted(set(os.listdir(home)) - {os.path.basename(planted.base)})
    return {
        "home": planted.home, "project": planted.project, "state": planted.state, "mark": planted.mark,
        "outside": planted.outside, "real_home": home, "real_names": names, "workspace": workspace, "terminal": terminal,
        "accounts": ["daemon", "bin", "sys", "www-data", "backup", "sshd", "messagebus", "_apt"],
    }  # fmt: skip


def _attacks(room: _Room, workspace: str) -> list[Result]:
    areas = [name for name, _ in AREAS if name not in ("limits", "terminal")]
    # What is useful comes first: attacks may take the project apart.
    areas = ["useful", *(name for name in areas if name != "useful")]
    planted = room.planted
    with services.running(planted) as (told, descriptors):
        before = picture(planted.home)
        world = told | _told(planted, workspace, "")
        process = room.start(
            (), program(areas), json.dumps(world), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, pass_fds=descriptors,
        )  # fmt: skip
        try:
            out, err = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        lines = _lines(out)
        if not lines:
            raise Unavailable(_reason(err))
        return [_judged(line, planted, before, told) for line in lines]


def _lines(out: bytes) -> list[dict[str, Any]]:
    found = []
    for line in out.splitlines():
        if line.startswith(b"@{"):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line[1:]))
    return found


def _reason(err: bytes) -> str:
    text = err.decode("utf-8", "replace").strip().splitlines()
    told = [line.partition("error: ")[2] for line in text if line.startswith("error: ")]
    return (told or text or ["it printed nothing"])[-1][:200]


def _judged(line: dict[str, Any], planted: Planted, before: Picture, told: dict[str, Any]) -> Result:
    state, evidence = line["state"], line.get("evidence", "")
    if state == "tried":
        state, evidence = "held", ""
        after = picture(planted.home)
        for path in line["paths"]:
            if path == "victim":
                through = not os.path.exists(f"/proc/{told['victim']}/exe") and not _alive(told["victim"])
            elif path == "survivor":
                through = _sleeps(told["survivor"])
            else:
                through = changed(before, after, path, planted.home)
            if through:
                state, evidence = "let through", f"on the host: {path}"
                break
    return Result(line["area"], line["name"].replace("_", " "), state, evidence)


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return b") Z" not in file.read()
    except OSError:
        return False


def _sleeps(word: str) -> bool:
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read() == b"sleep\0%s\0" % word.encode():
                    return True
        except OSError:
            continue
    return False


def _terminal(room: _Room, workspace: str) -> list[Result]:
    master, slave = pty.openpty()
    world = _told(room.planted, workspace, os.ttyname(slave))
    process = room.start(
        (), program(["terminal"]), json.dumps(world), stdin=slave, stdout=slave, stderr=subprocess.DEVNULL, start_new_session=True
    )  # fmt: skip
    os.close(slave)
    out = b""
    with contextlib.suppress(OSError):
        while more := os.read(master, 65536):
            out += more
    process.wait()
    os.close(master)
    return [
        Result(line["area"], line["name"].replace("_", " "), line["state"], line.get("evidence", ""))
        for line in _lines(out)
    ]


def _limit(room: _Room, limit: Limit) -> Result:
    process = room.start(
        limit.options, limit.program, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        out, err = process.communicate(timeout=40)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return Result("limits", limit.name, "let through", "still running after 40 s")
    said = err.decode("utf-8", "replace")
    named = process.returncode in (124, 137) and f"limit of {limit.word}" in said
    refused = limit.soft and process.returncode != 0 and b"survived" not in out
    if named or refused:
        return Result("limits", limit.name, "held", f"exit code {process.returncode}")
    return Result(
        "limits", limit.name, "let through", f"exit code {process.returncode}, {said.strip()[-120:]}"
    )


def launcher() -> list[str]:
    """The command line of this very fumehood."""
    return [sys.executable, "-m", "fumehood"]
