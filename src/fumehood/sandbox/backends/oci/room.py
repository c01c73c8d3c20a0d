"""Carries a plan out as a container: the project as a copy (or bound), programs of this machine or of an image."""

import json
import os
import shutil
import signal

from fumehood.sandbox.backends import kept
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.backends.masked_files import write_masks
from fumehood.sandbox.backends.oci.empty_image import see_to_it
from fumehood.sandbox.backends.oci.engine import Engine, find, how_to_build
from fumehood.sandbox.backends.oci.options import ULIMITS, Room, as_ourselves, options
from fumehood.sandbox.backends.oci.out_of_memory import ended_by_memory
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run, forget
from fumehood.sandbox.seccomp_profile import profile
from fumehood.sandbox.system import look
from fumehood.sandbox.workspace_copy import Place

WEAKER = ("an engine with root's rights may start the container",)
_SECONDS = 60
_ENGINE_THREADS, _ENGINE_MEMORY = 64, 256 << 20
"""What the engine's own client comes to, at most."""
_NOBODY = 65534
_ENGINE_FAILED = 125
_MEMORY, _NEVER = "memory", "it never began"


def probe() -> Availability:
    """Starts a container, without a network."""
    import subprocess

    try:
        engine = find()
        system = look()
        image = engine.image or see_to_it(engine, system.links)
    except NoSandboxError as error:
        return Availability(False, error.message, error.remedy, "")
    shown = () if engine.image else system.shown
    binds = [word for path in shown for word in ("--volume", f"{path}:{path}:ro")]
    try:
        done = subprocess.run(
            [*engine.words, "run", "--rm", "--pull", "never", "--network", "none", "--cap-drop", "ALL", "--read-only",
             *ULIMITS, *as_ourselves(engine), *binds, "--entrypoint", "/bin/sh", image, "-c", "echo inside"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return Availability(False, f"the container engine does not answer: {error}", "start it", "")
    if done.returncode or done.stdout.strip() != b"inside":
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else "no container starts"
        return Availability(False, f"{engine.kind}: {reason}", _remedy(engine, reason), "")
    source = engine.image or "an empty image with this machine's programs"
    return Availability(True, "", "", f"{engine.words[0]} started a container from {source}")


def words(plan: Plan) -> tuple[str, ...]:
    """The command line of the engine."""
    engine = find()
    plan = _seen(plan, engine)
    place = Place("<copy>" if plan.workspace == "overlay" else plan.project, "<run>/home", "<run>/tmp", 0)
    masks = tuple(("<mask>", path) for path in plan.masked) if plan.workspace != "overlay" else ()
    etc = () if engine.image else tuple(("<run>", f"/etc/{name}") for name in _etc(plan))
    room = Room("<run>", engine.image or "<empty>", _user(plan), "<filter>", masks, etc)
    return (*engine.words, *options(plan, place, engine, room, terminal=False))


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    if plan.net == "allow":
        raise NoSandboxError(
            "the oci backend has no --net allow", "use --backend bwrap, or run without a network"
        )
    if plan.command[0].startswith("-"):
        raise NoSandboxError(
            "a command that begins with `-` would be an option of the engine", "name it by its path"
        )
    engine = find()
    plan = _seen(plan, engine)
    image = engine.image or see_to_it(engine, look().links)
    user = _user(plan)
    noted = ""

    def start(run: Run, place: Place) -> kept.Start:
        nonlocal noted
        noted = os.path.join(run.folder, "ended")
        folder = os.path.join(run.folder, "container")
        os.mkdir(folder, 0o755)
        masks = write_masks(plan, os.path.join(folder, "masks"))
        texts = {} if engine.image else _etc(plan)
        etc = tuple((_written(folder, name, text), f"/etc/{name}") for name, text in texts.items())
        filtered = _written(
            folder, "filter.json", json.dumps(profile(os.uname().machine, local=plan.local_sockets))
        )
        room = Room(f"fumehood-{run.id}", image, user, filtered, masks, etc)
        argv = [
            *engine.words,
            *options(plan, place, engine, room, terminal=terminal and kept.all_terminals()),
        ]

        def clean() -> None:
            _clean(engine, room.name, noted)
            shutil.rmtree(folder, ignore_errors=True)

        return kept.Start(lambda: _begin(argv), clean)

    # Root is nobody inside where the files are a copy, which can be given away.
    owner = user if user != os.getuid() else None
    # The engine holds the limits; the watchdog sees its processes as well, and minds what the engine does not count.
    limits = plan.limits._replace(
        pids=plan.limits.pids + _ENGINE_THREADS, memory=plan.limits.memory + _ENGINE_MEMORY
    )
    done = kept.carry_out(plan, start, terminal=terminal, record=record, owner=owner, limits=limits)
    said = _read(noted)
    if done.end.limit is None and done.end.code == _ENGINE_FAILED and said == _NEVER:
        forget(done.run)
        missing = "" if _quietly((*engine.words, "image", "inspect", image)) else "no such image"
        what = f"{engine.kind} could not start the container; it says why above"
        # Its words went to the terminal: a second try tells what they were.
        raise NoSandboxError(
            what, _remedy(engine, missing) if missing else probe().remedy or _remedy(engine, "")
        )
    if done.end.limit is None and done.end.code == 128 + signal.SIGKILL and said == _MEMORY:
        done = done._replace(end=done.end._replace(limit="memory"))
    return done


def _user(plan: Plan) -> int:
    own = os.getuid()
    # The folders that an agent keeps are the user's in every kind of room.
    return _NOBODY if own == 0 and plan.workspace == "overlay" and not plan.state else own


def _seen(plan: Plan, engine: Engine) -> Plan:
    """The plan with what is bound from the machine: all that it shows, or beside an image what the user named."""
    if not engine.image:
        return plan
    own = set(look().shown)
    return plan._replace(shown=tuple(path for path in plan.shown if path not in own))


def _etc(plan: Plan) -> dict[str, str]:
    """Accounts and hosts of the room's own; the name servers of the machine are nobody's business."""
    user = _user(plan)
    name = plan.user if user == os.getuid() else "nobody"
    return {
        "passwd": f"{name}:x:{user}:{user}::{plan.home}:/bin/sh\n",
        "group": f"{name}:x:{user}:\n",
        "hosts": "127.0.0.1 localhost fumehood\n::1 localhost\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
        "resolv.conf": "",
    }


def _written(folder: str, name: str, text: str) -> str:
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, 0o644)
    return path


def _begin(argv: list[str]) -> None:
    os.chdir("/")
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    os.execv(argv[0], argv)  # noqa: S606


def _clean(engine: Engine, name: str, noted: str) -> None:
    """Notes how the container ended, as far as its code does not tell, then ends and removes it."""
    form = "{{.State.OOMKilled}} {{.Id}} {{.State.StartedAt}}"
    out_of_memory, _, rest = _quietly((*engine.words, "inspect", "--format", form, name)).partition(" ")
    container, _, began = rest.partition(" ")
    if ended_by_memory(out_of_memory, container):
        _written(*os.path.split(noted), _MEMORY)
    elif not began or began.startswith("0001-"):  # the zero of Go's clock
        _written(*os.path.split(noted), _NEVER)
    _quietly((*engine.words, "rm", "--force", name))


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def _quietly(argv: tuple[str, ...]) -> str:
    import subprocess

    done = subprocess.run(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=_SECONDS,
    )
    return "" if done.returncode else done.stdout.decode("utf-8", "replace").strip()


def _remedy(engine: Engine, reason: str) -> str:
    lower = reason.lower()
    if "hybrid mode" in lower or "oci runtime error: crun" in lower:
        return "Debian, Ubuntu: sudo apt-get install runc (its own runtime does not start on these control groups)"
    if "newuidmap" in lower:
        return "Debian, Ubuntu: sudo apt-get install uidmap"
    if "subuid" in lower or "subgid" in lower or "insufficient uids or gids" in lower:
        return (
            "give your account a range of numbers, then `podman system migrate`: "
            "sudo usermod --add-subuids 200000-265535 --add-subgids 200000-265535 $USER"
        )
    if "no such image" in lower or "image not known" in lower or "unable to find image" in lower:
        return (
            f"pull or build the image {engine.image} ({how_to_build(engine)}), or name none: "
            "the room shows this machine's programs then"
        )
    return f"`{engine.kind} info` says what it lacks"
