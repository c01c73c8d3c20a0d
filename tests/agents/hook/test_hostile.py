"""The real command under bad conditions: it blocks with one line, whatever is missing or broken."""

import json
import os
import signal
import subprocess
import time

import agent_events as events
import pytest

HARMLESS = json.dumps(events.shell("claude", "ls", "/")).encode()
DENIED = json.dumps(events.shell("claude", "rm -rf /home", "/")).encode()


@pytest.fixture
def hook(fumehood_at, tmp_path):
    runner = fumehood_at(tmp_path / "home")
    runner.environment["FUMEHOOD_SERVER"] = "off"
    (tmp_path / "home").mkdir()

    def hook(raw, agent="claude", **variables):
        runner.environment.update(variables)
        return runner("hook", agent, cwd=tmp_path, stdin=raw)

    hook.runner = runner
    return hook


def blocked(outcome):
    text = outcome.err.decode()
    return outcome.code == 2 and text.count("\n") == 1 and "blocked" in text and "Traceback" not in text


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"\0", b"\xff" * 100, b"[" * 200_000, b'{"a":' * 200_000, b"1", b'"\\ud800"', b"x" * 10_000_000,
        b'{"hook_event_name": 1}', b'{"hook_event_name": "PreToolUse"}',
        b'{"hook_event_name": "PreToolUse", "tool_name": 7, "tool_input": {}}',
        b'{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": []}',
        b'{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": 5}}',
        b'{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": null}}',
        b'{"hook_event_name": "UserPromptSubmit", "prompt": []}',
    ],
    ids=range(16),
)  # fmt: skip
def test_hostile_input_blocks_in_one_line(hook, raw):
    assert blocked(hook(raw))


@pytest.mark.parametrize(
    "command",
    [
        "rm -rf /home \ud800",
        "rm -rf /home \0",
        "rm -rf /home\r\n",
        "rm -rf /home #" + "a" * 2_000_000,
        "(" * 5_000 + "rm -rf /home",
    ],
)
def test_odd_characters_hide_nothing(hook, command):
    outcome = hook(json.dumps(events.shell("claude", command, "/")).encode())
    assert outcome.code == 0
    assert json.loads(outcome.out)["hookSpecificOutput"]["permissionDecision"] in ("ask", "deny")


def test_without_a_home_the_verdict_stays(hook):
    hook.runner.environment.pop("HOME")
    outcome = hook(
        DENIED, XDG_STATE_HOME=str(hook.runner.home / "s"), XDG_CONFIG_HOME=str(hook.runner.home / "c")
    )
    assert b'"deny"' in outcome.out


@pytest.mark.parametrize("raw", [HARMLESS, DENIED])
def test_where_no_state_can_be_kept_nothing_passes(hook, raw):
    (hook.runner.home / "file").write_text("")
    outcome = hook(raw, XDG_STATE_HOME=str(hook.runner.home / "file"))
    assert outcome.code == 2 or json.loads(outcome.out)["hookSpecificOutput"]["permissionDecision"] in (
        "ask",
        "deny",
    )
    assert b"Traceback" not in outcome.err


def test_a_full_disk_is_said(hook):
    (hook.runner.home / "state/fumehood/audit").mkdir(parents=True)
    (hook.runner.home / "state/fumehood/audit/000001.jsonl").symlink_to("/dev/full")
    outcome = hook(HARMLESS, XDG_STATE_HOME=str(hook.runner.home / "state"))
    assert b"record" in outcome.out + outcome.err
    assert b'"ask"' in outcome.out or outcome.code == 2


def test_a_broken_configuration_of_the_user_blocks(hook):
    folder = hook.runner.home / ".config/fumehood"
    folder.mkdir(parents=True)
    (folder / "fumehood.toml").write_text('[commands]\nsudo = "perhaps"\n')
    for raw in (HARMLESS, DENIED):
        outcome = hook(raw)
        assert outcome.code == 2
        assert b"fumehood.toml" in outcome.err


def test_an_unknown_agent_blocks(hook):
    outcome = hook(HARMLESS, agent="cluade")
    assert outcome.code == 2
    assert b"did you mean claude" in outcome.err


def test_a_signal_lets_nothing_pass(hook, tmp_path):
    process = hook.runner.start("hook", "claude", cwd=tmp_path)
    time.sleep(0.5)
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=30)
    assert process.returncode != 0
    assert out == b""


def test_a_closed_output_is_no_allow(hook, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [hook.runner.command, "hook", "claude"],
        input=DENIED,
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=hook.runner.environment,
    )
    os.close(writer)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
