"""INI files: setup.cfg, tox.ini, pip's own configuration. Read by lines, nothing is interpolated.

Sources: setuptools' "Configuring setuptools using setup.cfg files", tox 4's `deps`, pip's "Configuration".
"""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.install_commands import command_items
from fumehood.packages.mention import Item, Notice
from fumehood.packages.python_installers import plain_http
from fumehood.packages.requirement import requirement

_SECTION = pattern(r"\[(?P<name>[^\]\n]{1,200})\]")
_KEY = pattern(r"(?P<key>[A-Za-z][\w.-]{0,100})[ \t]*[=:][ \t]*")
_FACTOR = pattern(r"[ \t]*(?:[\w.{},!*-]{1,200}:)[ \t]+")
_SETUP = {
    ("options", "install_requires"), ("options", "setup_requires"), ("options", "tests_require"),
    ("metadata", "requires_dist"), ("metadata", "requires-dist"),
}  # fmt: skip
_INDEX_KEYS = frozenset({"index-url", "extra-index-url", "trusted-host", "find-links"})
_TOX_OPTION = pattern(r"-[re]|--(?:requirement|constraint|editable)|-c")

Span = tuple[int, int]


def ini_items(text: str, file_name: str) -> Iterator[Item]:
    """What an INI file says, by its name: setup.cfg, tox.ini, or pip.conf and pip.ini."""
    name = file_name.lower()
    for section, key, lines in _settings(text):
        if name in ("pip.conf", "pip.ini", ".pip.conf"):
            yield from _pip(text, key, lines)
        elif (section, key) == ("metadata", "name"):
            yield from (Notice("project", a, b, text[a:b], "manifest") for a, b in lines[:1])
        elif (section, key) in _SETUP or section == "options.extras_require":
            for a, b in lines:
                yield from _listed(text, a, b)
        elif section.startswith("testenv") or section == "tox":
            if key in ("deps", "requires"):
                for a, b in lines:
                    yield from _tox_requirement(text, a, b)
            elif key.startswith("commands"):
                for a, b in lines:
                    yield from command_items(text, a, b)


def _settings(text: str) -> Iterator[tuple[str, str, list[Span]]]:
    """Section, key, and the spans of the value's lines, comments and blanks left out."""
    section, key, lines = "", "", list[Span]()
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].rstrip("\r")
        if line[:1] in (" ", "\t"):
            body = line.strip()
            if body and body[0] not in "#;" and key:
                start = position + len(line) - len(line.lstrip())
                lines.append((start, start + len(body)))
        elif line.strip() and line[0] not in "#;":
            if key:
                yield section, key, lines
            key, lines = "", []
            if header := _SECTION.match(line):
                section = header["name"].strip().lower()
            elif setting := _KEY.match(line):
                key = setting["key"].lower()
                value = line[setting.end() :].rstrip()
                if value:
                    lines.append((position + setting.end(), position + setting.end() + len(value)))
        position = end + 1
    if key:
        yield section, key, lines


def _listed(text: str, start: int, end: int) -> Iterator[Item]:
    """A requirement, or several between semicolons (a semicolon before a marker separates nothing)."""
    at = start
    for part in re.split(
        r";(?!\s*(?:python_version|python_full_version|sys_platform|platform_|os_name|implementation_|extra\b|\())",
        text[start:end],
    ):
        yield from requirement(part.partition(" #")[0], at, "requirement")
        at += len(part) + 1


def _tox_requirement(text: str, start: int, end: int) -> Iterator[Item]:
    body = text[start:end].partition(" #")[0]
    factor = _FACTOR.match(body)
    at = start + factor.end() if factor else start
    body = body[factor.end() :] if factor else body
    if body.startswith("-"):
        option, _, value = body.partition(" ")
        if option in ("-e", "--editable"):
            yield from requirement(value, at + len(option) + 1, "requirement")
        elif not _TOX_OPTION.match(option):
            yield from _pip(
                text, option.lstrip("-").partition("=")[0], [(at + len(option) + 1, end)] if value else []
            )
        return
    yield from requirement(body, at, "requirement")


def _pip(text: str, key: str, lines: list[Span]) -> Iterator[Item]:
    if key not in _INDEX_KEYS:
        return
    for a, b in lines:
        at = a
        for value in text[a:b].split():
            at = text.index(value, at, b)
            if key == "trusted-host" or plain_http(value):
                yield Notice("untrusted-index", at, at + len(value), value, "manifest")
            elif key == "extra-index-url":
                yield Notice("extra-index", at, at + len(value), value, "manifest")
            at += len(value)
