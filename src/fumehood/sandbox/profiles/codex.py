"""Codex CLI.

Sources: developers.openai.com/codex, "Authentication" and "Configuration"; a login with ChatGPT uses chatgpt.com and
auth.openai.com. Its own sandbox cannot start inside: the room takes its place (`--sandbox danger-full-access`).
"""

from fumehood.sandbox.profiles.profile import Copied, Profile

PROFILE = Profile(
    programs=("codex",),
    hosts=("api.openai.com", "chatgpt.com", "auth.openai.com"),
    keys=(("OPENAI_API_KEY", ()), ("CODEX_API_KEY", ())),
    servers=("OPENAI_BASE_URL",),
    settings=tuple(
        f".codex/{name}"
        for name in (
            "config.toml",
            "AGENTS.md",
            "AGENTS.override.md",
            "rules",
            "prompts",
            "skills",
            "hooks.json",
        )
    ),
    logins=(Copied(".codex/auth.json"),),
    state=(".codex",),
    moved=("CODEX_HOME", ".codex"),
    fixed=(("CODEX_HOME", "~/.codex"),),
)
