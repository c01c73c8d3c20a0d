"""Which files an assistant's own exclusion mechanism names, as it stands in the project now."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from fumehood.core.read_file import Unreadable, read_bytes
from fumehood.exposure.exclusion.claude_settings import SettingsError, deny_rules
from fumehood.exposure.exclusion.mechanisms import CLAUDE_SETTINGS, MECHANISMS, ROUTES, Mechanism
from fumehood.exposure.reach.assistants import Assistant

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

OPEN, STOPPED, UNKNOWN = "open", "stopped", "unknown"
_WORDS = {"yes": STOPPED, "no": OPEN, "unknown": UNKNOWN}
_LOCAL = (CLAUDE_SETTINGS, ".claude/settings.local.json")


class Coverage(Struct):
    """The mechanism's file (empty: none is in use), its patterns, its routes, and what could not be read."""

    file: str
    spec: "GitIgnoreSpec | None"
    routes: dict[str, str]
    problems: list[tuple[str, str]]

    def covers(self, path: str) -> bool:
        """Whether the mechanism names the file at `path`, relative to the project."""
        return self.spec is not None and bool(self.spec.match_file(path))

    def route_states(self, path: str) -> dict[str, str]:
        """For each route whether it is stopped, open, or nobody knows."""
        return self.routes if self.covers(path) else dict.fromkeys(ROUTES, OPEN)


def coverage(root: str, assistant: Assistant, home: str) -> Coverage:
    """What the assistant's mechanism says about the project at `root`."""
    found = Coverage("", None, dict.fromkeys(ROUTES, OPEN), [])
    patterns: list[str] = []
    for mechanism in (m for m in MECHANISMS if m.assistant in assistant.mechanisms):
        lines = list(_patterns(root, mechanism, home, found.problems))
        if lines:
            patterns += lines
            found.file = mechanism.file
            found.routes = {route: _WORDS[mechanism.routes[route]] for route in ROUTES}
    if patterns:
        from pathspec import GitIgnoreSpec

        try:
            found.spec = GitIgnoreSpec.from_lines(patterns)
        except ValueError:
            found.problems.append((found.file, "its patterns cannot be read, so nothing counts as covered"))
    return found


def _patterns(root: str, mechanism: Mechanism, home: str, problems: list[tuple[str, str]]) -> Iterator[str]:
    if mechanism.file != CLAUDE_SETTINGS:
        yield from (_text(root, mechanism.file, problems) or "").splitlines()
        return
    for folder, name in ((home, CLAUDE_SETTINGS), *((root, name) for name in _LOCAL)):
        text = _text(folder, name, problems)
        if text is None:
            continue
        try:
            rules = deny_rules(text)
        except SettingsError as error:
            problems.append((name, str(error)))
            continue
        yield from (p for rule in rules if (p := _pattern_of(rule, root, home)))


def _pattern_of(rule: str, root: str, home: str) -> str:
    """The gitignore pattern below `root` that a `Read(...)` rule means; empty when it means another place.

    Source: Claude Code's documentation of permissions. Two slashes begin an absolute path, `~/` one at home, and
    everything else is relative to the project.
    """
    if rule in ("Read", "Read(*)", "Read(**)"):
        return "*"
    if not (rule.startswith("Read(") and rule.endswith(")")):
        return ""
    body = rule[5:-1]
    if body.startswith(("//", "~/")):
        absolute = body[1:] if body.startswith("//") else f"{home.rstrip('/')}/{body[2:]}"
        inside = f"{root.rstrip('/')}/"
        return "/" + absolute[len(inside) :] if absolute.startswith(inside) else ""
    return "/" + body[2:] if body.startswith("./") else body


def _text(folder: str, name: str, problems: list[tuple[str, str]]) -> str | None:
    full = os.path.join(folder, name)
    if not os.path.lexists(full):
        return None
    try:
        return read_bytes(full).raw.decode("utf-8", "replace")
    except Unreadable as error:
        problems.append((name, f"{error}, so nothing counts as covered by it"))
        return None
