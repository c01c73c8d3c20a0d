"""Carries a plan out as a container: the project as a copy (or bound), everything else from the image."""

import os
import signal
from collections.abc import Callable

from fumehood.sandbox.backends import kept
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.backends.masked_files import write_masks
from fumehood.sandbox.backends.oci.engine import DEFAULT_IMAGE, Engine, find, how_to_build
from fumehood.sandbox.backends.oci.options import ULIMITS, options
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run
from fumehood.sandbox.workspace_copy import Place

WEAKER = ("the programs are those of the image, and an engine with root's rights starts the container",)
_SECONDS = 60
_NOBODY = 65534


def probe() -> Availability:
    """Starts a container from the image, without a network."""
    import subprocess

    try:
        engine = find()
        done = subprocess.run(
            [*engine.words, "run", "--rm", "--pull", "never", "--network", "none", "--cap-drop", "ALL", "--read-only",
             *ULIMITS, "--entrypoint", "/bin/sh", engine.image, "-c", "echo inside"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except NoSandboxError as error:
        return Availability(False, error.message, error.remedy, "")
    except (OSError, subprocess.TimeoutExpired) as error:
        return Availability(False, f"the container engine does not answer: {error}", "start it", "")
    if done.returncode or done.stdout.strip() != b"inside":
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else "no container starts"
        return Availability(False, f"{engine.kind}: {reason}", _remedy(engine, reason), "")
    return Availability(True, "", "", f"{engine.words[0]} started a container from {engine.image}")


def words(plan: Plan) -> tuple[str, ...]:
    """The command line of the engine."""
    engine = find()
    place = Place("<copy>" if plan.workspace == "overlay" else plan.project, "<run>/home", "<run>/tmp", 0)
    masks = tuple(("<mask>", path) for path in plan.masked) if plan.workspace != "overlay" else ()
    found = options(plan, place, engine, name="<run>", user=_user(plan), masks=masks, terminal=False)
    return (*engine.words, *found)


def carry_out(plan: Plan, *, terminal: bool, started: Callable[[Run], None] | None = None) -> Done:
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
    found = probe()
    if not found.available:
        raise NoSandboxError(found.reason, found.remedy)
    user = _user(plan)
    out_of_memory = ""

    def start(run: Run, place: Place) -> kept.Start:
        nonlocal out_of_memory
        name = f"fumehood-{run.id}"
        out_of_memory = os.path.join(run.folder, "out-of-memory")
        masks = write_masks(plan, os.path.join(run.folder, "masks"))
        argv = [
            *engine.words,
            *options(plan, place, engine, name=name, user=user, masks=masks, terminal=terminal),
        ]
        return kept.Start(lambda: _begin(argv), lambda: _clean(engine, name, out_of_memory))

    # Root is nobody inside where the files are a copy, which can be given away.
    owner = user if user != os.getuid() else None
    done = kept.carry_out(plan, start, terminal=terminal, started=started, owner=owner)
    if done.end.limit is None and done.end.code == 128 + signal.SIGKILL and os.path.exists(out_of_memory):
        done = done._replace(end=done.end._replace(limit="memory"))
    return done


def _user(plan: Plan) -> int:
    own = os.getuid()
    return _NOBODY if own == 0 and plan.workspace == "overlay" else own


def _begin(argv: list[str]) -> None:
    os.chdir("/")
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    os.execv(argv[0], argv)  # noqa: S606


def _clean(engine: Engine, name: str, out_of_memory: str) -> None:
    """Notes whether memory ended the container, then ends and removes it."""
    asked = (*engine.words, "inspect", "--format", "{{.State.OOMKilled}}", name)
    if _quietly(asked) == b"true":
        with open(out_of_memory, "wb"):
            pass
    _quietly((*engine.words, "rm", "--force", name))


def _quietly(argv: tuple[str, ...]) -> bytes:
    import subprocess

    done = subprocess.run(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
        timeout=_SECONDS,
    )
    return done.stdout.strip()


def _remedy(engine: Engine, reason: str) -> str:
    lower = reason.lower()
    if "no such image" in lower or "image not known" in lower or "unable to find image" in lower:
        if engine.image == DEFAULT_IMAGE:
            return f"build it once: {how_to_build(engine)}"
        return f"pull or build the image {engine.image}, or name another one in `[sandbox] image`"
    return f"`{engine.kind} info` says what it lacks"
