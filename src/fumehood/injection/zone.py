"""What a file is for: whether it is meant to instruct an assistant, or is only data that one reads.

The name decides, and for files named otherwise a front matter that describes an agent. A zone never hides
a channel: it only says whether an instruction in plain sight is normal there.
"""

from enum import Enum

from fumehood.core.patterns import pattern
from fumehood.core.source import Source


class Zone(Enum):
    """The trust zones."""

    RULES = "agent rule file"
    DATA = "data file"
    CODE = "source code"


_RULE_NAMES = frozenset(
    {
        "claude.md", "claude.local.md", "agents.md", "agent.md", "gemini.md", "codex.md", "qwen.md", "warp.md",
        "conventions.md", "copilot-instructions.md", "skill.md", "system_prompt.md", "system-prompt.md",
        ".cursorrules", ".windsurfrules", ".clinerules", ".roorules", ".goosehints", ".rules", "memory.md",
    }
)  # fmt: skip
_RULE_SUFFIXES = (
    ".instructions.md",
    ".mdc",
    ".prompt.md",
    ".chatmode.md",
    ".agent.md",
    ".agents.md",
    ".skill.md",
)
_RULE_FOLDERS = pattern(
    r"(?:^|/)(?:\.(?:cursor|claude|windsurf|clinerules|roo|kiro|gemini|codex|opencode|agents?|continue|amazonq)|skills|subagents)/"
)
_PROSE = pattern(r"\.(?:md|mdc|mdx|markdown|txt)$|^[^.]+$")
_AGENT_KEYS = pattern(
    r"(?m)^(?:tools|model|allowed-tools|argument-hint|alwaysApply|applyTo|globs|disable-model-invocation|color|mode|permissionMode|skills|license)\s*:"
)
_DESCRIBED = pattern(r"(?m)^description\s*:")
_CODE = frozenset(
    {
        "python", "javascript", "typescript", "c", "java", "go", "rust", "ruby", "php", "perl", "lua", "r", "julia",
        "sql", "shell", "powershell", "css", "makefile", "dockerfile", "hcl",
    }
)  # fmt: skip


def zone_of(source: Source) -> Zone:
    """The zone of a file."""
    path = source.path.lower()
    name = path.rpartition("/")[2]
    if name in _RULE_NAMES or name.endswith(_RULE_SUFFIXES):
        return Zone.RULES
    if _RULE_FOLDERS.search(path) and _PROSE.search(name):
        return Zone.RULES
    if source.language == "markdown" and _describes_agent(source.text):
        return Zone.RULES
    return Zone.CODE if source.language in _CODE else Zone.DATA


def _describes_agent(text: str) -> bool:
    """Whether a Markdown file's front matter is that of an agent, a command or a skill."""
    if not text.startswith("---"):
        return False
    end = text.find("\n---", 3, 4000)
    head = text[:end] if end > 0 else ""
    return bool(_DESCRIBED.search(head) and _AGENT_KEYS.search(head))
