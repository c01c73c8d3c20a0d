"""The code guard: what the engine calls."""

from collections.abc import Iterable, Mapping, Sequence

from fumehood.code.facts import CodeFacts
from fumehood.core.finding import Finding
from fumehood.core.guard import Inspection, Project
from fumehood.core.source import Source


class CodeGuard:
    """Finds vulnerable Python code, by following data from where it comes in to where it does harm."""

    name = "code"
    facts_type: type = CodeFacts

    def wants(self, source: Source) -> bool:
        """Python files and embedded Python. Each file is parsed, so that one that cannot be is reported."""
        return source.language == "python" and not source.ignored

    def inspect(self, source: Source) -> Inspection:
        """The findings of one source, and what of it could not be analysed."""
        from fumehood.code.analysis import analysed

        return analysed(source)

    def conclude(self, facts: Mapping[str, Sequence[CodeFacts]], project: Project) -> Iterable[Finding]:
        """The findings that waited for what other files do with data."""
        from fumehood.code.crossfile import concluded

        del project
        return concluded(facts)
