"""Import statements of Python, by their lines: five times cheaper than a syntax tree, and enough here.

A line inside a triple-quoted string is no import; that is settled by a pass over the literals, which is made
only when such a string opens before the last candidate.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.packages.mention import Mention

_IMPORT = pattern(
    r"^(?P<indent>[ \t]*+)(?P<try>try:[ \t]*+)?(?:from[ \t]++(?P<module>[A-Za-z_][\w.]*+)[ \t]++import\b|"
    r"import[ \t]++(?P<names>[A-Za-z_][\w.]*+(?:[ \t]++as[ \t]++\w++)?"
    r"(?:[ \t]*+,[ \t]*+[A-Za-z_][\w.]*+(?:[ \t]++as[ \t]++\w++)?)*)[ \t]*+(?=[#;\r\n\\]|\Z))",
    re.MULTILINE,
)
_LITERAL = pattern(
    r'#[^\n]*+|(?P<triple>"""(?:[^"\\]++|\\.|"(?!""))*(?:"""|\Z)|\'\'\'(?:[^\'\\]++|\\.|\'(?!\'\'))*(?:\'\'\'|\Z))|'
    r'"(?:[^"\\\n]++|\\.)*"?|\'(?:[^\'\\\n]++|\\.)*\'?',
    re.DOTALL,
)
_MODULE = pattern(r"[A-Za-z_][\w.]*")
_CATCHES = pattern(
    r"except\s*(?::|\*?\s*\(?[^:\n]{0,200}\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)"
)
_CONDITION = pattern(
    r"(?:el)?if\b.*(?:TYPE_CHECKING|version_info|platform|os\.name|\bPY[23]|find_spec|[Hh][Aa][SsVv]E?_|available|AVAILABLE|"
    r"installed|INSTALLED|WINDOWS|importable|MICROPYTHON|implementation)"
)
_SKIP = pattern(r"importorskip\(\s*[\"'](?P<name>[\w.]+)")
_HEADER = pattern(
    r"[ \t]*(?P<word>try|except|else|finally|if|elif|with|def|async|class|for|while|match|case)\b"
)
_REACH = 40_000
_MOST_LINES = 400
_MOST_LINES_IN_ALL = 100_000
_MOST_NAMES = 100


def imports_in(source: Source, ignore: frozenset[str]) -> Iterator[Mention]:
    """The absolute imports of Python text, one mention for each module at its first place.

    Names whose top level is in `ignore` are left out. `optional` is set where the code copes without the
    module (`try`, `suppress`, a condition that asks for it, TYPE_CHECKING, `pytest.importorskip`).
    """
    text = source.text
    found = list(_candidates(text, ignore))
    if not found:
        return
    spans = _triple_quoted(text, found[-1][1])
    starts = [a for a, _ in spans]
    skipped = {m["name"].partition(".")[0] for m in _SKIP.finditer(text)} if "importorskip" in text else ()
    seen: dict[str, int] = {}
    result: list[Mention] = []
    lines = _Budget(_MOST_LINES_IN_ALL)
    for module, start, indent, guarded in found:
        i = bisect_right(starts, start) - 1
        if i >= 0 and spans[i][1] > start:
            continue
        top = module.partition(".")[0]
        key = ".".join(module.split(".", 3)[:3])
        known = seen.get(key)
        if known is not None and "optional" not in result[known].flags:
            continue
        optional = guarded or top in skipped or (indent > 0 and _is_optional(text, start, indent, lines))
        if known is not None:
            if not optional:
                result[known] = Mention(key, "pypi", start, start + len(key), "import", (), module)
            continue
        seen[key] = len(result)
        made = not optional and len(result) < _MOST_NAMES and _is_made(text, top)
        flags = ("optional",) if optional else ("made",) if made else ()
        result.append(Mention(key, "pypi", start, start + len(key), "import", flags, module))
    yield from result


class _Budget:
    """How many lines may still be looked at, so that a file of imports costs no more than its length."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self) -> bool:
        """Whether one more is there."""
        self.left -= 1
        return self.left >= 0


def _is_made(text: str, name: str) -> bool:
    """Whether the file writes the module itself, or loads it by its name (`"otter.py"`, `"otter"`)."""
    return f"{name}.py" in text or f'"{name}"' in text or f"'{name}'" in text or f"/{name}/" in text


def _candidates(text: str, ignore: frozenset[str]) -> Iterator[tuple[str, int, int, bool]]:
    for match in _IMPORT.finditer(text):
        indent = match.end("indent") - match.start("indent")
        guarded = match["try"] is not None
        if match["module"]:
            if match["module"].partition(".")[0] not in ignore:
                yield match["module"], match.start("module"), indent, guarded
            continue
        at = match.start("names")
        for part in match["names"].split(","):
            name = _MODULE.search(part)
            if name and name[0].partition(".")[0] not in ignore:
                yield name[0], at + name.start(), indent, guarded
            at += len(part) + 1


def _triple_quoted(text: str, until: int) -> list[tuple[int, int]]:
    """The spans of triple-quoted strings that begin before `until`."""
    if '"""' not in text and "'''" not in text:
        return []
    spans = []
    for literal in _LITERAL.finditer(text):
        if literal.start() > until:
            break
        if literal.lastgroup:
            spans.append(literal.span())
    return spans


def _is_optional(text: str, start: int, indent: int, lines: _Budget) -> bool:
    """Whether a block around the import at `start` makes the code cope without the module."""
    position = text.rfind("\n", 0, start) + 1
    for _ in range(_MOST_LINES):
        if position <= 0 or indent == 0 or not lines.take():
            return False
        previous = text.rfind("\n", 0, position - 1) + 1
        line = text[previous : position - 1]
        position = previous
        width = len(line) - len(line.lstrip(" \t"))
        if width >= indent or not line.strip():
            continue
        header = _HEADER.match(line)
        if header is None:
            if line.lstrip().startswith(("#", ")", "]", "}")):
                continue
            return False
        indent = width
        word = header["word"]
        if word == "except" or (word == "with" and "suppress" in line):
            return True
        if word in ("try", "else") and _caught(text, position + len(line), width):
            return True
        if word in ("if", "elif") and _CONDITION.search(line):
            return True
        if word == "else" and _caught(text, max(0, position - _REACH), width, before=position):
            return True
    return False


def _caught(text: str, start: int, width: int, before: int | None = None) -> bool:
    """Whether a handler at the column `width` catches a failed import, between `start` and a bound."""
    end = min(len(text), start + _REACH) if before is None else before
    clauses = re.compile(
        rf"^[ \t]{{{width}}}(?:(?P<except>except\b[^\n]{{0,300}})|[^\s#][^\n]{{0,20}})", re.MULTILINE
    )
    found = False
    for clause in clauses.finditer(text, start, end):
        if clause["except"]:
            if _CATCHES.match(clause["except"]):
                if before is None:
                    return True
                found = True
        elif before is None and not clause[0].lstrip().startswith(("else", "finally", ")", "]", "}")):
            return False
        elif before is not None and not clause[0].lstrip().startswith(("else", "finally", ")", "try")):
            found = False
    return found
