"""The kinds of file that an agent reads, each with what of it is ours: what to add, what is missing, what to take out.

All is pure: bytes in, bytes out. None stands for a file that is not there.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from fumehood.agents.settings.entries import Entry, Path, absent, add, overruled, root_of, take_out
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.toml_edit import Setting, absent_settings, with_settings, without_settings
from fumehood.exposure.exclusion.marked_block import find_block, with_block, without_block

_BOM = b"\xef\xbb\xbf"
MARK = "fumehood agents install"


class JsonFile(Struct, frozen=True, tag="json"):
    """A settings file of the user's, with entries of ours in it."""

    path: str
    entries: tuple[Entry, ...]
    role: str = "hooks"


class OwnFile(Struct, frozen=True, tag="own"):
    """A file that is ours as a whole; its text carries MARK, unless its place says whose it is (`placed`)."""

    path: str
    text: str
    executable: bool = False
    role: str = "hooks"
    placed: bool = False


class BlockFile(Struct, frozen=True, tag="block"):
    """An ignore file with a marked block of ours, the same that `fumehood ignore sync` writes."""

    path: str
    lines: tuple[str, ...]
    role: str = "ignore"


class TomlFile(Struct, frozen=True, tag="toml"):
    """A TOML settings file with keys of ours in it."""

    path: str
    settings: tuple[Setting, ...]
    role: str = "sandbox"


File = JsonFile | OwnFile | BlockFile | TomlFile


class Trace(Struct, frozen=True):
    """What a former installation put into a file, so that exactly that can be taken out."""

    file: File
    made: tuple[Path, ...] = ()


def with_ours(file: File, now: bytes | None) -> tuple[bytes, tuple[Path, ...]]:
    """The bytes with all of ours, and the containers that had to be made.

    Raises:
        SettingsError: the file cannot be edited safely.
    """
    if isinstance(file, JsonFile):
        mark, text = _decoded(now or b"")
        made_text, made = add(text, file.entries)
        return mark + made_text.encode("utf-8", "surrogatepass"), tuple(made)
    if isinstance(file, OwnFile):
        if now is not None and not file.placed and MARK.encode() not in now:
            raise SettingsError("a file of yours has this name")
        return file.text.encode(), ()
    if isinstance(file, BlockFile):
        return with_block(now or b"", file.lines), ()
    mark, text = _decoded(now or b"")
    return mark + with_settings(text, file.settings).encode(), ()


def without_ours(
    trace: Trace, now: bytes, ours: Callable[[Any], bool] = lambda _value: False
) -> bytes | None:
    """The bytes without what is ours; None when nothing is left that the user could miss.

    Raises:
        SettingsError: the file cannot be edited safely.
    """
    file = trace.file
    if isinstance(file, JsonFile):
        mark, text = _decoded(now)
        left = take_out(text, file.entries, trace.made, ours)
        return mark + left.encode("utf-8", "surrogatepass")
    if isinstance(file, OwnFile):
        return None if file.placed or MARK.encode() in now else now
    if isinstance(file, BlockFile):
        return without_block(now)
    mark, text = _decoded(now)
    return mark + without_settings(text, file.settings).encode()


def gaps(file: File, now: bytes | None) -> list[str]:
    """What of ours is missing or changed, a phrase each; empty when the file is in step.

    Raises:
        SettingsError: the file cannot be read as what it is.
    """
    if now is None:
        return ["the file is not there"]
    if isinstance(file, JsonFile):
        _, text = _decoded(now)
        lacking = absent(text, file.entries)
        return _summary(lacking)
    if isinstance(file, OwnFile):
        return [] if now == file.text.encode() else ["the file was edited, or another version wrote it"]
    if isinstance(file, BlockFile):
        block = find_block(now)
        if block is None:
            return ["the block of ours is missing"]
        same = block.lines == list(file.lines) and not block.edited
        return [] if same else ["the block of ours was edited, or the policy has changed"]
    _, text = _decoded(now)
    return [f"`{s.name}` is not set" for s in absent_settings(text, file.settings)]


def kept(file: File, now: bytes | None) -> list[str]:
    """Settings of the user's own that stand where ours would: they stay as they are."""
    if isinstance(file, JsonFile) and now is not None:
        _, text = _decoded(now)
        return [".".join((*e.path, e.key or "")) for e in overruled(text, file.entries)]
    return []


def value_of(now: bytes | None) -> Any:
    """The value of a JSON settings file; an empty object for one that is not there or blank.

    Raises:
        SettingsError: it is no JSON object.
    """
    _, text = _decoded(now or b"")
    return root_of(text).plain() if text.strip() else {}


def as_json(value: Any) -> str:
    """The text of a JSON file of our own."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _decoded(now: bytes) -> tuple[bytes, str]:
    mark = _BOM if now.startswith(_BOM) else b""
    try:
        return mark, now[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        raise SettingsError("it is not UTF-8") from None


def _summary(lacking: Sequence[Entry]) -> list[str]:
    counts: dict[str, int] = {}
    for entry in lacking:
        name = ".".join(entry.path) if entry.key is None else ".".join((*entry.path, entry.key))
        counts[name] = counts.get(name, 0) + 1
    return [f"`{name}`: {n} missing or edited" for name, n in counts.items()]
