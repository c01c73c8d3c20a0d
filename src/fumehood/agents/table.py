"""The assistants that fumehood knows, and their adapters; each module is loaded when it is asked for."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.agents.adapter import Adapter

AGENTS = (
    "claude", "codex", "cursor", "gemini", "copilot", "vscode", "windsurf", "cline", "opencode", "goose", "kiro", "qwen", "amp",
)  # fmt: skip


def adapter(agent: str) -> "Adapter":
    """The adapter of an assistant.

    Raises:
        KeyError: no assistant has this id.
    """
    if agent not in AGENTS:
        raise KeyError(agent)
    from importlib import import_module

    made: Adapter = import_module(f"fumehood.agents.adapters.{agent}").ADAPTER
    return made
