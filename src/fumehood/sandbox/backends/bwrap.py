"""The default: bubblewrap, with namespaces of user, mounts, processes, network and IPC."""

from fumehood.sandbox import bwrap, launch, room
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.backends.backend import Availability

WEAKER: tuple[str, ...] = ()
_SECONDS = 20
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
    return room.carry_out(plan, terminal=terminal, record=record)
