"""A report in any of its formats. Each format is a module with `render(context) -> str`, loaded when asked for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fumehood.core.report import Report
    from fumehood.core.rule import Rule
    from fumehood.core.source import Source

FORMATS = {
    "text": "fumehood.report.text",
    "concise": "fumehood.report.concise",
    "json": "fumehood.report.as_json",
    "jsonl": "fumehood.report.as_jsonl",
    "sarif": "fumehood.report.sarif.log",
    "html": "fumehood.report.html.page",
    "github": "fumehood.report.github",
}
_SUFFIXES = {
    ".txt": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".sarif": "sarif",
    ".html": "html",
    ".htm": "html",
}


def render(
    report: "Report",
    format: str,  # noqa: A002 - the option's own name
    *,
    read: "Callable[[str], Source | None]",
    color: bool = False,
    width: int | None = None,
    mask: Callable[[str], str] | None = None,
    rules: "Mapping[str, Rule] | None" = None,
) -> str:
    """The report as text of one of `FORMATS`, ending in a newline.

    `read` gives the source of a path of the report for excerpts, or None when it is gone. `color` and `width`
    (cells of the terminal) matter to text only. `mask` hides secret-like text (by default the exposure
    guard's); `rules` are those that the findings name (by default the registry's).

    Raises:
        KeyError: there is no such format.
    """
    from fumehood.report.context import Context

    context = Context(report, read, color=color, width=width, mask=mask, rules=rules)
    text: str = import_module(FORMATS[format]).render(context)
    return text if text.endswith("\n") or not text else text + "\n"


def format_of_suffix(path: str) -> str | None:
    """The format that a file name asks for, or None (`report.sarif` and `report.sarif.json` are both sarif)."""
    name = path.lower()
    if name.endswith(".sarif.json"):
        return "sarif"
    return next((found for suffix, found in _SUFFIXES.items() if name.endswith(suffix)), None)
