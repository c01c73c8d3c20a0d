"""What each assistant's adapter promises: a refusal that it obeys, silence that leaves its own question alone."""

import agent_events as events
import pytest

from fumehood.agents.table import AGENTS, adapter

HARMLESS = "git status && ls -la"
DESTROYS = "rm -rf ~"
QUESTION = "cat .env"
CANNOT_ASK = ("codex", "gemini", "windsurf", "cline", "opencode", "goose", "kiro", "qwen")
every_agent = pytest.mark.parametrize("agent", AGENTS)


def test_the_fixtures_know_all_agents():
    assert events.AGENTS == AGENTS


@every_agent
def test_a_destructive_command_is_denied_with_a_reason(ask, place, agent):
    reply = ask(agent, events.shell(agent, DESTROYS, str(place)))
    assert reply.decision == "deny"
    assert "deletes" in reply.said
    assert "FHA101" in reply.said


@every_agent
def test_a_harmless_command_is_let_through(ask, place, agent):
    reply = ask(agent, events.shell(agent, HARMLESS, str(place)))
    assert reply.decision == "allow"
    assert reply.code == 0
    assert not reply.err


@pytest.mark.parametrize("agent", [a for a in AGENTS if a not in ("cursor", "cline")])
def test_silence_is_said_by_saying_nothing(ask, place, agent):
    """An explicit allow would do away with the assistant's own question."""
    assert ask(agent, events.shell(agent, HARMLESS, str(place))).out == ""


def test_cursor_hears_allow_because_silence_is_a_failure_there(ask, place):
    assert ask("cursor", events.shell("cursor", HARMLESS, str(place))).table == {"permission": "allow"}


@every_agent
def test_a_question_becomes_a_refusal_where_nobody_can_be_asked(ask, place, agent):
    expected = "deny" if agent in CANNOT_ASK else "ask"
    assert ask(agent, events.shell(agent, QUESTION, str(place))).decision == expected
    assert adapter(agent).can_ask == (agent not in CANNOT_ASK)


@every_agent
def test_a_file_that_starts_things_is_not_written_unasked(ask, place, agent):
    path = str(place.parent / ".bashrc")
    assert ask(agent, events.write(agent, path, "alias ls=rm\n", str(place))).decision in ("ask", "deny")


@every_agent
def test_a_file_of_the_project_is_written(ask, place, agent):
    reply = ask(agent, events.write(agent, str(place / "a.py"), "import os\n\nprint(os.name)\n", str(place)))
    assert reply.decision == "allow"


@every_agent
def test_a_secret_file_is_not_read_unasked(ask, place, agent):
    assert ask(agent, events.read(agent, str(place / ".env"), str(place))).decision in ("ask", "deny")
    assert ask(agent, events.read(agent, str(place / "README.md"), str(place))).decision == "allow"


@every_agent
@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"{", b"[]", b"null", b'"x"', b"{}", b"\xff\xfe", b'{"a": ' * 100_000]
)
def test_what_cannot_be_read_is_blocked_in_one_line(ask, agent, raw):
    reply = ask(agent, raw)
    assert reply.decision == "deny"
    assert "blocked" in reply.said
    assert "Traceback" not in reply.said
    assert reply.said.count("\n") == 0


@every_agent
def test_a_shell_tool_without_a_command_is_blocked(ask, place, agent):
    event = events.shell(agent, "ls", str(place))
    for holder in (event, event.get("tool_input"), event.get("tool_info"), event.get("args")):
        if isinstance(holder, dict):
            for key in ("command", "command_line", "cmd"):
                holder.pop(key, None)
    if agent == "copilot":
        event["toolArgs"] = "{}"
    if agent == "cline":
        event["preToolUse"]["parameters"] = {}
    assert ask(agent, event).decision == "deny"


@pytest.mark.parametrize("agent", sorted(events.EVENTS_OF_PROMPTS))
def test_plain_prompts_pass(ask, place, agent):
    assert ask(agent, events.prompt(agent, "please mend the tests", str(place))).decision == "allow"


def test_claudes_permission_request_is_left_to_the_person(ask, place):
    event = events.shell("claude", QUESTION, str(place)) | {"hook_event_name": "PermissionRequest"}
    assert ask("claude", event).out == ""
    event = events.shell("claude", DESTROYS, str(place)) | {"hook_event_name": "PermissionRequest"}
    assert ask("claude", event).table["hookSpecificOutput"]["decision"]["behavior"] == "deny"


def test_codex_patches_are_read(ask, place):
    patch = "*** Begin Patch\n*** Add File: /etc/cron.d/job\n+* * * * * root true\n*** End Patch"
    assert (
        ask("codex", events.call("codex", "apply_patch", {"command": patch}, str(place))).decision == "deny"
    )
    patch = "*** Begin Patch\n*** Update File: a.py\n@@\n-x = 1\n+x = 2  # rm -rf ~\n*** End Patch"
    assert (
        ask("codex", events.call("codex", "apply_patch", {"command": patch}, str(place))).decision == "allow"
    )


def test_codex_commands_may_be_words(ask, place):
    assert (
        ask(
            "codex", events.call("codex", "shell", {"command": ["bash", "-lc", DESTROYS]}, str(place))
        ).decision
        == "deny"
    )
    assert (
        ask("codex", events.call("codex", "shell", {"command": ["echo", DESTROYS]}, str(place))).decision
        == "allow"
    )


def test_cursors_tool_input_may_be_text(ask, place):
    event = {
        "hook_event_name": "beforeMCPExecution", "conversation_id": "c", "tool_name": "run", "tool_input": '{"command": "rm -rf ~"}',
        "workspace_roots": [str(place)], "url": "http://127.0.0.1:1",
    }  # fmt: skip
    assert ask("cursor", event).decision == "deny"
    assert ask("cursor", event | {"tool_input": "{"}).decision == "deny"
    assert ask("cursor", event | {"tool_input": '{"query": "rm -rf ~"}'}).decision == "allow"


def test_clines_other_shape_names_the_tool_in_a_variable(ask):
    assert ask("cline", {"command": DESTROYS}, FUMEHOOD_TOOL="execute_command").decision == "deny"
    assert ask("cline", {"command": HARMLESS}, FUMEHOOD_TOOL="execute_command").decision == "allow"


def test_amp_names_the_tool_in_a_variable(ask):
    assert ask("amp", {"cmd": DESTROYS}, FUMEHOOD_TOOL="Bash").decision == "deny"
    assert ask("amp", {"cmd": HARMLESS}).decision == "deny"


def test_copilots_entries_for_vscode_send_claudes_shape(ask, place):
    reply = ask("copilot", events.shell("claude", DESTROYS, str(place)))
    assert reply.table["hookSpecificOutput"]["permissionDecision"] == "deny"


def test_an_unknown_agent_is_blocked_and_the_nearest_is_named(ask):
    reply = ask("cluade", b"{}")
    assert reply.code == 2
    assert "claude" in reply.err
