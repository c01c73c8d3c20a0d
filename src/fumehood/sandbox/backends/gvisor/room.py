"""Carries a plan out with gVisor: `runsc run` over a bundle of our own, as an ordinary user."""

import json
import os
import resource
import shutil
import signal

from fumehood.sandbox.backends import kept
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.backends.gvisor.bundle import config, mounts, write_root
from fumehood.sandbox.backends.masked_files import write_masks
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.launch import set_limit
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run
from fumehood.sandbox.workspace_copy import Place

WEAKER: tuple[str, ...] = ()
_FLAGS = ("--rootless", "--network", "none", "--ignore-cgroups", "--oci-seccomp")
_THREADS_OF_A_PROCESS, _THREADS_OF_ITS_OWN = 8, 256
"""What a process inside and the kernel of the room come to on the host (measured: 3 to 8, and 140)."""
_OPEN_FILES = 4096
_SECONDS = 30
_INSTALL = "Debian: sudo apt-get install runsc; or see the installation page of gVisor"


def find() -> str:
    """The path of runsc.

    Raises:
        NoSandboxError: there is none.
    """
    found = shutil.which("runsc", path="/usr/local/bin:/usr/bin:/bin")
    if not found:
        raise NoSandboxError("gVisor's runsc is not installed", _INSTALL)
    return found


def probe() -> Availability:
    """Starts a sandbox and asks its kernel for its name."""
    import subprocess

    try:
        done = subprocess.run(
            [find(), *_FLAGS, "do", "/bin/cat", "/proc/version"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except NoSandboxError as error:
        return Availability(False, error.message, error.remedy, "")
    except (OSError, subprocess.TimeoutExpired) as error:
        return Availability(False, f"runsc does not start: {error}", _INSTALL, "")
    said = done.stdout.decode("utf-8", "replace").strip()
    with open("/proc/version", encoding="utf-8", errors="replace") as file:
        own = file.read().strip()
    if done.returncode or not said or said == own:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Availability(
            False, reason[-1] if reason else "runsc does not start", "allow user namespaces", ""
        )
    return Availability(True, "", "", f"a kernel of its own: {said[:60]}")


def words(plan: Plan) -> tuple[str, ...]:
    """The command line of runsc, with the mounts of its bundle."""
    place = Place("<copy>" if plan.workspace == "overlay" else plan.project, "<run>/home", "<run>/tmp", 0)
    masks = () if plan.workspace == "overlay" else tuple(("<mask>", path) for path in plan.masked)
    shown = [
        f"{one['source']}:{one['destination']}:{one['options'][0] if 'options' in one else one['type']}"
        for one in mounts(plan, place, masks, "<nothing>")
    ]
    return ("runsc", *_FLAGS, "run", "--bundle", "<run>", *shown, "--", *plan.command)


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    if plan.net == "allow":
        raise NoSandboxError(
            "the gvisor backend has no --net allow", "use --backend bwrap, or run without a network"
        )
    program = find()
    found = probe()
    if not found.available:
        raise NoSandboxError(found.reason, found.remedy)

    def start(run: Run, place: Place) -> kept.Start:
        bundle = os.path.join(run.folder, "bundle")
        masks = write_masks(plan, os.path.join(bundle, "masks"))
        os.makedirs(bundle, mode=0o755, exist_ok=True)
        nothing = os.path.join(bundle, "nothing")
        with open(nothing, "wb"):
            pass
        table = config(plan, place, masks, nothing, terminal=terminal and kept.all_terminals())
        write_root(os.path.join(bundle, "root"), plan, table["mounts"])
        with open(
            os.path.join(bundle, "config.json"), "w", encoding="utf-8", errors="surrogateescape"
        ) as file:
            json.dump(table, file)
        argv = [
            program,
            *_FLAGS,
            "--root",
            os.path.join(bundle, "state"),
            "run",
            "--bundle",
            bundle,
            f"fumehood-{run.id}",
        ]
        return kept.Start(lambda: _begin(argv), lambda: shutil.rmtree(bundle, ignore_errors=True))

    # The kernel inside counts exactly; the watchdog sees its threads of the host, and holds the room as a whole.
    limits = plan.limits._replace(pids=_THREADS_OF_A_PROCESS * plan.limits.pids + _THREADS_OF_ITS_OWN)
    return kept.carry_out(plan, start, terminal=terminal, record=record, limits=limits, piped=True)


def _begin(argv: list[str]) -> None:
    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)):
        set_limit(what, most)
    os.chdir("/")
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    os.execve(argv[0], argv, {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})  # noqa: S606
