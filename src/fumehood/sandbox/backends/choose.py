"""Which backend carries a plan out. A named one is that one or an error; `auto` never grows weaker in silence."""

from types import MappingProxyType

from fumehood.core.errors import UsageError
from fumehood.sandbox.errors import NoOverlayError, NoSandboxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fumehood.sandbox.backends.backend import Availability, Backend
    from fumehood.sandbox.plan import Plan
    from fumehood.sandbox.record import Record
    from fumehood.sandbox.room import Done

MODULES: "Mapping[str, str]" = MappingProxyType(
    {
        "bwrap": "fumehood.sandbox.backends.bwrap",
        "gvisor": "fumehood.sandbox.backends.gvisor.room",
        "oci": "fumehood.sandbox.backends.oci.room",
        "landlock": "fumehood.sandbox.backends.landlock.room",
        "microvm": "fumehood.sandbox.microvm.backend",
    }
)
ORDER = ("bwrap", "gvisor", "oci", "landlock")
"""What `auto` tries, in this order. A microVM has to be asked for: its start costs seconds where there is no KVM."""
_WITHOUT_NETWORK = ("gvisor", "oci")
"""Nothing of ours is in them that could lead their connections to a proxy outside."""


def backend(name: str) -> "Backend":
    """The backend called `name`.

    Raises:
        NoSandboxError: it is not part of this installation.
    """
    try:
        # Not importlib, not typing.cast: the way to a run loads neither.
        found: Backend = __import__(MODULES[name], fromlist=["carry_out"])
    except ModuleNotFoundError as error:
        if error.name is None or not MODULES[name].startswith(error.name):
            raise
        raise NoSandboxError(
            f"the {name} backend is not in this installation",
            "use --backend bwrap; nothing weaker is taken in its place",
        ) from error
    return found


def probe(name: str) -> "Availability":
    """What a live probe of the backend `name` says."""
    try:
        return backend(name).probe()
    except NoSandboxError as error:
        from fumehood.sandbox.backends.backend import Availability

        return Availability(False, str(error), error.remedy or "", "")


def choose(name: str, net: str = "none", profile: str = "") -> str:
    """The name of the backend that `name` stands for; `auto` is the first that a live probe proves.

    `net` and `profile` are the run's: a room that has no network is none for a run that asks for one.

    Raises:
        NoSandboxError: none works, with the reason of the first.
        UsageError: the backend called `name` cannot give a profile the network that it needs.
    """
    if name != "auto":
        if net == "allow" and profile and name in _WITHOUT_NETWORK:
            raise UsageError(
                f"the profile {profile} needs a network, and the {name} backend has none",
                "use --backend bwrap, landlock or microvm, or add --net none",
            )
        return name
    found = {one: probe(one) for one in ORDER[:1]}
    for one in ORDER:
        if net == "allow" and one in _WITHOUT_NETWORK:
            found[one] = found.get(one) or _no_network(one)
            continue
        found[one] = found.get(one) or probe(one)
        if found[one].available:
            return one
    first = found[ORDER[0]]
    others = "; ".join(f"{one}: {found[one].reason}" for one in ORDER[1:])
    raise NoSandboxError(f"no sandbox works here. bwrap: {first.reason}; {others}", first.remedy)


def _no_network(name: str) -> "Availability":
    from fumehood.sandbox.backends.backend import Availability

    return Availability(False, f"the {name} backend has no --net allow", "run without a network", "")


def carry_out(
    plan: "Plan",
    *,
    terminal: bool,
    notice: "Callable[[str], None]",
    record: "Record",
) -> "Done":
    """Runs the plan with the backend that it names; `notice` hears what is weaker than the default.

    `record` hears what happens while it runs.

    `auto` tries the default by starting it: no separate probe is paid for where it works.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    name = plan.backend
    if name in ("auto", ORDER[0]):
        try:
            return _carried_out(
                plan._replace(backend=ORDER[0]), terminal=terminal, notice=notice, record=record
            )
        except NoSandboxError as error:
            if name != "auto":
                raise
            refused = probe(ORDER[0])
            if refused.available:  # the room works here, so this plan has a fault of its own
                raise
            name = choose("auto", plan.net, plan.profile)
            notice(f"bubblewrap cannot be used here ({error}); this run uses {name}")
    chosen = backend(choose(name, plan.net, plan.profile))
    if chosen.WEAKER:
        notice(f"{name} is weaker than bubblewrap: " + "; ".join(chosen.WEAKER))
    return _carried_out(plan._replace(backend=name), terminal=terminal, notice=notice, record=record)


def _carried_out(
    plan: "Plan", *, terminal: bool, notice: "Callable[[str], None]", record: "Record"
) -> "Done":
    """Runs the plan with its backend, on a copy where no overlay can be laid."""
    chosen = backend(plan.backend)
    try:
        return chosen.carry_out(plan, terminal=terminal, record=record)
    except NoOverlayError as error:
        if plan.copied:
            raise
        notice(f"no overlay can be laid over the project ({error}); this run works on a copy")
        return chosen.carry_out(plan._replace(copied=True), terminal=terminal, record=record)
