"""A deletion that nothing would bring back: moved where the assistant lets a hook rewrite, asked about where it does not."""

import subprocess

import agent_events as events
import pytest

from fumehood.agents.table import AGENTS, adapter
from fumehood.agents.undo import moved

REWRITES = ("claude", "cursor", "gemini", "vscode", "opencode")
ASK_WITH_IT = ("claude", "vscode")


@pytest.fixture
def notes(place):
    (place / "notes.txt").write_text("in no repository\n")
    return place / "notes.txt"


def event_of(agent, command, place, use="c-9"):
    if agent == "cursor":  # the event whose input may be changed
        return events.call(agent, "Shell", {"command": command, "timeout": 7}, str(place), use=use)
    return events.shell(agent, command, str(place), use=use)


def new_arguments(reply):
    """What the assistant would run instead: the whole input, by its own name."""
    table = reply.table
    inner = table.get("hookSpecificOutput", table)
    return (
        inner.get("updatedInput")
        or inner.get("tool_input")
        or inner.get("updated_input")
        or inner.get("args")
    )


def test_the_facts_say_who_rewrites():
    assert tuple(a for a in AGENTS if adapter(a).can_rewrite) == (
        "claude",
        "cursor",
        "gemini",
        "vscode",
        "opencode",
    )
    assert tuple(a for a in AGENTS if adapter(a).rewriting_asks) == ASK_WITH_IT


@pytest.mark.parametrize("agent", REWRITES)
def test_what_git_does_not_hold_is_moved_and_comes_back(ask, place, notes, agent):
    reply = ask(agent, event_of(agent, "rm notes.txt", place))
    arguments = new_arguments(reply)
    assert reply.code == 0
    assert arguments["command"].startswith("mv -- notes.txt ")
    assert len(arguments) == 2  # the others are kept: the input is replaced as a whole
    subprocess.run(["sh", "-c", arguments["command"]], cwd=place, check=True)
    assert not notes.exists()
    assert moved.undo(str(place)).restored == (str(notes),)


@pytest.mark.parametrize("agent", REWRITES)
def test_no_allow_silences_a_question(ask, place, notes, agent):
    reply = ask(agent, event_of(agent, "rm notes.txt", place))
    words = reply.table.get("hookSpecificOutput", reply.table)
    if agent in ASK_WITH_IT:
        assert words["permissionDecision"] == "ask"
        assert "changes undo" in words["permissionDecisionReason"]
    elif agent != "cursor":  # which has to be told of every allow
        assert "decision" not in reply.table
        assert "permissionDecision" not in words


@pytest.mark.parametrize("agent", [a for a in AGENTS if a not in REWRITES])
def test_others_see_the_policy_alone(ask, place, notes, agent):
    reply = ask(agent, event_of(agent, "rm notes.txt", place))
    assert reply.decision == "allow"
    assert "mv --" not in reply.said


def test_the_move_is_let_through_when_it_comes_back(ask, place, notes):
    reply = ask("claude", event_of("claude", "rm notes.txt", place))
    command = new_arguments(reply)["command"]
    request = event_of("claude", command, place) | {"hook_event_name": "PermissionRequest"}
    assert ask("claude", request).said == ""
    assert ask("claude", event_of("claude", command, place)).said == ""
    for other in (
        command.replace("mv --", "cp -r --"),
        f"{command}; rm -rf {place.parent}/.local/state/fumehood",
    ):
        assert ask("claude", event_of("claude", other, place)).decision == "deny"


def test_a_question_carries_the_move(ask, place):
    (place.parent / "Documents" / "old").mkdir(parents=True)
    (place.parent / "Documents" / "old" / "a.tex").write_text("a")
    reply = ask("claude", event_of("claude", f"rm -rf {place.parent}/Documents/old", place))
    assert reply.decision == "ask"
    assert "everything below" in reply.said
    assert new_arguments(reply)["command"].startswith("mv -- ")


@pytest.mark.parametrize(
    "command", ["rm -rf build", "rm -rf *", "rm notes.txt && ls", "rm -rf ~", "rm missing.txt"]
)
def test_other_deletions_stay_as_they_are(ask, place, notes, command):
    (place / "build").mkdir()
    assert "updatedInput" not in ask("claude", event_of("claude", command, place)).out


def test_what_the_session_has_made_is_deleted_without_a_question(ask, place):
    ask("claude", events.write("claude", str(place / "try.py"), "print(1)\n", str(place)))
    ask("claude", event_of("claude", "echo 1 > out.txt", place))
    for name in ("try.py", "out.txt"):
        (place / name).write_text("1")
        assert ask("claude", event_of("claude", f"rm {name}", place)).said == ""
    assert (
        ask("claude", event_of("claude", "rm out.txt", place) | {"session_id": "another"}).decision == "ask"
    )


def test_what_a_snapshot_holds_is_deleted_without_a_question(ask, place, notes):
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    assert ask("claude", event_of("claude", "rm notes.txt", place)).said == ""


@pytest.mark.parametrize("agent", ["claude", "copilot", "goose"])
def test_a_snapshot_that_fails_is_told_before_something_is_lost(ask, place, notes, agent, monkeypatch):
    from fumehood.agents.undo import files

    monkeypatch.setattr(files, "MOST_FILES", 0)
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    command = (
        "rm notes.txt" if agent != "claude" else "rm -f notes.tx?  notes.txt"
    )  # not one that can be moved
    reply = ask(agent, event_of(agent, command, place))
    assert reply.decision == ("deny" if agent == "goose" else "ask")
    assert "no snapshot could be taken" in reply.said
    assert "notes.txt" in reply.said


def test_a_snapshot_that_fails_stops_nothing_that_deletes_nothing(ask, place, monkeypatch):
    from fumehood.agents.undo import files

    monkeypatch.setattr(files, "MOST_FILES", 0)
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    (place / "a.txt").write_text("a")
    assert ask("claude", event_of("claude", "echo x > b.txt", place)).said == ""


def test_the_record_tells_what_ran_instead(ask, place, notes):
    ask("claude", event_of("claude", "rm notes.txt", place))
    text = "".join(f.read_text() for f in (place.parent / ".local/state/fumehood/audit").glob("*.jsonl"))
    assert '"rewritten":"mv -- notes.txt' in text
    assert '"decision":"ask"' in text
