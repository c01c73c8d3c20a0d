"""What a run does not get to see or to leave behind, by names and by what a repository obeys."""

import socket
import subprocess

import pytest

from fumehood.sandbox.secret_names import is_secret_name
from fumehood.sandbox.settings import is_setting
from fumehood.sandbox.sockets import none_below
from fumehood.sandbox.survey import survey


@pytest.mark.parametrize(
    "name",
    [".env~", ".env.bak", ".env.old", "#.env#", "..env.swp", "ID_RSA.BAK", "id_ed25519.orig", "credentials.json~", "secrets.yaml.save",
     "prod.tfvars.bak.bak", "server.key.1"],
)  # fmt: skip
def test_a_copy_of_a_secret_file_is_one(name):
    assert is_secret_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "~",
        "",
        ".bak",
        "#",
        "##",
        ".swp",
        "notes.txt~",
        "main.py.bak",
        ".env.example.bak",
        "key.orig",
        "module.1",
        "x.swp",
    ],
)
def test_other_copies_are_none(name):
    assert not is_secret_name(name)


def test_settings_by_their_folder():
    for path in (
        ".cargo/config.toml",
        "deep/.cargo/config",
        ".yarn/releases",
        "gradle/wrapper/gradle-wrapper.properties",
        ".npmrc",
        "a/.Rprofile",
    ):
        assert is_setting("/project/" + path), path
    for path in (
        "config.toml",
        "src/config",
        "releases",
        "docs/plugins",
        "bazel",
        ".yarn",
        ".yarn/cache",
        "node_modules/a/.npmrc",
    ):
        assert not is_setting("/project/" + path), path


def test_settings_that_a_repository_includes(tmp_path):
    project = str(tmp_path)
    subprocess.run(["git", "init", "-q", project], check=True)
    with (tmp_path / ".git/config").open("a") as file:
        file.write(
            '[include]\n\tpath = ../shared/one.inc\n[includeIf "gitdir:~/"]\npath="../../outside"\n[include] path = ../itself\n'
        )
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/one.inc").write_text("[include]\npath = two.inc\n[core]\nhooksPath = shared/hooks\n")
    (tmp_path / "shared/two.inc").write_text("[include]\npath = one.inc\n")
    found = {path.removeprefix(project + "/") for path in survey(project).hooks}
    assert found == {"shared/one.inc", "shared/two.inc", "shared/hooks", "itself"}


def test_an_included_setting_and_a_rebase_are_not_applied(world):
    subprocess.run(["git", "init", "-q", str(world.project)], check=True)
    with (world.project / ".git/config").open("a") as file:
        file.write("[include]\n\tpath = ../shared.inc\n")
    world.write("shared.inc", "")
    script = "mkdir .git/rebase-merge; echo 'exec evil' > .git/rebase-merge/git-rebase-todo; echo '[core] fsmonitor = evil' > shared.inc; echo x > fine"
    assert world.sh(script).returncode == 0
    done = world("changes", "apply")
    assert done.returncode == 1
    assert "an unfinished rebase" in done.stdout + done.stderr
    assert (world.project / "fine").exists()
    assert (world.project / "shared.inc").read_text() == ""
    assert not (world.project / ".git/rebase-merge/git-rebase-todo").exists()


def test_sockets_below_a_folder(tmp_path, monkeypatch):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/link").symlink_to("/run")
    assert none_below((str(tmp_path), "/does/not/exist"))
    monkeypatch.chdir(tmp_path / "a/b")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("s")
    assert not none_below((str(tmp_path),))
    assert not none_below((str(tmp_path / "a/b/s"),))
