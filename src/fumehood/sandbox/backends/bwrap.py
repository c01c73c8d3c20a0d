"""The default: bubblewrap, with namespaces of user, mounts, processes, network and IPC."""

from fumehood.sandbox import bwrap, launch, room
from fumehood.sandbox.errors import NoOverlayError, NoSandboxError
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.backends.backend import Availability

WEAKER: tuple[str, ...] = ()
_SECONDS = 20
_OLDEST = (0, 8)
_LEAST = (
    "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--cap-drop", "ALL",
    "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev",
)  # fmt: skip


def probe() -> "Availability":
    """Starts an empty room."""
    import subprocess  # the way to a run does not need it

    from fumehood.sandbox.backends.backend import Availability

    try:
        program = launch.find()
        done = subprocess.run(
            [program, *_LEAST, "/bin/sh", "-c", "echo inside"],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except NoSandboxError as error:
        return Availability(False, str(error), error.remedy or "", "")
    except (OSError, subprocess.TimeoutExpired) as error:
        return Availability(False, f"bubblewrap does not start: {error}", "reinstall bubblewrap", "")
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode or done.stdout != b"inside\n":
        return Availability(False, said or "bubblewrap does not start", room.remedy(said), said)
    return Availability(True, "", "", f"{program} started a room of its own")


def words(plan: Plan) -> tuple[str, ...]:
    """The command line of bubblewrap."""
    return ("bwrap", *bwrap.plain(bwrap.words(plan, {}, ())), "--", *bwrap.command(plan))


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> room.Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    try:
        return room.carry_out(plan, terminal=terminal, record=record)
    except NoOverlayError:
        raise
    except NoSandboxError as error:
        if version := _too_old():
            raise NoSandboxError(
                f"bubblewrap {version} is too old",
                "install 0.8 or newer: Debian 12, Ubuntu 24.04, Fedora 38 and later have it",
            ) from error
        # bubblewrap's own words went to the terminal: a second try tells what they were.
        if not (seen := probe()).available:
            raise NoSandboxError(f"the sandbox cannot start: {seen.reason}", seen.remedy) from error
        raise


def _too_old() -> str | None:
    """The version of bubblewrap when it is older than what a room needs."""
    import re
    import subprocess

    try:
        done = subprocess.run(
            [launch.find(), "--version"], capture_output=True, timeout=_SECONDS, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired, NoSandboxError):
        return None
    found = re.search(r"\b(\d{1,4})\.(\d{1,4})", done.stdout)
    return found[0] if found and (int(found[1]), int(found[2])) < _OLDEST else None
