"""What stands inside in place of a secret file: the same keys with values that are nobody's."""

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
