"""What a carrier says: a package is named here, or something about where packages come from."""

from typing import Literal

from msgspec import Struct

Origin = Literal["requirement", "install-command", "import", "manifest", "lock"]


class Mention(Struct, frozen=True):
    """A package is named at the code points `start` to `end` (exclusive) of a source's text.

    `name` keeps its spelling. Of an import it is the distribution that is known to provide the module,
    else the module's own name; `module` is then the dotted name that is imported.
    `flags` can hold: `optional` (the code copes when it is missing), `made` (the file names the module in a
    string, so it may make it), `url` (installed from an address, not
    by name), `local` (from a folder), `runs` (fetched and run at once), `unpinned`.
    """

    name: str
    ecosystem: str
    start: int
    end: int
    origin: Origin
    flags: tuple[str, ...] = ()
    module: str = ""


class Notice(Struct, frozen=True):
    """Something else that a carrier says at `start` to `end`; `text` is what it says there.

    Kinds: `direct-url`, `extra-index`, `untrusted-index`, `project` (the project's own name, or a member
    of its workspace), `include` (a requirements file that this one includes), `declared` (a dependency that
    another package manager brings).
    """

    kind: Literal["direct-url", "extra-index", "untrusted-index", "project", "include", "declared"]
    start: int
    end: int
    text: str
    origin: Origin = "requirement"


Item = Mention | Notice
