"""Which registry npm asks for this user: environment, the user's `.npmrc`, the system's, npm's own answer.

A `.npmrc` in the scanned folder is never read, and npm itself is asked from an empty folder. Source: npm's
configuration documentation.
"""

import os
from collections.abc import Mapping
from functools import cache

from fumehood.packages.online.endpoint import Endpoint, basic, endpoint, expanded
from fumehood.packages.online.presence import Failed

_SECONDS = 10


def npm_registry(name: str, environment: Mapping[str, str] | None = None) -> Endpoint | Failed:
    """The registry for a package name (a scope may have its own), or why there is none."""
    env = os.environ if environment is None else environment
    settings = _files(env)
    scope = name.partition("/")[0] if name.startswith("@") else ""
    url = settings.get(f"{scope}:registry", "") if scope else ""
    url = url or _from_environment(env) or settings.get("registry", "") or npm_default()
    if not url:
        return Failed(
            "", "no-index", "npm does not tell which registry to ask; set npm_config_registry, or install npm"
        )
    found = endpoint(url, token=_token(url, settings))
    if found is None:
        return Failed("", "no-index", "The configured npm registry is no http or https address")
    return _with_basic(found, settings)


def _from_environment(env: Mapping[str, str]) -> str:
    return next((value for key, value in env.items() if key.lower() == "npm_config_registry" and value), "")


def _files(env: Mapping[str, str]) -> dict[str, str]:
    named = next(
        (value for key, value in env.items() if key.lower() == "npm_config_userconfig" and value), ""
    )
    settings: dict[str, str] = {}
    for path in (
        "/etc/npmrc",
        "/usr/etc/npmrc",
        "/usr/local/etc/npmrc",
        named or os.path.expanduser("~/.npmrc"),
    ):
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = file.read(200_000).splitlines()
        except OSError:
            continue
        for line in lines:
            key, equals, value = line.partition("=")
            if equals and not line.lstrip().startswith(("#", ";")):
                settings[key.strip()] = expanded(value.strip().strip("\"'"), env)
    return settings


def _key(url: str) -> str:
    return "//" + url.partition("//")[2].rstrip("/") + "/"


def _token(url: str, settings: Mapping[str, str]) -> str:
    return settings.get(f"{_key(url)}:_authToken", "")


def _with_basic(found: Endpoint, settings: Mapping[str, str]) -> Endpoint:
    from base64 import b64decode
    from binascii import Error

    from msgspec.structs import replace

    key = _key(found.url)
    if found.authorization:
        return found
    if packed := settings.get(f"{key}:_auth"):
        return replace(found, authorization=f"Basic {packed}")
    user, password = settings.get(f"{key}:username", ""), settings.get(f"{key}:_password", "")
    try:
        return replace(found, authorization=basic(user, b64decode(password).decode())) if user else found
    except (Error, UnicodeDecodeError):
        return found


@cache
def npm_default() -> str:
    """What `npm config get registry` says in an empty folder; empty when npm is not there."""
    import shutil
    import subprocess
    import tempfile

    npm = shutil.which("npm")
    if not npm:
        return ""
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(
                [npm, "config", "get", "registry"],
                cwd=empty,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return done.stdout.strip() if done.returncode == 0 else ""
