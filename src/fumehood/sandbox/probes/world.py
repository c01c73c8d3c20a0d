"""A small home with a project in it, full of secrets made for one set of probes, and how it looked before."""

import os
import stat
import subprocess
from typing import NamedTuple

_GIT = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PATH": "/usr/local/bin:/usr/bin:/bin"}
OUTSIDE = ("/tmp", "/var/tmp")


class Planted(NamedTuple):
    """Where things are: the home, the project, the state folder, a mark for names, files of the host outside."""

    base: str
    home: str
    project: str
    state: str
    mark: str
    outside: tuple[str, ...]


def secret() -> str:
    """A new secret, put together here so that it stands in no file of ours."""
    return "probe" + "-secret-" + os.urandom(8).hex()


def plant(base: str) -> Planted:
    """Makes the world below `base`, an empty folder.

    Raises:
        OSError: it cannot be written.
    """
    home = os.path.join(base, "home")
    project = os.path.join(home, "project")
    state = os.path.join(home, ".local/state")
    mark = "fumehood-probe-" + os.urandom(6).hex()
    for name in (".ssh/id_rsa", ".aws/credentials", ".pypirc", ".npmrc", ".claude/.credentials.json", ".codex/auth.json",
                 ".bash_history", ".bashrc", "other/notes.txt", ".local/state/fumehood/probe-record",
                 ".kube/config", ".docker/config.json", ".config/containers/auth.json", ".gnupg/private-keys-v1.d/x.key",
                 ".password-store/x.gpg", ".mozilla/firefox/logins.json", ".psql_history", ".python_history", ".mysql_history",
                 ".node_repl_history", ".git-credentials", ".gitconfig", ".config/gh/hosts.yml", ".config/glab-cli/config.yml"):  # fmt: skip
        _file(os.path.join(home, name), secret() + "\n")
    for other in ("link", "made", "moved", "hard", "mode", "raced", "times", "root", "removed", "cut"):
        _file(os.path.join(home, f"other-{other}", "notes.txt"), secret() + "\n")
    _secrets(project)
    _secrets_inside(project)
    _repositories(project)
    _settings(project)
    os.symlink("../other-link", os.path.join(project, "link-out"))
    os.symlink("../.ssh/id_rsa", os.path.join(project, "link-key"))
    os.symlink("../other-link/written-through", os.path.join(project, "link-file"))
    outside = []
    for folder in OUTSIDE:
        path = os.path.join(folder, mark + "-read")
        _file(path, secret() + "\n")
        outside.append(path)
    return Planted(base, home, project, state, mark, tuple(outside))


def _secrets(project: str) -> None:
    for name in (
        ".env",
        ".env.production",
        "deploy/prod.env",
        ".env.bak",
        ".env~",
        ".env.old",
        ".env.save",
        "OLD/.ENV",
    ):
        _file(os.path.join(project, name), f"TOKEN={secret()}\n")
    kind = "PRIVATE" + " KEY"
    for name in ("deep/er/server.pem", "deep/er/server.key", "id_rsa", "id_rsa.bak", "OLD/ID_RSA"):
        _file(os.path.join(project, name), f"-----BEGIN {kind}-----\n{secret()}\n-----END {kind}-----\n")
    for name in ("credentials.json", "credentials.json~", "service-account-prod.json", "infra/terraform.tfstate",
                 "OLD/Credentials.json"):  # fmt: skip
        _file(os.path.join(project, name), f'{{"token": "{secret()}"}}\n')
    for name in ("secrets.yaml", "secrets.yaml.orig", "OLD/Secrets.YML", "kubeconfig"):
        _file(os.path.join(project, name), f"token: {secret()}\n")
    _file(os.path.join(project, "infra/prod.tfvars"), f'token = "{secret()}"\n')
    _file(os.path.join(project, ".npmrc"), f"//registry.example.com/:_authToken={secret()}\n")
    _file(os.path.join(project, ".pypirc"), f"[pypi]\npassword = {secret()}\n")
    _file(
        os.path.join(project, "pip.conf"),
        f"[global]\nindex-url = https://user:{secret()}@index.example.com/\n",
    )
    os.symlink(".env.production", os.path.join(project, "linked-settings"))
    os.link(os.path.join(project, ".env"), os.path.join(project, "hard-linked-settings"))


def _secrets_inside(project: str) -> None:
    """Keys in files whose names say nothing of them."""
    import base64

    kind = "PRIVATE" + " KEY"
    for name, before, after in (
        ("src/signing.py", 'KEY = """', '"""\n'),
        ("config/app.json", '{"key": "', '"}\n'),
        ("analysis.ipynb", '{"cells": [{"cell_type": "code", "source": ["key = \\"', '\\""]}]}\n'),
        ("docker-compose.yml", "services:\n  web:\n    environment:\n      KEY: |\n        ", "\n"),
    ):
        lines = [base64.b64encode(os.urandom(48)).decode() for _ in range(12)]
        end = {"json": "\\n", "ipynb": "\\\\n", "yml": "\n        "}.get(name.rpartition(".")[2], "\n")
        body = end.join((f"-----BEGIN {kind}-----", *lines, secret(), f"-----END {kind}-----"))
        _file(os.path.join(project, name), before + body + end + after)


def _repositories(project: str) -> None:
    for place in ("", "deep/nested", "a/b/c/d/e"):
        folder = os.path.join(project, place)
        os.makedirs(folder, exist_ok=True)
        subprocess.run(["git", "init", "-q", folder], env=_GIT, check=True)
        git = os.path.join(folder, ".git")
        _file(os.path.join(git, "hooks/pre-commit"), "#!/bin/sh\n")
        _file(os.path.join(git, "objects/00/probe"), "x\n")
        with open(os.path.join(git, "config"), "a", encoding="ascii") as file:
            if place == "":
                file.write("[core]\n hooksPath = tools/hooks\n[include]\n path = ../tools/shared.gitconfig\n")
            if place != "a/b/c/d/e":
                file.write(f'[remote "origin"]\n url = https://user:{secret()}@git.example.com/x.git\n')
    _file(os.path.join(project, "tools/hooks/pre-commit"), "#!/bin/sh\n")
    _file(os.path.join(project, "shared-hooks/pre-commit"), "#!/bin/sh\n")
    _file(os.path.join(project, "tools/shared.gitconfig"), "")
    deep = os.path.join(project, "a/b/c/d/e/.git")
    os.rename(os.path.join(deep, "hooks"), os.path.join(project, "linked-hooks"))
    os.symlink("../../../../../../linked-hooks", os.path.join(deep, "hooks"))
    _file(os.path.join(project, ".git/info/attributes"), "*.txt text\n")
    for name in ("config", "hooks/pre-commit", "HEAD"):
        _file(os.path.join(project, ".git/modules/sub", name), "")
    for name, text in (
        ("gitdir", os.path.join(project, "tree/.git")),
        ("commondir", "../.."),
        ("HEAD", "ref: refs/heads/x"),
    ):
        _file(os.path.join(project, ".git/worktrees/tree", name), text + "\n")
    _file(os.path.join(project, "tree/.git"), f"gitdir: {project}/.git/worktrees/tree\n")


def _settings(project: str) -> None:
    for name in (
        ".vscode/tasks.json",
        ".claude/settings.json",
        ".mcp.json",
        ".github/workflows/x.yml",
        ".envrc",
        "CLAUDE.md",
    ):
        _file(os.path.join(project, name), "{}\n")


def _file(path: str, text: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
        file.write(text)


Picture = dict[str, tuple[int, bytes]]


def picture(home: str) -> Picture:
    """Every path below `home` with its mode and content, to be compared later."""
    found: Picture = {}
    for folder, names, files in os.walk(home):
        for name in (*names, *files):
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            content = b""
            if stat.S_ISLNK(mode):
                content = os.fsencode(os.readlink(path))
            elif stat.S_ISREG(mode):
                with open(path, "rb") as file:
                    content = file.read()
            found[path] = (mode, content)
    return found


def changed(before: Picture, after: Picture, path: str, home: str) -> bool:
    """Whether something at or below `path` is not as it was; outside of the home, whether it is there now."""
    if not path.startswith(home + "/"):
        return os.path.lexists(path)
    inside = {p for p in (*before, *after) if p == path or p.startswith(path + "/")}
    return any(before.get(p) != after.get(p) for p in inside)
