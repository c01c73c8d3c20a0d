"""Settings that cannot be edited safely are left alone and named; nothing is lost, whatever happens in between."""

import json
import os

import pytest


def refused(home, *agents):
    done = home.run("agents", "install", *agents)
    assert done.returncode == 4, done.stdout
    assert "left alone, because" in done.stdout
    assert "install again" in done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"hooks": ', "not valid JSON"),
        (b"[]", "no JSON object"),
        (b'{"hooks": []}', "`hooks` is a list, not an object"),
        (b'{"hooks": {"PreToolUse": {}}}', "`hooks.PreToolUse` is an object, not a list"),
        (b'{"permissions": {"deny": "x"}}', "`permissions.deny` is a single value"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"\x00\x01", "not valid JSON"),
        (b"[" * 10_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_not_what_it_should_be(home, raw, reason):
    path = home.write(".claude/settings.json", raw)
    assert reason in refused(home, "claude")
    assert path.read_bytes() == raw
    assert "traceback" not in home.run("agents", "status", "claude").stderr.lower()
    assert home.run("agents", "test", "claude").returncode == 1
    assert home.run("agents", "uninstall", "claude").returncode in (0, 4)
    assert path.read_bytes() == raw


def test_one_bad_file_does_not_keep_the_others_from_being_written(home):
    home.write(".codex/hooks.json", "{")
    refused(home, "codex", "claude")
    assert (home.path / ".codex/rules/fumehood.rules").exists()
    assert home.run("agents", "test", "claude").returncode == 0


def test_a_read_only_file_is_left_alone(home):
    path = home.write(".claude/settings.json", "{}")
    path.chmod(0o444)
    assert "read-only" in refused(home, "claude")
    assert path.read_bytes() == b"{}"


def test_a_link_inside_the_home_is_written_through(home):
    target = home.write("dotfiles/claude.json", '{\n  "model": "x"\n}\n')
    link = home.path / ".claude/settings.json"
    link.parent.mkdir()
    link.symlink_to("../dotfiles/claude.json")
    before = home.picture()
    assert home.run("agents", "install", "claude").returncode == 0
    assert link.is_symlink()
    assert "PreToolUse" in json.loads(target.read_bytes())["hooks"]
    assert home.run("agents", "uninstall").returncode == 0
    assert home.picture() == before


def test_a_link_that_leads_out_is_not_followed(home, tmp_path):
    outside = tmp_path / "outside.json"
    outside.write_text("{}")
    link = home.path / ".claude/settings.json"
    link.parent.mkdir()
    link.symlink_to(outside)
    assert "leads out" in refused(home, "claude")
    assert outside.read_text() == "{}"


def test_a_projects_link_into_the_home_is_not_followed(home):
    mine = home.write(".claude/settings.json", "{}")
    (home.project / ".claude").symlink_to(home.path / ".claude")
    done = home.run("agents", "install", "--project", "claude")
    assert done.returncode == 4
    assert mine.read_text() == "{}"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_regular_file(home, make):
    (home.path / ".claude").mkdir()
    make(home.path / ".claude/settings.json")
    refused(home, "claude")


def test_a_file_of_the_user_with_our_name_stays(home):
    path = home.write("Documents/Cline/Hooks/PreToolUse", "#!/bin/sh\nexit 0\n")
    assert "a file of yours has this name" in refused(home, "cline")
    assert path.read_text() == "#!/bin/sh\nexit 0\n"
    home.run("agents", "uninstall", "cline")
    assert path.read_text() == "#!/bin/sh\nexit 0\n"
    assert not (path.parent / "PostToolUse").exists()


def test_a_configuration_folder_that_cannot_be_made(home):
    home.write(".config/fumehood", "in the way")
    done = home.run("agents", "install", "claude")
    assert done.returncode == 4
    assert "no settings were touched" in done.stderr
    assert not (home.path / ".claude").exists()


def test_a_damaged_journal_is_a_clear_error(home):
    home.run("agents", "install", "claude")
    journal = home.path / ".config/fumehood/agents/journal.json"
    assert journal.stat().st_mode & 0o777 == 0o600
    assert journal.parent.stat().st_mode & 0o777 == 0o700
    journal.write_text("{")
    done = home.run("agents", "uninstall", "claude")
    assert done.returncode == 2
    assert "damaged" in done.stderr


def test_without_its_journal_uninstall_still_removes_what_it_recognises(home):
    home.write(".claude/settings.json", '{\n  "model": "x"\n}\n')
    home.run("agents", "install", "claude", "cline")
    (home.path / ".config/fumehood/agents/journal.json").unlink()
    assert home.run("agents", "uninstall", "claude", "cline").returncode == 0
    left = json.loads((home.path / ".claude/settings.json").read_bytes())
    assert "fumehood hook" not in json.dumps(left)
    assert left["model"] == "x"
    assert not (home.path / "Documents/Cline/Hooks/PreToolUse").exists()


def test_uninstall_without_an_installation_takes_nothing_of_the_users(home):
    raw = b'{"permissions": {"deny": ["Read(./.env)", "Bash(mkfs:*)"]}, "sandbox": {"enabled": true}}'
    path = home.write(".claude/settings.json", raw)
    home.write("project/.cursorignore", ".env\n")
    home.run("ignore", "sync")
    before = home.picture()
    assert home.run("agents", "uninstall", "claude", "cursor").returncode == 0
    assert home.run("agents", "uninstall", "claude", "cursor", "--project").returncode == 0
    assert path.read_bytes() == raw
    assert home.picture() == before


def test_two_installations_at_once(home):
    home.write(".claude/settings.json", '{"model": "x"}')
    before = home.picture()
    running = [home.start("agents", "install", "claude", "codex", "cursor") for _ in range(4)]
    ends = [(*p.communicate(timeout=120), p.returncode) for p in running]
    assert [code for _, _, code in ends] == [0] * 4, ends
    hooks = home.value(".claude/settings.json")["hooks"]["PreToolUse"]
    assert len(hooks) == 1
    assert home.run("agents", "uninstall").returncode == 0
    assert home.picture() == before


def test_the_home_is_no_project(home):
    assert home.run("agents", "install", "claude", "--project", cwd=home.path).returncode == 2
