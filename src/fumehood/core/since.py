"""What was added since a revision: findings on lines that the old version of a file does not have."""

from collections.abc import Callable, Sequence

from fumehood.core.finding import Finding
from fumehood.core.patterns import pattern
from fumehood.core.read_file import source_of

_LARGE = 20_000
_LINE_END = pattern(r"\r\n|\n|\r")


def added_lines(old: str, new: str) -> set[int]:
    """The 1-based lines of `new` that a line diff against `old` counts as added or changed."""
    before, after = _LINE_END.split(old), _LINE_END.split(new)
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if (
        len(before) > _LARGE or len(after) > _LARGE
    ):  # the exact diff would take too long; new text is what counts
        known = set(before)
        return {first + i for i, line in enumerate(after, 1) if line not in known}
    from difflib import SequenceMatcher

    added: set[int] = set()
    for tag, _, _, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag in ("insert", "replace"):
            added.update(range(first + start + 1, first + end + 1))
    return added


def since(
    findings: Sequence[Finding], old: Callable[[str], bytes | None], new: Callable[[str], str | None]
) -> list[Finding]:
    """The findings that touch an added line; `old(path)` gives the former bytes, `new(path)` today's text."""
    lines: dict[str, set[int] | None] = {}
    kept = []
    for finding in findings:
        path = finding.location.path
        if path not in lines:
            before, after = old(path), new(path)
            lines[path] = (
                None if before is None or after is None else added_lines(source_of(path, before).text, after)
            )
        added = lines[path]
        span = range(finding.location.line, finding.location.end_line + 1)
        if added is None or any(n in added for n in span):
            kept.append(finding)
    return kept
