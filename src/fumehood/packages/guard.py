"""The package guard: collects names file by file, and judges each once when it knows the whole project."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from fumehood.core.finding import Finding
from fumehood.core.guard import Inspection, Project
from fumehood.core.patterns import pattern
from fumehood.core.report import Unscanned
from fumehood.core.source import Source
from fumehood.packages.facts import Imported, Named, PackageFacts
from fumehood.packages.mention import Mention
from fumehood.packages.wants import wants

if TYPE_CHECKING:
    from fumehood.packages.verdict import Judge

_MANUAL = pattern(r"(?:^|/)docs?/|\.rst$", re.IGNORECASE)  # written for a reader's own project
_TEST_DATA = pattern(
    r"(?:^|/)(?:(?:__)?fixtures?(?:__)?|test[-_]?data|tests?/(?:.*/)?(?:data|resources|roots|samples|cases|inputs?))/",
    re.IGNORECASE,
)
_LONGEST = {"shell": 1_000_000, "powershell": 1_000_000, "json": 10_000_000}
_DOCUMENTS = frozenset({"markdown", "rst", "text", "html"})


class PackagesGuard:
    """Finds packages that do not exist, that are not what they seem, and that come from elsewhere.

    `judge` answers for names; without one, a judge with the bundled index is made when it is needed.
    """

    name = "packages"
    facts_type = PackageFacts

    def __init__(self, judge: "Judge | None" = None, *, online: bool = False) -> None:
        self._judge = judge
        self._online = online

    def wants(self, source: Source) -> bool:
        """Whether the source can name a package at all."""
        return wants(source)

    def inspect(self, source: Source) -> Inspection:
        """Findings about where packages come from, and the names for later."""
        from fumehood.packages.extract import items_in

        facts = PackageFacts()
        findings: list[Finding] = []
        where = _flags_of(source)
        unsure = {"documentation", "data"} & set(where)
        seen: set[tuple[str, str]] = set()
        for item in items_in(source):
            if isinstance(item, Mention):
                key = (item.ecosystem + item.origin[:2], item.name)
                if key in seen:
                    continue
                seen.add(key)
                location = source.location(item.start, item.end)
                if item.origin == "import":
                    facts.imports.append(Imported(item.name, (*item.flags, *where), location))
                else:
                    facts.named.append(
                        Named(item.name, item.ecosystem, item.origin, (*item.flags, *where), location)
                    )
                if "runs" in item.flags and "unpinned" in item.flags:
                    from fumehood.packages.rules import unpinned_server

                    findings.append(unpinned_server.report(source, item, unsure=bool(unsure)))
            elif item.kind == "project":
                facts.projects.append(item.text)
            elif item.kind == "declared":
                facts.declared.append(item.text)
            elif item.kind != "include":
                from fumehood.packages.origins import report

                findings += report(source, item, unsure=bool(unsure))
        problems = []
        longest = _LONGEST.get(source.language)
        if longest and len(source.text) > longest:
            problems.append(f"packages: not read beyond the first {longest // 1_000_000} million characters")
        empty = not (facts.named or facts.imports or facts.projects or facts.declared)
        return Inspection(findings=findings, facts=None if empty else facts, problems=problems)

    def conclude(
        self, facts: Mapping[str, Sequence[PackageFacts]], project: Project
    ) -> Iterable[Finding | Unscanned]:
        """Findings about names: absent, look-alike, malicious, suspicious; imports that nothing provides."""
        if not facts:
            return
        from fumehood.packages.conclude import conclude
        from fumehood.packages.verdict import Judge

        self._judge = self._judge or Judge()
        if not self._online:
            yield from conclude(facts, project, self._judge)
            return
        from fumehood.packages.online.live_judge import LiveJudge

        live = LiveJudge(self._judge)
        list(conclude(facts, project, live))  # says which names matter
        yield from (Unscanned(".", problem) for problem in live.ask())
        yield from conclude(facts, project, live)


def _flags_of(source: Source) -> tuple[str, ...]:
    """What the place says about all names in it."""
    flags: tuple[str, ...] = ()
    outer = source
    while outer.parent is not None:
        outer = outer.parent
        if outer.language in _DOCUMENTS:
            flags = ("documentation",)
    if source.language in _DOCUMENTS:
        flags = ("documentation",)
    if flags and _MANUAL.search(source.path):
        flags = (*flags, "manual")
    if _TEST_DATA.search(source.path):
        flags = (*flags, "data")
    if source.language == "python" and "sys.path" in source.text:
        flags = (*flags, "path")
    return flags
