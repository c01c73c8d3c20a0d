"""Claude Code.

Sources: code.claude.com/docs, "Network configuration", "Environment variables", "The .claude directory". With
CLAUDE_CONFIG_DIR its `.claude.json` stands inside that folder, so that nothing but the folder has to be writable. Of
that file come the account and what it was asked at its first start: not the list of your projects, nor their servers.
"""

from fumehood.sandbox.profiles.profile import Copied, Profile

_ACCOUNT = (
    "oauthAccount", "userID", "hasCompletedOnboarding", "lastOnboardingVersion", "theme", "installMethod",
    "customApiKeyResponses", "bypassPermissionsModeAccepted",
)  # fmt: skip
PROFILE = Profile(
    programs=("claude",),
    hosts=("api.anthropic.com", "claude.ai", "platform.claude.com", "console.anthropic.com"),
    keys=(("ANTHROPIC_API_KEY", ()), ("ANTHROPIC_AUTH_TOKEN", ()), ("CLAUDE_CODE_OAUTH_TOKEN", ())),
    servers=("ANTHROPIC_BASE_URL",),
    variables=(
        "ANTHROPIC_MODEL",
        "ANTHROPIC_SMALL_FAST_MODEL",
        "MAX_THINKING_TOKENS",
        "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
    ),
    settings=tuple(
        f".claude/{name}"
        for name in (
            "settings.json",
            "CLAUDE.md",
            "agents",
            "commands",
            "skills",
            "rules",
            "output-styles",
            "keybindings.json",
        )
    ),
    logins=(Copied(".claude/.credentials.json"), Copied(".claude.json", ".claude/.claude.json", _ACCOUNT)),
    state=(".claude",),
    moved=("CLAUDE_CONFIG_DIR", ".claude"),
    fixed=(
        ("CLAUDE_CONFIG_DIR", "~/.claude"),
        ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"),
        ("DISABLE_AUTOUPDATER", "1"),
    ),
)
