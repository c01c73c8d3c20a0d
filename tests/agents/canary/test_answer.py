"""What each assistant makes of an answer, by its documentation."""

import json

import pytest

from fumehood.agents.canary.answer import ASKS, BLOCKS, BROKEN, PASSES, meaning
from fumehood.agents.native.table import AGENTS


def claude(decision):
    return json.dumps({"hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDecision": decision}})


@pytest.mark.parametrize(
    ("agent", "code", "out", "expected"),
    [
        ("claude", 0, "", PASSES),
        ("claude", 0, claude("deny"), BLOCKS),
        ("claude", 0, claude("ask"), ASKS),
        ("claude", 0, '{"permission": ', PASSES),  # what is no JSON is shown, and the call goes on
        ("claude", 1, claude("deny"), BROKEN),
        ("cursor", 0, "", BROKEN),
        ("cursor", 0, '{"permission": "allow"}', PASSES),
        ("cursor", 0, '{"permission": "deny"}', BLOCKS),
        ("gemini", 0, "some text", BROKEN),
        ("gemini", 0, '{"decision": "deny"}', BLOCKS),
        ("copilot", 0, '{"permissionDecision": "deny"}', BLOCKS),
        ("cline", 0, '{"cancel": true}', BLOCKS),
        ("cline", 0, '{"cancel": false}', PASSES),
        ("goose", 0, '{"decision": "block"}', BLOCKS),
        ("opencode", 1, "", BLOCKS),
        ("amp", 0, "", PASSES),
        ("amp", 1, "", ASKS),
        ("amp", 2, "", BLOCKS),
        ("amp", 3, "", BROKEN),
        ("kiro", 0, "[" * 100_000, PASSES),
    ],
)
def test_meaning(agent, code, out, expected):
    assert meaning(agent, code, out) == expected


@pytest.mark.parametrize("agent", AGENTS)
def test_exit_2_blocks_everywhere(agent):
    assert meaning(agent, 2, "") == BLOCKS
