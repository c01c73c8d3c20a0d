"""The assistants' own exclusion mechanisms: the file, its syntax, and what it does not stop.

Facts from the assistants' documentation and trackers, looked up in November 2026. A mechanism that could
not be verified is not written; it is named with the reason.
"""

from collections.abc import Mapping

from msgspec import Struct

ROUTES = ("open", "search", "shell", "import", "symlink")


class Mechanism(Struct, frozen=True, kw_only=True):
    """One exclusion file. `routes` says of each route to a file whether it is stopped: yes, no or unknown."""

    assistant: str
    title: str
    file: str
    negation: bool = True
    routes: Mapping[str, str]
    remark: str = ""


def _routes(search: str = "yes", terminal: str = "no") -> dict[str, str]:
    return {"open": "yes", "search": search, "shell": terminal, "import": "unknown", "symlink": "unknown"}


CLAUDE_SETTINGS = ".claude/settings.json"

MECHANISMS = (
    Mechanism(
        assistant="git", title="git", file=".gitignore", routes=dict.fromkeys(ROUTES, "no"),
        remark="keeps files out of commits; several assistants leave such files out of searches, none of context",
    ),
    Mechanism(
        assistant="claude", title="Claude Code", file=CLAUDE_SETTINGS, negation=False,
        routes={**_routes(search="unknown"), "import": "no"},
        remark="permissions.deny stops the Read tool; grep, an interpreter or an @import in a rule file may still read",
    ),
    Mechanism(
        assistant="cursor", title="Cursor", file=".cursorignore", routes=_routes(),
        remark="terminal and MCP tools are not stopped",
    ),
    Mechanism(
        assistant="gemini-cli", title="Gemini CLI", file=".geminiignore", routes=_routes(search="unknown"),
        remark="shell and grep are not stopped; re-including with ! has failed",
    ),
    Mechanism(
        assistant="gemini-code-assist", title="Gemini Code Assist, Android Studio", file=".aiexclude", negation=False,
        routes=_routes(terminal="unknown"), remark="some of its products know no negation, so none is written",
    ),
    Mechanism(
        assistant="windsurf", title="Windsurf", file=".codeiumignore", routes=_routes(terminal="unknown"),
        remark="covers indexing and edits",
    ),
    Mechanism(
        assistant="jetbrains", title="JetBrains AI, Junie", file=".aiignore", routes=_routes(terminal="unknown"),
        remark="Junie asks before it opens such a file, it does not refuse",
    ),
    Mechanism(
        assistant="roo", title="Roo Code", file=".rooignore", routes=_routes(terminal="unknown"),
        remark="read from the root of the workspace only",
    ),
    Mechanism(
        assistant="cline", title="Cline", file=".clineignore", routes=_routes(terminal="unknown"),
        remark="a folder mentioned in a prompt has brought ignored files along",
    ),
    Mechanism(
        assistant="aider", title="aider", file=".aiderignore", routes=_routes(terminal="no"),
        remark="read from the root of the git repository; files added by name are refused too",
    ),
)  # fmt: skip

# What looks like a mechanism and is none, and what must be set elsewhere.
WITHOUT_A_FILE: Mapping[str, tuple[str, str]] = {
    "copilot": (
        "GitHub Copilot",
        (
            "content exclusion is set by the repository's or organisation's administrator (Business, Enterprise); "
            "the CLI, the coding agent and agent mode do not follow it; there is no .copilotignore"
        ),
    ),
    "codex": (
        "Codex CLI",
        "no ignore file; a permission profile in the user's config.toml can deny paths, several versions ignored it",
    ),
    "continue": ("Continue, Augment, Tabnine, Zed", "not verified, so nothing is written"),
}
DEAD_FILES: Mapping[str, str] = {
    ".copilotignore": "no version of GitHub Copilot reads it; use content exclusion in the repository's settings",
    ".codexignore": "Codex CLI does not read it; use a permission profile in config.toml",
    ".claudeignore": "Claude Code does not read it; use permissions.deny in .claude/settings.json",
}
