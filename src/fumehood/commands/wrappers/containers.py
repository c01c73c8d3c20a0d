"""Containers and other worlds inside this machine: what runs in them is followed as running there."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options, parse

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
    host_root = _doors(call, options)
    words = options.rest[1:]
    entry = options.value("--entrypoint")
    if entry:
        words = [entry, *words]
    if not words:
        return Arg(UNKNOWN)
    mounts = _mounts(call, options)
    if host_root and words[0] == "chroot":
        words = words[2:] or [Arg("sh")]
        mounts = (("/", ""),)
    workdir = options.value("-w", "--workdir")
    return inside(call, words, mounts=mounts, cwd=str(workdir) if workdir else None)


def _doors(call: Call, options: Options) -> bool:
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
    for value in options.all_values("--pid", "--ipc", "--userns", "--uts"):
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


def _mounts(call: Call, options: Options) -> tuple[tuple[str, str], ...]:
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


def inside(
    call: Call, words: list[Arg], *, mounts: tuple[tuple[str, str], ...] = (), cwd: str | None = None
) -> Arg | None:
    """Follows a command that runs in a container: its paths are the container's, but for what is mounted."""
    if not words:
        return Arg("")
    outer, call.machine.state = call.machine.state, call.machine.state.copy()
    state = call.machine.state
    try:
        state.container = True
        state.mounts = mounts
        state.cwd = cwd
        return call.run(words)
    finally:
        call.machine.state = outer


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


_KUBE = "nfclokrsv"
_KUBE_LONG = (
    "--namespace", "--context", "--kubeconfig", "--cluster", "--user", "--filename", "--container", "--selector", "--output", "--token", "--server", "--as", "--as-group",
    "--field-selector", "--grace-period", "--timeout", "--replicas", "--image", "--overrides", "--request-timeout", "--certificate-authority", "--kustomize", "--patch", "--type",
    "--from-literal", "--from-file", "--restart", "--env", "--port", "--command-name",
)  # fmt: skip
_KUBE_LARGE = frozenset({
    "namespace", "namespaces", "ns", "node", "nodes", "no", "pv", "persistentvolume", "persistentvolumes", "pvc", "persistentvolumeclaim", "persistentvolumeclaims",
    "crd", "crds", "customresourcedefinition", "customresourcedefinitions", "all", "statefulset", "statefulsets", "sts", "storageclass",
    "project",
})  # fmt: skip


def kubectl(call: Call) -> Arg | None:
    """Kubectl and its kin: deletions by how much they take, exec followed, secrets noted."""
    if call.helps or any(a.startswith("--dry-run") for a in call.args):
        return Arg("")
    if call.name in ("k3s", "microk8s") and call.args[:1] == ["kubectl"]:
        return kubectl(Call(call.machine, "kubectl", call.args[1:], call.stdin))
    split = call.args.index("--") if "--" in call.args else len(call.args)  # type: ignore[arg-type]
    options = parse(call.args[:split], _KUBE, _KUBE_LONG)
    words, behind = options.rest, call.args[split + 1 :]
    if not words:
        return Arg("")
    verb, rest = words[0], words[1:]
    if verb in ("exec", "debug", "run", "rsh"):
        if any("privileged" in v for v in options.all_values("--overrides")):
            call.effect("escalate", "a privileged pod", on="cluster")
        return inside(call, behind or (rest[1:] if verb in ("exec", "rsh") else []))
    if verb == "delete":
        _kube_delete(call, rest, options)
    elif verb == "drain":
        call.effect(
            "destroy-remote",
            " ".join(rest),
            on="cluster",
            what="everything that runs on a node",
            flags=["drain"],
        )
    elif verb == "scale" and any(v == "0" for v in options.all_values("--replicas")):
        call.effect("stop", " ".join(rest), on="cluster", what="scales it to nothing")
    elif verb == "replace" and options.any("--force"):
        call.effect(
            "destroy-remote", " ".join(options.all_values("-f", "--filename")), on="cluster", flags=["small"]
        )
    elif (
        verb == "get"
        and rest
        and rest[0].partition("/")[0] in ("secret", "secrets")
        and options.any("-o", "--output")
    ):
        if str(options.value("-o", "--output")).partition("=")[0] not in ("name", "wide"):
            call.effect("read-secret", " ".join(rest), on="cluster")
            return Arg(UNKNOWN, frozenset(("secret",)))
    elif (
        verb in ("create", "apply")
        and any("rolebinding" in r for r in rest)
        and "cluster-admin" in " ".join(call.args)
    ):
        call.effect("escalate", " ".join(rest), on="cluster", what="rights over the whole cluster")
    elif verb == "cp" and len(rest) > 1:
        call.machine.read(rest[0]) if ":" not in rest[0] and "/" in rest[0] else None
    elif verb in ("port-forward", "proxy") and any(
        v in ("0.0.0.0", "*") for v in options.all_values("--address")
    ):
        call.effect("listen", " ".join(rest), on="machine")
    return None


def _kube_delete(call: Call, rest: list[Arg], options: Options) -> None:
    kind = rest[0].partition("/")[0].partition(".")[0] if rest else ""
    every = options.any("--all", "-A", "--all-namespaces") or any(UNKNOWN in r for r in rest[1:])
    flags = ["every"] if every else []
    large = any(k in _KUBE_LARGE for k in kind.lower().split(","))
    flags += ["large"] if large else ["small"]
    call.effect(
        "destroy-remote",
        " ".join(rest) or " ".join(options.all_values("-f", "--filename", "-k")),
        on="cluster",
        flags=flags,
    )


def namespace(call: Call) -> Arg | None:
    """chroot, unshare, nsenter, bwrap and others: the command behind their options and operands."""
    name, args = call.name, call.args
    if name in ("chroot", "arch-chroot", "proot"):
        options = parse(args, "rbwqk", ("--userspec", "--groups"), first_only=True)
        return inside(call, options.rest[1:]) if len(options.rest) > 1 else Arg("")
    if name == "nsenter":
        options = parse(
            args, "tSGW", ("--target", "--setuid", "--setgid"), first_only=True, optional="muinpCTrw"
        )
        call.effect(
            "escalate",
            "another program's namespaces",
            on="system",
            what="enters the world of another program",
            flags=["nsenter"],
        )
        return call.run(options.rest, flags=["privileged"]) if options.rest else Arg("")
    if name in ("bwrap", "firejail", "unshare", "toolbx", "systemd-nspawn"):
        return _confined(call)
    return _guest(call)


_BWRAP_OPERANDS = {
    "--ro-bind": 2,
    "--bind": 2,
    "--dev-bind": 2,
    "--symlink": 2,
    "--setenv": 2,
    "--bind-try": 2,
    "--ro-bind-try": 2,
    "--dev-bind-try": 2,
    "--file": 2,
    "--bind-data": 2,
    "--ro-bind-data": 2,
}
_BWRAP_FLAGS = (
    "--unshare",
    "--share",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--as-pid-1",
    "--disable-userns",
    "--remount",
)


def _confined(call: Call) -> Arg | None:
    if call.name != "bwrap":
        options = call.options(
            {"unshare": "SGRw", "systemd-nspawn": "DMubEpi"}.get(call.name, ""),
            (
                "--setuid",
                "--setgid",
                "--root",
                "--wd",
                "--map-user",
                "--map-group",
                "--directory",
                "--machine",
                "--bind",
            ),
            first_only=True,
        )
        return call.run(options.rest) if options.rest else Arg("")
    args, i = call.args, 0
    writable = False
    while i < len(args) and args[i].startswith("--"):
        option = args[i]
        if option == "--":
            i += 1
            break
        if option in ("--bind", "--dev-bind", "--bind-try") and args[i + 1 : i + 3] == ["/", "/"]:
            writable = True
        i += 1 + (_BWRAP_OPERANDS.get(option, 0 if option.startswith(_BWRAP_FLAGS) else 1))
    words = args[i:]
    if not words:
        return Arg("")
    return call.run(words) if writable else inside(call, words)


def _guest(call: Call) -> Arg | None:
    args = call.args
    for at, arg in enumerate(args):
        if arg == "--":
            return inside(call, args[at + 1 :])
        if arg in ("-c", "--command") and at + 1 < len(args):
            outer, call.machine.state = call.machine.state, call.machine.state.copy()
            try:
                call.machine.state.container, call.machine.state.cwd = True, None
                return call.run_text(args[at + 1])
            finally:
                call.machine.state = outer
    if args and args[0] in ("exec", "shell", "run") and len(args) > 2:
        return inside(call, list(args[2:]))
    if args and args[0] in ("delete", "destroy", "rm", "purge") and call.name != "wsl":
        call.effect("destroy-container", " ".join(args[1:]), on="machine", flags=["data"])
    if call.name == "wsl" and "--unregister" in args:
        call.effect("destroy-container", " ".join(args), on="machine", flags=["data"])
    return None
