"""The rules of the exposure guard, read from the YAML files beside this module.

A rule holds its documentation, and `shapes`: the token formats by which a provider's secrets are known.
Rules without shapes are found by logic in `detect/`, `personal/` and `internal/`; their texts and examples
stand in YAML all the same. Keys of a shape:

`starts`    literal beginnings of the token; the vendor's part, which may be shown
`then`      regular expression of what follows them
`near`      words of which one must stand in the name before the value, for tokens without a beginning
`token`     regular expression of the whole token, for shapes without `starts`
`keywords`  literals that every match holds, where they are not the `starts` or `near` (three characters or more)
`confirm`   name of a check in `confirm.py`
`example`   a line with `{placeholders}` that `generators.py` fills when a test runs
"""

import os
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from fumehood.core.compiled import compiled, load_yaml
from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, Rule


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """One token format of a rule; see the module's text for the fields."""

    label: str
    example: str | tuple[str, ...]
    starts: tuple[str, ...] = ()
    then: str = ""
    near: tuple[str, ...] = ()
    token: str = ""
    keywords: tuple[str, ...] = ()
    inside: int = 0
    confirm: str = ""
    severity: Severity | None = None
    confidence: Confidence | None = None
    ends: str = "(?![A-Za-z0-9_-])"
    shown: int = -1
    random: bool = True


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule as it stands in YAML."""

    id: str
    name: str
    summary: str
    severity: Severity
    why: str = (
        "Anyone who reads it can act in its owner's name, and copies stay in the history of the repository."
    )
    fix: str = (
        "Revoke the credential at the provider, make a new one, and read it from the environment or a secret "
        "store. Taking it out of the file is not enough: it stays in the history."
    )
    what: str = ""
    references: str = ""
    confidence: Confidence = Confidence.HIGH
    cwe: tuple[int, ...] = (798, 312)
    owasp: tuple[str, ...] = ("A07:2021",)
    shapes: tuple[Shape, ...] = ()
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    no_match: tuple[str, ...] = ()


_CWE = "[CWE-798](https://cwe.mitre.org/data/definitions/798.html): use of hard-coded credentials."


@cache
def entries() -> tuple[Entry, ...]:
    """All rules as they stand in the YAML files, in the order of their ids.

    Raises:
        msgspec.ValidationError: a file does not have the shape that `Entry` describes.
    """
    folder = os.path.dirname(__file__)
    paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith(".yaml")]
    return compiled("exposure-rules", paths, tuple[Entry, ...], lambda: _decode(paths))


def _decode(paths: Sequence[str]) -> tuple[Entry, ...]:
    found = [entry for path in paths for entry in msgspec.convert(load_yaml(path), list[Entry])]
    return tuple(sorted(found, key=lambda e: e.id))


def rule_of(entry: Entry) -> Rule:
    """The rule object of one entry, with an example for each of its shapes."""
    bad = [Example("config/settings.ini", line, 1) for line in _lines(entry)]
    good = [Example("config/settings.ini", line) for line in entry.no_match]
    return Rule(
        id=entry.id,
        name=entry.name,
        severity=entry.severity,
        confidence=entry.confidence,
        summary=entry.summary,
        what=entry.what or f"Reports {', '.join(dict.fromkeys(s.label for s in entry.shapes))} by format.",
        why=entry.why,
        how=entry.fix,
        references="\n".join(filter(None, [entry.references.strip(), _CWE if 798 in entry.cwe else ""])),
        cwe=entry.cwe,
        owasp=entry.owasp,
        bad=(*bad, *entry.bad),
        good=(*good, *entry.good),
    )


def _lines(entry: Entry) -> Iterator[str]:
    for shape in entry.shapes:
        for example in (shape.example,) if isinstance(shape.example, str) else shape.example:
            yield example if any(c in example for c in "=: >\n") else f"value = {example}"


def __getattr__(name: str) -> Any:
    """`RULES`, made when somebody asks: a scan needs only the rules that report."""
    if name == "RULES":
        return tuple(rule_of(e) for e in entries())
    raise AttributeError(name)
