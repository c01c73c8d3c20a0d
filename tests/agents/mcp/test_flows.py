"""Across servers: what is read through one is not sent through another; and a server that is not the reviewed one."""

import json

import pytest

from fumehood.agents.judge.sinks import sends


def test_a_secret_read_through_one_server_is_not_sent_through_another(relayed, behave, make_tool, tmp_path):
    behave(*(make_tool(name) for name in ("read_file", "send_message", "list_messages")))
    reader = relayed()
    reader.tools()
    sender = relayed("--lock", str(tmp_path / "other.json"), server=[*reader.server, "--another"])
    sender.tools()
    assert "result" in sender.call("send_message", text="hello")
    reader.call("read_file", path=".env")
    refused = sender.call("send_message", text="hello again")
    assert "after credentials were read" in refused["error"]["message"]
    assert "result" in sender.call("list_messages", folder="inbox")
    assert "result" in reader.call("send_message", text="to whom it belongs")


def test_a_result_with_a_credential_counts_as_well(relayed, behave, make_tool, tmp_path):
    from fumehood.exposure.generators import generate

    token = "ghp_" + generate("with-checksum", 30)
    behave(*(make_tool(name) for name in ("look_up", "create_issue")), text=f"the token is {token}")
    reader = relayed()
    reader.tools()
    sender = relayed("--lock", str(tmp_path / "other.json"), server=[*reader.server, "--another"])
    sender.tools()
    assert token not in json.dumps(reader.call("look_up"))
    assert "error" in sender.call("create_issue", title="x")


def test_a_new_version_holds_the_server_back_until_it_is_accepted(relayed, behave, make_tool):
    one = relayed()
    one.ask("initialize", protocolVersion="2025-11-25")
    assert "read_row" in one.tools()
    one.end()
    behave(make_tool("read_row"), greeting={"serverInfo": {"name": "x", "version": "2"}})
    again = relayed()
    again.ask("initialize", protocolVersion="2025-11-25")
    assert again.tools() == []
    refused = again.call("read_row")["error"]["message"]
    assert "[-1-]{+2+}" in refused
    assert "--accept '(server)'" in refused
    assert b"tools/call" not in again.seen()
    assert again.guard("--accept", "(server)").returncode == 0
    again.end()
    accepted = relayed()
    accepted.ask("initialize", protocolVersion="2025-11-25")
    assert accepted.tools() == ["read_row"]


def test_a_new_credential_in_its_environment_holds_it_back(relayed, tmp_path):
    assert relayed().tools()
    assert relayed(TERM="xterm", EDITOR="vi").tools()
    value = "not-to-be-kept"
    one = relayed(GITHUB_TOKEN=value)
    assert one.tools() == []
    assert "GITHUB_TOKEN" in one.call("read_row")["error"]["message"]
    lock = (tmp_path / ".config/fumehood/mcp-lock.json").read_text()
    assert "GITHUB_TOKEN" in lock
    assert value not in lock


def test_no_tool_takes_the_servers_own_name(relayed, behave, make_tool):
    behave(make_tool("read_row"), make_tool("(server)"))
    one = relayed()
    assert one.tools() == ["read_row"]
    assert one.guard("--held").returncode == 0  # nothing waits that could be accepted in the server's place


def test_a_resource_is_a_file(relayed, behave, make_tool, tmp_path):
    behave(make_tool("send_message"))
    reader = relayed()
    reader.tools()
    sender = relayed("--lock", str(tmp_path / "other.json"), server=[*reader.server, "--another"])
    sender.tools()
    assert "result" in reader.ask("resources/read", uri="file:///srv/notes.md")
    assert "result" in sender.call("send_message", text="hello")
    reader.ask("resources/read", uri=f"file://{tmp_path}/.env")
    assert "error" in sender.call("send_message", text="hello")


def test_nothing_of_a_changed_server_is_read(relayed, tmp_path):
    assert relayed().tools()
    one = relayed(NODE_OPTIONS="--require x")
    for method, parameters in (("resources/read", {"uri": "file:///x"}), ("prompts/get", {"name": "p"})):
        assert "NODE_OPTIONS" in one.ask(method, **parameters)["error"]["message"]


@pytest.mark.parametrize(
    "tool",
    [
        "send_email",
        "slack_post_message",
        "createIssue",
        "add_comment",
        "push_files",
        "http-request",
        "upload",
        "SendSMS",
    ],
)
def test_tools_that_send(tool):
    assert sends(tool)


@pytest.mark.parametrize(
    "tool",
    [
        "read_file",
        "list_messages",
        "get_comment",
        "search_email",
        "git_commit",
        "write_file",
        "query",
        "createTable",
        "",
    ],
)
def test_tools_that_do_not(tool):
    assert not sends(tool)


def test_the_hook_sees_the_same(tmp_path, monkeypatch):
    from fumehood.agents.handle import handle
    from fumehood.cli.hook_world import make_world

    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    world = make_world()

    def call(tool, session, **arguments):
        event = {
            "session_id": session, "cwd": str(tmp_path), "hook_event_name": "PreToolUse", "tool_name": tool,
            "tool_input": arguments,
        }  # fmt: skip
        return handle("claude", json.dumps(event).encode(), {"PWD": str(tmp_path)}, world).stdout

    assert call("mcp__mail__send_message", "one", text="hello") == ""
    call("mcp__files__read_file", "one", path=".env")
    assert '"deny"' in call("mcp__mail__send_message", "one", text="hello")
    assert call("mcp__files__send_message", "one", text="hello") == ""
    assert call("mcp__mail__send_message", "two", text="hello") == ""
    assert '"deny"' in call("mcp__shell__run", "two", command="rm", args=["-rf", "/"])
