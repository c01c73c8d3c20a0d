"""Arguments and patches: whatever they hold is found, and nothing makes the reading fail in another way than it says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.agents.arguments import read_arguments
from fumehood.agents.event import (
    EDIT,
    MCP,
    OTHER,
    QUIET,
    READ,
    SEARCH,
    SHELL,
    WEB,
    WRITE,
    UnreadableEventError,
)
from fumehood.agents.patch import read_patch
from fumehood.agents.tools import kind_of, server_and_tool

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["command", "path", "content", "edits", "url", "x"]) | st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
LINES = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=20)


@given(
    st.sampled_from([SHELL, WRITE, EDIT, READ, SEARCH, WEB, MCP, OTHER, QUIET]),
    st.dictionaries(st.text(max_size=8), JSON, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_any_arguments_are_read_or_refused(kind, arguments):
    try:
        found = read_arguments(kind, arguments)
    except UnreadableEventError:
        return
    assert kind != SHELL or found.command is not None
    assert all(isinstance(p, str) for p in found.paths)


@given(st.lists(st.sampled_from(["a", "b", "list"]), min_size=0, max_size=12), LINES.filter(bool))
@settings(max_examples=100, deadline=None)
def test_a_command_is_found_at_any_depth(way, command):
    held = {"command": command}
    for key in way:
        held = {"list": [held, 1]} if key == "list" else {key: held}
    assert read_arguments(OTHER, held).command == command


@given(st.lists(LINES, max_size=6), st.lists(LINES, max_size=6))
@settings(max_examples=100, deadline=None)
def test_what_a_patch_adds_is_what_is_read(old, new):
    body = "".join(f"-{x}\n" for x in old) + "".join(f"+{x}\n" for x in new)
    patch = read_patch(f"*** Begin Patch\n*** Update File: src/a.py\n@@\n{body}*** End Patch\n")
    assert patch.paths == ["src/a.py"]
    assert [p.text for p in patch.pieces] == (["\n".join(new) + "\n"] if new else [])


def test_patches_name_what_they_delete_and_move():
    patch = read_patch(
        "*** Begin Patch\n*** Delete File: a\n*** Update File: b\n*** Move to: c\n@@\n+x\n*** End Patch"
    )
    assert patch.deleted == ["a"]
    assert patch.paths == ["a", "b", "c"]


def test_unified_diffs_are_patches_and_prose_is_none():
    patch = read_patch("--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n")
    assert patch.paths == ["x.py"]
    assert patch.pieces[0].text == "b\n"
    assert read_patch("+ a plus\n- a minus\n") is None


def test_too_much_is_refused():
    deep = {"x": 1}
    for _ in range(100):
        deep = {"x": deep}
    with pytest.raises(UnreadableEventError):
        read_arguments(OTHER, deep)
    with pytest.raises(UnreadableEventError):
        read_arguments(MCP, {"x": list(range(10_000))})


@pytest.mark.parametrize(
    ("tool", "kind"),
    [
        ("Bash", SHELL), ("run_shell_command", SHELL), ("runInTerminal", SHELL), ("MultiEdit", EDIT), ("create_file", WRITE),
        ("mcp__github__create_issue", MCP), ("server/tool", MCP), ("WebFetch", WEB), ("TodoWrite", QUIET), ("Invented", OTHER),
    ],
)  # fmt: skip
def test_tools_are_classed_by_name(tool, kind):
    assert kind_of(tool) == kind


def test_servers_are_read_out_of_names():
    assert server_and_tool("mcp__github__create_issue") == ("github", "create_issue")
    assert server_and_tool("Invented") == ("", "Invented")
