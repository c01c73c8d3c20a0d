"""kubectl and its kin: deletions by how much they take, exec followed, secrets and rights noted."""

import re

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.programs.origin import is_url, unusual
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options, parse
from fumehood.commands.wrappers.inside import inside

_DOOR = re.compile(
    r"""["']?(?:privileged|hostPID|hostNetwork|hostIPC|allowPrivilegeEscalation)["']?\s*:\s*true|["']?hostPath["']?\s*:"""
)
_KUBE = "nfclokrsvp"
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
    for text in options.all_values("--overrides", "-p", "--patch"):
        if _DOOR.search(text):
            call.effect("escalate", "a pod with rights of the machine", on="cluster", flags=["door"])
            break
    if verb in ("apply", "create", "replace", "delete", "run"):
        for address in options.all_values("-f", "--filename", "-k", "--kustomize"):
            if is_url(address) and unusual(address) and verb != "delete":
                call.effect("source", address, on="remote", what="what it describes then runs in the cluster")
    if verb == "debug" and any(w.startswith(("node/", "nodes/")) for w in rest):
        call.effect("escalate", " ".join(rest[:1]), on="cluster", what="a shell on a node", flags=["door"])
    if verb in ("exec", "debug", "run", "rsh"):
        return inside(call, behind or (rest[1:] if verb in ("exec", "rsh") else []))
    if verb == "delete":
        _kube_delete(call, rest, options)
    elif list(words[:2]) == ["config", "view"] and options.any("--raw"):
        call.effect("read-secret", "the cluster's credentials", on="home")
        return Arg(UNKNOWN, frozenset(("secret",)))
    elif list(words[:2]) == ["create", "token"]:
        call.effect("read-secret", " ".join(words), on="cluster", what="an access token")
        return Arg(UNKNOWN, frozenset(("secret",)))
    elif verb in ("label", "annotate") and any("pod-security" in r and "=privileged" in r for r in rest):
        call.effect("protection", " ".join(rest), on="cluster", what="what pods may do")
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
