"""Single keys in a TOML file: added under their table, or at the end with a table of their own; every other byte stays.

Only a line that is ours is ever taken out. What an edit made is read back, and must differ by our keys alone.
"""

import re
import tomllib
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from fumehood.agents.settings.jsonc import SettingsError

_MARK = "# fumehood agents install"


class Setting(Struct, frozen=True):
    """One key of a table (empty for the top), and its value as TOML (a word, a number or a quoted text)."""

    table: str
    key: str
    literal: str

    @property
    def name(self) -> str:
        """The dotted name."""
        return f"{self.table}.{self.key}" if self.table else self.key

    @property
    def line(self) -> str:
        """The line as we write it."""
        return f"{self.key} = {self.literal}  {_MARK}"


def absent_settings(text: str, settings: Sequence[Setting]) -> list[Setting]:
    """Those whose key the text does not have (a key that the user has set is his).

    Raises:
        SettingsError: the text is not TOML, or a table is something else.
    """
    whole = _parsed(text)
    return [s for s in settings if s.key not in _table(whole, s.table)]


def with_settings(text: str, settings: Sequence[Setting]) -> str:
    """The text with the settings that it lacks.

    Raises:
        SettingsError: as `absent_settings`, or the table is written in a way that a line cannot be added to.
    """
    end = "\r\n" if "\r\n" in text else "\n"
    expected = _parsed(text)
    for setting in absent_settings(text, settings):
        header = re.compile(rf"(?m)^[ \t]*\[[ \t]*{re.escape(setting.table)}[ \t]*\][^\n]*(?:\n|\Z)")
        match = header.search(text) if setting.table else None
        if not setting.table:
            text = setting.line + end + text
        elif match:
            joint = "" if match[0].endswith("\n") else end
            text = text[: match.end()] + joint + setting.line + end + text[match.end() :]
        else:
            joint = "" if not text or text.endswith("\n") else end
            text += f"{joint}[{setting.table}]  {_MARK}{end}{setting.line}{end}"
        _table(expected, setting.table, make=True)[setting.key] = tomllib.loads(f"x = {setting.literal}")["x"]
    if _parsed(text) != expected:
        raise SettingsError("its tables are written in a way that a line cannot be added to")
    return text


def without_settings(text: str, settings: Sequence[Setting]) -> str:
    """The text without the lines that we wrote for these settings.

    Raises:
        SettingsError: the text is not TOML.
    """
    _parsed(text)
    lines = text.splitlines(keepends=True)
    ours = {s.line for s in settings}
    lines = [line for line in lines if line.rstrip("\r\n") not in ours]
    headers = {f"[{s.table}]  {_MARK}" for s in settings}
    kept = []
    for number, line in enumerate(lines):
        following = next((x.strip() for x in lines[number + 1 :] if x.strip()), "[")
        if line.rstrip("\r\n") in headers and following.startswith("["):
            continue
        kept.append(line)
    return "".join(kept)


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise SettingsError("it is not valid TOML") from None


def _table(whole: dict[str, Any], name: str, *, make: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = whole
    for part in filter(None, name.split(".")):
        below: Any = found.setdefault(part, {}) if make else found.get(part, {})
        if not isinstance(below, dict):
            raise SettingsError(f"`{name}` is no table")
        found = below
    return found
