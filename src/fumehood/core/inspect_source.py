"""One source through the guards: what a worker does with each file, and what tests do with an example."""

from collections.abc import Iterable, Sequence

from fumehood.core.guard import Guard, Inspection
from fumehood.core.source import Source


def inspect_source(source: Source, guards: Sequence[Guard]) -> Iterable[tuple[Guard, Inspection]]:
    """What each guard says of the file and of each document inside it, outermost first."""
    for one in source.walk():
        for guard in guards:
            if guard.wants(one):
                yield guard, guard.inspect(one)
