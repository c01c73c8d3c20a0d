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
from typing import Any

from fumehood.sandbox.probes import services
from fumehood.sandbox.probes.limits import LIMITS, Limit, attempt
from fumehood.sandbox.probes.started import Result, Room, lines, reason
from fumehood.sandbox.probes.world import Picture, Planted, changed, picture, plant

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
USEFUL = "useful"
_SECONDS = 240
_AT_ONCE = 3
_HARNESS = "fumehood.sandbox.probes.inside.harness"


class Unavailable(Exception):
    """The room cannot be had; the text says why."""


_ALL = tuple(area for area, _ in AREAS)


Progress = Callable[[str], None]


def run_all(
    launcher: Sequence[str],
    backend: str,
    workspace: str,
    progress: Progress,
    *,
    limits: Sequence[Limit] = LIMITS,
    areas: Sequence[str] = _ALL,
) -> list[Result]:
    """All probes of `areas` in a room of this backend and workspace. `launcher` is the command line of `fumehood`.

    Raises:
        Unavailable: the backend does not start here.
    """
    options = ["--backend", backend, "--workspace", workspace]
    base = tempfile.mkdtemp(prefix=".fumehood-probes-", dir=_place())
    planted = None
    try:
        planted = plant(base)
        run = Room(list(launcher), options, planted)
        progress("attacks")
        results = _attacks(run, workspace, areas)
        if "terminal" in areas:
            progress("terminal")
            results += _terminal(run, workspace)
        if limits and "limits" in areas:
            progress("limits")
            results += _limits(run, limits)
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
    with open("/proc/version", encoding="utf-8", errors="replace") as file:
        kernel = file.read()
    with contextlib.suppress(OSError):
        names = sorted(set(os.listdir(home)) - {os.path.basename(planted.base)})
    return {
        "home": planted.home, "project": planted.project, "state": planted.state, "mark": planted.mark,
        "outside": planted.outside, "real_home": home, "real_names": names, "workspace": workspace, "terminal": terminal,
        "terminals": os.stat("/dev/pts").st_dev if os.path.isdir("/dev/pts") else 0,
        "host_name": os.uname().nodename, "kernel": kernel,
        "accounts": ["daemon", "bin", "sys", "www-data", "backup", "sshd", "messagebus", "_apt"],
    }  # fmt: skip


def _attacks(room: Room, workspace: str, wanted: Sequence[str]) -> list[Result]:
    # What is useful comes first: attacks may take the project apart.
    areas = [USEFUL] if USEFUL in wanted else []
    areas += [name for name in wanted if name not in ("limits", "terminal", USEFUL)]
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
        found = lines(out)
        if not found:
            raise Unavailable(reason(err))
        after = picture(planted.home)
        return [_judged(line, planted, (before, after), told) for line in found]


def _judged(
    line: dict[str, Any], planted: Planted, pictures: tuple[Picture, Picture], told: dict[str, Any]
) -> Result:
    state, evidence = line["state"], line.get("evidence", "")
    if state == "tried":
        state, evidence = "held", ""
        for path in line["paths"]:
            if path == "victim":
                through = not os.path.exists(f"/proc/{told['victim']}/exe") and not _alive(told["victim"])
            elif path == "survivor":
                through = _sleeps(told["survivor"])
            else:
                through = changed(*pictures, path, planted.home)
            if through:
                state, evidence = "let through", f"on the host: {path}"
                break
    return Result.of(line, state, evidence)


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


def _terminal(room: Room, workspace: str) -> list[Result]:
    master, slave = pty.openpty()
    world = _told(room.planted, workspace, os.ttyname(slave))
    process = room.start(
        (), program(["terminal"]), json.dumps(world), stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    out = b""
    with contextlib.suppress(OSError):
        while more := os.read(master, 65536):
            out += more
    process.wait()
    os.close(master)
    found = lines(out)
    if not found:
        return [Result(USEFUL, "a run in a terminal", "let through", reason(out))]
    return [Result.of(line, line["state"], line.get("evidence", "")) for line in found]


def _limits(room: Room, limits: Sequence[Limit]) -> list[Result]:
    """Each in a project of its own: most of their time is waiting, so several run at once."""
    from concurrent.futures import ThreadPoolExecutor

    def one(number: int) -> Result:
        folder = tempfile.mkdtemp(prefix="limits-", dir=room.planted.home)
        return attempt(room, limits[number], folder)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        results = list(pool.map(one, range(len(limits))))
    # A watchdog looks now and then, and at the disk as a whole: what the other runs did must not speak against a room.
    for number, result in enumerate(results):
        if result.state == "let through":
            results[number] = one(number)
    return results


def launcher() -> list[str]:
    """The command line of this very fumehood."""
    return [sys.executable, "-m", "fumehood"]
