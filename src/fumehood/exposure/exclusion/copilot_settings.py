"""GitHub Copilot's content exclusion: lines to paste into a repository's settings, since no file in the project has a say.

Source: GitHub's documentation of content exclusion for a repository: a list in YAML, fnmatch patterns in any case of
letters, a slash in front for the repository's top, a bare name anywhere.
"""

import json
from collections.abc import Iterable

PLACE = "Settings > Copilot > Content exclusion > Paths to exclude in this repository"


def lines_for(patterns: Iterable[str]) -> list[str]:
    """The lines for gitignore patterns without negation."""
    lines: list[str] = []
    for pattern in patterns:
        name = pattern.strip("/")
        if "/" in name or pattern.startswith("/"):
            places = [f"/{name}/**"] if pattern.endswith("/") else [f"/{name}", f"/{name}/**"]
        else:
            places = [f"**/{name}/**"] if pattern.endswith("/") else [name]
        lines += [f"- {json.dumps(place, ensure_ascii=False)}" for place in places]
    return list(dict.fromkeys(lines))
