"""The protocol between the engine and a guard."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeGuard

from msgspec import Struct

from fumehood.core.finding import Finding
from fumehood.core.report import Unscanned
from fumehood.core.source import Source


class Inspection(Struct):
    """What a guard has to say about one source.

    `facts` (an instance of the guard's `facts_type`, or None) are what `conclude` needs later; they are
    cached and cross process boundaries, so they hold no secret. `problems` name what could not be
    looked at, as short reasons for the report's `unscanned` list.
    """

    findings: list[Finding] = []
    facts: Any = None
    problems: list[str] = []


class Project(Struct, frozen=True):
    """What `conclude` may know of the tree: the relative paths of all its files, sorted."""

    paths: Sequence[str]


class Guard(Protocol):
    """Looks at sources. Pure: no network, no subprocess, no clock, no files, no global state."""

    @property
    def name(self) -> str:
        """The risk's name, as `--risk` takes it."""
        ...

    @property
    def facts_type(self) -> Any:
        """The type of `Inspection.facts`; `NoneType` when there are none."""
        ...

    def wants(self, source: Source) -> bool:
        """Whether the guard looks at this source; most files should end here, cheaply."""
        ...

    def inspect(self, source: Source) -> Inspection:
        """Findings and facts of one source (a file, or a document inside one). Runs in a worker."""
        ...

    def conclude(self, facts: Mapping[str, Sequence[Any]], project: Project) -> Iterable[Finding | Unscanned]:
        """Findings that need the whole project: facts by path, in the order of the sources in a file.

        What could not be judged comes as `Unscanned`, so that it is listed and never passes in silence.
        """
        ...


class HeadGuard(Protocol):
    """A guard that also knows files that are no text by their first bytes."""

    def inspect_head(self, head: bytes, path: str) -> Inspection:
        """Findings of the file that begins with `head` (8 KiB of it, or all), which reports call `path`."""
        ...


def reads_heads(guard: Guard) -> TypeGuard[HeadGuard]:
    """Whether the guard is a `HeadGuard`."""
    # isinstance() of a protocol takes longer than reading the file
    return hasattr(guard, "inspect_head")


class FileGuard(Protocol):
    """A guard that also reads files that cannot be given to it as text. It may read that file, nothing else.

    `binary_formats` and `large_formats` are endings of names (`.xlsx`): of files that are no text, and of text
    files that are larger than `read_file.LARGEST`.
    """

    @property
    def binary_formats(self) -> frozenset[str]:
        """Endings of files that are no text."""
        ...

    @property
    def large_formats(self) -> frozenset[str]:
        """Endings of text files that may be larger than others."""
        ...

    def inspect_file(self, full: str, path: str) -> Inspection:
        """Findings of the file at `full`, which reports call `path`. Runs in a worker."""
        ...


def reads_files(guard: Guard) -> TypeGuard[FileGuard]:
    """Whether the guard is a `FileGuard`."""
    return hasattr(guard, "inspect_file")
