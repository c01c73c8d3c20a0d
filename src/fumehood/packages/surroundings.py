"""What a project has of its own: modules, folders, declared distributions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from fumehood.core.patterns import pattern
from fumehood.packages.facts import PackageFacts
from fumehood.packages.imports import distributions_for_import, squash
from fumehood.packages.names import normalise

_SOURCE = pattern(r"\.(?:pyi?|pyw|pyx|pxd|so|pyd|ipynb|proto|thrift|g4)$", re.IGNORECASE)
_GENERATED = pattern(
    r"[a-z]\w*_(?:msgs|srvs|interfaces)|_.*|.*_pb2(?:_grpc)?|ui_.*|.*_(?:rc|ui|ext|swig|cython)|.*_(?:version|build|config)",
    re.IGNORECASE,
)
_SHORTEST = 4


class Surroundings:
    """Of one project: what is local, and what is declared. Made once, when all files are known."""

    def __init__(self, paths: Sequence[str], facts: Mapping[str, Sequence[PackageFacts]]) -> None:
        self._paths = paths
        sources = [one for several in facts.values() for one in several]
        self.projects = frozenset(normalise(p) for one in sources for p in one.projects)
        self.declared = frozenset(
            normalise(n.name)
            for one in sources
            for n in one.named
            if n.ecosystem == "pypi" and n.origin != "import"
        )

        self._elsewhere = frozenset(squash(d) for one in sources for d in one.declared)

    @cached_property
    def modules(self) -> frozenset[str]:
        """The names of all modules, and of all folders with modules at any depth below them."""
        found: set[str] = set()
        folders: set[str] = set()
        for path in self._paths:
            if not _SOURCE.search(path):
                continue
            folder, _, name = path.rpartition("/")
            found.add(name.partition(".")[0])
            folders.add(folder)
        for folder in folders:
            found.update(folder.split("/"))
        return frozenset(found)

    @cached_property
    def _squashed_projects(self) -> frozenset[str]:
        return frozenset(squash(p) for p in self.projects)

    def is_local(self, module: str) -> bool:
        """Whether the top level of a dotted module is the project's own, made when it is built, or brought by others."""
        top = module.partition(".")[0]
        plain = squash(top)
        return (
            top in self.modules
            or plain in self._squashed_projects
            or any(
                plain == d or plain == d.removeprefix("python3").removeprefix("python")
                for d in self._elsewhere
            )
            or _GENERATED.fullmatch(top) is not None
        )

    def declared_for(self, module: str) -> list[str]:
        """The declared distributions that provide a module, or whose names contain its name."""
        known = {normalise(d) for d in distributions_for_import(module)}
        top = squash(module.partition(".")[0])
        return [
            d for d in sorted(self.declared)
            if d in known or squash(d) == top or (len(top) >= _SHORTEST and top in squash(d))
        ]  # fmt: skip

    def unexplained(self, imported: Iterable[str]) -> list[str]:
        """The declared distributions that none of the imported modules is known to come from."""
        modules = set(imported)
        tops = {squash(m.partition(".")[0]) for m in modules}
        provided = {normalise(d) for m in modules for d in distributions_for_import(m)}
        return [d for d in sorted(self.declared) if d not in provided and squash(d) not in tops]
