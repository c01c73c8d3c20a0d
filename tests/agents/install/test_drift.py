"""Status says what differs, and the canary notices a line that does not guard."""

import json

import pytest

from fumehood.agents.native.table import AGENTS


def edited(home, name, change):
    path = home.path / name
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value, indent=2))


def set_line(line):
    def change(value):
        value["hooks"]["PreToolUse"][0]["hooks"][0]["command"] = line

    return change


def test_a_removed_hook_is_drift_and_the_canary_says_so(home):
    home.run("agents", "install", "claude")
    edited(home, ".claude/settings.json", lambda v: v["hooks"].pop("PreToolUse"))
    status = home.run("agents", "status", "claude")
    assert status.returncode == 1
    assert "`hooks.PreToolUse`: 1 missing or edited" in status.stdout
    assert "next: fumehood agents install claude" in status.stderr
    test = home.run("agents", "test", "claude")
    assert test.returncode == 1
    assert "no hook of ours stands in its settings" in test.stdout
    assert home.run("agents", "install", "claude").returncode == 0
    assert home.run("agents", "test", "claude").returncode == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("true # fumehood hook claude", "lets the canary pass"),
        ("exit 0; fumehood hook claude || exit 2", "lets the canary pass"),
        ("/gone/fumehood hook claude", "is dead (exit code 127)"),
        ("/gone/fumehood hook claude || exit 2", "blocks everything"),
        ("exit 1 # fumehood hook claude", "is dead (exit code 1)"),
    ],
)
def test_a_line_that_does_not_guard(home, line, said):
    home.run("agents", "install", "claude")
    edited(home, ".claude/settings.json", set_line(line))
    test = home.run("agents", "test", "claude")
    assert test.returncode == 1
    assert said in test.stdout
    assert home.run("agents", "status", "claude").returncode == 1


def test_a_line_of_another_version_is_replaced_not_doubled(home):
    home.run("agents", "install", "claude")
    edited(home, ".claude/settings.json", set_line("/old/bin/fumehood hook claude || exit 2"))
    assert home.run("agents", "status", "claude").returncode == 1
    assert home.run("agents", "install", "claude").returncode == 0
    hooks = home.value(".claude/settings.json")["hooks"]["PreToolUse"]
    assert len(hooks) == 1
    assert "/old/" not in json.dumps(hooks)
    assert home.run("agents", "uninstall").returncode == 0
    assert not (home.path / ".claude").exists()


def test_another_shells_environment_is_no_drift(home, tmp_path):
    home.run("agents", "install", "claude", "cline", "amp")
    (tmp_path / "run").mkdir(mode=0o700)
    elsewhere = {"XDG_RUNTIME_DIR": str(tmp_path / "run")}
    status = home.run("agents", "status", **elsewhere)
    assert status.returncode == 0, status.stdout
    assert home.run("agents", "test", **elsewhere).returncode == 0
    assert home.run("agents", "install", "claude", "cline", "amp", **elsewhere).returncode == 0
    assert home.run("agents", "status").returncode == 0
    assert len(home.value(".claude/settings.json")["hooks"]["PreToolUse"]) == 1


@pytest.mark.parametrize("raw", [b'{"model": "x"}', None])
def test_a_file_that_is_as_before_is_drift_and_nothing_is_lost(home, raw):
    """As after a checkout, or where an installation was killed between its journal and the file."""
    path = home.path / ".claude/settings.json"
    if raw is not None:
        home.write(".claude/settings.json", raw)
    before = home.picture()
    home.run("agents", "install", "claude")
    path.write_bytes(raw) if raw is not None else path.unlink()
    assert home.run("agents", "status", "claude").returncode == 1
    assert home.run("agents", "install", "claude").returncode == 0
    assert home.run("agents", "status", "claude").returncode == 0
    path.write_bytes(raw) if raw is not None else path.unlink()
    assert home.run("agents", "uninstall", "claude").returncode == 0
    assert home.picture() == before


def test_a_switch_that_turns_hooks_off_is_drift(home):
    home.run("agents", "install", "claude")
    home.write(".claude/settings.local.json", '{"disableAllHooks": true}')
    status = home.run("agents", "status", "claude")
    assert status.returncode == 1
    assert "disableAllHooks" in status.stdout
    assert home.run("agents", "test", "claude").returncode == 1


def test_an_own_file_that_was_edited_is_drift(home):
    home.run("agents", "install", "codex", "opencode")
    rules = home.path / ".codex/rules/fumehood.rules"
    rules.write_text(rules.read_text().replace("forbidden", "allow"))
    status = home.run("agents", "status", "codex", "--format", "json")
    assert status.returncode == 1
    assert "fumehood.rules" in status.stdout
    assert home.run("agents", "install", "codex").returncode == 0
    assert home.run("agents", "status", "codex").returncode == 0


@pytest.mark.parametrize("agent", [a for a in AGENTS if AGENTS[a].call == "shell"])
def test_the_canary_notices_each_agents_missing_line(home, agent):
    home.run("agents", "install", agent)
    event = AGENTS[agent].guard_event
    for path in home.path.rglob("*.json"):
        value = json.loads(path.read_bytes())
        if isinstance(value.get("hooks"), dict) and event in value["hooks"]:
            del value["hooks"][event]
            path.write_text(json.dumps(value))
    assert home.run("agents", "test", agent).returncode == 1


def test_a_hook_that_hangs_is_ended(home):
    from fumehood.agents.canary.fire import fire
    from fumehood.agents.native.agent import Controls, Scope
    from fumehood.agents.settings.files import JsonFile

    path = home.write(".claude/settings.json", json.dumps({
        "hooks": {"PreToolUse": [{"hooks": [{"command": "sleep 60; fumehood hook claude"}]}]}
    }))  # fmt: skip
    scope = Scope(home=str(home.path))
    result = fire(AGENTS["claude"], scope, Controls((JsonFile(str(path), ()),)), seconds=0.5)
    assert not result.ok
    assert "gave no answer in time" in result.reason


def test_there_is_a_row_for_each_kind_of_action(home):
    home.run("agents", "install", "claude", "codex")
    found = json.loads(home.run("agents", "test", "claude", "codex", "--format", "json").stdout)["agents"]
    states = {row["agent"]: {seen["kind"]: seen["state"] for seen in row["kinds"]} for row in found}
    assert set(states["claude"]) == {"shell", "read", "edit", "mcp", "prompt"}
    assert states["claude"]["read"] == "asked about"
    assert states["codex"]["read"] == "cannot be enforced"
    assert all(row["ok"] for row in found)


def test_an_event_without_its_hook_is_seen(home):
    home.run("agents", "install", "claude")
    edited(home, ".claude/settings.json", lambda v: v["hooks"].pop("UserPromptSubmit"))
    test = home.run("agents", "test", "claude")
    assert test.returncode == 1
    assert "prompt  did not fire" in test.stdout
    assert "fumehood agents install claude" in test.stdout
