"""Which indexes pip and uv ask for this user: environment, the user's files, the system's files, the default.

The scanned folder's own `uv.toml`, `pyproject.toml` and virtual environments are never read: they belong
to whoever wrote the repository. Sources: pip's configuration documentation (order of files), uv's
configuration and index documentation.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from fumehood.packages.online.default_index import pip_default
from fumehood.packages.online.endpoint import Endpoint, endpoint, expanded
from fumehood.packages.online.presence import Failed


def python_indexes(environment: Mapping[str, str] | None = None) -> list[Endpoint] | Failed:
    """The index that is asked first and the extra ones after it, or why there is none."""
    env = os.environ if environment is None else environment
    settings = [_environment(env), *_pip_files(env), *_uv_files(env)]
    main = next((index for index, _ in settings if index), "")
    extra = [url for _, urls in settings for url in urls]
    if not main and any(
        no_index for no_index in (env.get("PIP_NO_INDEX"), env.get("UV_NO_INDEX")) if no_index
    ):
        return Failed("", "no-index", "The configuration of pip or uv says not to use any index")
    main = main or pip_default()
    if not main:
        return Failed(
            "",
            "no-index",
            "No client tells which index to ask; set PIP_INDEX_URL, or install pip beside fumehood",
        )
    found = [endpoint(expanded(url, env)) for url in dict.fromkeys([main, *extra])]
    if found[0] is None:
        return Failed(
            "", "no-index", "The configured index is no http or https address, so it cannot be asked"
        )
    return [one for one in found if one is not None]


_Setting = tuple[str, list[str]]


def _environment(env: Mapping[str, str]) -> _Setting:
    main = env.get("PIP_INDEX_URL") or env.get("UV_DEFAULT_INDEX") or env.get("UV_INDEX_URL") or ""
    extra = " ".join(
        env.get(name, "") for name in ("PIP_EXTRA_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_INDEX")
    ).split()
    return _unnamed(main), [_unnamed(url) for url in extra]


def _unnamed(url: str) -> str:
    """The address in `name=https://…`, which uv allows."""
    name, equals, rest = url.partition("=")
    return rest if equals and "/" not in name else url


def _pip_files(env: Mapping[str, str]) -> Iterator[_Setting]:
    if named := env.get("PIP_CONFIG_FILE"):
        yield _pip_file(named)
        if named == os.devnull:
            return
    config = env.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    shared = [
        os.path.join(d, "pip", "pip.conf") for d in env.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":") if d
    ]
    mac = os.path.expanduser("~/Library/Application Support/pip/pip.conf")
    for path in (
        mac,
        os.path.join(config, "pip", "pip.conf"),
        os.path.expanduser("~/.pip/pip.conf"),
        "/etc/pip.conf",
        *shared,
    ):
        yield _pip_file(path)


def _pip_file(path: str) -> _Setting:
    import configparser

    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (OSError, configparser.Error, UnicodeDecodeError):
        return "", []
    main = ""
    extra: list[str] = []
    for section in ("install", "global"):
        main = main or parser.get(section, "index-url", fallback="").strip()
        extra += parser.get(section, "extra-index-url", fallback="").split()
    return main, extra


def _uv_files(env: Mapping[str, str]) -> Iterator[_Setting]:
    config = env.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
    for path in (env.get("UV_CONFIG_FILE", ""), os.path.join(config, "uv", "uv.toml"), "/etc/uv/uv.toml"):
        if path:
            yield _uv_file(path)


def _uv_file(path: str) -> _Setting:
    import tomllib

    try:
        with open(path, "rb") as file:
            table = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return "", []
    entries = [entry for entry in _list(table.get("index")) if isinstance(entry, dict) and "url" in entry]
    default = [str(entry["url"]) for entry in entries if entry.get("default")]
    extra = [str(entry["url"]) for entry in entries if not entry.get("default") and not entry.get("explicit")]
    older = [table, table["pip"]] if isinstance(table.get("pip"), dict) else [table]
    for one in older:
        default += [str(one["index-url"])] if one.get("index-url") else []
        extra += [str(url) for url in _list(one.get("extra-index-url"))]
    return (default[0] if default else ""), extra


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
