"""What stands inside in place of a secret file: the same keys with values that are nobody's."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.plan import Plan

FAKE = "masked-by-fumehood"
_LINE = rb"([ \t]{0,20}(?:export[ \t]{1,10})?[\w.-]{1,200}[ \t]{0,10})([=:])([^\r\n]{0,10000})"
_LARGEST = 1 << 18
_TEXT = (
    ".env",
    ".envrc",
    ".ini",
    ".cfg",
    ".conf",
    ".toml",
    ".yml",
    ".yaml",
    ".npmrc",
    ".pypirc",
    ".tfvars",
    ".properties",
)


def contents(plan: "Plan") -> "dict[str, bytes]":
    """The bytes to show for each masked file of the plan."""
    found = {path: mask(path) for path in plan.masked}
    if plan.covered:
        from fumehood.sandbox.covers.cover import shown

        key = os.urandom(16)
        for cover in plan.covered:
            path = os.path.join(plan.project, cover.path)
            if path in found:
                found[path] = shown(plan.project, cover, key)[0]
    return found


def mask(path: str) -> bytes:
    """The bytes to show for the secret file at `path`; empty when its kind is not one of key and value."""
    name = path.rpartition("/")[2].lower()
    if path.endswith("/.git/config"):
        return _without_password(path)
    if name.endswith(".json"):
        return b"{}\n"
    if not (name.startswith(".env") or name.endswith(_TEXT) or name == "credentials"):
        return b""
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST)
    except OSError:
        return b""
    return b"".join(_masked(line) + b"\n" for line in content.splitlines())


def _without_password(path: str) -> bytes:
    import re

    from fumehood.sandbox.secret_names import GIT_PASSWORD

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST)
    except OSError:
        return b""
    return re.sub(GIT_PASSWORD, lambda match: (match[1] or match[2] or match[3]) + FAKE.encode(), content)


def _masked(line: bytes) -> bytes:
    import re

    bare = line.strip()
    if not bare or (bare.startswith(b"[") and bare.endswith(b"]")):
        return bare
    match = re.match(_LINE, line)
    if not match:
        return b""
    value = b"" if match[2] == b":" and not match[3].strip() else FAKE.encode()
    return match[1] + match[2] + (b" " if match[2] == b":" and value else b"") + value
