"""Which sources the package guard looks at: cheap tests of names and literals, where most files end."""

import re
from collections.abc import Callable

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.packages.tools import TOOL, WRITTEN

_VERBS = ("install", "npx ", "uvx ", "dlx ", "bunx ", " add ", " run ", "download ", " create ", " wheel ")
_NO_PROSE = (".po", ".pot", ".log", ".csv", ".tsv")
_TOML = pattern(r"^(?:pyproject|pylock.*|uv|hatch|tox|pixi)\.toml$|\.lock$|^pipfile$", re.IGNORECASE)
_JSON = pattern(
    r"^package\.json$|^\.?package-lock\.json$|^npm-shrinkwrap\.json$|\.lock$|devcontainer.*\.json$|mcp",
    re.IGNORECASE,
)
_INI = frozenset({"setup.cfg", "tox.ini", "pip.conf", "pip.ini"})
_NAMED_TEXT = frozenset({"yarn.lock", "bun.lock", ".npmrc", "pip.conf"})


def wants(source: Source) -> bool:
    """Whether the source can name a package."""
    test = _TESTS.get(source.language)
    return test is not None and test(source)


def _name(source: Source) -> str:
    return source.path.rpartition("/")[2].lower()


def _python(source: Source) -> bool:
    return "import" in source.text or "install" in source.text


def _commands(source: Source) -> bool:
    text = source.text
    if any(v in text for v in _VERBS) and TOOL.search(text):
        return True
    return "<<" in text and WRITTEN.search(text) is not None


def _prose(source: Source) -> bool:
    name = _name(source)
    if source.parent is None and name in _NAMED_TEXT:
        return True
    text = source.text
    if source.parent is None and name.endswith(_NO_PROSE):
        return False
    return ("`" in text or "$ " in text or "<code" in text or "<pre" in text) and _commands(source)


def _toml(source: Source) -> bool:
    if source.parent is not None or _TOML.search(_name(source)):
        return True
    return "mcp" in source.text and "command" in source.text


def _json(source: Source) -> bool:
    if source.parent is not None or _JSON.search(_name(source)):
        return True
    return '"command"' in source.text and ("mcp" in source.lower or '"servers"' in source.text)


def _yaml(source: Source) -> bool:
    return (
        "dependencies:" in source.text
        or "additional_dependencies" in source.text
        or _name(source) == "pnpm-lock.yaml"
    )


def _xml(source: Source) -> bool:
    return _name(source) == "package.xml"


def _ini(source: Source) -> bool:
    return source.parent is not None or _name(source) in _INI


def _always(_: Source) -> bool:
    return True


_TESTS: dict[str, Callable[[Source], bool]] = {
    "python": _python,
    "requirements": _always,
    "toml": _toml,
    "json": _json,
    "yaml": _yaml,
    "ini": _ini,
    "xml": _xml,
    "shell": _commands,
    "powershell": _commands,
    "markdown": _prose,
    "rst": _prose,
    "text": _prose,
    "html": _prose,
}
