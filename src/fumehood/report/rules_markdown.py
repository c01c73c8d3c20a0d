"""The texts of the rules as Markdown, for the pages under docs/rules."""

import re
from collections.abc import Iterable

from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, Rule
from fumehood.report.rules_text import facts, reference_list
from fumehood.report.safe import safe

_TAG = pattern(r"<(?!https?://)")
_FENCE_LANGUAGE = {"py": "python", "md": "markdown", "yml": "yaml", "yaml": "yaml", "json": "json", "toml": "toml",
                   "sh": "bash", "html": "html", "js": "javascript", "ts": "typescript", "ipynb": "json"}  # fmt: skip


def markdown(rule: Rule) -> str:
    """The page of one rule, made of its texts and all its examples; nothing in it is invisible."""
    parts = [
        f"# {rule.id}: {rule.name}",
        safe(rule.summary) + ".",
        facts(rule) + ".",
        f"## What it does\n\n{_text(rule.what)}",
        f"## Why is this bad\n\n{_text(rule.why)}",
        f"## How to fix\n\n{_text(rule.how)}",
    ]
    if rule.bad:
        parts.append("## Unsafe: this is reported\n\n" + "\n\n".join(map(_example, rule.bad)))
    if rule.good:
        parts.append("## Use instead: this is safe\n\n" + "\n\n".join(map(_example, rule.good)))
    parts.append(f"## References\n\n{_text(reference_list(rule.references))}")
    parts.append(
        f"## How to allow one place\n\nWrite `fumehood: ignore[{rule.id}] why it is fine here` in a comment on the "
        "line or the line above. The reason is required, and an ignore that nothing needs is reported."
    )
    return "\n\n".join(parts) + "\n"


def index(rules: Iterable[Rule]) -> str:
    """The page that lists all rules, one table a risk."""
    parts = ["# Rules", "Made from the rules themselves; `fumehood explain ID` shows the same on a terminal."]
    tables: dict[str, list[str]] = {}
    for rule in rules:
        row = f"| [{rule.id}]({rule.id}.md) | {rule.name} | {rule.severity.value} | {_cell(rule.summary)} |"
        tables.setdefault(rule.risk, []).append(row)
    for risk, rows in tables.items():
        head = "| id | name | severity | what it finds |\n|---|---|---|---|"
        parts.append(f"## {risk}\n\n{head}\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _text(text: str) -> str:
    """The text safe to show; HTML in it is shown, not obeyed, since pages may be rendered with HTML on."""
    pieces = re.split(r"(`[^`\n]+`|^    .*$)", safe(text, keep="\n"), flags=re.MULTILINE)
    return "".join(p if i % 2 else _TAG.sub("&lt;", p) for i, p in enumerate(pieces)) or "-"


def _cell(text: str) -> str:
    return _text(text).replace("|", "\\|")


def _example(example: Example) -> str:
    longest = max((len(run) for run in re.findall(r"`+", example.text)), default=0)
    fence = "`" * max(3, longest + 1)
    language = _FENCE_LANGUAGE.get(example.path.rpartition(".")[2], "text")
    where = f"`{safe(example.path)}`" + (f", line {example.line}:" if example.line else ":")
    return (
        f"{where}\n\n{fence}{language}\n{safe(example.text, keep=chr(10) + chr(9)).rstrip(chr(10))}\n{fence}"
    )
