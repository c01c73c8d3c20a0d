"""Inline ignores: `fumehood: ignore[FHC101] reason` on the line of a finding or alone on the line above.

A reason is required, an unused ignore is reported. Findings of the injection guard are not silenced by a
comment, since whoever planted the text can plant the comment too; only the user's own configuration
(`inline-ignores = "all"`) changes that.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from fumehood.core.finding import Finding
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

MARK = "fumehood: ignore"
_TOOL = "fumehood:"
_IGNORE = pattern(r"fumehood:[ \t]{0,4}ignore(?:\[([^\]\n]{0,200})\])?[ \t]*([^\r\n]{0,300})")
_OPENING = pattern(r"[\s#/*;!<>%\"'(){|.-]*$")
_CLOSING = pattern(r"(?:-->|\*/|#}|\"\"\")\s*$")


class Ignore(Struct, frozen=True):
    """One inline ignore: the line it stands on, whether it is alone there, the rules, the reason."""

    line: int
    alone: bool
    rules: tuple[str, ...]
    reason: str


def ignores_in(source: Source) -> list[Ignore]:
    """The inline ignores of a file."""
    if _TOOL not in source.text:
        return []
    found = []
    for match in _IGNORE.finditer(source.text):
        line = source.line_of(match.start())
        before = source.text[source.line_starts[line - 1] : match.start()]
        rules = tuple(r for r in re.split(r"[\s,]+", match[1] or "") if r)
        reason = _CLOSING.sub("", match[2]).strip(" \t:-")
        found.append(Ignore(line, bool(_OPENING.match(before)), rules, reason))
    return found


class Suppressed(Struct):
    """What is left, how many findings were silenced, and notices about ignores that do nothing."""

    findings: list[Finding]
    count: int
    notices: list[str]


def suppress(
    findings: Sequence[Finding],
    ignores: Mapping[str, Sequence[Ignore]],
    *,
    names: Callable[[], Mapping[str, str]],
    judged: Callable[[str], bool],
    injection_too: bool = False,
) -> Suppressed:
    """Applies inline ignores.

    `names()` maps a rule's kebab-case name to its id (called when there is an ignore at all); `judged(rule)` says whether this scan looked for the
    rule at all (an ignore for another one is not unused).
    """
    if not ignores:
        return Suppressed(list(findings), 0, [])
    id_of = names()
    notices: list[str] = []
    active: dict[tuple[str, int, str], tuple[str, int]] = {}
    used: set[tuple[str, int]] = set()
    refused: set[tuple[str, int]] = set()
    for path, ignore in _flat(ignores):
        where = f"{path}:{ignore.line}"
        if not ignore.rules:
            notices.append(
                f"{where}: an ignore names no rule and does nothing; write ignore[RULE] and a reason"
            )
        elif not ignore.reason:
            notices.append(f"{where}: an ignore without a reason does nothing; say why after the bracket")
        else:
            for rule in ignore.rules:
                for line in (ignore.line, ignore.line + 1) if ignore.alone else (ignore.line,):
                    active[path, line, id_of.get(rule, rule)] = (path, ignore.line)
    kept = []
    for finding in findings:
        where_ = finding.location
        lines = {where_.line, where_.end_line}
        origin = next((o for n in lines if (o := active.get((where_.path, n, finding.rule)))), None)
        if origin is None:
            kept.append(finding)
        elif finding.rule.startswith("FHI") and not injection_too:
            used.add(origin)
            refused.add(origin)
            kept.append(finding)
        else:
            used.add(origin)
    notices += [
        f"{path}:{line}: a comment in the scanned tree cannot silence a finding about injection; "
        'set inline-ignores = "all" in your own configuration if you trust it'
        for path, line in sorted(refused)
    ]
    notices += [
        f"{path}:{ignore.line}: unused ignore[{', '.join(ignore.rules)}]; delete it"
        for path, ignore in _flat(ignores)
        if ignore.rules
        and ignore.reason
        and (path, ignore.line) not in used
        and any(judged(id_of.get(r, r)) for r in ignore.rules)
    ]
    return Suppressed(kept, len(findings) - len(kept), notices)


def _flat(ignores: Mapping[str, Sequence[Ignore]]) -> Iterable[tuple[str, Ignore]]:
    return ((path, ignore) for path in sorted(ignores) for ignore in ignores[path])
