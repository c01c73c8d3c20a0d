"""Where secrets lie outside the project, within reach of any command that an assistant runs for its user."""

import os
from collections.abc import Iterator, Mapping

from fumehood.core.language import language_of
from fumehood.core.read_file import Unreadable, read_bytes, source_of
from fumehood.core.report import Unscanned
from fumehood.core.source import Source
from fumehood.core.walk import shown_path

ENVIRONMENT = "environment"
_LONGEST_VALUE = 20_000
_MOST_FILES = 40  # in one folder of keys
_MOST_PROJECTS = 200
_KEY_FOLDERS = (
    ".ssh",
    ".aws",
    ".kube",
    ".docker",
    ".gnupg",
    ".azure",
    ".config/gcloud",
    ".config/gh",
    ".oci",
)
_KEY_FILES = (
    ".netrc", ".pgpass", ".my.cnf", ".git-credentials", ".npmrc", ".yarnrc.yml", ".pypirc", ".dockercfg", ".s3cfg",
    ".boto", ".vault-token", ".databrickscfg", ".terraformrc", ".terraform.d/credentials.tfrc.json", ".env", ".envrc",
    ".cargo/credentials.toml", ".gem/credentials", ".cache/huggingface/token", ".huggingface/token", ".kaggle/kaggle.json",
    ".config/hub", ".config/rclone/rclone.conf", ".config/pip/pip.conf", ".pip/pip.conf", ".config/gh/hosts.yml",
    ".claude/.credentials.json", ".codex/auth.json", ".gemini/oauth_creds.json", ".config/github-copilot/apps.json",
    ".Renviron", ".condarc", ".jupyter/jupyter_server_config.json",
)  # fmt: skip
_HISTORIES = (
    ".bash_history", ".zsh_history", ".zhistory", ".local/share/fish/fish_history", ".python_history", ".psql_history",
    ".mysql_history", ".sqlite_history", ".rediscli_history", ".node_repl_history", ".Rhistory", ".ipython/profile_default/history.sqlite",
    ".local/share/powershell/PSReadLine/ConsoleHost_history.txt",
)  # fmt: skip
_ENV_FILES = (".env", ".env.local", ".env.production", ".envrc", "secrets.toml", "credentials.json")


def environment(variables: Mapping[str, str]) -> Iterator[Source]:
    """A source for each variable, as a line of a `.env` file; its path is `environment/NAME`."""
    for name, value in sorted(variables.items()):
        if value and len(value) <= _LONGEST_VALUE:
            yield Source(f"{ENVIRONMENT}/{name}", f"{name}={value}", language_of(".env"))


def credentials(home: str, unread: list[Unscanned]) -> Iterator[Source]:
    """The files at home whose purpose is to hold credentials, with paths that begin with `~/`."""
    names = [name for name in _KEY_FILES if os.path.isfile(os.path.join(home, name))]
    for folder in _KEY_FOLDERS:
        try:
            with os.scandir(os.path.join(home, folder)) as entries:
                inside = sorted(e.name for e in entries if e.is_file(follow_symlinks=False))
        except FileNotFoundError:
            continue
        except OSError as error:
            unread.append(Unscanned(f"~/{folder}", (error.strerror or "cannot be entered").lower()))
            continue
        names += [f"{folder}/{name}" for name in inside[:_MOST_FILES] if not name.endswith((".pub", ".lock"))]
        if len(inside) > _MOST_FILES:
            unread.append(
                Unscanned(f"~/{folder}", f"only {_MOST_FILES} of its {len(inside)} files were looked at")
            )
    yield from _sources(home, "~", dict.fromkeys(names), unread)


def histories(home: str, unread: list[Unscanned]) -> Iterator[Source]:
    """What shells and interpreters remember of earlier commands."""
    names = [name for name in _HISTORIES if os.path.isfile(os.path.join(home, name))]
    yield from _sources(home, "~", names, unread)


def other_projects(root: str) -> list[str]:
    """The names of the folders beside the project that look like projects of their own."""
    parent = os.path.dirname(os.path.realpath(root))
    try:
        with os.scandir(parent) as entries:
            names = sorted(e.name for e in entries if e.is_dir(follow_symlinks=False))
    except OSError:
        return []
    own = os.path.basename(os.path.realpath(root))
    marks = (".git", "pyproject.toml", "package.json", ".env")
    found = (
        n for n in names if n != own and any(os.path.lexists(os.path.join(parent, n, mark)) for mark in marks)
    )
    return [name for name, _ in zip(found, range(_MOST_PROJECTS), strict=False)]


def secrets_of_projects(root: str, names: list[str], unread: list[Unscanned]) -> Iterator[Source]:
    """The files of other projects that hold secrets by their name; their paths begin with `../`."""
    parent = os.path.dirname(os.path.realpath(root))
    files = [f"{n}/{f}" for n in names for f in _ENV_FILES if os.path.isfile(os.path.join(parent, n, f))]
    yield from _sources(parent, "..", files, unread)


def _sources(
    folder: str, shown: str, names: "Mapping[str, None] | list[str]", unread: list[Unscanned]
) -> Iterator[Source]:
    for name in names:
        path = shown_path(f"{shown}/{name}")
        try:
            reading = read_bytes(os.path.join(folder, name))
        except Unreadable as error:
            unread.append(Unscanned(path, str(error)))
            continue
        if not reading.binary:
            yield source_of(path, reading.raw)
