"""What the policy becomes in each agent's own notation."""

import json
import os
import re
import shutil
import subprocess

import pytest

from fumehood.agents.compile import compiled
from fumehood.agents.intent import HOME_SECRETS, Intent, intent_for
from fumehood.agents.native.agent import Scope
from fumehood.agents.native.claude_rules import absolute
from fumehood.agents.native.table import AGENTS, chosen
from fumehood.agents.prefixes import CANDIDATES, judged
from fumehood.agents.settings.entries import add
from fumehood.agents.settings.files import OwnFile, value_of, with_ours
from fumehood.commands.paths.secrets import is_secret
from fumehood.core.errors import UsageError


@pytest.fixture
def scope(tmp_path):
    return Scope(home=str(tmp_path))


@pytest.fixture
def intent(tmp_path):
    return intent_for("/opt/bin/fumehood hook claude || exit 2", str(tmp_path))


def written(agent, scope, intent):
    """Each file's content by its path below the home."""
    files = AGENTS[agent].controls(scope, intent).files
    return {os.path.relpath(f.path, scope.base): with_ours(f, None)[0] for f in files}


@pytest.mark.parametrize("agent", AGENTS)
def test_only_events_that_its_adapter_reads_get_a_hook(agent):
    one = AGENTS[agent]
    assert set(one.events) <= set(one.facts.events)
    assert one.guard_event in one.events
    assert one.facts.events[one.guard_event] == "before"


@pytest.mark.parametrize("agent", AGENTS)
def test_compiling_is_pure_and_says_its_losses(agent, scope, intent):
    one = compiled(AGENTS[agent], scope, intent)
    assert one == compiled(AGENTS[agent], scope, intent)
    assert one.losses
    assert any("ask" in loss for loss in one.losses) or AGENTS[agent].facts.can_ask
    assert not os.listdir(scope.home)


@pytest.mark.parametrize(
    ("agent", "file", "field"),
    [
        ("claude", ".claude/settings.json", '"onFailure": "block"'),
        ("cursor", ".cursor/hooks.json", '"failClosed": true'),
        ("goose", ".agents/plugins/fumehood/hooks/hooks.json", '"on_failure": "block"'),
    ],
)
def test_the_field_that_makes_a_hook_fail_closed(agent, file, field, scope, intent):
    text = written(agent, scope, intent)[file].decode()
    assert field in text
    assert AGENTS[agent].facts.fail_closed in field
    assert '"matcher": "*"' not in text or agent != "goose"


def test_claudes_rules_have_the_shapes_that_count(scope, intent):
    value = value_of(written("claude", scope, intent)[".claude/settings.json"])
    denied = value["permissions"]["deny"]
    assert {
        "Read(./.env)",
        "Read(./**/*.pem)",
        "Read(~/.ssh/**)",
        "Bash(git push --force:*)",
        "Bash(rm -rf /)",
    } <= set(denied)
    assert "Edit(~/.claude/settings.json)" in denied
    assert not [rule for rule in denied if rule.startswith(("Write(", "Read(/home", "Edit(/home"))]
    assert not [rule for rule in denied if re.match(r"\w+\(/(?!/)", rule)]
    assert "Bash(shutdown:*)" in value["permissions"]["ask"]
    assert "sandbox" not in value
    assert value["hooks"]["PreToolUse"][0]["matcher"] == "*"
    assert "allow" not in value["permissions"]


def test_absolute_paths_in_claudes_notation():
    assert absolute("/home/u/.config/x/", "/home/u") == "~/.config/x/**"
    assert absolute("/var/lib/x", "/home/u") == "//var/lib/x"
    assert absolute("/home/user2/x", "/home/u") == "//home/user2/x"


def test_each_codex_rule_holds_its_own_examples(scope, intent):
    text = written("codex", scope, intent)[".codex/rules/fumehood.rules"].decode()
    rules = []
    exec(text, {"prefix_rule": lambda **rule: rules.append(rule)})  # the notation is a subset of Python's
    assert len(rules) == len(intent.prefixes)
    for rule in rules:
        size = len(rule["pattern"])
        assert rule["decision"] in ("forbidden", "prompt")
        assert rule["justification"]
        assert all(example[:size] == rule["pattern"] for example in rule["match"])
        assert all(example[:size] != rule["pattern"] for example in rule.get("not_match", []))
    assert {"pattern": ["git", "reset", "--hard"], "decision": "forbidden"}.items() <= next(
        r for r in rules if r["pattern"] == ["git", "reset", "--hard"]
    ).items()


def test_prefixes_follow_the_policy():
    by_words = {
        p.words: p.decision
        for p in judged(lambda command, _: ("ask" if "push" in command else "allow", "why"))
    }
    assert set(by_words.values()) == {"ask"}
    assert all("push" in words for words in by_words)


def test_what_a_prefix_must_not_match_is_allowed_by_the_policy(tmp_path):
    from fumehood.commands.decide import decide

    flagged = {
        p.not_match: decide(p.not_match, "/home/user/project").decision
        for p in CANDIDATES
        if p.not_match and decide(p.not_match, "/home/user/project").decision == "deny"
    }
    assert not flagged


def test_a_users_policy_changes_the_prefixes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "fumehood").mkdir()
    (tmp_path / "fumehood" / "fumehood.toml").write_text(
        '[[commands.rule]]\nname = "we-push"\nkinds = ["rewrite-history", "destroy-data", "publish"]\ndecision = "allow"\n'
    )
    decisions = {p.words: p.decision for p in intent_for("x", str(tmp_path)).prefixes}
    assert ("npm", "publish") not in decisions
    assert decisions["mkfs",] == "deny"


def test_stores_of_credentials_are_secrets_by_the_command_guard_too():
    assert not [
        p
        for p in HOME_SECRETS
        if not is_secret(f"/home/u/{p}".rstrip("/") + ("/x" if p == ".gnupg/" else ""))
    ]


def test_amps_rejections_come_first_and_its_judge_last(scope, intent):
    value = value_of(written("amp", scope, intent)[".config/amp/settings.json"])
    rules = value["amp.permissions"]
    assert rules[-1]["action"] == "delegate"
    theirs = '{"amp.permissions": [{"tool": "Bash", "action": "allow"}]}'
    entries = next(
        f for f in AGENTS["amp"].controls(scope, intent).files if not isinstance(f, OwnFile)
    ).entries
    merged = json.loads(add(theirs, entries)[0])["amp.permissions"]
    assert merged.index({"tool": "Bash", "action": "allow"}) == len(merged) - 2


def test_kiros_denied_commands_match_whole_lines(scope, intent):
    value = value_of(written("kiro", scope, intent)[".kiro/agents/fumehood.json"])
    denied = [re.compile(p) for p in value["toolsSettings"]["execute_bash"]["deniedCommands"]]
    hit = lambda command: any(p.fullmatch(command) for p in denied)  # noqa: E731
    assert hit("git push --force origin main")
    assert hit("rm -rf /")
    assert not hit("git push --force-with-lease")
    assert not hit("rm -rf /tmp/x")


@pytest.mark.parametrize("agent", AGENTS)
def test_the_line_is_read_back_whole(agent, scope):
    from fumehood.agents.canary.read_back import installed
    from fumehood.agents.settings.on_disk import look, put

    line = f"""/opt/it's "here"/fumehood hook {agent} || {{ echo 'no\\n' >&2; exit 2; }} # $HOME `x` \\"""
    controls = AGENTS[agent].controls(scope, Intent(line=line))
    for file in controls.files:
        put(
            look(file.path, scope.roots),
            with_ours(file, None)[0],
            executable=getattr(file, "executable", False),
        )
    found = installed(AGENTS[agent], scope, controls, AGENTS[agent].guard_event)
    assert found
    for hook in found:
        if AGENTS[agent].call in ("shell", "plugin"):
            assert hook.argv == ("/bin/sh", "-c", line)
        else:
            with open(hook.argv[0]) as file:
                assert line in file.read()


def test_an_unknown_name_has_a_near_one(scope):
    with pytest.raises(UsageError, match="unknown agent `claud`"):
        chosen(["claud"], scope)


def test_opencodes_plugin_blocks_and_lets_pass(scope, tmp_path):
    node = shutil.which("node") or shutil.which("bun")
    if not node:
        pytest.skip("no JavaScript runtime here")
    line = """case "$(cat)" in *forbidden*) echo no >&2; exit 2;; esac # fumehood hook opencode"""
    [plugin, _] = AGENTS["opencode"].controls(scope, Intent(line=line)).files
    (tmp_path / "plugin.mjs").write_text(plugin.text)
    script = """
    const { Fumehood } = await import(process.argv[2])
    const hooks = await Fumehood({ directory: "/" })
    for (const command of ["forbidden", "fine"]) {
      try { await hooks["tool.execute.before"]({ tool: "bash" }, { args: { command } }); console.log("passes") }
      catch (error) { console.log("blocks " + error.message) }
    }
    """
    (tmp_path / "drive.mjs").write_text(script)
    done = subprocess.run(
        [node, tmp_path / "drive.mjs", tmp_path / "plugin.mjs"], capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == ["blocks no", "passes"], done.stderr
