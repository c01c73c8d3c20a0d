"""The assistants by the names people type, and which of their mechanisms hold.

All of them run commands for the user, so whatever the user may read is within reach of their shell.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from fumehood.core.errors import UsageError
from fumehood.core.nearest import nearest


class Assistant(Struct, frozen=True):
    """One assistant: its title, and the ids of its mechanisms in `exclusion.mechanisms` (maybe none)."""

    name: str
    title: str
    mechanisms: tuple[str, ...] = ()
    remark: str = ""


_NONE = "no exclusion file is known to work for it"
ASSISTANTS: Mapping[str, Assistant] = MappingProxyType(
    {
        one.name: one
        for one in (
            Assistant("claude", "Claude Code", ("claude",)),
            Assistant("codex", "Codex CLI", (), "no ignore file; only a permission profile of the user's can deny paths"),
            Assistant("cursor", "Cursor", ("cursor",)),
            Assistant("gemini", "Gemini CLI", ("gemini-cli",)),
            Assistant("gemini-code-assist", "Gemini Code Assist", ("gemini-code-assist",)),
            Assistant(
                "copilot", "GitHub Copilot", (),
                "content exclusion is set on the website, and its CLI and agent mode do not follow it",
            ),
            Assistant("windsurf", "Windsurf", ("windsurf",)),
            Assistant("jetbrains", "JetBrains AI, Junie", ("jetbrains",)),
            Assistant("roo", "Roo Code", ("roo",)),
            Assistant("aider", "aider", ("aider",), _NONE),
            Assistant("cline", "Cline", ("cline",), _NONE),
            Assistant("continue", "Continue", (), _NONE),
            Assistant("augment", "Augment", (), _NONE),
            Assistant("tabnine", "Tabnine", (), _NONE),
            Assistant("zed", "Zed", (), _NONE),
        )
    }
)  # fmt: skip
_OTHER_NAMES = {
    "claude-code": "claude",
    "codex-cli": "codex",
    "gemini-cli": "gemini",
    "github-copilot": "copilot",
    "copilot-cli": "copilot",
    "junie": "jetbrains",
    "roo-code": "roo",
}


def assistant_of(name: str) -> Assistant:
    """The assistant of that name.

    Raises:
        UsageError: none is known by it.
    """
    key = name.strip().lower().replace(" ", "-").replace("_", "-")
    found = ASSISTANTS.get(_OTHER_NAMES.get(key, key))
    if found is None:
        near = nearest(key, [*ASSISTANTS, *_OTHER_NAMES])
        raise UsageError(
            f"no assistant is known as {name!r}",
            f"did you mean {near}?" if near else f"one of {', '.join(ASSISTANTS)}",
        )
    return found
