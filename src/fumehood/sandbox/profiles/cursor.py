"""Cursor CLI (`cursor-agent`, also installed as `agent`).

Sources: cursor.com/docs, "Network Configuration" (hosts by pattern), "CLI / Authentication", "CLI / Configuration".
"""

from fumehood.sandbox.profiles.profile import Copied, Profile

PROFILE = Profile(
    programs=("cursor-agent", "agent"),
    hosts=("*.cursor.sh", "*.cursorapi.com"),
    keys=(("CURSOR_API_KEY", ()),),
    settings=(
        ".cursor/rules",
        ".cursor/mcp.json",
        ".cursor/hooks.json",
        ".cursor/commands",
        ".cursor/skills",
    ),
    logins=(Copied(".config/cursor/auth.json"), Copied(".cursor/cli-config.json")),
    state=(".cursor", ".config/cursor"),
)
