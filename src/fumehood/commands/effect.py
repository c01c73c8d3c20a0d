"""What a command would do, one effect at a time. Policy is written on these words."""

KINDS = {
    "read": "reads a file",
    "write": "writes or replaces a file",
    "delete": "deletes files",
    "device": "writes to a disk or a device",
    "system": "changes a file of the operating system",
    "discard-work": "throws away work that no commit holds",
    "rewrite-history": "changes or deletes history that others may have, or the only copy of commits",
    "destroy-remote": "destroys something in a cloud, a cluster or a service",
    "destroy-data": "destroys data in a database",
    "destroy-container": "removes containers, images or volumes on this machine",
    "run-download": "runs code that comes from the network",
    "run-hidden": "runs something that the command does not show",
    "unparsed": "could not be read as a command",
    "remote-shell": "hands a shell to another machine",
    "read-secret": "reads credentials",
    "send-secret": "sends credentials or the content of private files away",
    "send": "sends local data to another machine",
    "fetch": "asks another machine for something",
    "connect": "opens a raw connection",
    "listen": "lets other machines connect",
    "escalate": "gains or gives rights",
    "permission": "opens permissions or gives files away",
    "account": "changes accounts or credentials",
    "persist": "makes something run later by itself",
    "load-code": "makes a program load foreign code",
    "protection": "weakens a protection",
    "trace": "removes or stops records",
    "assistant": "changes the settings of an AI assistant or of fumehood",
    "exhaust": "uses up the machine",
    "stop": "stops the machine, a service or processes",
    "install": "installs software",
    "source": "installs from a place that is not the usual one",
    "publish": "publishes something for others",
    "probe": "probes or listens to a network, or attacks it",
    "memory": "reads or changes the memory of other programs",
    "control-remote": "runs a command on another machine",
    "schedule": "starts something on its own, now",
}


class Effect:
    """One effect: its `kind` (of `KINDS`), on what and where, and flags that policy may ask for.

    `target` is for people and never holds the content of a file; `what` says more (what kind of file it is,
    which state is lost); `program` is the program that does it. `names` are the packages of an installation, as
    they were written, when `what` is an ecosystem.
    """

    __slots__ = ("flags", "kind", "names", "on", "path", "program", "target", "what")

    def __init__(
        self,
        kind: str,
        program: str,
        target: str,
        on: str,
        what: str,
        flags: frozenset[str],
        path: str = "",
        names: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.program = program
        self.target = target
        self.on = on
        self.what = what
        self.flags = flags
        self.path = path
        self.names = names

    def __repr__(self) -> str:
        return f"Effect({self.kind} {self.target!r} on={self.on} by={self.program} {' '.join(sorted(self.flags))})"
