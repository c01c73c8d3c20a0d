"""The doors out of a container: rights, devices and folders of the machine that it is given."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options


def doors(call: Call, options: Options) -> bool:
    """Notes the ways out of the container; whether the machine's own root is mounted in it."""
    root = False
    if options.any("--privileged"):
        call.effect(
            "escalate",
            "--privileged",
            on="system",
            what="a container with all rights of the machine",
            flags=["door"],
        )
    for value in options.all_values("--pid", "--userns"):
        if value == "host":
            call.effect(
                "escalate",
                "the machine's own processes",
                on="system",
                what="a container that sees the machine",
                flags=["door"],
            )
            break
    for value in options.all_values("--cap-add"):
        if value.upper().removeprefix("CAP_") in (
            "ALL",
            "SYS_ADMIN",
            "SYS_PTRACE",
            "SYS_MODULE",
            "DAC_READ_SEARCH",
            "SYS_RAWIO",
            "BPF",
        ):
            call.effect(
                "escalate",
                f"--cap-add {value}",
                on="system",
                what="a container with rights of the machine",
                flags=["door"],
            )
    for value in options.all_values("--security-opt"):
        if value in (
            "apparmor=unconfined",
            "seccomp=unconfined",
            "apparmor:unconfined",
            "seccomp:unconfined",
            "label=disable",
        ):
            call.effect(
                "protection",
                f"--security-opt {value}",
                on="system",
                what="the container's confinement",
                flags=["door"],
            )
    for value in options.all_values("-v", "--volume", "--mount"):
        source = _source(value)
        where = call.machine.place(source) if source.startswith(("/", "~", ".")) else None
        if where is None:
            continue
        if where.on == "root":
            root = True
            call.effect(
                "escalate",
                value,
                on="system",
                what="the machine's whole disk inside a container",
                flags=["door"],
            )
        elif source.endswith("docker.sock") or (
            where.on in ("system", "home-root", "device", "disk")
            and not source.startswith(("/etc/localtime", "/etc/timezone", "/etc/passwd:ro"))
        ):
            call.effect(
                "escalate",
                value,
                on=where.on,
                what="folders of the machine inside a container",
                flags=["door", "mount"],
            )
    return root


def mounts(call: Call, options: Options) -> tuple[tuple[str, str], ...]:
    """The folders of the machine in the container: where they are there, and where here; the deepest first."""
    made = []
    for value in options.all_values("-v", "--volume", "--mount"):
        source = _source(value)
        fields = dict(item.partition("=")[::2] for item in value.split(","))
        target = (
            fields.get("target")
            or fields.get("dst")
            or fields.get("destination")
            or [*value.split(":"), ""][1]
        )
        if source.startswith(("/", ".", "~")) and target.startswith("/"):
            made.append((target, call.machine.full(source).rstrip("/")))
    return tuple(sorted(made, key=lambda m: -len(m[0])))


def _source(value: Arg) -> str:
    if "source=" in value or "src=" in value:
        for item in value.split(","):
            name, _, text = item.partition("=")
            if name in ("source", "src"):
                return text
    return value.partition(":")[0]
