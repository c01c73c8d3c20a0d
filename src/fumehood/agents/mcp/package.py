"""Which package a server's command starts, and which version of it is there: read from files, never run."""

import glob
import json
import os
import re
import shutil
from collections.abc import Sequence

_RUNNERS = {
    "uvx": "pypi", "pipx": "pypi", "npx": "npm", "bunx": "npm", "pnpx": "npm",
}  # fmt: skip
_TWO_WORDS = {
    ("uv", "tool"): "pypi", ("pipx", "run"): "pypi", ("pnpm", "dlx"): "npm", ("yarn", "dlx"): "npm", ("npm", "exec"): "npm",
    ("bun", "x"): "npm", ("docker", "run"): "image", ("podman", "run"): "image",
}  # fmt: skip
_WITH_VALUE = frozenset({
    "--from", "--with", "--python", "-p", "--package", "--spec", "--index-url", "--index", "-c", "-e", "--env", "-v", "--volume",
    "--name", "--network", "--mount", "-w", "--workdir", "-u", "--user", "--env-file", "--entrypoint", "--platform", "--pull",
})  # fmt: skip
_NAMES = frozenset({"--from", "--spec", "--package"})
_PYTHON = re.compile(r"python[0-9.]*$")
_LARGEST = 1_000_000  # bytes of a file that is read


def package_of(command: Sequence[str], cwd: str) -> dict[str, str]:
    """`ecosystem`, `name` and `version` as far as they are known; empty when the command names no package."""
    program = os.path.basename(command[0])
    rest = list(command[1:])
    ecosystem = _RUNNERS.get(program, "")
    if rest and (program, rest[0]) in _TWO_WORDS:
        ecosystem = _TWO_WORDS[program, rest[0]]
        rest = rest[2:] if program == "uv" else rest[1:]
    if ecosystem:
        written = _named(rest)
        if not written:
            return {}
        name, version = _split(written, ecosystem)
        if ecosystem == "npm":
            version = _node_version(name, cwd) or version
        return {"ecosystem": ecosystem, "name": name} | ({"version": version} if version else {})
    path = shutil.which(command[0], path=None) or command[0]
    if _PYTHON.match(program):
        module = rest[rest.index("-m") + 1] if "-m" in rest[:-1] else ""
        return _installed(path, module=module.partition(".")[0]) if module else {}
    return _installed(path, script=program)


def _named(words: Sequence[str]) -> str:
    """The package that a runner's words name: of an option that does, else the first that is no option's."""
    skipped = False
    for at, word in enumerate(words):
        if skipped:
            skipped = False
        elif word in _NAMES and at + 1 < len(words):
            return words[at + 1]
        elif word.partition("=")[0] in _NAMES and "=" in word:
            return word.partition("=")[2]
        elif word in _WITH_VALUE:
            skipped = True
        elif not word.startswith("-"):
            return word
    return ""


def _split(written: str, ecosystem: str) -> tuple[str, str]:
    """Name and version of `name@1`, `@scope/name@1`, `name==1`, `image:tag`, `image@sha256:…`."""
    if ecosystem == "image":
        if "@" in written:
            name, _, version = written.partition("@")
            return name, version
        name, found, tag = written.rpartition(":")
        return (name, tag) if found and "/" not in tag else (written, "")
    name, _, version = written[1:].partition("==" if ecosystem == "pypi" and "==" in written else "@")
    return written[:1] + name.partition("[")[0], version


def _node_version(name: str, cwd: str) -> str:
    """The version of a package of node's that would be started from `cwd`: the project's, else of npx's own store."""
    if not re.fullmatch(r"(?:@[\w.-]+/)?[\w.-]+", name) or ".." in name:
        return ""
    places = []
    folder = os.path.abspath(cwd)
    while True:
        places.append(os.path.join(folder, "node_modules", name, "package.json"))
        if folder == os.path.dirname(folder):
            break
        folder = os.path.dirname(folder)
    store = os.path.join(os.path.expanduser("~"), ".npm", "_npx", "*", "node_modules", name, "package.json")
    kept = sorted(glob.glob(store), key=_changed, reverse=True)
    for path in [*places, *kept]:
        text = _text(path)
        if text:
            try:
                found = json.loads(text)["version"]
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
            return str(found)[:100]
    return ""


def _installed(program: str, *, script: str = "", module: str = "") -> dict[str, str]:
    """The distribution beside a program of a Python environment that has this script, or this module."""
    base = os.path.dirname(os.path.dirname(os.path.abspath(program)))
    for folder in sorted(glob.glob(os.path.join(base, "lib", "python3*", "site-packages", "*.dist-info"))):
        if script:
            hit = re.search(
                rf"^{re.escape(script)}\s*=", _text(os.path.join(folder, "entry_points.txt")), re.MULTILINE
            )
        else:
            record = _text(os.path.join(folder, "RECORD"))
            hit = re.search(rf"^{re.escape(module)}(?:/__init__|/__main__)?\.py,", record, re.MULTILINE)
        if hit:
            name, _, version = os.path.basename(folder).removesuffix(".dist-info").partition("-")
            return {"ecosystem": "pypi", "name": name, "version": version}
    return {}


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError:
        return ""


def _changed(path: str) -> float:
    try:
        return os.path.getmtime(path)
    except OSError:
        return 0.0
