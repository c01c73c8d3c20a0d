"""One walk over the project: which files are secret by their name, and what must not be changed in place."""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.sandbox.settings import is_setting

CODE = (
    ".py",
    ".pyi",
    ".js",
    ".ts",
    ".tsx",
    ".jsx",
    ".go",
    ".java",
    ".rb",
    ".rs",
    ".c",
    ".h",
    ".cpp",
    ".md",
    ".html",
    ".rst",
)
_SECRET = re.compile(
    r"\.env(?:rc)?(?:\..{1,60})?|.{1,200}\.env|.{1,200}\.(?:key|p12|pfx|jks|keystore|kdbx|ppk|tfstate|tfvars)|"
    r"id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|\.netrc|_netrc|\.pypirc|\.git-credentials|\.pgpass|\.my\.cnf|\.htpasswd|"
    r"credentials?(?:\..{1,40})?|.{0,60}credentials\.(?:json|ya?ml|toml|ini)|secrets?\.(?:json|ya?ml|toml|ini|env|txt)|"
    r"\.?service[-_]account.{0,60}\.json|kubeconfig|\.dockercfg|\.vault-token",
    re.IGNORECASE,
)
_BY_CONTENT = re.compile(r".{1,200}\.pem|\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"\.(?:example|sample|template|dist|tmpl)$|^\.env\.(?:example|sample|template|dist)", re.IGNORECASE
)
_HOLDS = re.compile(
    rb"PRIVATE KEY|_authToken|_password|_auth\s{0,5}=|npmAuthToken|://[^/\s:@]{1,200}:[^/\s@]{1,200}@"
)
GIT_PASSWORD = re.compile(
    rb"(://[^/\s:@]{0,200}:)[^/\s@]{1,400}(?=@)|((?i:extraheader)[ \t]{0,20}=[ \t]{0,20})[^\r\n]{1,4000}"
)
"""Passwords of a git configuration; what stands before each is kept in one of the two groups."""
_LARGEST = 1 << 20


class Survey(NamedTuple):
    """Absolute paths: secret files, settings, folders of repositories (`.git`), `.git` files, hooks elsewhere."""

    secrets: tuple[str, ...]
    settings: tuple[str, ...]
    repositories: tuple[str, ...]
    links: tuple[str, ...]
    hooks: tuple[str, ...]


def is_secret_name(name: str) -> bool:
    """Whether a file is taken for a secret by its name alone."""
    return bool(_SECRET.fullmatch(name)) and not _EXAMPLE.search(name) and not name.lower().endswith(CODE)


def survey(project: str) -> Survey:
    """Looks at every name below `project` once; folders that cannot be read are left out of view by the kernel too."""
    secrets: set[str] = set()
    settings: list[str] = []
    repositories: list[str] = []
    links: list[str] = []
    for entry in _entries(project):
        name = entry.name
        folder = entry.is_dir(follow_symlinks=False)
        if name == ".git":
            (repositories if folder else links).append(entry.path)
        elif is_setting(entry.path):
            settings.append(entry.path)
        elif name == "objects" and folder and _is_bare(entry.path):
            repositories.append(os.path.dirname(entry.path))
        if not folder and _is_secret(entry):
            real = os.path.realpath(entry.path)
            if real.startswith(project + "/") and os.path.isfile(real):
                secrets.add(real)
    secrets |= _with_password(repositories)
    secrets |= _other_names(project, secrets)
    return Survey(
        tuple(sorted(secrets)),
        tuple(sorted(settings)),
        tuple(sorted(repositories)),
        tuple(sorted(links)),
        tuple(sorted(path for one in repositories for path in _hooks(project, one))),
    )


def _entries(project: str) -> Iterator["os.DirEntry[str]"]:
    pending = [project]
    while pending:
        try:
            found = os.scandir(pending.pop())
        except OSError:
            continue
        with found:
            for entry in found:
                yield entry
                if entry.is_dir(follow_symlinks=False) and entry.name not in (".git", "__pycache__"):
                    pending.append(entry.path)


def _is_bare(objects: str) -> bool:
    """Whether the folder above is a repository without a work tree: git obeys it when somebody enters it."""
    above = os.path.dirname(objects)
    return os.path.isdir(os.path.join(above, "refs")) and os.path.lexists(os.path.join(above, "HEAD"))


def _is_secret(entry: "os.DirEntry[str]") -> bool:
    if is_secret_name(entry.name):
        return True
    if not _BY_CONTENT.fullmatch(entry.name):
        return False
    try:
        if not entry.is_file():
            return False
        with open(entry.path, "rb") as file:
            return bool(_HOLDS.search(file.read(_LARGEST)))
    except OSError:
        return True


def _with_password(repositories: list[str]) -> set[str]:
    """The configurations in which a password stands: in the address of a remote, or in a header."""
    found = set()
    for path in (os.path.join(one, "config") for one in repositories):
        try:
            with open(path, "rb") as file:
                if GIT_PASSWORD.search(file.read(_LARGEST)):
                    found.add(path)
        except OSError:
            continue
    return found


def _other_names(project: str, secrets: set[str]) -> set[str]:
    """Hard links to secret files, under whatever name; looked for only where a secret has more than one."""
    numbers = set()
    for path in secrets:
        info = os.stat(path)
        if info.st_nlink > 1:
            numbers.add((info.st_dev, info.st_ino))
    if not numbers:
        return set()
    found = set()
    for entry in _entries(project):
        if entry.is_file(follow_symlinks=False):
            info = entry.stat(follow_symlinks=False)
            if (info.st_dev, info.st_ino) in numbers:
                found.add(entry.path)
    return found


def _hooks(project: str, repository: str) -> Iterator[str]:
    """Folders inside the project that a repository takes its hooks from, by a link or by its configuration."""
    found = [os.path.realpath(os.path.join(repository, "hooks"))]
    try:
        with open(os.path.join(repository, "config"), "rb") as file:
            lines = re.findall(
                rb"(?im)^[ \t]{0,20}hookspath[ \t]{0,20}=[ \t]{0,20}\"?([^\r\n\"#;]{1,4000})",
                file.read(_LARGEST),
            )
        found += [
            os.path.realpath(os.path.join(os.path.dirname(repository), os.fsdecode(line.strip())))
            for line in lines
        ]
    except OSError:
        pass
    for path in found:
        if path.startswith(project + "/") and path != os.path.join(repository, "hooks"):
            yield path
