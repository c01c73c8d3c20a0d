"""Writes a plan as an OCI bundle: config.json and an empty root with the points that mounts need.

Source: OCI runtime specification 1.0, config.md.
"""

import os
from typing import Any

from fumehood.sandbox.plan import Plan
from fumehood.sandbox.seccomp_profile import profile
from fumehood.sandbox.workspace_copy import Place

Mount = dict[str, Any]


def config(
    plan: Plan, place: Place, masks: tuple[tuple[str, str], ...], nothing: str, *, terminal: bool
) -> dict[str, Any]:
    """The content of config.json.

    `masks` pairs host files with the secret paths that they stand for; `nothing` is an empty file.
    """
    return {
        "ociVersion": "1.0.0",
        "process": {
            "terminal": terminal,
            "user": {"uid": 0, "gid": 0},
            "args": ["/usr/bin/env", "--", *plan.command]
            if "=" not in plan.command[0]
            else list(plan.command),
            "env": [f"{name}={value}" for name, value in plan.environment],
            "cwd": plan.folder,
            "noNewPrivileges": True,
            "capabilities": {},
            "rlimits": [{"type": kind, "hard": most, "soft": most} for kind, most in _limits(plan)],
        },
        "root": {"path": "root", "readonly": True},
        "hostname": "fumehood",
        "mounts": mounts(plan, place, masks, nothing),
        "linux": {
            "namespaces": [{"type": one} for one in ("pid", "network", "ipc", "uts", "mount")],
            # runsc of 2022 has no other refusal than EPERM. Its kernel is the command's own, whatever clone3 makes there.
            # Sockets of the host's have no place in it either.
            "seccomp": profile(os.uname().machine, absent=False, local=True),
        },
    }


def mounts(plan: Plan, place: Place, masks: tuple[tuple[str, str], ...], nothing: str) -> list[Mount]:
    """What is mounted where, parents before what is in them. `nothing` is an empty file for what must not be there."""
    found = [
        _of("proc", "/proc", "proc"),
        _of("tmpfs", "/dev", "tmpfs"),
        _of("tmpfs", "/dev/shm", "tmpfs"),  # noqa: S108
        _bind(place.tmp, "/tmp", "rw"),  # noqa: S108
        _bind(place.home, plan.home, "rw"),
        *(_bind(path, path) for path in plan.shown),
        *(_bind(source, path, "rw") for source, path in plan.state),
        *(_bind(nothing, device) for device in ("/dev/fuse", "/dev/net/tun")),
        _bind(place.project, plan.project, "ro" if plan.workspace == "ro" else "rw"),
        *(_bind(path, path, "rw") for path in plan.writable),
    ]
    if plan.workspace != "overlay":
        found += [_bind(path, path, "rw") for path in plan.kept]
        found += [_bind(path, path) for path in plan.fixed if os.path.exists(path)]
        found += [_bind(source, path) for source, path in masks]
    return found


def _limits(plan: Plan) -> tuple[tuple[str, int], ...]:
    """Limits that the kernel inside holds: exact there, while from outside its own threads and files count as well."""
    return (
        ("RLIMIT_NOFILE", 4096),
        ("RLIMIT_FSIZE", plan.limits.disk * 2),
        ("RLIMIT_NPROC", plan.limits.pids),
        ("RLIMIT_CORE", 0),
    )


def write_root(root: str, plan: Plan, found: list[Mount]) -> None:
    """Makes the empty root: links, accounts of the room's own, and a point for each mount outside of others."""
    os.makedirs(os.path.join(root, "etc"))
    for target, link in plan.links:
        os.symlink(target, root + link)
    files = {
        "passwd": f"root:x:0:0::{plan.home}:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n",
        "group": "root:x:0:\nnogroup:x:65534:\n",
        "hosts": "127.0.0.1 localhost fumehood\n::1 localhost\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    }
    for name, text in files.items():
        with open(os.path.join(root, "etc", name), "w", encoding="utf-8") as file:
            file.write(text)
    for mount in found:
        point = root + mount["destination"]
        if mount["type"] != "bind" or os.path.isdir(mount["source"]):
            os.makedirs(point, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(point), exist_ok=True)
            with open(point, "ab"):
                pass


def _of(kind: str, place: str, source: str) -> Mount:
    return {"destination": place, "type": kind, "source": source}


def _bind(source: str, place: str, mode: str = "ro") -> Mount:
    return {"destination": place, "type": "bind", "source": source, "options": [mode, "rbind"]}
