"""Who commits: `user.name` and `user.email` of the user's own git configuration, and nothing else of it.

Read without git, which would cost a tenth of a start. Source: git-config(1), sections FILES, INCLUDES and CONDITIONAL
INCLUDES (`gitdir`); other conditions are not followed.
"""

import os

_LARGEST = 1 << 18
_DEEPEST = 4
_KEYS = ("name", "email")


def git_identity(home: str, project: str) -> str:
    """The text of a `.gitconfig` with the identity for `project`; empty when there is none."""
    found: dict[str, str] = {}
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
    for path in (os.path.join(config, "git", "config"), os.path.join(home, ".gitconfig")):
        _read(path, home, project, found, _DEEPEST)
    if not found:
        return ""
    return "[user]\n" + "".join(f'\t{key} = "{_escaped(found[key])}"\n' for key in _KEYS if key in found)


def _read(path: str, home: str, project: str, found: dict[str, str], depth: int) -> None:
    """Takes over what the file says, later lines over earlier ones, included files where they stand."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read(_LARGEST).splitlines()
    except (OSError, ValueError):
        return
    section = ""
    for line in lines:
        text = line.strip()
        if text.startswith("["):
            head, _, text = text[1:].partition("]")
            section = head.strip()
            text = text.strip()
        key, equals, value = text.partition("=")
        key = key.strip().lower()
        if not equals or text[:1] in ("#", ";"):
            continue
        if section.lower() == "user" and key in _KEYS:
            found[key] = _value(value)
        elif key == "path" and depth and _includes(section, path, home, project):
            _read(_place(_value(value), path, home), home, project, found, depth - 1)


def _includes(section: str, path: str, home: str, project: str) -> bool:
    if section.lower() == "include":
        return True
    kind, _, condition = section.partition(" ")
    word, _, pattern = condition.strip().strip('"').partition(":")
    if kind.lower() != "includeif" or word not in ("gitdir", "gitdir/i") or not pattern:
        return False
    if not pattern.startswith(("~/", "./", "/")):
        pattern = "**/" + pattern
    if not pattern.startswith("**/"):
        pattern = _place(pattern, path, home)
    return _matches(
        project + "/.git", pattern.rstrip("/") + "/**" if pattern.endswith("/") else pattern, word
    )


def _matches(folder: str, pattern: str, word: str) -> bool:
    if word.endswith("/i"):
        folder, pattern = folder.lower(), pattern.lower()
    if pattern.endswith("/**") and not set("*?[") & set(pattern[:-3]):
        return folder.startswith(pattern[:-2])
    from fnmatch import fnmatchcase  # patterns are rare, and loading them costs

    return fnmatchcase(folder, pattern.replace("**", "*"))


def _place(path: str, beside: str, home: str) -> str:
    if path.startswith("~/"):
        return os.path.join(home, path[2:])
    return os.path.normpath(os.path.join(os.path.dirname(beside), path))


def _value(text: str) -> str:
    """The value without quotes, and without a comment behind it."""
    out: list[str] = []
    quoted = escaped = False
    for char in text.strip():
        if escaped:
            out.append({"n": "\n", "t": "\t"}.get(char, char))
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == '"':
            quoted = not quoted
        elif char in "#;" and not quoted:
            break
        else:
            out.append(char)
    return "".join(out).strip()


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
