"""Every agent: install, status, test, uninstall; afterwards every byte is as it was."""

import json

import pytest

from fumehood.agents.native.table import AGENTS

# Settings as people have them, by agent: with their own hooks, comments, tabs, CRLF, a BOM, no last line end.
THEIRS = {
    ".claude/settings.json": b'{\n\t"model": "opus",\n\t"hooks": {\n\t\t"PreToolUse": [\n\t\t\t{"matcher": "Bash", "hooks": '
    b'[{"type": "command", "command": "./mine.sh"}]}\n\t\t]\n\t},\n\t"permissions": {"allow": ["Bash(ls:*)"], "deny": '
    b'["Read(./.env)"]}\n}',
    ".codex/hooks.json": b'{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "say done"}]}]}}\n',
    ".codex/config.toml": b'model = "gpt-5"\r\n[features]\r\nhooks = true\r\n',
    ".cursor/hooks.json": b'{\r\n  "version": 1,\r\n  "hooks": {\r\n    "afterFileEdit": [{"command": "fmt"}]\r\n  }\r\n}\r\n',
    ".cursor/cli-config.json": b'{"permissions": {"allow": ["Shell(ls)"], "deny": []}, "version": 1}',
    ".gemini/settings.json": b'{\n  // which theme\n  "theme": "dark",\n  "hooks": {\n    "BeforeTool": [\n      '
    b'{"matcher": "write_file", "hooks": []}, // keep\n    ],\n  },\n}\n',
    ".copilot/hooks/mine.json": b'{"version": 1, "hooks": {}}',
    ".config/Code/User/settings.json": b'// Place your settings here\n{\n    "editor.tabSize": 2,\n    "chat.tools.terminal.autoApprove": '
    b'{ "ls": true, }\n}\n',
    ".codeium/windsurf/hooks.json": b"{}",
    ".codeium/.codeiumignore": b"# mine\n*.secret",
    ".config/opencode/opencode.jsonc": b'{\n  "$schema": "x", // s\n  "permission": { "bash": { "*": "ask" } }\n}\n',
    ".kiro/agents/mine.json": b'{\n    "name": "mine",\n    "hooks": {"preToolUse": [{"matcher": "fs_write", "command": "lint"}]}\n}\n',
    ".qwen/settings.json": b"",
    ".config/amp/settings.json": b'\xef\xbb\xbf{"amp.permissions": [{"tool": "Bash", "matches": {"cmd": "git push*"}, "action": "ask"}]}\n',
}  # fmt: skip


@pytest.mark.parametrize("theirs", [{}, THEIRS], ids=["a bare home", "settings as people have them"])
def test_all_agents(home, theirs):
    for name, raw in theirs.items():
        home.write(name, raw).chmod(0o640)
    before = home.picture()
    done = home.run("agents", "install", *AGENTS)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "next: fumehood agents test" in done.stderr
    installed = home.picture()
    assert installed != before

    again = home.run("agents", "install", *AGENTS)
    assert again.returncode == 0
    assert home.picture() == installed
    assert "created" not in again.stdout
    assert "updated" not in again.stdout

    status = home.run("agents", "status", "--format", "json")
    assert status.returncode == 0, status.stdout
    assert {r["agent"]: r["state"] for r in json.loads(status.stdout)["agents"]} == dict.fromkeys(
        AGENTS, "installed"
    )

    test = home.run("agents", "test", "--format", "json")
    rows = json.loads(test.stdout)["agents"]
    assert [r["agent"] for r in rows] == list(AGENTS)
    assert all(r["ok"] for r in rows), [r for r in rows if not r["ok"]]
    assert test.returncode == 0

    assert home.run("agents", "uninstall").returncode == 0
    assert home.picture() == before
    assert home.run("agents", "test", "claude").returncode == 1


def test_a_projects_files(home):
    home.write("project/.cursorignore", "mine\n")
    before = home.picture()
    assert home.run("agents", "install", "--project", *AGENTS).returncode == 0
    for name in (
        ".claude/settings.json",
        ".github/hooks/fumehood.json",
        ".geminiignore",
        ".clineignore",
        ".vscode/settings.json",
    ):
        assert (home.project / name).exists(), name
    assert home.run("agents", "status", "--project").returncode == 0
    assert home.run("agents", "test", "--project").returncode == 0
    assert home.run("agents", "status", "claude").stdout.startswith("not installed")
    assert home.run("agents", "uninstall", "--project").returncode == 0
    assert home.picture() == before


def test_hidden_files_are_those_of_ignore_sync(home):
    home.write("project/fumehood.toml", '[ignore]\npatterns = ["participants/", "*.sav"]\n')
    assert home.run("agents", "install", "--project", "claude", "cursor").returncode == 0
    denied = home.value("project/.claude/settings.json")["permissions"]["deny"]
    assert {"Read(./participants/**)", "Read(./**/*.sav)"} <= set(denied)
    status = home.run("ignore", "status").stdout
    for name in (".cursorignore", ".claude/settings.json"):
        assert next(row for row in status.splitlines() if row.startswith(name)).split()[1:3] == ["in", "step"]
    home.run("ignore", "sync")
    assert home.run("agents", "status", "--project", "claude", "cursor").returncode == 0


def test_settings_in_another_folder(home, tmp_path):
    elsewhere = {"CLAUDE_CONFIG_DIR": str(tmp_path / "claude"), "CODEX_HOME": str(tmp_path / "codex")}
    (tmp_path / "claude").mkdir()
    assert home.run("agents", "install", "claude", "codex", **elsewhere).returncode == 0
    assert (tmp_path / "claude/settings.json").exists()
    assert (tmp_path / "codex/hooks.json").exists()
    assert not (home.path / ".claude").exists()
    assert home.run("agents", "test", **elsewhere).returncode == 0
    assert home.run("agents", "uninstall", **elsewhere).returncode == 0
    assert list((tmp_path / "claude").iterdir()) == []


def test_edits_in_between_survive(home):
    for name, raw in THEIRS.items():
        home.write(name, raw)
    home.run("agents", "install", *AGENTS)
    path = home.path / ".claude/settings.json"
    value = json.loads(path.read_bytes())
    value["permissions"]["deny"].append("Read(./theirs)")
    value["hooks"]["PreToolUse"].append({"matcher": "Edit", "hooks": []})
    path.write_text(json.dumps(value))
    assert home.run("agents", "status", "claude").returncode == 0
    assert home.run("agents", "uninstall").returncode == 0
    left = json.loads(path.read_bytes())
    assert left["permissions"] == {"allow": ["Bash(ls:*)"], "deny": ["Read(./.env)", "Read(./theirs)"]}
    assert [h["matcher"] for h in left["hooks"]["PreToolUse"]] == ["Bash", "Edit"]
    assert list(left["hooks"]) == ["PreToolUse"]


def test_the_sandbox_is_opt_in_and_goes_again(home):
    home.write(".codex/config.toml", THEIRS[".codex/config.toml"])
    before = home.picture()
    home.run("agents", "install", "claude", "codex")
    assert "sandbox" not in home.value(".claude/settings.json")
    home.run("agents", "install", "claude", "codex", "--sandbox")
    assert home.value(".claude/settings.json")["sandbox"] == {
        "enabled": True,
        "autoAllowBashIfSandboxed": False,
    }
    config = (home.path / ".codex/config.toml").read_bytes()
    assert b'sandbox_mode = "workspace-write"' in config
    assert b"network_access = false" in config
    with_sandbox = home.picture()
    assert home.run("agents", "install", "claude", "codex").returncode == 0
    assert home.picture() == with_sandbox
    assert home.run("agents", "status", "claude", "codex").returncode == 0
    assert home.run("agents", "install", "claude", "codex", "--no-sandbox").returncode == 0
    assert "sandbox" not in home.value(".claude/settings.json")
    assert (home.path / ".codex/config.toml").read_bytes() == THEIRS[".codex/config.toml"]
    assert home.run("agents", "uninstall").returncode == 0
    assert home.picture() == before


def test_without_names_the_agents_that_are_found(home):
    nothing = home.run("agents", "install", PATH="/nowhere")
    assert nothing.returncode == 3
    home.write(".gemini/settings.json", "{}")
    done = home.run("agents", "install", PATH="/nowhere")
    assert done.returncode == 0
    assert done.stdout.startswith("Gemini CLI\n")
    assert "Claude" not in done.stdout


def test_an_unknown_agent_is_a_usage_error_with_the_nearest(home):
    done = home.run("agents", "install", "cursr")
    assert done.returncode == 2
    assert "did you mean `cursor`?" in done.stderr
    assert home.picture() == {"project": home.picture()["project"]}


def test_a_dry_run_shows_a_diff_without_secrets_and_writes_nothing(home):
    token = "ghp_" + "a8Fq2LkP0sXcVbN4mZ7wQe1RtY6uI3oJ5hGd"
    home.write(".claude/settings.json", json.dumps({"env": {"TOKEN": token}}, indent=2))
    before = home.picture()
    done = home.run("agents", "install", "claude", "--dry-run")
    assert done.returncode == 0
    assert "would be updated" in done.stdout
    assert '+    "PreToolUse": [' in done.stdout
    assert token not in done.stdout
    assert home.picture() == before
