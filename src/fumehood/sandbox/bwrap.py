"""Writes a plan as the command line of bubblewrap (0.8 or newer). Pure: files come as descriptors by name.

Source: bwrap(1).
"""

import os

from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox.plan import Plan


class Data(NamedTuple):
    """A word of the command line that stands for a descriptor from which `content` is read."""

    content: bytes


class Slot(NamedTuple):
    """A word that stands for a descriptor the launcher makes: `seccomp` or `status`."""

    name: str


Word = str | Data | Slot


def words(
    plan: Plan,
    masks: dict[str, bytes],
    honey: tuple[tuple[str, str], ...],
    etc: str | None = None,
    copy: str | None = None,
) -> tuple[Word, ...]:
    """The options of `bwrap`.

    `masks` holds the bytes to show for each masked path; `honey` pairs host files with their place inside. `etc` is a
    folder that stands for /etc with all that the plan shows of it; None binds those files one by one. `copy` stands for
    the project where no overlay can be laid.
    """
    out: list[Word] = [
        "--unshare-all",
        "--unshare-user",
        "--disable-userns",
        "--die-with-parent",
        "--cap-drop",
        "ALL",
    ]
    out += ["--hostname", "fumehood"]
    if plan.net == "allow":
        # The launcher made the network namespace, with nothing in it but the proxy's listening socket.
        out.append("--share-net")
    tmp = str(min(plan.limits.disk, plan.limits.memory))
    out += ["--perms", "1777", "--size", tmp, "--tmpfs", "/tmp"]  # noqa: S108
    out += ["--perms", "1777", "--size", tmp, "--tmpfs", "/var/tmp", "--dir", "/run"]  # noqa: S108
    for target, link in plan.links:
        out += ["--symlink", target, link]
    out += ["--perms", "0755", "--size", tmp, "--tmpfs", plan.home]
    for source, place in plan.state:
        out += ["--bind", source, place]
    for path, text in plan.texts:
        out += ["--perms", "0644", "--file", Data(text.encode("utf-8", "surrogateescape")), path]
    for path in plan.shown:
        if etc is None or not path.startswith("/etc/"):
            out += ["--ro-bind", path, path]
    if etc is None:
        for name, text in identity(plan).items():
            out += ["--perms", "0444", "--ro-bind-data", Data(text.encode()), "/etc/" + name]
    else:
        out += ["--ro-bind", etc, "/etc"]
    for target, link in plan.joined:
        out += ["--symlink", target, link]
    # Read-only, for root of the machine may write to /proc/sys without any capability; and without the first process,
    # which is bubblewrap's own, and the list of the user's keys, which no namespace keeps apart.
    keys: list[Word] = ["--ro-bind-data", Data(b""), "/proc/keys"] if os.path.exists("/proc/keys") else []
    out += ["--proc", "/proc", "--tmpfs", "/proc/1", *keys, "--remount-ro", "/proc"]
    out += ["--dev", "/dev", "--perms", "1777", "--size", tmp, "--tmpfs", "/dev/shm"]  # noqa: S108
    for source, place in honey:
        out += ["--ro-bind", source, place]
    out += [
        "--ro-bind" if plan.workspace == "ro" else "--bind",
        copy or ("<copy>" if plan.copied else plan.project),
        plan.project,
    ]
    for path in plan.writable:
        out += ["--bind", path, path]
    for path in plan.kept:
        out += ["--bind", path, path]
    for path in plan.fixed:
        out += ["--ro-bind-try", path, path]
    for path in plan.masked:
        out += ["--perms", "0444", "--ro-bind-data", Data(masks.get(path, b"")), path]
    out += ["--remount-ro", "/", "--seccomp", Slot("seccomp"), "--json-status-fd", Slot("status")]
    for name, value in plan.environment:
        out += ["--setenv", name, value]
    return (*out, "--chdir", plan.folder)


def plain(found: tuple[Word, ...]) -> tuple[str, ...]:
    """The command line for people: a name where a descriptor's number will stand."""
    return tuple(
        w if isinstance(w, str) else f"<{w.name}>" if isinstance(w, Slot) else "<data>" for w in found
    )


def identity(plan: Plan) -> dict[str, str]:
    """Users, groups and hosts of the room's own: the machine's accounts are nobody's business."""
    uid, gid = os.getuid(), os.getgid()
    users = f"{plan.user}:x:{uid}:{gid}::{plan.home}:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n"
    if uid:
        users = "root:x:0:0::/nonexistent:/bin/sh\n" + users
    return {
        "passwd": users,
        "group": f"{plan.user}:x:{gid}:\nnogroup:x:65534:\n",
        "hosts": "127.0.0.1 localhost fumehood\n::1 localhost\n",
        "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
    }


def command(plan: Plan, *, terminal: bool = True) -> tuple[str, ...]:
    """The command as bwrap starts it.

    `env` in front gives 127 and 126 as shells do, and with a `terminal` the signals that the launcher had to ignore.

    It would take a first word with `=` for a variable; such a command is run as it is, and so is a program of /usr.
    """
    if "=" in plan.command[0] or (not terminal and _is_there(plan)):
        return plan.command
    return ("/usr/bin/env", "--default-signal", "--", *plan.command)


def _is_there(plan: Plan) -> bool:
    """Whether the first word names a program that the room is sure to find."""
    word = plan.command[0]
    if "/" in word:
        return word.startswith("/usr/") and _runs(word)
    path = dict(plan.environment).get("PATH", "")
    return any(
        folder.startswith("/usr/") and _runs(os.path.join(folder, word)) for folder in path.split(os.pathsep)
    )


def _runs(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)
