"""The injection guard: what a model reads in a file and a person does not see or does not mean."""

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from fumehood.core.finding import Finding
from fumehood.core.guard import Inspection, Project
from fumehood.core.source import Source
from fumehood.injection.prefilter import Traces, telling_name, traces


class InjectionGuard:
    """Looks at whole files, never at the documents inside them: it has its own view of those."""

    name = "injection"
    facts_type = type(None)

    def __init__(self) -> None:
        # `inspect` mostly follows `wants` for the same source; one entry saves a second search.
        self._last: tuple[Source, Traces] | None = None

    def wants(self, source: Source) -> bool:
        """Whether the file holds anything that may be, carry or hide an instruction."""
        if source.parent is not None:
            return False
        found = traces(source)
        self._last = (source, found)
        return bool(found) or telling_name(source.path)

    def inspect(self, source: Source) -> Inspection:
        """The findings of one file."""
        from fumehood.injection.document import Document

        known = self._last[1] if self._last and self._last[0] is source else None
        self._last = None
        document = Document(source, known)
        findings = [finding for check in _checks() for finding in check(document)]
        return Inspection(findings=findings, problems=document.problems)

    def conclude(self, facts: Mapping[str, Sequence[Any]], project: Project) -> Iterable[Finding]:  # noqa: ARG002
        """Nothing: each file says it all."""
        return ()


@cache
def _checks() -> "tuple[Callable[[Any], Iterator[Finding]], ...]":
    """The `check` of each rule."""
    from fumehood.injection import rules

    names = sorted(n[:-3] for n in os.listdir(rules.__path__[0]) if n.endswith(".py") and n != "__init__.py")
    modules = [importlib.import_module(f"{rules.__name__}.{name}") for name in names]
    return tuple(module.check for module in modules)
