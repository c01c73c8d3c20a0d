"""Folders that may not be written, and files of another owner: as an ordinary user, and as root for one."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

NOBODY = 65534
SOURCE = Path(__file__).resolve().parents[3] / "src"


@pytest.fixture
def run():
    """Runs the command as an ordinary user in a home of his."""
    base = Path(tempfile.mkdtemp(prefix="fumehood-test-"))
    base.chmod(0o755)
    (base / "home/.claude").mkdir(parents=True)
    if os.getuid():
        command, identity, path = [sys.executable, "-m", "fumehood"], {}, ""
    else:
        identity = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        packages = next(p for p in sys.path if p.endswith("site-packages"))
        command, path = ["/usr/bin/python3", "-m", "fumehood"], f"{SOURCE}:{packages}"
        probe = [
            command[0],
            "-c",
            f"import sys; assert sys.version_info[:2] == {sys.version_info[:2]}; import fumehood, msgspec",
        ]
        for each in (base, *base.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
        done = subprocess.run(probe, env={"PYTHONPATH": path}, capture_output=True, **identity)
        if done.returncode:
            pytest.skip("an ordinary user cannot start this Python here")

    def run(*arguments):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(base / "home"),
            "PYTHONPATH": path,
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        return subprocess.run(
            [*command, *arguments],
            cwd=base,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            **identity,
        )

    run.home = base / "home"
    yield run
    for folder in base.rglob("*"):
        if folder.is_dir():
            folder.chmod(0o755)
    import shutil

    shutil.rmtree(base, ignore_errors=True)


def test_a_folder_that_may_not_be_written(run):
    settings = run.home / ".claude/settings.json"
    settings.write_text("{}")
    settings.parent.chmod(0o555)
    done = run("agents", "install", "claude", "gemini")
    assert done.returncode == 4, done.stderr
    assert "permission denied" in done.stdout
    assert settings.read_text() == "{}"
    assert (run.home / ".gemini/settings.json").exists()
    assert run("agents", "uninstall").returncode == 0
    assert not (run.home / ".gemini").exists()


def test_settings_that_may_not_be_read(run):
    settings = run.home / ".claude/settings.json"
    settings.write_text("{}")
    settings.chmod(0)
    if os.getuid() == 0:
        os.chown(settings, 0, 0)
    done = run("agents", "install", "claude")
    assert done.returncode == 4
    assert "permission denied" in done.stdout
    assert "Traceback" not in done.stderr


def test_round_trip(run):
    before = sorted(str(p) for p in run.home.rglob("*"))
    assert run("agents", "install", "claude", "codex", "kiro").returncode == 0
    assert run("agents", "status", "claude", "codex", "kiro").returncode == 0
    assert run("agents", "uninstall").returncode == 0
    assert sorted(str(p) for p in run.home.rglob("*") if ".config" not in str(p)) == before


@pytest.mark.skipif(os.getuid() != 0, reason="only root can write for another user")
def test_root_leaves_the_owner_as_he_was(home):
    settings = home.write(".claude/settings.json", "{}")
    settings.chmod(0o600)
    for path in (settings, settings.parent):
        os.chown(path, NOBODY, NOBODY)
    assert home.run("agents", "install", "claude").returncode == 0
    assert settings.stat().st_uid == NOBODY
    assert settings.stat().st_mode & 0o777 == 0o600
    assert home.run("agents", "uninstall").returncode == 0
    assert settings.stat().st_uid == NOBODY
