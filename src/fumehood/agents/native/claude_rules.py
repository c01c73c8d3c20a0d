"""Permission rules in the notation of Claude Code, which Qwen Code shares: `Tool(pattern)`.

Source: Claude Code's documentation of permissions. `./x` is relative to the folder that it runs in, `~/x` to the
home, an absolute path needs two slashes; `Bash(words:*)` is a prefix. `Write(…)` is never consulted: Edit covers it.
"""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.prefixes import JudgedPrefix
from fumehood.exposure.exclusion.claude_settings import rules_for


def denied_reads(intent: Intent) -> list[str]:
    """Read rules for the hidden files of a project and the stores of credentials in the home."""
    return rules_for(intent.hidden_plain) + [f"Read(~/{below(path)})" for path in intent.home_secrets]


def denied_edits(intent: Intent, home: str, *settings: str) -> list[str]:
    """Edit rules for fumehood's own folders and for the `settings` that hold our hooks (absolute paths)."""
    return [f"Edit({absolute(folder + '/', home)})" for folder in intent.protected] + [
        f"Edit({absolute(path, home)})" for path in settings
    ]


def denied_hosts(intent: Intent) -> list[str]:
    """Rules for the tool that fetches pages."""
    return [f"WebFetch(domain:{host})" for host in intent.refused_hosts]


def shell_rules(prefixes: tuple[JudgedPrefix, ...], decision: str) -> list[str]:
    """Rules for the shell tool, of the prefixes with this decision."""
    return [
        f"Bash({' '.join(p.words)}{'' if p.prefix.exact else ':*'})"
        for p in prefixes
        if p.decision == decision
    ]


def absolute(path: str, home: str) -> str:
    """An absolute path (a folder ends in a slash) in this notation."""
    inside = os.path.relpath(path, home)
    made = f"//{path.strip('/')}" if inside.startswith("..") else f"~/{inside}"
    return f"{made}/**" if path.endswith("/") else made


def below(path: str) -> str:
    """A folder as the pattern of all that is below it."""
    return f"{path}**" if path.endswith("/") else path
