"""The answer to "what gets sent?": a row for each place, with what it would expose and which routes lead there."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from fumehood.core.finding import Finding
from fumehood.core.report import count_by_severity
from fumehood.exposure.exclusion.mechanisms import ROUTES
from fumehood.exposure.reach.coverage import OPEN, Coverage

SHELL = "shell"


class Place(Struct, frozen=True):
    """One place: what is there, how many findings of each severity, and the state of each route to it."""

    name: str
    holds: str
    exposes: dict[str, int]
    routes: dict[str, str]


def only_by_shell() -> dict[str, str]:
    """The routes to what lies outside the project: a command reads it; the assistant's own tools ask or cannot."""
    return {route: OPEN if route == SHELL else "outside" for route in ROUTES}


def place(name: str, holds: str, findings: Iterable[Finding], routes: dict[str, str]) -> Place:
    """A row; `findings` are those in that place."""
    return Place(name, holds, count_by_severity(list(findings)), routes)


def project_places(cover: Coverage, paths: Sequence[str], findings: Sequence[Finding]) -> list[Place]:
    """The rows of the project's files: those that nothing excludes, and those that the mechanism names."""
    hidden = [path for path in paths if cover.covers(path)]
    free = [f for f in findings if not cover.covers(f.location.path)]
    rows = [
        place(
            "files", f"{len(paths) - len(hidden):,} that nothing excludes", free, dict.fromkeys(ROUTES, OPEN)
        )
    ]
    if hidden:
        rest = [f for f in findings if cover.covers(f.location.path)]
        rows.append(place("excluded files", f"{len(hidden):,} named in {cover.file}", rest, cover.routes))
    return rows


def routes_in_words(states: dict[str, str]) -> str:
    """The states as evidence gives them: `open, search: stopped; shell: open`."""
    groups: dict[str, list[str]] = {}
    for route, state in states.items():
        groups.setdefault(state, []).append(route)
    return "; ".join(f"{', '.join(routes)}: {state}" for state, routes in groups.items())
