"""`ignore sync` and `ignore status` on whole projects, through the command."""

import json
import os
import subprocess
import sys

import pytest

COMMAND = os.path.join(os.path.dirname(sys.executable), "fumehood")
FILES = (
    ".gitignore",
    ".cursorignore",
    ".aiexclude",
    ".geminiignore",
    ".aiignore",
    ".codeiumignore",
    ".rooignore",
)


@pytest.fixture
def ignore(tmp_path, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")

    def run(*words):
        environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [COMMAND, "ignore", *words], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr

    return run


def tree(root):
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_sync_covers_every_mechanism_and_a_second_one_changes_nothing(tmp_path, ignore):
    (tmp_path / "fumehood.toml").write_text('[ignore]\npatterns = [".env", "secrets/", "*.pem"]\n')
    assert ignore("sync")[0] == 0
    first = tree(tmp_path)
    assert all(b"\nsecrets/\n" in first[file] for file in FILES)
    assert {"Read(./.env)", "Read(./secrets/**)", "Read(./**/*.pem)"} <= set(
        json.loads(first[".claude/settings.json"])["permissions"]["deny"]
    )
    assert ignore("sync")[0] == 0
    assert tree(tmp_path) == first
    assert ignore("status")[0] == 0


def test_the_lines_for_a_settings_page_are_printed_when_asked_for(tmp_path, ignore):
    (tmp_path / "fumehood.toml").write_text('[ignore]\npatterns = [".env", "secrets/"]\n')
    assert "ignore sync -v" in ignore("sync")[1]
    code, said = ignore("sync", "-v")
    assert code == 0
    assert '- ".env"\n- "**/secrets/**"\n' in said


def test_a_pattern_that_leaves_the_policy_leaves_the_files(tmp_path, ignore):
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/settings.json").write_text('{"permissions": {"deny": ["Read(./secrets/**)"]}}')
    (tmp_path / "fumehood.toml").write_text('[ignore]\npatterns = [".env", "secrets/", "*.pem"]\n')
    ignore("sync")
    (tmp_path / "fumehood.toml").write_text('[ignore]\npatterns = [".env"]\n')
    code, said = ignore("status")
    assert (code, "outdated" in said) == (1, True)
    ignore("sync")
    assert b"pem" not in (tmp_path / ".cursorignore").read_bytes()
    deny = json.loads((tmp_path / ".claude/settings.json").read_text())["permissions"]["deny"]
    assert "Read(./**/*.pem)" not in deny
    assert "Read(./secrets/**)" in deny  # the user's own


def test_remove_restores_the_tree(tmp_path, ignore):
    (tmp_path / ".gitignore").write_bytes(b"build/\r\nlast line without end")
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/settings.json").write_text('{\n    "model": "x"\n}\n')
    before = tree(tmp_path)
    ignore("sync")
    assert tree(tmp_path) != before
    assert ignore("sync", "--remove")[0] == 0
    assert tree(tmp_path) == before


def test_templates_stay_readable(tmp_path, ignore):
    ignore("sync")
    assert "!.env.example" in (tmp_path / ".cursorignore").read_text()
    assert "!" not in (tmp_path / ".aiexclude").read_text().replace("# ", "")
    deny = json.loads((tmp_path / ".claude/settings.json").read_text())["permissions"]["deny"]
    assert "Read(./**/.env.production)" in deny
    assert not any(rule in ("Read(./**/.env.*)", "Read(./.env.*)") for rule in deny)


def test_what_cannot_be_written_is_said_and_the_rest_is_done(tmp_path, ignore):
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/settings.json").write_text("{ broken")
    outside = tmp_path.parent / "outside"
    outside.write_text("")
    (tmp_path / ".cursorignore").symlink_to(outside)
    code, said = ignore("sync")
    assert code == 4
    assert "not valid JSON" in said
    assert "leads out of the project" in said
    assert (tmp_path / ".claude/settings.json").read_text() == "{ broken"
    assert outside.read_text() == ""
    assert (tmp_path / ".aiignore").exists()


def test_status_names_edits_dead_files_and_tracked_secrets(tmp_path, ignore):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    (tmp_path / ".env").write_text("X=1\n")
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "-f", ".env"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-qm", "x"], cwd=tmp_path, check=True)
    ignore("sync")
    (tmp_path / ".copilotignore").write_text(".env\n")
    block = tmp_path / ".rooignore"
    block.write_text(block.read_text().replace("secrets/\n", ""))
    code, said = ignore("status")
    assert code == 1
    assert ".copilotignore: no version" in said
    assert "edited" in said
    assert "tracked by git: .env" in said
