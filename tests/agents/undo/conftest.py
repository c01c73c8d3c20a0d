"""Real git repositories with a home of their own."""

import os
import subprocess

import pytest


class Project:
    """A work tree; calling it runs git there."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, *arguments, **options):
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, text=True, check=True, **options
        )
        return done.stdout

    def write(self, name, text="x\n"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def state(self):
        """What must stay untouched."""
        index = self.folder / ".git" / "index"
        return (
            index.read_bytes() if index.exists() else b"",
            (self.folder / ".git" / "HEAD").read_text(),
            self("for-each-ref", "refs/heads", "refs/tags", "refs/stash"),
        )


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    for name in [n for n in os.environ if n.startswith(("GIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    (home / ".gitconfig").write_text(
        '[user]\n name = A\n email = a@example.org\n[init]\n defaultBranch = main\n[protocol "file"]\n allow = always\n'
    )
    return home


@pytest.fixture
def make(tmp_path):
    def made(name="project", *options):
        project = Project(tmp_path / "home" / name)
        project("init", "-q", *options)
        return project

    return made


@pytest.fixture
def project(make):
    project = make()
    project.write("a.txt", "one\n")
    project.write("src/b.py", "two\n")
    project.write(".gitignore", "data/\n*.log\n")
    project("add", "-A")
    project("commit", "-qm", "first")
    return project
