"""Claude Code's `permissions.deny`: rules for its Read tool, edited in place in `.claude/settings.json`.

Source: Claude Code's documentation of permissions. `Read(./x)` is relative to the project, an absolute path
needs two slashes, the patterns follow gitignore, lists of several settings files merge.
"""

import json
from collections.abc import Iterable, Sequence

from fumehood.exposure.exclusion.json_members import (
    add_member,
    elements,
    indent_of,
    members,
    remove_member,
    set_elements,
)


class SettingsError(ValueError):
    """The settings cannot be edited safely; the message says why."""


def rules_for(patterns: Iterable[str]) -> list[str]:
    """The deny rules for gitignore patterns without negation."""
    rules: list[str] = []
    for pattern in patterns:
        anchored = "/" in pattern.strip("/") or pattern.startswith("/")
        name = pattern.strip("/")
        below = f"{name}/**" if pattern.endswith("/") else name
        wild = any(c in name for c in "*?[")
        if anchored or not wild:
            rules.append(f"Read(./{below})")
        if not anchored:
            rules.append(f"Read(./**/{below})")
    return list(dict.fromkeys(rules))


def deny_rules(text: str) -> list[str]:
    """The rules in `permissions.deny`.

    Raises:
        SettingsError: the text is no JSON object, or the list has another shape.
    """
    settings = _parse(text)
    permissions = settings.get("permissions", {})
    deny = permissions.get("deny", []) if isinstance(permissions, dict) else None
    if not isinstance(deny, list) or not all(isinstance(rule, str) for rule in deny):
        raise SettingsError("permissions.deny is no list of strings")
    return deny


def with_rules(text: str, wanted: Sequence[str], stale: Iterable[str], made: Sequence[str] = ()) -> str:
    """The settings with all of `wanted` in `permissions.deny` and none of `stale`; every other byte stays.

    `made` names the members (`permissions`, `deny`) that we had added: they go when nothing is left in them.

    Raises:
        SettingsError: as `deny_rules`.
    """
    if not text.strip():
        return json.dumps({"permissions": {"deny": list(wanted)}}, indent=2) + "\n" if wanted else text
    present = deny_rules(text)
    drop = set(stale) - set(wanted)
    added = [json.dumps(rule) for rule in wanted if rule not in present]
    if not added and not drop & set(present):
        return text
    start = text.index("{")
    top, _ = members(text, start)
    if "permissions" not in top:
        value = json.dumps({"deny": list(wanted)}, indent=indent_of(text))
        return add_member(text, start, "permissions", value)
    inner, _ = members(text, top["permissions"].start)
    if "deny" not in inner:
        return add_member(
            text, top["permissions"].start, "deny", json.dumps(list(wanted), indent=indent_of(text))
        )
    at = inner["deny"].start
    found, _ = elements(text, at)
    kept = [m for m, rule in zip(found, present, strict=True) if rule not in drop]
    if kept or added or "deny" not in made:
        return set_elements(text, at, kept, added)
    if "permissions" in made and len(inner) == 1:
        return remove_member(text, start, "permissions")
    return remove_member(text, top["permissions"].start, "deny")


def missing_members(text: str) -> list[str]:
    """Which of `permissions` and `deny` the settings do not have yet."""
    permissions = _parse(text).get("permissions") if text.strip() else None
    if permissions is None:
        return ["permissions", "deny"]
    return [] if isinstance(permissions, dict) and "deny" in permissions else ["deny"]


def wrong_shapes(text: str) -> list[str]:
    """What stands in the settings and silently does nothing, a sentence each."""
    try:
        settings = _parse(text)
    except SettingsError as error:
        return [str(error)]
    permissions = settings.get("permissions")
    found = []
    if "read" in settings or "deny" in settings:
        found.append("`read` or `deny` at the top does nothing; the list is permissions.deny")
    if isinstance(permissions, dict):
        if "read" in permissions:
            found.append("`permissions.read` does nothing; the list is permissions.deny")
        found += [
            f"{rule} names a path below the settings file, not an absolute one; that needs two slashes"
            for rule in permissions.get("deny") or []
            if isinstance(rule, str) and rule.startswith("Read(/") and not rule.startswith("Read(//")
        ]
    return found


def _parse(text: str) -> dict[str, object]:
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError):
        raise SettingsError("it is not valid JSON") from None
    if not isinstance(settings, dict):
        raise SettingsError("it is no JSON object")
    return settings
