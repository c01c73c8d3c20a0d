"""Past commands judged anew: from the record and from the assistants' transcripts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fumehood.audit.log import append

COMMAND = str(Path(sys.executable).parent / "fumehood")
STRICT = """
[[commands.rule]]
name = "no-curl"
kinds = ["fetch"]
decision = "deny"
reason = "this project talks to nobody"
match = ["curl https://example.org"]
not-match = ["ls"]
"""


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    for name in [n for n in os.environ if n.startswith("XDG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "strict.toml").write_text(STRICT)


@pytest.fixture
def audit(tmp_path):
    def run(*arguments):
        return subprocess.run([COMMAND, "audit", *arguments], cwd=tmp_path, capture_output=True, text=True)

    return run


def decided(command, decision="allow", session="s1", **data):
    append(
        "decision", session=session, agent="claude", project="/p",
        data={"tool": "Bash", "command": command, "decision": decision, "cwd": "/p", **data},
    )  # fmt: skip


def test_a_stricter_policy_changes_past_decisions(audit):
    decided("curl https://example.org")
    decided("ls")
    done = audit("replay", "--policy", "strict.toml")
    assert done.returncode == 1
    assert "allow -> deny  curl https://example.org" in done.stdout
    assert "this project talks to nobody" in done.stdout
    assert "2 commands judged, 1 decisions would change: 1 allow -> deny" in done.stderr


def test_a_decision_of_another_guard_is_not_softened(audit):
    decided("pip install x", "deny", rules=["FHP001"])
    assert audit("replay", "--policy", "strict.toml").returncode == 0


def test_transcripts_of_claude_and_codex(audit, tmp_path):
    use = {"type": "tool_use", "name": "Bash", "input": {"command": "curl https://example.org"}}
    claude = tmp_path / ".claude" / "projects" / "-p" / "abc.jsonl"
    claude.parent.mkdir(parents=True)
    claude.write_text(
        json.dumps({"type": "assistant", "cwd": "/p", "sessionId": "abc", "message": {"content": [use]}})
        + "\n"
    )
    codex = tmp_path / ".codex" / "sessions" / "2026" / "01" / "31" / "rollout-1.jsonl"
    codex.parent.mkdir(parents=True)
    call = {
        "type": "function_call",
        "name": "shell",
        "arguments": json.dumps({"command": ["bash", "-lc", "curl x.org"]}),
    }
    codex.write_text(
        json.dumps({"type": "session_meta", "payload": {"cwd": "/p"}}) + "\n"
        + json.dumps({"type": "response_item", "payload": call}) + "\n{broken\n"
    )  # fmt: skip
    for agent in ("claude", "codex"):
        done = audit("replay", "--policy", "strict.toml", "--from", agent, "--format", "jsonl")
        assert done.returncode == 1, done.stderr
        assert json.loads(done.stdout)["after"] == "deny"
    assert "1 lines could not be read" in done.stderr
    assert audit("replay", "--policy", "strict.toml", str(claude)).returncode == 1


def test_nothing_to_replay_and_a_broken_policy(audit, tmp_path):
    assert audit("replay", "--policy", "strict.toml").returncode == 3
    assert audit("replay", "--policy", "missing.toml").returncode == 2
    (tmp_path / "bad.toml").write_text("[commands]\nsudo = 3\n")
    assert audit("replay", "--policy", "bad.toml").returncode == 2


def test_show_by_session_and_filters(audit):
    decided("rm -rf ~", "deny", reasons=["deletes the home folder"], rules=["FHA101"])
    append("refused-host", session="run1", project="/p", data={"host": "evil.example", "port": 443})
    append("honeytoken", session="run1", project="/p", data={"path": "/home/u/.aws/credentials"})
    done = audit("show")
    assert done.returncode == 0
    for part in (
        "session s1",
        "deny",
        "Bash: rm -rf ~",
        "deletes the home folder [FHA101]",
        "evil.example:443",
        ".aws/credentials",
    ):
        assert part in done.stdout
    assert "evil" not in audit("show", "--session", "s1").stdout
    assert len(audit("show", "--format", "jsonl", "-n", "2").stdout.splitlines()) == 2
    assert len(json.loads(audit("show", "--format", "json", "--decision", "deny").stdout)["records"]) == 1
    assert audit("show", "--agent", "codex").returncode == 3
    assert audit("show", "--since", "soon").returncode == 2
    assert audit("show", "--since", "1h", "--project", "/p").returncode == 0
    logs = json.loads(audit("show", "--format", "otlp").stdout)["resourceLogs"][0]["scopeLogs"][0][
        "logRecords"
    ]
    assert [log["severityText"] for log in logs] == ["ERROR", "INFO", "INFO"]


def test_what_is_shown_cannot_drive_the_terminal(audit):
    decided("echo \x1b[2J\u202e")
    assert "\x1b" not in audit("show").stdout
    assert "\\x1b" in audit("show").stdout


def test_verify(audit, tmp_path):
    assert audit("verify").returncode == 3
    decided("ls")
    decided("ls -l")
    assert audit("verify").returncode == 0
    record = tmp_path / ".local/state/fumehood/audit/000001.jsonl"
    record.write_text(record.read_text().replace("ls -l", "ls -a"))
    done = audit("verify")
    assert done.returncode == 1
    assert "000001.jsonl:2: changed" in done.stdout
