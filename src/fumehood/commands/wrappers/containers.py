"""Docker, Podman and their kin: what runs in their containers is followed as running there."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse
from fumehood.commands.wrappers.container_doors import doors, mounts
from fumehood.commands.wrappers.inside import inside

_RUN = "veupwlhmcaPn"
_RUN_LONG = (
    "--volume", "--mount", "--env", "--env-file", "--user", "--publish", "--workdir", "--name", "--network", "--net", "--label", "--hostname", "--memory", "--cpus",
    "--entrypoint", "--platform", "--gpus", "--device", "--cap-add", "--cap-drop", "--security-opt", "--pid", "--ipc", "--uts", "--userns", "--restart",
    "--add-host", "--dns", "--expose", "--tmpfs", "--shm-size", "--ulimit", "--volumes-from", "--log-driver", "--log-opt", "--pull", "--runtime", "--cidfile",
    "--network-alias", "--group-add", "--init-path", "--detach-keys", "--stop-signal", "--health-cmd", "--sysctl", "--ip", "--link", "--cgroupns",
)  # fmt: skip
_EXEC_LONG = ("--env", "--env-file", "--user", "--workdir", "--detach-keys", "--index")
_GLOBAL = (
    "--context",
    "--host",
    "--config",
    "--log-level",
    "--tlscacert",
    "--tlscert",
    "--tlskey",
    "--connection",
    "--url",
    "--root",
)


def docker(call: Call) -> Arg | None:
    """Follows what runs in a container; notes doors out of it, and what is removed."""
    if call.helps:
        return Arg("")
    options = call.options("Hcl", _GLOBAL, first_only=True)
    words = options.rest
    if (
        words
        and words[0]
        in ("container", "image", "volume", "system", "network", "builder", "buildx", "pod", "machine")
        and len(words) > 1
    ):
        group, verb, rest = str(words[0]), str(words[1]), words[2:]
    elif words:
        group, verb, rest = "", str(words[0]), words[1:]
    else:
        return Arg("")
    if verb in ("run", "create") and group in ("", "container"):
        return _run(call, rest)
    if verb == "exec":
        options = parse(rest, "euw", _EXEC_LONG, first_only=True)
        if options.any("--privileged"):
            call.effect("escalate", "a privileged shell in a container", on="system", flags=["door"])
        return inside(call, options.rest[1:])
    if verb == "compose":
        return compose(Call(call.machine, call.name, rest, call.stdin))
    if verb in ("push", "trust") or (group == "image" and verb == "push"):
        call.effect("publish", " ".join(rest[-1:]), on="remote", what="an image")
    elif verb == "login":
        return Arg(UNKNOWN)
    elif verb == "cp":
        _copy(call, rest)
    else:
        _removal(call, group, verb, rest)
    return None


def _removal(call: Call, group: str, verb: str, rest: list[Arg]) -> None:
    options = parse(rest, "", ("--filter", "--format"))
    force = options.any("-f", "--force", "-a", "--all", "--volumes", "-v")
    if group == "volume" and verb in ("rm", "remove", "prune"):
        call.effect(
            "destroy-container",
            " ".join(options.rest) or "every unused volume",
            on="machine",
            what="the data in volumes",
            flags=["data"],
        )
    elif group == "system" and verb in ("prune", "reset"):
        flags = ["data"] if options.any("--volumes") or verb == "reset" else ["all"] if force else []
        call.effect("destroy-container", "everything unused", on="machine", flags=flags)
    elif verb in ("rm", "rmi", "kill", "prune", "stop", "remove") and group in (
        "",
        "container",
        "image",
        "network",
        "builder",
        "pod",
        "buildx",
    ):
        every = verb not in ("stop", "kill") and any(UNKNOWN in a for a in options.rest)
        flags = [
            *(["every"] if every else []),
            *(["data"] if verb == "rm" and options.any("-v", "--volumes") else []),
        ]
        call.effect(
            "destroy-container", " ".join(options.rest) or "all that is unused", on="machine", flags=flags
        )
    elif verb in ("swarm", "node", "stack", "service", "secret") and rest[:1] and rest[0] in ("rm", "leave"):
        call.effect("destroy-remote", " ".join(rest[1:]) or verb, on="cluster", flags=["small"])


def _copy(call: Call, rest: list[Arg]) -> None:
    names = [a for a in rest if not a.startswith("-") or a == "-"]
    if len(names) == 2:
        source, target = names
        if ":" not in source:
            call.machine.read(source)
        elif ":" not in target:
            call.machine.write(target, Arg(UNKNOWN))


def _run(call: Call, rest: list[Arg]) -> Arg | None:
    options = parse(rest, _RUN, _RUN_LONG, first_only=True)
    host_root = doors(call, options)
    words = options.rest[1:]
    entry = options.value("--entrypoint")
    if entry:
        words = [entry, *words]
    if not words:
        return Arg(UNKNOWN)
    mounted = mounts(call, options)
    if host_root and words[0] == "chroot":
        words = words[2:] or [Arg("sh")]
        mounted = (("/", ""),)
    workdir = options.value("-w", "--workdir")
    return inside(call, words, mounts=mounted, cwd=str(workdir) if workdir else None)


def compose(call: Call) -> Arg | None:
    """`docker compose`: exec and run are followed; `down -v` takes the volumes along."""
    options = call.options(
        "fpH",
        ("--file", "--project-name", "--profile", "--env-file", "--project-directory", "--parallel"),
        first_only=True,
    )
    if not options.rest:
        return Arg("")
    verb, rest = options.rest[0], options.rest[1:]
    if verb in ("exec", "run"):
        found = parse(
            rest,
            "euwvpl",
            (
                "--env",
                "--user",
                "--workdir",
                "--index",
                "--name",
                "--entrypoint",
                "--volume",
                "--publish",
                "--label",
            ),
            first_only=True,
        )
        return inside(call, found.rest[1:])
    if verb in ("down", "rm"):
        found = parse(rest, "t", ("--timeout", "--rmi"))
        if found.any("-v", "--volumes"):
            call.effect(
                "destroy-container",
                "the volumes of the project",
                on="machine",
                what="the data in volumes",
                flags=["data"],
            )
    elif verb == "push":
        call.effect("publish", "", on="remote", what="images")
    return None
