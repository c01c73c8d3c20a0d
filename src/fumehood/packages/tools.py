"""The names of the tools that install packages, as cheap patterns: most files end here."""

import re

from fumehood.core.patterns import pattern

TOOL = pattern(
    r"(?<![\w-])(?:-m)?(?:pip[\d.]*|pipx|uvx?|easy_install|poetry|pdm|pipenv|rye|pixi|npm|npx|pnpm|pnpx|yarn|bunx?|deno|llm|"
    r"datasette|sqlite-utils)(?:\.exe)?(?![\w-])",
    re.IGNORECASE,
)
"""A tool that installs packages is named."""

WRITTEN = pattern(
    r"requirements?[\w.-]{0,60}\.(?:txt|in)\b[^\n]{0,60}<<|<<[^\n]{0,100}requirements?[\w.-]{0,60}\.(?:txt|in)\b"
)
"""A here-document is written to a requirements file."""

CALLS = pattern(
    r"[\"' /](?:pip[\d.]*|uvx?|pipx|npm|npx|pnpm|yarn|bunx?|poetry|easy_install)[\"' ]|\bsession\.install\(|\bmicropip\b"
)
"""Python text may call such a tool."""
