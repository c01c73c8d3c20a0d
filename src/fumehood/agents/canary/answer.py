"""What an agent makes of its hook's answer: it blocks, asks, lets the call pass, or finds the hook broken."""

import json
from typing import Any

BLOCKS, ASKS, PASSES, BROKEN = "blocks", "asks", "passes", "broken"
_DENIED = frozenset({"deny", "block", "reject"})


def meaning(agent: str, code: int, stdout: str) -> str:
    """BLOCKS, ASKS, PASSES or BROKEN: what the agent would do after this exit code and output."""
    if agent == "amp":
        return {0: PASSES, 1: ASKS, 2: BLOCKS}.get(code, BROKEN)
    if agent == "opencode":
        return PASSES if code == 0 else BLOCKS  # our plugin throws on anything else
    if code == 2:
        return BLOCKS
    if code != 0:
        return BROKEN
    said = _object(stdout)
    if agent == "cursor" and not said:
        return BROKEN  # with failClosed an empty answer is a failure
    if said is None:
        return BROKEN if agent in ("gemini", "copilot", "cline") else PASSES
    inner = said.get("hookSpecificOutput")
    inner = inner if isinstance(inner, dict) else {}
    words = {
        str(found)
        for found in (
            inner.get("permissionDecision"),
            said.get("permissionDecision"),
            said.get("permission"),
            said.get("decision"),
            said.get("action"),
        )
        if found
    }
    if words & _DENIED or said.get("cancel") is True or said.get("continue") is False:
        return BLOCKS
    return ASKS if "ask" in words else PASSES


def _object(stdout: str) -> dict[str, Any] | None:
    """The JSON object that was printed; empty for no output, None for anything else."""
    if not stdout.strip():
        return {}
    try:
        value = json.loads(stdout)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
