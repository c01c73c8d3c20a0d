"""Qwen Code: Claude-like hooks. Whether it can ask is not verified, so a question becomes a refusal."""

from fumehood.agents.adapters.claude_shaped import ClaudeShaped


class Qwen(ClaudeShaped):
    """Qwen Code."""

    id = "qwen"
    title = "Qwen Code"
    http = True
    note = "`disableAllHooks` in its settings switches every hook off"


ADAPTER = Qwen()
