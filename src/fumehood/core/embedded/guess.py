"""What an untagged block holds, by the first lines of its text."""

import re

from fumehood.core.embedded.tags import CONSOLE, PLAIN, PYCON
from fumehood.core.patterns import pattern

_PROMPT = pattern(
    r"^[ \t]*(?:\([\w.-]{1,40}\) )?(?:[\w.-]{1,40}@[\w.-]{1,60}[^\s$#]{0,80})?\$ \S", re.MULTILINE
)
_PYTHON = pattern(
    r"(?:#[^\n]*\n|[ \t]*\n|\"\"\"[^\"]{0,400}\"\"\"\n){0,20}"
    r"(?:import [A-Za-z_][\w.]*(?: as \w+)?(?:, ?[\w.]+)*[ \t]*(?:#[^\n]*)?$|from [.A-Za-z_][\w.]* import |"
    r"(?:async )?def \w+\(|class [A-Z]\w*[(:]|@\w[\w.]*(?:\(|$))",
    re.MULTILINE,
)
_SHELL = pattern(
    r"(?:#[^\n]*\n|[ \t]*\n){0,20}[ \t]*(?:sudo (?:-\w+ )*)?"
    r"(?:(?:pip3?|pip3\.\d+|pipx|uv|uvx|npm|npx|pnpm|yarn|bunx?|poetry|pdm|pipenv|conda|mamba|brew|apt|apt-get|"
    r"git|curl|wget|docker|cd|mkdir|export|source|make|chmod|rm|cp|mv|bash|sh|echo|nox|tox|hatch|rye) +[^\s=]|"
    r"python[\d.]* +(?:-m +)?[\w./-]+|py +-\d?[\d.]* *-m |\./[\w.-]+)",
)
_REQUIREMENT = pattern(
    r"[ \t]*(?:#.*|-[a-z-]+[ =].*|[A-Za-z0-9][\w.-]*(?:\[[\w, .-]*\])?[ \t]*"
    r"(?P<version>[=<>!~]=?=?[ \t]*[\w.*!+-]+(?:[ \t]*,[ \t]*[=<>!~]=?=?[ \t]*[\w.*!+-]+)*)?[ \t]*(?:[;#].*)?)?\r?"
)
_TOML = pattern(r"^\[\[?[\w.\"-]+\]\]?[ \t]*\r?$", re.MULTILINE)
_ASSIGNMENT = pattern(r"^[\w\".-]+[ \t]*=[ \t]*(?:[\"'\[{]|true\b|false\b|\d)", re.MULTILINE)
_LONGEST_LINE = 400
_MOST_LINES = 2000


def guess(text: str) -> str:
    """The language of a block that does not say it, or `PLAIN` when its text does not tell either."""
    if text.lstrip().startswith(">>> "):
        return PYCON
    if _PROMPT.search(text):
        return CONSOLE
    if _PYTHON.match(text):
        return "python"
    if _SHELL.match(text):
        return "shell"
    if _TOML.search(text) and _ASSIGNMENT.search(text):
        return "toml"
    lines = text.split("\n", _MOST_LINES)
    if len(lines) <= _MOST_LINES and _are_requirements(lines):
        return "requirements"
    return PLAIN


def _are_requirements(lines: list[str]) -> bool:
    versions = 0
    for line in lines:
        match = _REQUIREMENT.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if match is None:
            return False
        versions += match["version"] is not None
    return versions > 0
