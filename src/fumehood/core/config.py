"""Configuration: the user's own file, and the scanned tree's, which can only tighten.

Nearest `fumehood.toml`, else `pyproject.toml [tool.fumehood]`, over the user's `fumehood.toml` in the
XDG configuration folder. What a file in the tree would loosen is not followed, and that is said; a file
named by `--config`, or a tree listed under `trust` in the user's file, is followed wholly. Configuration
never loads code.
"""

import errno
import os
import re
import stat
from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec

from fumehood.core.errors import UsageError
from fumehood.core.finding import Confidence, Severity
from fumehood.core.nearest import nearest
from fumehood.core.paths import config_folder

FILE = "fumehood.toml"
_LARGEST = 4 * 1024 * 1024
Risk = Literal["packages", "injection", "code", "exposure"]
RISKS: tuple[Risk, ...] = ("packages", "injection", "code", "exposure")
FailOn = Literal["low", "medium", "high", "critical", "never"]


class _Strict(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True, omit_defaults=True
):
    """A table without room for unknown keys."""


class IgnoreTable(_Strict, frozen=True):
    """`[ignore]`: what assistants should not read, and rules not to report."""

    patterns: list[str] = []
    rules: list[str] = []


class PackagesTable(_Strict, frozen=True):
    """`[packages]`: names the public index does not know of, names to trust, names to refuse."""

    private: list[str] = []
    known: list[str] = []
    malicious: dict[str, str] = {}


class ExposureTable(_Strict, frozen=True):
    """`[exposure]`: countries (ISO 3166, `FI`) whose national telephone numbers occur, besides those of a text's language."""

    regions: list[Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")]] = []


class SandboxTable(_Strict, frozen=True):
    """`[sandbox]`: the image and the words that start the engine of `run --backend oci`."""

    image: str | None = None
    engine: list[str] = []


class Config(_Strict, frozen=True):
    """One configuration file, or several merged; a key that is absent is None or empty."""

    risk: list[Risk] = []
    select: list[str] = []
    ignore: list[str] | IgnoreTable = []
    exclude: list[str] = []
    fail_on: FailOn | None = None
    min_confidence: Literal["low", "medium", "high"] | None = None
    baseline: str | None = None
    jobs: int | None = None
    online: bool | None = None
    inline_ignores: Literal["all", "safe"] | None = None
    trust: list[str] = []
    packages: PackagesTable = PackagesTable()
    sandbox: SandboxTable = SandboxTable()
    exposure: ExposureTable = ExposureTable()
    commands: dict[
        str, Any
    ] = {}  # the policy on commands: `fumehood.commands.policy.load` reads and checks it

    def ignored_rules(self) -> list[str]:
        """Rule ids or prefixes not to report, from either form of `ignore`."""
        return self.ignore.rules if isinstance(self.ignore, IgnoreTable) else self.ignore


def load(start: str, explicit: str | None = None, *, none: bool = False) -> tuple[Config, list[str]]:
    """The configuration for a scan at the folder `start`, and notices about what was not followed.

    Raises:
        UsageError: a file cannot be read, has an unknown key or a wrong value.
    """
    if none:
        return Config(), []
    user = user_config()
    if explicit:
        return _over(user, _read(explicit)), []
    found = _nearest_file(start)
    if not found:
        return user, []
    project = _read(found)
    folder = os.path.realpath(os.path.dirname(found))
    if any(folder == os.path.realpath(os.path.expanduser(t)) for t in user.trust):
        return _over(user, project), []
    return _tightened(user, project, os.path.basename(found))


def user_config() -> Config:
    """The user's own configuration alone; what a tree cannot have a say in is read from here.

    Raises:
        UsageError: as `load`.
    """
    user_file = os.path.join(config_folder(), FILE)
    return _read(user_file) if os.path.isfile(user_file) else Config()


def _nearest_file(start: str) -> str | None:
    folder = os.path.realpath(start)
    while True:
        own = os.path.join(folder, FILE)
        if os.path.isfile(own):
            return own
        shared = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(shared) and _has_table(shared):
            return shared
        if folder == os.path.dirname(folder) or os.path.exists(os.path.join(folder, ".git")):
            return None
        folder = os.path.dirname(folder)


def _has_table(path: str) -> bool:
    try:
        return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*fumehood\s*[.\]]", _bytes(path)) is not None
    except OSError:
        return False


def _bytes(path: str) -> bytes:
    """The bytes of a configuration file; never waits for a FIFO, never reads gigabytes.

    Raises:
        OSError: it cannot be read, is no regular file or is too large.
    """
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise OSError(errno.EFBIG, f"larger than {_LARGEST // 1_048_576} MiB")
    return raw


def _read(path: str) -> Config:
    import tomllib

    try:
        table = tomllib.loads(_bytes(path).decode("utf-8"))
    except OSError as error:
        raise UsageError(
            f"cannot read {path}: {error.strerror}", "give a file that exists with --config, or --no-config"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(
            f"{path} is not valid TOML: {str(error) or type(error).__name__}",
            "mend the file, or pass --no-config",
        ) from None
    if os.path.basename(path) == "pyproject.toml":
        table = table.get("tool", {}).get("fumehood", {})
    try:
        return msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{path}: {_explain(str(error))}", "see docs/configuration.md for every key, or pass --no-config"
        ) from None


def _explain(message: str) -> str:
    unknown = re.search(r"unknown field `([^`]*)`(?: - at `\$\.?([^`]*)`)?", message)
    if not unknown:
        return message
    tables: dict[str, type[_Strict]] = {
        "packages": PackagesTable,
        "ignore": IgnoreTable,
        "sandbox": SandboxTable,
        "exposure": ExposureTable,
    }
    table = tables.get(unknown[2] or "", Config)
    keys = [field.encode_name for field in msgspec.structs.fields(table)]
    near = nearest(unknown[1], keys)
    return f"unknown key `{unknown[1]}`" + (
        f", did you mean `{near}`?" if near else f"; known are {', '.join(keys)}"
    )


def _over(below: Config, above: Config) -> Config:
    """`above` where it says something, else `below`."""
    table = {**msgspec.to_builtins(below), **msgspec.to_builtins(above)}
    return msgspec.convert(table, Config)


def _tightened(user: Config, project: Config, name: str) -> tuple[Config, list[str]]:
    """The user's configuration with what the project's makes stricter."""
    kept = msgspec.to_builtins(user)
    refused: list[str] = []
    severity: Callable[[str], int] = lambda v: 9 if v == "never" else Severity(v).rank  # noqa: E731
    confidence: Callable[[str], int] = lambda v: Confidence(v).rank  # noqa: E731
    for key, rank, default in (("fail-on", severity, "medium"), ("min-confidence", confidence, "medium")):
        value = getattr(project, key.replace("-", "_"))
        if value is not None and rank(value) < rank(kept.get(key, default)):
            kept[key] = value
        elif value is not None and rank(value) > rank(kept.get(key, default)):
            refused.append(key)
    if project.jobs is not None:
        kept["jobs"] = project.jobs
    if project.exposure.regions:  # more countries, more numbers found
        kept["exposure"] = {"regions": [*user.exposure.regions, *project.exposure.regions]}
    refused += [
        key
        for key in ("risk", "select", "exclude", "baseline", "online", "trust", "packages", "sandbox")
        if key in msgspec.to_builtins(project)
    ]
    if project.ignored_rules():
        refused.append("ignore")
    if project.inline_ignores == "all":
        refused.append("inline-ignores")
    notices = []
    if refused:
        notices.append(
            f"{name} of the scanned tree can only tighten: {', '.join(f'`{k}`' for k in refused)} not followed; "
            f"pass --config {name} if it is yours"
        )
    return msgspec.convert(kept, Config), notices


def json_schema() -> dict[str, object]:
    """The JSON schema of `fumehood.toml`."""
    return msgspec.json.schema(Config)
