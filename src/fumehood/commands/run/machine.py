"""The machine on which a command is followed: what is known, what has been noted, how much may still be done."""

from fumehood.commands.context import DOWNLOADED, WRITTEN, Context
from fumehood.commands.effect import Effect
from fumehood.commands.expand.arg import (
    DOWNLOAD,
    FILE,
    NONE,
    SECRET,
    SHELL,
    TERMINAL,
    UNKNOWN,
    Arg,
    shown,
    taint_of,
)
from fumehood.commands.paths.meaning import meaning
from fumehood.commands.paths.normal import below, normal
from fumehood.commands.paths.place import Map, Place, place
from fumehood.commands.paths.secrets import is_secret
from fumehood.commands.run.state import State
from fumehood.commands.shell.nodes import Process, Sequence_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    _T = TypeVar("_T")

FUEL = 3_000  # simple commands that are followed before the rest is called too much
_MOST_EFFECTS = 5_000
_MOST_SCRIPTS = 6
_DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class OutOfFuelError(Exception):
    """The command does more than is worth following."""


class Machine:
    """Shared by all shells of one command; `state` is that of the shell that runs now."""

    def __init__(self, context: Context, cwd: str) -> None:
        self.context = context
        self.map = Map(context.home, context.project or cwd, context.temporary)
        self.effects: list[Effect] = []
        self.problems: list[str] = []
        self.fuel = FUEL
        self.files: dict[str, Arg] = {}  # what the command itself wrote, by absolute path
        self.sinks: list[tuple[str, Sequence_]] = []  # >(…) whose input is still to come
        self.active: list[str] = []  # functions that are running
        self.concurrent = 0  # pipelines and background jobs that are running
        self.scripts = 0
        self.descriptors = 62
        self.program = ""
        self.state = State(normal(cwd, "/"))
        self._set_up()

    def _set_up(self) -> None:
        context = self.context
        known = {"HOME": context.home, "USER": context.user, "LOGNAME": context.user, "PATH": _DEFAULT_PATH}
        known |= {"TMPDIR": context.temporary or "/tmp", "SHELL": "/bin/bash", "IFS": " \t\n", "UID": "1000"}
        known |= {
            "BASH": "/bin/bash",
            "EDITOR": "vi",
            "PAGER": "less",
            "PYTHON": "python3",
            "MAKE": "make",
            "CC": "cc",
        }
        known |= {
            "CXX": "c++",
            "VISUAL": "vi",
            "BROWSER": "xdg-open",
            "HISTFILE": f"{context.home}/.bash_history",
        }
        known |= {k: v for k, v in context.environment.items() if k not in ("PATH",)}
        for name, value in known.items():
            self.state.variables[name] = (Arg(value),)
        if self.state.cwd:
            self.state.variables["PWD"] = (Arg(self.state.cwd),)

    # what the expansion asks for

    def substitute(self, body: Sequence_) -> Arg:
        """What the commands of a substitution would print."""
        from fumehood.commands.run.interpret import sequence

        outer, self.state = self.state, self.state.copy()
        try:
            return sequence(self, body, Arg(UNKNOWN, frozenset((TERMINAL,))))
        finally:
            self.state = outer

    def process_substitution(self, node: Process) -> Arg:
        """The path that stands for the other end of a process substitution."""
        self.descriptors += 1
        path = f"/dev/fd/{self.descriptors}"
        if node.direction == "<":
            self.files[path] = self.substitute(node.body)
        else:
            self.sinks.append((path, node.body))
        return Arg(path)

    def home_of(self, name: str) -> str | None:
        """The home folder of a user (the own one for an empty name), `~+` and `~-`; None when it is no tilde."""
        if not name:
            return (
                str(self.state.variables["HOME"][0]) if "HOME" in self.state.variables else self.context.home
            )
        if name == "+":
            return self.state.cwd or UNKNOWN
        if name == "-":
            return UNKNOWN
        if name == "root":
            return "/root"
        if not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
            return None
        if name == self.context.user:
            return self.context.home
        parent = self.context.home.rpartition("/")[0]
        return f"{parent or '/home'}/{name}"

    def tilde(self, path: Arg) -> Arg:
        """The path with a home folder in place of a leading `~`, as programs do that expand it themselves."""
        if path == "~" or path.startswith("~/"):
            return Arg(f"{self.home_of('')}{path[1:]}", path.taint)
        return path

    def separators(self) -> str:
        """The characters at which unquoted expansions are split."""
        values = self.state.variables.get("IFS")
        return str(values[0]) if values else " \t\n"

    # what programs do

    def spend(self) -> None:
        """Pays for one simple command.

        Raises:
            OutOfFuelError: all is spent.
        """
        self.fuel -= 1
        if self.fuel < 0:
            raise OutOfFuelError

    def limited(self, items: "Sequence[_T]", most: int, what: str) -> "Sequence[_T]":
        """The first `most` items; that there are more is noted, for what is not followed must not pass unseen."""
        if len(items) <= most:
            return items
        if "script" not in self.state.flags:
            self.problem(f"it has more {what} than can be followed")
        return items[:most]

    def problem(self, message: str) -> None:
        """Notes what could not be read."""
        if message not in self.problems:
            self.problems.append(message)

    def effect(
        self,
        kind: str,
        target: str = "",
        *,
        on: str = "",
        what: str = "",
        flags: "Iterable[str]" = (),
        path: str = "",
        names: tuple[str, ...] = (),
    ) -> None:
        """Notes an effect; the state's own flags (privileged, remote, script …) are added."""
        if len(self.effects) >= _MOST_EFFECTS:
            self.problem("it does more than can be listed")
            return
        state = self.state
        every = state.flags.union(flags)
        if state.remote:
            every |= {"remote"}
        if state.container and "host" not in every:
            every |= {"container"}
        self.effects.append(Effect(kind, self.program, shown(target), on, what, every, path, names))

    def place(self, path: str) -> Place:
        """Where the path lies for the shell that runs now; a mounted folder is the machine's own."""
        if self.state.mounts:
            full = normal(path, self.state.cwd)
            for target, source in self.state.mounts:
                if below(full, target):
                    return place(self.map, (source + full[len(target.rstrip("/")) :]) or "/", None, host=True)
        return place(self.map, path, self.state.cwd)

    def full(self, path: str) -> str:
        """The absolute path; it begins with the unknown mark when that is not known."""
        return normal(path, self.state.cwd)

    def delete(self, path: str, *, recursive: bool, flags: "Iterable[str]" = ()) -> None:
        """Notes that a path is deleted, with all below it or alone."""
        where = self.place(path)
        marks = [*flags, *(["recursive"] if recursive else [])]
        facts = (
            ("dynamic", where.dynamic),
            ("glob", where.glob),
            ("whole", where.whole),
            ("host", where.host),
        )
        marks += [mark for mark, holds in facts if holds]
        found = meaning(where.path)
        if found and found[0] in ("trace", "assistant", "protection", "account", "escalate"):
            self.effect(found[0], path, on=where.on, what=found[1], flags=["deleted"], path=where.path)
        elif found and found[0] == "persist" and where.on == "vcs" and where.path.endswith("/config"):
            self.effect("rewrite-history", path, on=where.on, what="the repository's settings", flags=marks)
        self.effect("delete", path, on=where.on, flags=marks, path=where.path)
        for known in [f for f in self.files if f == where.path or f.startswith(where.path + "/")]:
            del self.files[known]

    def write(self, path: str, content: Arg, *, append: bool = False, flags: "Iterable[str]" = ()) -> None:
        """Notes that a file gets a content, and remembers it."""
        if path.startswith(("/dev/tcp/", "/dev/udp/")):
            self._write_to_network(path, content)
            return
        where = self.place(path)
        if where.on == "null":
            return
        full = where.path
        facts = (("append", append), ("dynamic", where.dynamic), ("host", where.host))
        marks = [*flags, *(m for m, on in facts if on)]
        if not content and not append:
            marks.append("truncate")
        if DOWNLOAD in content.taint:
            marks.append("downloaded")
        found = meaning(full)
        if found:
            self.effect(found[0], path, on=where.on, what=found[1], flags=marks, path=full)
        elif full.endswith(".pth") and content.startswith("import "):
            self.effect(
                "persist", path, on=where.on, what="what every Python start runs", flags=marks, path=full
            )
        elif where.on == "disk":
            self.effect("device", path, on=where.on, flags=marks, path=full)
        else:
            self.effect("write", path, on=where.on, flags=marks, path=full)
        if content.taint & {SECRET} and where.on in ("temp", "outside"):
            self.effect(
                "write",
                path,
                on=where.on,
                what="the content of a private file",
                flags=["secret", *marks],
                path=full,
            )
        if "endless" in content.taint and where.on != "null":
            self.effect("exhaust", path, what="a file that grows without end")
        before = self.files.get(full) if append else None
        joined = Arg(before + content, before.taint | content.taint) if before is not None else content
        self.files[full] = Arg(UNKNOWN + joined, joined.taint) if append and before is None else joined

    def _write_to_network(self, path: str, content: Arg) -> None:
        host = path.split("/", 3)[3] if path.count("/") > 2 else path
        if SHELL in content.taint:
            self.effect("remote-shell", host, on="remote", what="a shell whose output goes over a connection")
        elif content.taint & {SECRET, "environment"}:
            self.effect("send-secret", host, on="remote", what="the content of a private file")
        elif content.taint & {FILE} or (content.known and len(content) > 1):
            self.effect("send", host, on="remote", flags=["raw"])
        else:
            self.effect("connect", host, on="remote", flags=["raw"])

    def read(self, path: str, *, quiet: bool = False) -> Arg:
        """The content of a file as far as it is known, with where it came from; notes the reading of secrets."""
        where = self.place(path)
        full = where.path
        if full in self.files:
            known = self.files[full]
            return known if known.taint else Arg(known, known.taint | {FILE})
        if where.on == "null":
            return Arg(UNKNOWN if "random" in full or "std" in full or "/fd/" in full else "")
        if path.startswith(("/dev/tcp/", "/dev/udp/")):
            self.effect("connect", path[9:], on="remote", flags=["raw"])
            return Arg(UNKNOWN, frozenset((DOWNLOAD, "socket")))
        if is_secret(full) or is_secret(path):
            if not quiet:
                self.effect("read-secret", path, on=where.on, path=full)
            return Arg(UNKNOWN, frozenset((SECRET, FILE)))
        return Arg(UNKNOWN, frozenset((FILE, "from:" + full)))

    def script(self, path: str) -> Arg | None:
        """The text of a script that is about to run: what the command wrote, else what lies on the disk."""
        full = self.full(path)
        if full in self.files:
            return self.files[full]
        if self.state.remote or self.state.container or UNKNOWN in full or self.scripts >= _MOST_SCRIPTS:
            return None
        self.scripts += 1
        text = self.context.read(full)
        origin = self.context.origin(full)
        if origin == DOWNLOADED:
            return Arg(UNKNOWN if text is None else text, frozenset((DOWNLOAD,)))
        if text is None:
            return None
        return Arg(text, NONE if origin == WRITTEN else frozenset(("script",)))

    def joined(self, args: "Iterable[str]") -> Arg:
        """The arguments as one text, as `eval` and `ssh` make it."""
        args = list(args)
        return Arg(" ".join(args), NONE.union(*(taint_of(a) for a in args)))
