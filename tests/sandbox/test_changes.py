"""What a run wrote: shown, taken over, refused, thrown away, taken back."""

import os
import subprocess
from pathlib import Path

import pytest


def state(world):
    found = {}
    for folder, names, files in os.walk(world.project):
        for name in (*names, *files):
            path = os.path.join(folder, name)
            info = os.lstat(path)
            content = os.readlink(path) if os.path.islink(path) else None
            if content is None and os.path.isfile(path):
                content = Path(path).read_bytes()
            found[os.path.relpath(path, world.project)] = (info.st_mode, content)
    return found


def test_apply_and_undo_are_exact(anyone):
    anyone.write("edit.txt", "old\n")
    anyone.write("gone/inner/a.txt")
    anyone.write("tool.sh").chmod(0o755)
    anyone.write("replaced", "file\n")
    before = state(anyone)
    anyone.sh(
        "echo new > edit.txt; rm -r gone; mkdir -p made/deep; echo x > made/deep/y; ln -s made link; chmod 644 tool.sh;"
        "rm replaced; mkdir replaced; echo z > replaced/z"
    )
    assert state(anyone) == before
    done = anyone("changes", "apply")
    assert done.returncode == 0, done.stdout + done.stderr
    after = state(anyone)
    assert after["edit.txt"][1] == b"new\n"
    assert "gone" not in after
    assert after["made/deep/y"][1] == b"x\n"
    assert after["link"][1] == "made"
    assert after["tool.sh"][0] & 0o777 == 0o644
    assert after["replaced/z"][1] == b"z\n"
    assert anyone("changes", "show").stdout == ""
    done = anyone("changes", "undo")
    assert done.returncode == 0, done.stdout
    assert state(anyone) == before


def test_a_folder_that_was_made_anew_hides_the_old_one(world):
    world.write("d/old.txt")
    world.sh("rm -r d; mkdir d; echo n > d/new.txt")
    world("changes", "apply")
    assert os.listdir(world.project / "d") == ["new.txt"]
    world("changes", "undo")
    assert os.listdir(world.project / "d") == ["old.txt"]


def test_what_was_renamed_is_applied_under_its_new_name(anyone):
    anyone.write("a.txt", "a\n")
    anyone.write("d/b.txt", "b\n")
    anyone.write("d/c.txt", "c\n")
    before = state(anyone)
    done = anyone.sh("mv a.txt new.txt; mkdir e; mv d/b.txt e/; mv d/c.txt d/z.txt; echo more >> d/z.txt")
    assert done.returncode == 0, done.stderr
    done = anyone("changes", "apply", "a.txt")
    assert done.returncode == 0, done.stdout
    done = anyone("changes", "apply")
    assert done.returncode == 0, done.stdout
    assert sorted(state(anyone)) == ["d", "d/z.txt", "e", "e/b.txt", "new.txt"]
    assert (anyone.project / "d/z.txt").read_text() == "c\nmore\n"
    anyone("changes", "undo")
    anyone("changes", "undo")
    assert state(anyone) == before


def test_a_file_that_the_host_removed_meanwhile_is_not_brought_back(anyone):
    path = anyone.write("a.txt", "a\n")
    anyone.sh("echo more >> a.txt")
    path.unlink()
    done = anyone("changes", "apply")
    assert done.returncode == 1
    assert "removed on the host" in done.stdout
    assert not path.exists()


def test_permissions_of_a_folder_are_a_change(anyone):
    anyone.write("d/e/a.txt")
    before = state(anyone)
    anyone.sh("chmod 750 d; chmod 700 d/e; echo x > d/e/b.txt")
    assert "d/  (permissions only)" in anyone("changes", "show").stdout
    done = anyone("changes", "apply", "d")
    assert done.returncode == 0, done.stdout
    after = state(anyone)
    assert [after[path][0] & 0o777 for path in ("d", "d/e")] == [0o750, 0o700]
    assert anyone("changes", "show").stdout == ""
    anyone("changes", "undo")
    assert state(anyone) == before
    anyone.sh("chmod 700 d")
    anyone("changes", "discard", "d")
    assert anyone("changes", "show").stdout == ""
    assert state(anyone) == before


def test_a_copy_takes_renamed_folders_over_and_leaves_unseen_secrets(world):
    for name in ("d/a.txt", "d/e/b.txt", "s/c.txt"):
        world.write(name)
    secret = world.write("s/.env", "KEY=made-up-value\n")
    done = world.run("sh", "-c", "mv d f; rm -r s; mkdir d", options=("--backend", "landlock"))
    assert done.returncode == 0, done.stderr
    done = world("changes", "apply")
    assert done.returncode == 0, done.stdout
    assert sorted(state(world)) == ["d", "f", "f/a.txt", "f/e", "f/e/b.txt", "s", "s/.env"]
    assert secret.read_text() == "KEY=made-up-value\n"


def test_what_would_act_outside_is_refused_and_the_rest_applied(anyone):
    subprocess.run(["git", "init", "-q", str(anyone.project)], check=True)
    for folder, names, files in os.walk(anyone.project):
        for name in (*names, *files):
            if anyone.user is not None:
                os.chown(os.path.join(folder, name), anyone.user, anyone.user)
    anyone.sh(
        "printf '#!/bin/sh\n' > .git/hooks/pre-commit; git config core.fsmonitor evil; ln -s /etc/passwd out;"
        "ln -s ../.. up; mkfifo pipe; echo ok > ok.txt; git init -q --bare bare; mkdir .vscode; echo {} > .vscode/tasks.json"
    )
    done = anyone("changes", "apply")
    assert done.returncode == 1
    for name in (
        ".git/hooks/pre-commit",
        ".git/config",
        "out",
        "up",
        "pipe",
        "bare/config",
        ".vscode/tasks.json",
    ):
        assert not (anyone.project / name).is_symlink()
        assert f"left     {name}: refused" in done.stdout
    assert "evil" not in (anyone.project / ".git/config").read_text()
    assert (anyone.project / "ok.txt").read_text() == "ok\n"
    anyone("changes", "apply", ".vscode")
    assert (anyone.project / ".vscode/tasks.json").exists()


def test_a_commit_made_inside_survives(world):
    subprocess.run(["git", "init", "-q", str(world.project)], check=True)
    who = "-c user.name=a -c user.email=a@example.com"
    done = world.sh(f"echo x > x.txt; git add x.txt; git {who} commit -qm first")
    assert done.returncode == 0, done.stderr
    assert world("changes", "apply").returncode == 0
    git = ["git", "-c", "safe.directory=*", "-C", str(world.project)]
    log = subprocess.run([*git, "log", "--format=%s"], capture_output=True, text=True)
    assert log.stdout == "first\n"
    assert subprocess.run([*git, "status", "--short"], capture_output=True, text=True).stdout == ""


def test_a_file_that_changed_on_the_host_stands(world):
    world.write("both.txt", "host 1\n")
    world.write("gone.txt")
    world.sh("echo run > both.txt; echo run > fresh.txt; echo run >> gone.txt")
    world.write("both.txt", "host 2\n")
    world.write("fresh.txt", "host\n")
    (world.project / "gone.txt").unlink()
    done = world("changes", "apply")
    assert done.returncode == 1
    assert done.stdout.count("conflict") == 3
    assert (world.project / "both.txt").read_text() == "host 2\n"
    assert not (world.project / "gone.txt").exists()
    assert "both.txt" in world("changes", "show").stdout


def test_undo_keeps_what_was_edited_since(world):
    world.write("a.txt", "old\n")
    world.sh("echo new > a.txt; echo new > b.txt")
    world("changes", "apply")
    world.write("a.txt", "mine, edited\n")
    done = world("changes", "undo")
    assert done.returncode == 1
    assert "kept     a.txt" in done.stdout
    assert (world.project / "a.txt").read_text() == "mine, edited\n"
    assert not (world.project / "b.txt").exists()


def test_runs_are_kept_apart(world):
    world.sh("echo 1 > one.txt")
    world.sh("test ! -e o*.txt && echo 2 > two.txt")
    shown = world("changes", "show").stdout
    assert "one.txt" in shown
    assert "two.txt" in shown
    first = shown.split()[1].rstrip(":")
    world("changes", "discard", "--run", first)
    shown = world("changes", "show").stdout
    assert "one.txt" not in shown
    world("changes", "apply", "two.txt")
    assert (world.project / "two.txt").exists()
    assert not (world.project / "one.txt").exists()


def test_a_link_on_the_host_is_not_followed_out(world):
    outside = world.home / "outside"
    outside.mkdir()
    world.write("d/keep.txt")
    world.sh("echo x > d/new.txt")
    (world.project / "d").rename(world.project / "e")
    (world.project / "d").symlink_to(outside)
    assert world("changes", "apply").returncode == 1
    assert not os.listdir(outside)


def test_a_read_only_workspace_takes_no_writes(world):
    assert world.sh("echo x > x.txt", "--workspace", "ro").returncode != 0
    assert not (world.project / "x.txt").exists()


def test_direct_writes_are_there_at_once(world):
    assert world.sh("echo x > x.txt", "--workspace", "direct").returncode == 0
    assert (world.project / "x.txt").exists()


def test_files_of_another_group_can_be_changed_too(anyone):
    """An overlay of an ordinary user cannot carry them over: the run works on a copy, and says so."""
    path = anyone.write("shared/notes.txt", "a\n")
    if os.getuid():
        groups = [group for group in os.getgroups() if group != os.getgid()]
        if not groups:
            pytest.skip("this user has one group only")
        os.chown(path, -1, groups[0])
    else:
        os.chown(path, -1, 0)
    done = anyone.sh("echo b >> shared/notes.txt && echo made > shared/new.txt")
    assert done.returncode == 0, done.stderr
    assert ("works on a copy" in done.stderr) == (anyone.user is not None or os.getuid() != 0)
    assert path.read_text() == "a\n"
    assert anyone("changes", "apply").returncode == 0
    assert path.read_text() == "a\nb\n"
    assert (anyone.project / "shared/new.txt").read_text() == "made\n"
